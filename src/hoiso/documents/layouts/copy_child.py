"""Puts the form of a copy on the pages that are copied. Runs in the limited child."""

from io import BytesIO

import pikepdf


def join(source: str, drawn: str, onto_last: bool) -> bytes:
    """The pages of `source` with the one page of `drawn` laid over the last, or behind it."""
    with pikepdf.open(source) as pages, pikepdf.open(drawn) as form:
        made = pikepdf.new()
        made.pages.extend(pages.pages)
        if onto_last:
            last = pikepdf.Page(made.pages[-1])
            last.add_overlay(form.pages[0], None)
        else:
            made.pages.extend(form.pages)
        out = BytesIO()
        made.save(out, deterministic_id=True)
        return out.getvalue()
