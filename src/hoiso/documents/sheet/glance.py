"""One glance: who holds the document now, since when, what was instructed, what is late.

By when stands beside the state, in the head of the page.
"""

from dataclasses import dataclass
from datetime import date

from hoiso.documents.sheet import phrases
from hoiso.documents.sheet.parts import AssignmentLine, Sheet

_UNOPENED = ("queued", "arrived")
_WITH_A_HOLDER = ("draft", "sent_back", "approved", "numbered", "awaiting_signature", "proposed", "in_work")
OPEN = ("registered", "submitted", *_WITH_A_HOLDER)


@dataclass(frozen=True, slots=True)
class Glance:
    """Sentences for the top of the page; `late` when something is past its deadline."""

    sentences: tuple[str, ...]
    late: bool


def glance(sheet: Sheet, on: date) -> Glance:
    """What the page answers before anything is read."""
    late = _late(sheet, on)
    said = [_where(sheet), _instructed(sheet), phrases.late(late) if late else ""]
    return Glance(tuple(one for one in said if one), bool(late) or _document_late(sheet, on))


def next_deadline(sheet: Sheet) -> date | None:
    """The document's own deadline, else the nearest of what is still open on it."""
    if sheet.due_on:
        return sheet.due_on
    dates = [line.due_on for line in sheet.assignments if line.is_open and line.due_on]
    return min(dates, default=None)


def _where(sheet: Sheet) -> str:
    if sheet.state == "done":
        return phrases.finished(sheet.finished_on, sheet.finish_note)
    if sheet.state == "issued":
        return _sent(sheet)
    if sheet.state == "submitted" and (review := sheet.open_review):
        asked = [line.reviewer_name for line in sheet.laying if line.decision == "waiting"]
        later = [line.reviewer_name for line in sheet.laying if line.decision == "queued"]
        return phrases.waits_for_review(asked, later, review.version_number, review.submitted_at)
    if sheet.state not in OPEN:
        return sheet.finish_note
    open_tasks = [line for line in sheet.assignments if line.is_open]
    informed = [line for line in sheet.assignments if line.part == "informed" and line.state != "withdrawn"]
    if sheet.state == "in_work" and informed and not open_tasks:
        return phrases.only_informed(sum(line.opened_at is None for line in informed))
    if sheet.holder_name:
        return phrases.held(sheet.holder_name, sheet.held_since)
    return phrases.waits_at_desk(sheet.created_at) if sheet.state == "registered" else ""


def _sent(sheet: Sheet) -> str:
    states = [line.state for line in sheet.recipients if line.state]
    if not states:
        return ""
    unopened = sum(state in _UNOPENED for state in states)
    return phrases.sent(len(states), unopened, states.count("refused"))


def _instructed(sheet: Sheet) -> str:
    if not sheet.instructions or sheet.state not in OPEN:
        return ""
    last = sheet.instructions[-1]
    return phrases.instructed(last.by_name, last.text)


def _late(sheet: Sheet, on: date) -> list[str]:
    if sheet.state not in OPEN:
        return []
    lines = [line for line in sheet.assignments if _is_late(line, on)]
    return list(dict.fromkeys(line.officer_name for line in lines))


def _is_late(line: AssignmentLine, on: date) -> bool:
    return line.is_open and line.due_on is not None and line.due_on < on


def _document_late(sheet: Sheet, on: date) -> bool:
    return sheet.state in OPEN and sheet.due_on is not None and sheet.due_on < on
