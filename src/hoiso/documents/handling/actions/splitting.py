"""Splitting what an instruction asks: each part is a task of the unit, with lead, helpers, deadlines."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.core.phrases import vn_date
from hoiso.documents.handling import giving
from hoiso.documents.handling.actions.working import require_task, take_on
from hoiso.documents.handling.phrases import named
from hoiso.documents.handling.rules import passes_on, require_open
from hoiso.documents.tables.handling import AssignmentPart
from hoiso.documents.tables.outgoing import Delivery
from hoiso.documents.timeline import note
from hoiso.work.models import Task
from hoiso.work.tasks import public as work
from hoiso.work.tasks.public import Wanted

_RESTRICTED = "Văn bản hạn chế người xem"


@transaction.atomic
def split(*, by: Actor, assignment_id: int, wanted: Wanted, at: datetime) -> Task:
    """A part of a task, for people of the unit where it is done, by who works on it or may hand it on.

    Of a restricted document the part tells nothing but what is typed into it. Raises `DomainError`
    for a deadline after that of the whole.
    """
    document, task = giving.locked_task(assignment_id)
    if not passes_on(by, document, task):
        raise NotAllowed("Người được giao việc hoặc lãnh đạo chia việc.")
    require_task(task)
    require_open(task)
    if task.due_on and any(day > task.due_on for day in _days(wanted)):
        raise DomainError(
            f"Hạn của phần việc không sau hạn của cả việc ({vn_date(task.due_on)})", field="due_on"
        )
    origin = _RESTRICTED if document.restricted else named(document.symbol, document.subject)
    made = work.give(
        by=by, unit_id=task.unit_id, at=at, leads_origin=True,
        wanted=replace(wanted, origin=origin[:300], origin_url=f"/cong-viec/{task.pk}/"),
    )  # fmt: skip
    take_on(document, task, at=at)
    AssignmentPart.objects.create(assignment=task, document=document, task=made)
    text = f"Chia việc cho {made.lead_name or 'nhóm được mời'}: {made.title}"
    note(by, document, "split_task", at=at, text=text, task=task.pk, work=made.pk)
    giving.follow(document, Delivery.State.IN_WORK, at=at)
    return made


def _days(wanted: Wanted) -> list[date]:
    days = [wanted.due_on, *(day for _, day in wanted.helpers), *(day for _, day in wanted.milestones)]
    return [day for day in days if day is not None]
