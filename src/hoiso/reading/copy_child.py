"""The searchable copy put together from recognised pages and the original's. Runs in the limited child."""

import json
from pathlib import Path

import pikepdf


def assemble(path: str, is_pdf: bool, pages: int, recognised: str, target: str) -> bool:
    """Write `target`: pages 1 to `pages`, those in `recognised` (JSON) from `<page>.pdf` beside it.

    Pages that were not recognised come from the original, without its forms, actions and attachments;
    those of a picture file are left out.
    """
    numbers = set(json.loads(recognised))
    folder = Path(target).parent
    with pikepdf.new() as copy:
        original = pikepdf.open(path) if is_pdf else None
        for number in range(1, pages + 1):
            if number in numbers:
                with pikepdf.open(folder / f"{number}.pdf") as page:
                    copy.pages.append(page.pages[0])
            elif original is not None:
                copy.pages.append(original.pages[number - 1])
                for key in ("/AA", "/Annots"):
                    if key in copy.pages[-1]:
                        del copy.pages[-1][key]
        copy.save(target, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return True
