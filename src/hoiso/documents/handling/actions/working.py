"""What an officer does with a task: opens, accepts, reports, passes on; reads what is only to be known."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.files.inspection import Use
from hoiso.documents import filing
from hoiso.documents.handling import giving
from hoiso.documents.handling.people import colleagues, names
from hoiso.documents.handling.phrases import PART, named, until
from hoiso.documents.handling.receivers import Known, Receivers
from hoiso.documents.handling.rules import (
    AGAIN_WITHIN,
    OPEN_TASK,
    hers,
    passes_on,
    require_open,
    require_own_task,
)
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.handling import Assignment, AssignmentPart, Part, ProgressReport, ReportFile
from hoiso.documents.tables.outgoing import Delivery
from hoiso.documents.timeline import note
from hoiso.work.tasks import public as work
from hoiso.work.tasks.public import Upload

_S = Assignment.State


def mark_opened(*, by: Actor, document_id: int, at: datetime) -> int:
    """Note that she has opened what was given to her on the document; how many that were. One statement.

    The page calls it when the sheet shows an unopened assignment of hers; a second time changes nothing.
    The viewing itself stands in the trail, written by the page.
    """
    return Assignment.objects.filter(hers(by), document_id=document_id, state=_S.UNOPENED).update(
        state=_S.OPENED, opened_at=at
    )


@transaction.atomic
def accept(*, by: Actor, assignment_id: int, at: datetime) -> Assignment:
    """Take a task on, for oneself or for one's unit. Accepting twice changes nothing."""
    document, task = giving.locked_task(assignment_id)
    require_own_task(by, task)
    require_task(task)
    if task.state == _S.ACCEPTED:
        return task
    require_open(task)
    take_on(document, task, at=at)
    text = f"Nhận việc {PART[task.part]}{_for_unit(task)}{until(task.due_on)}"
    note(by, document, "accept", at=at, text=text, task=task.pk)
    giving.follow(document, Delivery.State.IN_WORK, at=at)
    return task


@transaction.atomic
def report(
    *,
    by: Actor,
    assignment_id: int,
    text: str,
    at: datetime,
    percent: int | None = None,
    files: Sequence[Upload] = (),
) -> ProgressReport:
    """Say how far it is, in words and per cent; files show it. Pressing twice reports once.

    A task that was not accepted is accepted with it.
    """
    filed = [filing.take_in(one.stream, one.name, at=at, use=Use.ANNEX) for one in files]
    document, task = giving.locked_task(assignment_id)
    require_own_task(by, task)
    require_task(task)
    require_open(task)
    words = text.strip()
    if not words:
        raise DomainError("Nhập nội dung báo cáo", field="text")
    if percent is not None and not 0 <= percent <= 100:
        raise DomainError("Tiến độ từ 0 đến 100 phần trăm", field="percent")
    last = ProgressReport.objects.filter(assignment=task).order_by("-at", "-id").first()
    if last is not None and (last.text, last.percent) == (words, percent) and at - last.at < AGAIN_WITHIN:
        return last
    take_on(document, task, at=at)
    made = ProgressReport.objects.create(
        assignment=task, document=document, text=words, percent=percent, by_id=by.officer_id,
        by_name=by.full_name, at=at,
    )  # fmt: skip
    ReportFile.objects.bulk_create(
        [ReportFile(report=made, document=document, stored=one.stored, name=one.name) for one in filed]
    )
    so_far = "" if percent is None else f" {percent}%"
    said = f"Báo cáo tiến độ{so_far}{_for_unit(task)}: {words}"
    note(by, document, "report", at=at, text=said, task=task.pk)
    told = f"{by.full_name} báo cáo tiến độ{so_far}: {named(document.symbol, document.subject)}"
    giving.tell([task.instruction.by_id], told, document, by, at=at)
    giving.follow(document, Delivery.State.IN_WORK, at=at)
    return made


