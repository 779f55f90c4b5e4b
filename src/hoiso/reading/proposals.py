"""Register fields proposed from the text of a document, for the clerk to confirm.

Both layouts are read: that of Decree 30/2020 (Quốc hiệu, "Số: 05/KH-BTV") and that of Party
documents ("Số 05-KH/HPN"). Every rule is small, says how sure it is, and quotes what it read.
"""

from dataclasses import replace
from datetime import date

from hoiso.core.folding import fold
from hoiso.reading.closing_rules import read_closing
from hoiso.reading.corrections import corrected, spelt_as
from hoiso.reading.fields import Field, Proposal
from hoiso.reading.head_rules import head_of, read_date, read_issuer, read_symbol
from hoiso.reading.lines import Line
from hoiso.reading.mark_rules import read_deadlines, read_marks
from hoiso.reading.subject_rules import read_addressees, read_kind_and_subject
from hoiso.reading.text import PageText, PageTexts

# What official documents need at most; more than this is not one, and would only cost time.
_FIRST_PAGES, _LAST_PAGES = 20, 10
_FIRST_LINES, _LAST_LINES = 600, 200
_CUT = 0.5
_LONGEST_LINE = 3000  # a paragraph of a Word file is one line
_ONE_EACH = frozenset(Field) - {Field.DEADLINE, Field.SECRECY}


def propose(texts: PageTexts) -> tuple[Proposal, ...]:
    """Proposals in the order of `Field`, the surest of a field first.

    One a field, except deadlines (all that are spoken of, most likely first) and marks of
    secrecy. Nothing is proposed for what is not on the pages.
    """
    if not texts.pages:
        return ()
    pages = plain_pages(texts)
    first = pages[0]
    head = head_of(first)
    found = [
        *read_issuer(first, head),
        *read_symbol(first, head),
        *read_date(first, head),
        *read_kind_and_subject(first),
        *read_addressees(first),
        *read_closing(pages),
    ]
    found = _spelt_alike(found, first)
    issued = next((date.fromisoformat(one.value) for one in found if one.field is Field.DATE), None)
    for page in pages:
        found += read_marks(page)
        found += read_deadlines(page, issued)
    return _surest(found)


def _spelt_alike(found: list[Proposal], first: PageText) -> list[Proposal]:
    """On a recognised page the place in front of the date tells how it is spelt in the names above."""
    place = next((one.value for one in found if one.field is Field.PLACE), "")
    if not place or all(line.sure == 1 for line in first.lines):
        return found
    named = (Field.ISSUER, Field.PARENT)
    found = [replace(one, value=spelt_as(one.value, place)) if one.field in named else one for one in found]
    return [_doubted_where_cut(one, place) if one.field is Field.ISSUER else one for one in found]


def _doubted_where_cut(issuer: Proposal, place: str) -> Proposal:
    """An issuer that ends within the name of the place is not whole: … PHƯỜNG MỸ, where Mỹ Hạnh dates it."""
    names, whole = fold(issuer.value).split(), fold(place).split()
    cut = any(names[-length:] == whole[:length] for length in range(1, len(whole)))
    return replace(issuer, confidence=min(issuer.confidence, _CUT)) if cut else issuer


def plain_pages(texts: PageTexts) -> tuple[PageText, ...]:
    """The pages as the rules see them: set phrases put right, and only the first and last of pages, lines
    and letters, so that no file can make the rules run long.
    """
    pages = texts.pages
    kept = pages if len(pages) <= _FIRST_PAGES + _LAST_PAGES else pages[:_FIRST_PAGES] + pages[-_LAST_PAGES:]
    return tuple(replace(page, lines=_bounded_lines(page.lines)) for page in kept)


def _bounded_lines(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    if len(lines) > _FIRST_LINES + _LAST_LINES:
        lines = lines[:_FIRST_LINES] + lines[-_LAST_LINES:]
    return tuple(
        corrected(replace(line, text=line.text[:_LONGEST_LINE]) if len(line.text) > _LONGEST_LINE else line)
        for line in lines
    )


def secrecy_of(proposals: tuple[Proposal, ...]) -> Proposal | None:
    """The mark of secrecy that stops the registration, if one was read.

    By law such a file is not kept on a networked system: the caller refuses it, showing the
    quote, and keeps neither file nor text.
    """
    return next((one for one in proposals if one.field is Field.SECRECY), None)


def _surest(found: list[Proposal]) -> tuple[Proposal, ...]:
    kept: list[Proposal] = []
    order = list(Field)
    for one in sorted(found, key=lambda one: (order.index(one.field), -one.confidence)):
        same = [other for other in kept if other.field is one.field]
        if not one.value.strip():
            continue  # a label with nothing behind it
        if (one.field in _ONE_EACH and same) or one.value in [other.value for other in same]:
            continue
        kept.append(one)
    return tuple(kept)
