"""A distribution is taken back while nothing hangs on it, and the receivers see why."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from hoiso.access.public import Actor
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents.handling import giving
from hoiso.documents.handling.errors import SomethingHangsOnIt
from hoiso.documents.handling.phrases import named
from hoiso.documents.handling.rules import require_answering, untouched
from hoiso.documents.locking import locked
from hoiso.documents.states import move
from hoiso.documents.tables.document import Document, Reader, State
from hoiso.documents.tables.handling import Assignment, Instruction, Part
from hoiso.documents.tables.outgoing import Delivery
from hoiso.documents.timeline import note

_S = Assignment.State


@transaction.atomic
def withdraw_distribution(*, by: Actor, instruction_id: int, reason: str, at: datetime) -> Document:
    """Take an instruction back. Receivers lose what it gave them and are told why.

    Possible while everybody has at most opened the document. Raises `SomethingHangsOnIt` with
    the names of those who began. Doing it twice changes nothing.
    """
    document_id = Instruction.objects.filter(pk=instruction_id).values_list("document_id", flat=True).first()
    if document_id is None:
        raise NotThere("Không có bút phê này, hoặc đồng chí không được giao xem.")
    document = locked(document_id)
    instruction = Instruction.objects.select_for_update(no_key=True).get(pk=instruction_id)
    require_answering(by, document, instruction.by_id)
    if instruction.withdrawn_at is not None:
        return document
    if not reason.strip():
        raise DomainError("Nhập lý do thu lại, để người nhận biết", field="reason")
    tasks = list(
        Assignment.objects.select_for_update(no_key=True).filter(instruction=instruction).order_by("id")
    )
    if not untouched(tasks):
        began = ", ".join(task.officer_name for task in tasks if not untouched([task]))
        raise SomethingHangsOnIt(
            f"Không thu lại được vì đã có người làm: {began}. Có thể thêm bút phê mới, hoặc chuyển việc."
        )
    instruction.withdrawn_at, instruction.withdrawn_reason = at, reason.strip()
    instruction.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    Assignment.objects.filter(instruction=instruction).update(state=_S.WITHDRAWN)
    _end_reading(document, tasks, at=at)
    delivery = _put_back(by, document, at=at)
    note(
        by, document, "withdraw_instruction", at=at,
        text=f"Thu lại phân công: {reason.strip()}", instruction=instruction.pk,
    )  # fmt: skip
    told = f"Đã thu lại phân công ({reason.strip()}): {named(document.symbol, document.subject)}"
    giving.tell_workers(tasks, told, document, by, at=at)
    giving.follow(document, delivery, at=at)
    return document


def _end_reading(document: Document, tasks: list[Assignment], *, at: datetime) -> None:
    """Take back the right to see the document, except where another instruction that stands gives it too."""
    still = set(
        Assignment.objects.filter(document=document)
        .exclude(state=_S.WITHDRAWN)
        .values_list("officer_id", "to_unit_id", "part")
    )
    gone = [task for task in tasks if (task.officer_id, task.to_unit_id, task.part) not in still]
    for part in {task.part for task in gone}:
        officers = [task.officer_id for task in gone if task.part == part and task.officer_id is not None]
        units = [task.to_unit_id for task in gone if task.part == part and task.to_unit_id is not None]
        Reader.objects.filter(
            Q(officer_id__in=officers) | Q(officer_id=None, lent_to_id__in=units),
            document=document,
            why=part,
            ended_at=None,
        ).update(ended_at=at)


def _put_back(by: Actor, document: Document, *, at: datetime) -> Delivery.State:
    """The document as it stands without that instruction; what its sender is shown then."""
    standing = (
        Assignment.objects.filter(document=document)
        .exclude(state__in=(_S.WITHDRAWN, _S.PASSED_ON))
        .exclude(part=Part.INFORMED)
    )
    lead = standing.filter(part=Part.LEAD).select_related("unit").order_by("-given_at", "-id").first()
    if lead is not None:
        giving.save(document, *giving.hold_by(document, lead, at=at), at=at)
        working = standing.filter(state__in=(_S.ACCEPTED, _S.DONE)).exists()
        return Delivery.State.IN_WORK if working else Delivery.State.ASSIGNED
    fields = ["state", "finished_on", "finish_note"]
    if document.state == State.DONE:
        move(document, State.IN_WORK)
    if document.state != State.REGISTERED:
        move(document, State.REGISTERED)
    document.finished_on, document.finish_note = None, ""
    fields += giving.hold(document, by.officer_id, by.full_name, at=at)
    giving.save(document, *fields, at=at)
    return Delivery.State.RECEIVED
