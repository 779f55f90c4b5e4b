"""All work on a document ends because the document itself is called back, and may be taken up again.

Called by the desk alone, inside its transaction; the document is locked by the caller.
"""

from datetime import datetime
from typing import TypedDict

from hoiso.access.public import Actor
from hoiso.documents.handling import giving
from hoiso.documents.handling.phrases import named
from hoiso.documents.handling.rules import OPEN_TASK
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.handling import Assignment, AssignmentPart, HandlingProposal
from hoiso.work.tasks import public as work

_P = HandlingProposal.State


class CalledOff(TypedDict):
    """What was ended, by id, with the state in which it stood; the proposal that waited."""

    tasks: dict[str, str]
    parts: dict[str, str]
    proposal: int | None


def call_off(*, by: Actor, document: Document, why: str, at: datetime) -> CalledOff:
    """End every open task of the document and the tasks split off them; everybody on them is told why.

    Who was only informed is told too. What was done stays done, and readers stay readers.
    """
    given = list(
        Assignment.objects.select_for_update(no_key=True)
        .filter(document=document, state__in=OPEN_TASK)
        .order_by("id")
    )
    Assignment.objects.filter(pk__in=[one.pk for one in given]).update(state=Assignment.State.WITHDRAWN)
    split = AssignmentPart.objects.filter(document=document).values_list("task_id", flat=True)
    parts = work.call_off(by=by, task_ids=split, reason=why, at=at)
    waiting = HandlingProposal.objects.select_for_update(no_key=True).filter(
        document=document, state=_P.WAITING
    )
    proposal = waiting.first()
    text = f"{why}: {named(document.symbol, document.subject)}"
    giving.tell_workers(given, text, document, by, at=at)
    if proposal is not None:
        proposal.state, proposal.reason, proposal.decided_at = _P.WITHDRAWN, why[:500], at
        proposal.save(update_fields=["state", "reason", "decided_at"])
        giving.tell([proposal.to_officer_id, proposal.by_id], text, document, by, at=at)
    return CalledOff(
        tasks={str(one.pk): one.state for one in given},
        parts={str(pk): state for pk, state in parts.items()},
        proposal=proposal.pk if proposal else None,
    )


def take_up_again(*, by: Actor, document: Document, ended: CalledOff, why: str, at: datetime) -> None:
    """Put back what `call_off` ended, as it stood then; everybody on it is told."""
    given = list(
        Assignment.objects.select_for_update(no_key=True)
        .filter(document=document, pk__in=[int(one) for one in ended["tasks"]])
        .order_by("id")
    )
    for one in given:
        one.state = ended["tasks"][str(one.pk)]
    Assignment.objects.bulk_update(given, ["state"])
    work.take_up_again(
        by=by, states={int(one): state for one, state in ended["parts"].items()}, reason=why, at=at
    )
    text = f"{why}: {named(document.symbol, document.subject)}"
    giving.tell_workers(given, text, document, by, at=at)
    if ended["proposal"] is not None:
        proposal = HandlingProposal.objects.get(pk=ended["proposal"])
        proposal.state, proposal.reason, proposal.decided_at = _P.WAITING, "", None
        proposal.save(update_fields=["state", "reason", "decided_at"])
        giving.tell([proposal.to_officer_id], text, document, by, at=at)
