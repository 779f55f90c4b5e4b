"""The end of a task and of a document: with a result, an answer, or only a note."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.documents.handling import giving, phrases
from hoiso.documents.handling.actions.proposing import decide
from hoiso.documents.handling.deadlines import not_past
from hoiso.documents.handling.errors import OthersStillWork
from hoiso.documents.handling.phrases import named, until
from hoiso.documents.handling.receivers import Known, Receivers
from hoiso.documents.handling.rules import handled, require_open, require_own_task, works_on
from hoiso.documents.locking import locked
from hoiso.documents.states import OPEN_INCOMING, move
from hoiso.documents.tables.document import Direction, Document, Link, State
from hoiso.documents.tables.handling import Assignment, AssignmentPart, HandlingProposal, Instruction, Part
from hoiso.documents.tables.outgoing import Delivery
from hoiso.documents.timeline import note
from hoiso.work.models import Task
from hoiso.work.tasks.public import OPEN as OPEN_WORK

_S = Assignment.State


class Others(StrEnum):
    """What becomes of co-ordinating officers who have not finished when the lead does."""

    ASK = "ask"  # not said yet: refuse, and name them
    WAIT = "wait"  # the document ends when the last of them has finished
    CLOSE = "close"  # the document ends now, and they need do nothing more


@dataclass(frozen=True, slots=True)
class Finished:
    """What finishing a task did: whether the whole document ended with it, else who still works."""

    document_done: bool
    waiting_for: tuple[str, ...] = ()


@transaction.atomic
def finish(
    *,
    by: Actor,
    assignment_id: int,
    result: str,
    at: datetime,
    answer_id: int | None = None,
    others: Others = Others.ASK,
) -> Finished:
    """Finish a task with a result, an answering document of the unit where it is done, or both.

    The document ends when nobody who leads or helps has anything open. Raises `OthersStillWork`
    when a lead finishes while helpers have not and `others` does not say what becomes of them.
    Finishing twice changes nothing.
    """
    document, task = giving.locked_task(assignment_id)
    require_own_task(by, task)
    if task.state == _S.DONE:
        return Finished(document.state == State.DONE)
    require_open(task)
    words = result.strip()
    answer = _answer(answer_id, task.unit_id) if answer_id is not None else None
    if task.part == Part.LEAD and not words and answer is None:
        raise DomainError("Nhập kết quả, hoặc chọn văn bản trả lời", field="result")
    _require_parts_done(task)
    left = [one for one in giving.open_tasks(document) if one.pk != task.pk]
    leads_left = any(one.part == Part.LEAD for one in left)
    if task.part == Part.LEAD and left and not leads_left and others is Others.ASK:
        raise OthersStillWork(tuple(one.officer_name for one in left))
    _close(task, words, answer, by, at=at)
    if task.part == Part.LEAD and not leads_left and others is Others.CLOSE:
        _release(left, document, by, at=at)
        left = []
    if not left:
        end(document, words or _answered(answer), at=at)
    _note_end(by, document, task, words, answer, at=at)
    giving.follow(document, Delivery.State.IN_WORK if left else Delivery.State.DONE, at=at)
    return Finished(not left, tuple(one.officer_name for one in left))


def _require_parts_done(task: Assignment) -> None:
    """What was split off comes first. Parts that she may not see are none of hers."""
    parts = Task.objects.filter(pk__in=AssignmentPart.objects.filter(assignment=task).values("task_id"))
    left = list(parts.filter(state__in=OPEN_WORK).order_by("pk").values_list("title", "lead_name"))
    if left:
        named = "; ".join(f"{title} ({who or 'chưa ai nhận'})" for title, who in left)
        raise DomainError(f"Còn phần việc chưa xong: {named}", field="result")


@transaction.atomic
def finish_document(
    *, by: Actor, document_id: int, text: str, at: datetime, version: int | None = None
) -> None:
    """End a document with a note and no answer ("chỉ lưu"). Open tasks on it are closed, and people told.

    The desk may do so before anything was instructed, a leader at any time.
    """
    document = locked(document_id)
    handled(document)
    tasks = giving.open_tasks(document)
    right = Right.INSTRUCT if tasks or document.state == State.PROPOSED else Right.PROPOSE_HANDLING
    require(by, right, at=document.unit_id)
    if document.state == State.DONE:
        return
    document = locked(document_id, version=version)
    if not text.strip():
        raise DomainError("Nhập lý do kết thúc, ví dụ: chỉ lưu để theo dõi", field="text")
    _close_proposal(document, at=at)
    _release(tasks, document, by, at=at)
    end(document, text.strip(), at=at)
    note(by, document, "finish", at=at, text=f"Kết thúc văn bản: {text.strip()}")
    giving.follow(document, Delivery.State.DONE, at=at)


@transaction.atomic
def self_handle(
    *,
    by: Actor,
    document_id: int,
    text: str,
    due_on: date | None,
    at: datetime,
    done: bool = False,
) -> Instruction:
    """An officer who would instruct herself does so in one act, and may finish with the same press.

    She holds the rights to instruct and to work at the unit. One line in the timeline, one in
    the trail, no notice to herself. Pressing twice gives the same instruction.
    """
    document = locked(document_id)
    require(by, Right.INSTRUCT, at=document.unit_id)
    require(by, Right.WORK_ON_TASKS, at=document.unit_id)
    handled(document)
    mine = Instruction.objects.filter(document=document, by_id=by.officer_id, withdrawn_at=None).last()
    if mine is not None and mine.assignments.filter(officer_id=by.officer_id, part=Part.LEAD).exists():
        return mine
    not_past(due_on, today=office_date(at))
    words = text.strip() or phrases.SELF_HANDLED
    _close_proposal(document, at=at)
    move(document, State.IN_WORK)
    instruction = giving.record_instruction(by, document, words, due_on, at=at)
    task = giving.give(
        instruction,
        document,
        Receivers(lead=by.officer_id),
        Known({by.officer_id: by.full_name}),
        due_on=due_on,
        at=at,
    )[0]
    task.state, task.opened_at, task.accepted_at = _S.ACCEPTED, at, at
    task.save(update_fields=["state", "opened_at", "accepted_at"])
    held = giving.hold(document, by.officer_id, by.full_name, at=at)
    if done:
        _close(task, words, None, by, at=at)
        end(document, words, at=at, also=held)
        said = f"Tự xử lý xong: {words}"
    else:
        document.due_on = due_on or document.due_on
        giving.save(document, "state", "due_on", *held, at=at)
        said = f"Tự xử lý: {words}{until(due_on)}" if text.strip() else f"Tự xử lý{until(due_on)}"
    note(by, document, "self_handle", at=at, text=said, instruction=instruction.pk)
    giving.follow(document, Delivery.State.DONE if done else Delivery.State.IN_WORK, at=at)
    return instruction


@transaction.atomic
def finish_from_answer(*, by: Actor, answer_id: int, document_ids: Iterable[int], at: datetime) -> int:
    """Finish what an issued document answers, at the moment of issue; how many documents ended.

    By the officer who leads, or by who issues at the unit. Only documents that the answer is
    linked to as answering; those that ended already are left alone. Of a document that another
    unit gave, what was asked of the answering unit is finished.
    """
    unit_id = Document.objects.filter(pk=answer_id).values_list("unit_id", flat=True).first()
    linked = set(
        Link.objects.filter(
            document_id=answer_id, kind=Link.Kind.ANSWERS, other_id__in=set(document_ids)
        ).values_list("other_id", flat=True)
    )
    ended = 0
    for document_id in sorted(linked):
        document = locked(document_id)
        answer = _answer(answer_id, unit_id or document.unit_id)
        if document.state not in OPEN_INCOMING:
            continue
        if answer.unit_id == document.unit_id:
            _end_by_answer(by, document, answer, at=at)
        else:
            _answer_for_unit(by, document, answer, at=at)
        ended += document.state == State.DONE
    return ended


def _answer_for_unit(by: Actor, document: Document, answer: Document, *, at: datetime) -> None:
    tasks = giving.open_tasks(document)
    mine = [task for task in tasks if task.unit_id == answer.unit_id]
    if not any(works_on(by, task) for task in mine) and not by.holds(Right.ISSUE, at=answer.unit_id):
        raise NotAllowed("Chỉ người làm việc này hoặc văn thư kết thúc được việc khi phát hành trả lời.")
    for task in mine:
        _close(task, _answered(answer), answer, by, at=at)
    if len(mine) == len(tasks):
        end(document, _answered(answer), at=at)
    for task in mine:
        _note_end(by, document, task, "", answer, at=at)
    giving.follow(document, Delivery.State.DONE if len(mine) == len(tasks) else Delivery.State.IN_WORK, at=at)


def _end_by_answer(by: Actor, document: Document, answer: Document, *, at: datetime) -> None:
    tasks = giving.open_tasks(document)
    leads = [task for task in tasks if task.part == Part.LEAD]
    mine = any(works_on(by, task) for task in leads)
    if not mine and not by.holds(Right.ISSUE, at=document.unit_id):
        raise NotAllowed("Chỉ người chủ trì hoặc văn thư kết thúc được văn bản đến khi phát hành trả lời.")
    words = _answered(answer)
    for task in leads:
        _close(task, words, answer, by, at=at)
    _close_proposal(document, at=at)
    _release([task for task in tasks if task.part != Part.LEAD], document, by, at=at)
    end(document, words, at=at)
    note(by, document, "finish", at=at, text=words, answer=answer.pk)
    told = (
        f"Văn bản đến đã kết thúc, {words[0].lower()}{words[1:]}: {named(document.symbol, document.subject)}"
    )
    giving.tell_workers(leads, told, document, by, at=at)
    giving.follow(document, Delivery.State.DONE, at=at)


def end(document: Document, words: str, *, at: datetime, also: Iterable[str] = ()) -> None:
    """The document is done: state, day and the note of its end, saved."""
    move(document, State.DONE)
    document.finished_on, document.finish_note = office_date(at), words
    giving.save(document, "state", "finished_on", "finish_note", *also, at=at)


def _close(task: Assignment, words: str, answer: Document | None, by: Actor, *, at: datetime) -> None:
    task.state, task.done_at, task.result, task.answer = _S.DONE, at, words, answer
    task.opened_at, task.accepted_at = task.opened_at or at, task.accepted_at or at
    task.save(update_fields=["state", "done_at", "result", "answer", "opened_at", "accepted_at"])
    if answer is not None:
        Link.objects.get_or_create(
            document=answer,
            other_id=task.document_id,
            kind=Link.Kind.ANSWERS,
            defaults={"made_by": by.officer_id, "made_at": at},
        )


def _release(tasks: Iterable[Assignment], document: Document, by: Actor, *, at: datetime) -> None:
    """Nothing more is asked of these: the document ended without them, and they are told."""
    freed = list(tasks)
    if not freed:
        return
    Assignment.objects.filter(pk__in=[task.pk for task in freed]).update(
        state=_S.WITHDRAWN, result=phrases.CLOSED_WITH_LEAD
    )
    told = f"Không phải làm tiếp, văn bản đã kết thúc: {named(document.symbol, document.subject)}"
    giving.tell_workers(freed, told, document, by, at=at)


def _close_proposal(document: Document, *, at: datetime) -> None:
    waiting = HandlingProposal.objects.filter(document=document, state=HandlingProposal.State.WAITING).first()
    if waiting is not None:
        decide(waiting, HandlingProposal.State.CHANGED, at=at)


def _answer(answer_id: int, unit_id: int) -> Document:
    """The answering document, issued by the same unit; it is not locked, nothing of it changes."""
    answer = Document.objects.filter(pk=answer_id, unit_id=unit_id, direction=Direction.OUTGOING).first()
    if answer is None:
        raise DomainError("Chọn văn bản trả lời trong các văn bản đi của đơn vị", field="answer")
    if answer.state != State.ISSUED:
        raise DomainError(
            "Văn bản trả lời chưa phát hành. Khi phát hành, văn bản đến được đề nghị kết thúc cùng lúc.",
            field="answer",
        )
    return answer


def _answered(answer: Document | None) -> str:
    if answer is None:
        return ""
    return f"Trả lời bằng văn bản {answer.symbol or answer.subject}"


def _note_end(
    by: Actor, document: Document, task: Assignment, words: str, answer: Document | None, *, at: datetime
) -> None:
    said = ". ".join(part.rstrip(".") for part in (words, _answered(answer)) if part)
    part = phrases.PART[task.part]
    if document.state == State.DONE:
        head = "Kết thúc văn bản"
    elif task.to_unit_id is not None:
        head = f"{task.officer_name} xong phần {part}"
    else:
        head = f"Xong phần {part}"
    text = f"{head}: {said}" if said else head
    note(by, document, "finish", at=at, text=text, task=task.pk, answer=answer.pk if answer else None)
    giving.tell(
        [task.instruction.by_id],
        f"{by.full_name} đã xong việc {part}: {named(document.symbol, document.subject)}",
        document,
        by,
        at=at,
    )
