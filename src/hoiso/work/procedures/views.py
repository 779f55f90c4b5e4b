"""Standard procedures: the list, one of them, starting one, what became of it, moving its event."""

from collections.abc import Callable
from typing import TypeVar

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import number, vn_date
from hoiso.units.public import office_calendar
from hoiso.work.models import Procedure
from hoiso.work.people import people_of
from hoiso.work.procedures import public
from hoiso.work.procedures.forms import MoveForm, StartForm, WriteForm

Made = TypeVar("Made")


@needs(Right.WORK_ON_TASKS)
@require_safe
def procedure_list(request: Request) -> HttpResponse:
    """The unit's procedures, what was started from them, and those that come with the product."""
    own = public.procedures(request.actor)
    names = {one.title for one in own}
    return page(
        request, "work/procedures/list.html", title="Quy trình mẫu", procedures=own,
        runs=public.runs(request.actor), shipped=[one for one in public.SHIPPED if one.title not in names],
        leads=request.actor.holds(Right.INSTRUCT, at=request.actor.unit_id), today=request.actor.on,
        printed_at=request.now,
    )  # fmt: skip


@needs(Right.INSTRUCT)
def procedure_new(request: Request) -> HttpResponse:
    """Write one."""
    return _write(request, None)


@needs(Right.INSTRUCT)
def procedure_change(request: Request, procedure_id: int) -> HttpResponse:
    """Another text of one."""
    return _write(request, public.procedure_of(procedure_id))


def _write(request: Request, found: Procedure | None) -> HttpResponse:
    if found is not None and not request.actor.holds(Right.INSTRUCT, at=found.unit_id):
        raise NotAllowed("Lãnh đạo hoặc chánh văn phòng của đơn vị mới sửa được quy trình.")
    form = WriteForm(request.POST or None, procedure=found)
    if form.is_valid():
        made = _try(
            form,
            lambda: public.write(
                by=request.actor, unit_id=found.unit_id if found else request.actor.unit_id,
                writing=form.writing(), at=request.now, procedure_id=found.pk if found else None,
            ),
        )  # fmt: skip
        if made is not None:
            return go_to(request, reverse("procedure", args=[made.pk]), done="Đã lưu quy trình.")
    return page(
        request, "work/procedures/write.html", title="Sửa quy trình" if found else "Lập quy trình mẫu",
        form=form, found=found, status=422 if form.errors else 200,
    )  # fmt: skip


@needs(Right.INSTRUCT)
@require_POST
def procedure_copy(request: Request, key: str) -> HttpResponse:
    """One that comes with the product, as the unit's own."""
    made = public.copy_shipped(by=request.actor, unit_id=request.actor.unit_id, key=key, at=request.now)
    return go_to(
        request, reverse("procedure", args=[made.pk]), done="Đã thêm vào quy trình của đơn vị. Sửa cho hợp."
    )


@needs(Right.INSTRUCT)
@require_POST
def procedure_retire(request: Request, procedure_id: int) -> HttpResponse:
    """Offer it no more."""
    public.retire(by=request.actor, procedure_id=procedure_id, at=request.now)
    return go_to(request, reverse("procedure_list"), done="Đã thôi dùng quy trình này.")


@needs(Right.WORK_ON_TASKS)
@require_safe
def procedure(request: Request, procedure_id: int) -> HttpResponse:
    """One procedure: its tasks in order."""
    found = public.procedure_of(procedure_id)
    return page(
        request, "work/procedures/procedure.html", title=found.title, found=found,
        steps=public.steps_of(found.steps), printed_at=request.now,
        leads=request.actor.holds(Right.INSTRUCT, at=found.unit_id),
    )  # fmt: skip


@needs(Right.INSTRUCT)
def procedure_start(request: Request, procedure_id: int) -> HttpResponse:
    """Day and people; then what it gives; then one press gives all tasks."""
    found = public.procedure_of(procedure_id)
    if not request.actor.holds(Right.INSTRUCT, at=found.unit_id):
        raise NotAllowed("Lãnh đạo hoặc chánh văn phòng của đơn vị mới bắt đầu được quy trình.")
    steps = public.steps_of(found.steps)
    people = people_of(found.unit_id, on=request.actor.on)
    form = StartForm(
        request.POST or None, procedure=found, roles=public.roles_of(steps), people=people,
        today=request.actor.on,
    )  # fmt: skip
    planned: list[tuple[public.Planned, str]] = []
    if form.is_valid():
        given = form.cleaned_data
        if given["event_on"] < request.actor.on:
            form.add_error("event_on", f"{found.event} phải là hôm nay hoặc sau hôm nay")
        elif request.POST.get("viec") == "bat-dau":
            made = _try(
                form,
                lambda: public.start(
                    by=request.actor, procedure_id=procedure_id, title=given["title"],
                    event_on=given["event_on"], people=form.people, at=request.now,
                ),
            )  # fmt: skip
            if made is not None:
                done = f"Đã giao {number(len(steps))} việc."
                return go_to(request, reverse("procedure_run", args=[made.pk]), done=done)
        else:
            planned = [
                (one, form.name_of(one.step.role))
                for one in public.plan(steps, given["event_on"], office_calendar(), today=request.actor.on)
            ]
    return page(
        request, "work/procedures/start.html", title=f"Bắt đầu: {found.title}", form=form, found=found,
        planned=planned, status=422 if form.errors else 200,
    )  # fmt: skip


@needs(Right.WORK_ON_TASKS)
@require_safe
def procedure_run(request: Request, run_id: int) -> HttpResponse:
    """What was started: its tasks with who, until when and how far."""
    run = public.run_of(run_id)
    return page(
        request, "work/procedures/run.html", title=run.title, run=run, lines=public.tasks_of(run),
        today=request.actor.on, leads=request.actor.holds(Right.INSTRUCT, at=run.unit_id),
        printed_at=request.now,
    )  # fmt: skip


@needs(Right.INSTRUCT)
def procedure_move(request: Request, run_id: int) -> HttpResponse:
    """Another day; then what moves and what stays; then one press moves it."""
    run = public.run_of(run_id)
    if not request.actor.holds(Right.INSTRUCT, at=run.unit_id):
        raise NotAllowed("Lãnh đạo hoặc chánh văn phòng của đơn vị mới đổi được ngày.")
    form = MoveForm(request.POST or None, event=run.event, today=request.actor.on)
    moved: tuple[public.Move, ...] = ()
    if form.is_valid():
        given = form.cleaned_data
        if given["event_on"] < request.actor.on:
            form.add_error("event_on", f"{run.event} phải là hôm nay hoặc sau hôm nay")
        elif request.POST.get("viec") == "doi":
            made = _try(
                form,
                lambda: public.move_event(
                    by=request.actor, run_id=run_id, event_on=given["event_on"], reason=given["reason"],
                    at=request.now,
                ),
            )  # fmt: skip
            if made is not None:
                done = f"{run.event}: {vn_date(given['event_on'])}. Đã đổi hạn {number(len(made))} việc."
                return go_to(request, reverse("procedure_run", args=[run_id]), done=done)
        else:
            moved = public.moves(run, given["event_on"], today=request.actor.on)
    return page(
        request, "work/procedures/move.html", title=f"Đổi ngày: {run.title}", form=form, run=run,
        moved=moved, count=sum(one.after is not None for one in moved), status=422 if form.errors else 200,
    )  # fmt: skip


def _try(form: django_forms.Form, act: Callable[[], Made]) -> Made | None:
    """What the act gives; None when it was refused, with the refusal on the form."""
    try:
        return act()
    except (NotAllowed, NotThere):
        raise
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.sentence)
        return None