@transaction.atomic
def pass_on(*, by: Actor, assignment_id: int, to_officer_id: int, reason: str, at: datetime) -> Assignment:
    """Hand a task to somebody of the unit where it is done, with the reason. Who had it first stays
    visible in the chain.

    The officer herself, who gave the instruction, or a leader; what was given to a unit is handed
    on there, by its leader, office head or clerk. Pressing twice hands it on once.
    """
    document, task = giving.locked_task(assignment_id)
    if not passes_on(by, document, task):
        require_own_task(by, task)
    require_task(task)
    before = Assignment.objects.filter(parent=task, officer_id=to_officer_id).first()
    if task.state == _S.PASSED_ON and before is not None:
        return before
    require_open(task)
    if not reason.strip():
        raise DomainError("Nhập lý do chuyển việc", field="reason")
    known = names(colleagues(task.unit_id, on=office_date(at)))
    if to_officer_id not in known or to_officer_id == task.officer_id:
        raise DomainError("Chọn người nhận việc khác trong danh sách", field="to_officer")
    if _works_already(document, to_officer_id, task.part):
        raise DomainError(
            f"{known[to_officer_id]} đang có việc {PART[task.part]} ở văn bản này. Chọn người khác.",
            field="to_officer",
        )
    task.state, task.result = _S.PASSED_ON, f"Chuyển cho {known[to_officer_id]}: {reason.strip()}"
    task.save(update_fields=["state", "result"])
    leads = task.part == Part.LEAD
    receivers = Receivers(lead=to_officer_id) if leads else Receivers(coordinate=(to_officer_id,))
    made = giving.give(
        task.instruction, document, receivers, Known(known), due_on=task.due_on, at=at, parent=task
    )
    made[0].unit = task.unit
    parts = AssignmentPart.objects.filter(assignment=task)
    split_off = list(parts.values_list("task_id", flat=True))
    parts.update(assignment=made[0])
    work.let_watch(task_ids=split_off, officer_id=to_officer_id, officer_name=known[to_officer_id])
    held = giving.hold_by(document, made[0], at=at) if leads else ()
    giving.save(document, *held, at=at)
    text = f"Chuyển việc {PART[task.part]} cho {known[to_officer_id]}: {reason.strip()}"
    note(by, document, "pass_on", at=at, text=text, task=task.pk, to=to_officer_id)
    giving.tell_receivers(made, document, by, at=at)
    passed = f"{task.officer_name} đã chuyển việc cho {known[to_officer_id]}"
    told = {one for one in (task.instruction.by_id, task.officer_id) if one not in (None, to_officer_id)}
    giving.tell(told, f"{passed}: {named(document.symbol, document.subject)}", document, by, at=at)
    return made[0]


@transaction.atomic
def read_away(*, by: Actor, assignment_ids: Iterable[int], at: datetime) -> int:
    """Note many "để biết" as read at once; how many were new. Doing it again changes nothing."""
    unread = Assignment.objects.filter(
        hers(by), pk__in=set(assignment_ids), part=Part.INFORMED, state=_S.UNOPENED
    )
    rows = list(
        unread.select_for_update(no_key=True, of=("self",))
        .order_by("pk")
        .values_list("pk", "document_id", "document__unit_id")
    )
    Assignment.objects.filter(pk__in=[row[0] for row in rows]).update(state=_S.OPENED, opened_at=at)
    for _, document_id, unit_id in rows:
        audit.record("read_away", "document", document_id, at=at, actor_id=by.officer_id, unit_id=unit_id)
    return len(rows)


@transaction.atomic
def urge(*, by: Actor, assignment_id: int, at: datetime) -> bool:
    """Đôn đốc: remind whom a task was given to. Once a day at most; whether it was said now.

    By the desk or head of the unit that gave it, or of the one where it is done.
    """
    document, task = giving.locked_task(assignment_id)
    if not by.holds(Right.PROPOSE_HANDLING, at=task.unit_id):
        require(by, Right.PROPOSE_HANDLING, at=document.unit_id)
    require_task(task)
    require_open(task)
    today = office_date(at)
    if task.urged_on == today:
        return False
    Assignment.objects.filter(pk=task.pk).update(urged=F("urged") + 1, urged_on=today)
    note(by, document, "urge", at=at, text=f"Đôn đốc {task.officer_name}{until(task.due_on)}", task=task.pk)
    told = f"Đôn đốc{until(task.due_on)}: {named(document.symbol, document.subject)}"
    giving.tell_workers([task], told, document, by, at=at, event="urged")
    return True


def take_on(document: Document, task: Assignment, *, at: datetime) -> None:
    """Whoever begins with a task has accepted it."""
    if task.state == _S.ACCEPTED:
        return
    task.state, task.accepted_at, task.opened_at = _S.ACCEPTED, at, task.opened_at or at
    task.save(update_fields=["state", "accepted_at", "opened_at"])


def _for_unit(task: Assignment) -> str:
    return f" cho {task.officer_name}" if task.to_unit_id is not None else ""


def require_task(task: Assignment) -> None:
    """Refuse where there is only something to be known."""
    if task.part == Part.INFORMED:
        raise DomainError("Văn bản này chỉ chuyển để biết, không có việc phải làm.")


def _works_already(document: Document, officer_id: int, part: str) -> bool:
    return Assignment.objects.filter(
        document=document, officer_id=officer_id, part=part, state__in=OPEN_TASK
    ).exists()
