"""Writing a procedure, starting one, moving its event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.phrases import vn_date
from hoiso.units.public import office_calendar
from hoiso.work.models import Procedure, ProcedureRun, ProcedureTask
from hoiso.work.people import names_of_people, people_of
from hoiso.work.procedures.queries import Move, moves
from hoiso.work.procedures.shipped import BY_KEY
from hoiso.work.procedures.steps import Planned, Step, check, plan, roles_of, steps_of
from hoiso.work.tasks.public import Wanted, give, reschedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What a procedure consists of."""

    title: str
    event: str
    steps: Sequence[Step]
    text: str = ""


@transaction.atomic
def write(
    *, by: Actor, unit_id: int, writing: Writing, at: datetime, procedure_id: int | None = None
) -> Procedure:
    """A new procedure of the unit, or another text of one. What was started from it stays as it is."""
    require(by, Right.INSTRUCT, at=unit_id)
    if not writing.title.strip():
        raise DomainError("Nhập tên quy trình", field="title")
    if not writing.event.strip():
        raise DomainError("Nhập tên ngày mốc, ví dụ: Ngày khai mạc", field="event")
    check(writing.steps)
    procedure = _locked(procedure_id) if procedure_id is not None else Procedure(unit_id=unit_id)
    require(by, Right.INSTRUCT, at=procedure.unit_id)
    procedure.title, procedure.event = writing.title.strip(), writing.event.strip()
    procedure.text, procedure.steps = writing.text.strip(), [step.kept() for step in writing.steps]
    procedure.made_by_name, procedure.changed_at = by.full_name, at
    procedure.save()
    audit.record(
        "procedure_write", "procedure", procedure.pk, at=at, actor_id=by.officer_id, unit_id=procedure.unit_id
    )
    return procedure


def copy_shipped(*, by: Actor, unit_id: int, key: str, at: datetime) -> Procedure:
    """One that comes with the product, as the unit's own."""
    found = BY_KEY.get(key)
    if found is None:
        raise NotThere("Không có quy trình mẫu này.")
    writing = Writing(title=found.title, event=found.event, text=found.text, steps=found.steps)
    return write(by=by, unit_id=unit_id, writing=writing, at=at)


@transaction.atomic
def retire(*, by: Actor, procedure_id: int, at: datetime) -> Procedure:
    """Offer it no more. Twice changes nothing."""
    procedure = _locked(procedure_id)
    require(by, Right.INSTRUCT, at=procedure.unit_id)
    if procedure.retired_at is None:
        procedure.retired_at = at
        procedure.save(update_fields=["retired_at"])
        audit.record(
            "procedure_retire", "procedure", procedure.pk,
            at=at, actor_id=by.officer_id, unit_id=procedure.unit_id,
        )  # fmt: skip
    return procedure


@transaction.atomic
def start(
    *, by: Actor, procedure_id: int, title: str, event_on: date, people: Mapping[str, int], at: datetime
) -> ProcedureRun:
    """Give all tasks of the tree at once. The same start pressed twice starts once.

    Raises `DomainError` for a role without a person or with a stranger, and for an event that is over.
    """
    procedure = _locked(procedure_id)
    require(by, Right.INSTRUCT, at=procedure.unit_id)
    today = office_date(at)
    if not title.strip():
        raise DomainError("Nhập tên lần thực hiện", field="title")
    if event_on < today:
        raise DomainError(f"{procedure.event} phải là hôm nay hoặc sau hôm nay", field="event_on")
    steps = steps_of(procedure.steps)
    for role in roles_of(steps):
        if not people.get(role):
            raise DomainError(f"Chọn người cho vai trò “{role}”", field="event_on")
    names_of_people(people_of(procedure.unit_id, on=today), list(people.values()), field="event_on")
    same = ProcedureRun.objects.filter(procedure=procedure, title=title.strip(), event_on=event_on).first()
    if same is not None:
        return same
    run = ProcedureRun.objects.create(
        procedure=procedure, unit_id=procedure.unit_id, title=title.strip(), event=procedure.event,
        event_on=event_on, started_by_name=by.full_name, started_at=at,
    )  # fmt: skip
    audit.record(
        "procedure_start", "procedure_run", run.pk, at=at, actor_id=by.officer_id, unit_id=run.unit_id,
        tasks=len(steps),
    )  # fmt: skip
    _give(by, run, plan(steps, event_on, office_calendar(), today=today), people, at)
    return run


@transaction.atomic
def move_event(*, by: Actor, run_id: int, event_on: date, reason: str, at: datetime) -> tuple[Move, ...]:
    """Another day for the event: what is open moves with it, what is done stays. What was moved."""
    run = ProcedureRun.objects.select_for_update(no_key=True).filter(pk=run_id).first()
    if run is None:
        raise NotThere("Không có lần thực hiện này.")
    require(by, Right.INSTRUCT, at=run.unit_id)
    if event_on < office_date(at):
        raise DomainError(f"{run.event} phải là hôm nay hoặc sau hôm nay", field="event_on")
    if not reason.strip():
        raise DomainError("Nhập lý do đổi ngày", field="reason")
    if event_on == run.event_on:
        return ()
    moved = tuple(one for one in moves(run, event_on, today=office_date(at)) if one.after is not None)
    words = f"{run.event} đổi sang {vn_date(event_on)}: {reason.strip()}"
    for one in moved:
        assert one.after is not None
        reschedule(by=by, task_id=one.task.pk, due_on=one.after, reason=words, at=at)
        ProcedureTask.objects.filter(pk=one.id).update(due_on=one.after)
    run.event_on, run.moved = event_on, run.moved + 1
    run.save(update_fields=["event_on", "moved"])
    audit.record(
        "procedure_move", "procedure_run", run.pk, at=at, actor_id=by.officer_id, unit_id=run.unit_id,
        tasks=len(moved),
    )  # fmt: skip
    return moved


def _give(
    by: Actor, run: ProcedureRun, planned: Sequence[Planned], people: Mapping[str, int], at: datetime
) -> None:
    address = reverse("procedure_run", args=[run.pk])
    whole: int | None = None
    for place, one in enumerate(planned, start=1):
        step = one.step
        wanted = Wanted(
            title=step.title, text=step.text, lead=people[step.role], due_on=one.due_on,
            origin=f"Quy trình: {run.title}"[:300], origin_url=address,
        )  # fmt: skip
        task = give(by=by, unit_id=run.unit_id, wanted=wanted, at=at, parent_id=whole if step.part else None)
        if not step.part:
            whole = task.pk
        ProcedureTask.objects.create(
            run=run, unit_id=run.unit_id, task=task, place=place, part=step.part, days=step.days,
            due_on=one.due_on,
        )  # fmt: skip


def _locked(procedure_id: int) -> Procedure:
    found = Procedure.objects.select_for_update(no_key=True).filter(pk=procedure_id, retired_at=None).first()
    if found is None:
        raise NotThere("Không có quy trình này.")
    return found
