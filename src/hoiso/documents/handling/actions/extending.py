"""Gia hạn: another date asked for, and the answer."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from hoiso.access.public import Actor
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.phrases import vn_date
from hoiso.documents.errors import WrongState
from hoiso.documents.handling import giving
from hoiso.documents.handling.phrases import named
from hoiso.documents.handling.rules import answers_for, require_answering, require_open, require_own_task
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.handling import Assignment, Extension, Part
from hoiso.documents.timeline import note

_E = Extension.State


@transaction.atomic
def ask_extension(*, by: Actor, assignment_id: int, due_on: date, reason: str, at: datetime) -> Extension:
    """Ask for a later date for one's task, with the reason.

    Where she would ask herself, it is granted with the same press. Pressing twice asks once.
    """
    document, task = giving.locked_task(assignment_id)
    require_own_task(by, task)
    require_open(task)
    words = reason.strip()
    asked = Extension.objects.filter(assignment=task, state=_E.ASKED).first()
    if asked is not None:
        if (asked.due_on, asked.reason) == (due_on, words):
            return asked
        raise WrongState(f"Đã xin gia hạn đến {vn_date(asked.due_on)} và đang chờ trả lời.")
    _check(task, due_on, words, today=office_date(at))
    giver = task.instruction.by_id
    own = answers_for(by, document, giver)
    extension = Extension.objects.create(
        assignment=task,
        document=document,
        due_on=due_on,
        reason=words,
        state=_E.GRANTED if own else _E.ASKED,
        by_id=by.officer_id,
        at=at,
        decided_by=by.officer_id if own else None,
        decided_at=at if own else None,
    )
    if own:
        _prolong(document, task, due_on, at=at)
        text = f"Gia hạn việc của mình đến {vn_date(due_on)}: {words}"
    else:
        text = f"Xin gia hạn đến {vn_date(due_on)}: {words}"
    note(by, document, "extend", at=at, text=text, task=task.pk, extension=extension.pk)
    if not own:
        told = f"{by.full_name} xin gia hạn đến {vn_date(due_on)}: {named(document.symbol, document.subject)}"
        address = reverse("extension_decide", args=[task.pk, extension.pk])
        giving.tell([giver], told, document, by, at=at, address=address)
    return extension


@transaction.atomic
def decide_extension(*, by: Actor, extension_id: int, granted: bool, answer: str, at: datetime) -> Extension:
    """Grant or refuse; a refusal says why. Who gave the instruction, or a leader of the unit."""
    found = Extension.objects.filter(pk=extension_id).values_list("assignment_id", flat=True).first()
    if found is None:
        raise NotThere("Không có yêu cầu gia hạn này, hoặc đồng chí không được giao xem.")
    document, task = giving.locked_task(found)
    extension = Extension.objects.select_for_update(no_key=True).get(pk=extension_id)
    require_answering(by, document, task.instruction.by_id)
    state = _E.GRANTED if granted else _E.REFUSED
    if extension.state == state and extension.decided_by == by.officer_id:
        return extension
    if extension.state != _E.ASKED:
        raise WrongState(f"Yêu cầu gia hạn này đã được trả lời: {_E(extension.state).label}.")
    require_open(task)
    if not granted and not answer.strip():
        raise DomainError("Nhập lý do không đồng ý", field="answer")
    extension.state, extension.answer = state, answer.strip()
    extension.decided_by, extension.decided_at = by.officer_id, at
    extension.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    day = vn_date(extension.due_on)
    if granted:
        _prolong(document, task, extension.due_on, at=at)
    said = f"Đồng ý gia hạn đến {day}" if granted else f"Không đồng ý gia hạn đến {day}"
    text = f"{said}: {answer.strip()}" if answer.strip() else said
    note(by, document, "answer_extension", at=at, text=text, task=task.pk, extension=extension.pk)
    told = f"{text}: {named(document.symbol, document.subject)}"
    giving.tell_workers([task], told, document, by, at=at)
    return extension


def _check(task: Assignment, due_on: date, reason: str, *, today: date) -> None:
    if task.due_on is None:
        raise DomainError("Việc này không có hạn nên không cần gia hạn", field="due_on")
    if due_on <= task.due_on:
        raise DomainError(f"Hạn mới phải sau hạn hiện nay, {vn_date(task.due_on)}", field="due_on")
    if due_on < today:
        raise DomainError("Hạn mới phải là hôm nay hoặc sau hôm nay", field="due_on")
    if not reason:
        raise DomainError("Nhập lý do xin thêm thời gian", field="reason")


def _prolong(document: Document, task: Assignment, due_on: date, *, at: datetime) -> None:
    """The task's new date, and the document's where the lead decides it."""
    task.due_on = due_on
    task.save(update_fields=["due_on"])
    if task.part == Part.LEAD and document.due_on is not None and document.due_on < due_on:
        document.due_on = due_on
        giving.save(document, "due_on", at=at)
