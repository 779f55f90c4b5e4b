"""Giving tasks without a document, and what is done with them."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs, signed_in
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.pages import go_to, page
from hoiso.work.people import people_of
from hoiso.work.tasks import public
from hoiso.work.tasks.forms import (
    FinishForm,
    GiveForm,
    HandOnForm,
    ReasonForm,
    RepeatForm,
    ReportForm,
    RescheduleForm,
)
from hoiso.work.tasks.public import Upload

_MOST_FILES = 10
Made = TypeVar("Made")


@needs(Right.WORK_ON_TASKS)
def work_new(request: Request) -> HttpResponse:
    """A new task at her unit."""
    return _give(request, None)


@signed_in
def work_split(request: Request, task_id: int) -> HttpResponse:
    """A part of a task."""
    found = public.task_page(request.actor, task_id)
    if not found.splits:
        raise NotAllowed("Người chủ trì hoặc lãnh đạo đơn vị chia việc.")
    return _give(request, task_id)


def _give(request: Request, parent_id: int | None) -> HttpResponse:
    parent = public.task_of(parent_id) if parent_id is not None else None
    unit_id = parent.unit_id if parent else request.actor.unit_id
    people = people_of(unit_id, on=request.actor.on)
    form = GiveForm(request.POST or None, people=people, today=request.actor.on)
    if form.is_valid():
        made = _try(
            form,
            lambda: public.give(
                by=request.actor, unit_id=unit_id, wanted=form.wanted, at=request.now, parent_id=parent_id
            ),
        )
        if made is not None:
            done = f"Đã giao việc cho {made.lead_name}." if made.lead_id else "Đã mời nhóm nhận việc."
            return go_to(request, reverse("work_item", args=[made.pk]), done=done)
    return page(
        request, "work/tasks/give.html", title="Chia việc" if parent else "Giao việc", form=form,
        parent=parent, status=422 if form.errors else 200,
    )  # fmt: skip


@signed_in
def work_report(request: Request, task_id: int) -> HttpResponse:
    """Say how far it is."""
    files = [Upload(one.file, one.name or "") for one in request.FILES.getlist("files")[:_MOST_FILES]]  # type: ignore[arg-type]
    return _form(
        request, task_id, ReportForm(request.POST or None), "Báo cáo tiến độ", "Gửi báo cáo",
        lambda given: public.report(
            by=request.actor, task_id=task_id, text=given["text"], percent=given["percent"], files=files,
            at=request.now,
        ),
        "Đã báo cáo tiến độ.", files=True,
    )  # fmt: skip


@signed_in
def work_finish(request: Request, task_id: int) -> HttpResponse:
    """The result."""
    return _form(
        request, task_id, FinishForm(request.POST or None), "Báo cáo kết quả", "Báo cáo kết quả",
        lambda given: public.finish(
            by=request.actor, task_id=task_id, result=given["result"], at=request.now
        ),
        "Đã báo cáo kết quả.",
    )  # fmt: skip


@signed_in
def work_reschedule(request: Request, task_id: int) -> HttpResponse:
    """Another deadline."""
    return _form(
        request, task_id, RescheduleForm(request.POST or None, today=request.actor.on), "Đổi hạn", "Đổi hạn",
        lambda given: public.reschedule(
            by=request.actor, task_id=task_id, due_on=given["due_on"], reason=given["reason"], at=request.now
        ),
        "Đã đổi hạn.",
    )  # fmt: skip


@signed_in
def work_hand_on(request: Request, task_id: int) -> HttpResponse:
    """Another lead."""
    task = public.task_of(task_id)
    people = people_of(task.unit_id, on=request.actor.on)
    form = HandOnForm(request.POST or None, people=people, today=request.actor.on)
    return _form(
        request, task_id, form, "Chuyển người chủ trì", "Chuyển việc",
        lambda given: public.hand_on(
            by=request.actor, task_id=task_id, to_officer_id=int(given["to_officer"]),
            reason=given["reason"], at=request.now,
        ),
        "Đã chuyển việc.",
    )  # fmt: skip


@signed_in
def work_cancel(request: Request, task_id: int) -> HttpResponse:
    """Take it back."""
    return _form(
        request, task_id, ReasonForm(request.POST or None), "Huỷ việc", "Huỷ việc",
        lambda given: public.cancel(
            by=request.actor, task_id=task_id, reason=given["reason"], at=request.now
        ),
        "Đã huỷ việc.",
    )  # fmt: skip


@signed_in
def work_reopen(request: Request, task_id: int) -> HttpResponse:
    """Ask for more."""
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = "Điều cần làm tiếp"
    return _form(
        request, task_id, form, "Yêu cầu làm tiếp", "Gửi yêu cầu",
        lambda given: public.reopen(
            by=request.actor, task_id=task_id, reason=given["reason"], at=request.now
        ),
        "Đã yêu cầu làm tiếp.",
    )  # fmt: skip


@signed_in
@require_POST
def work_act(request: Request, task_id: int, verb: str) -> HttpResponse:
    """What needs no form: take, watch, urge, say that one's part is done."""
    by, at = request.actor, request.now
    if verb == "nhan":
        public.accept(by=by, task_id=task_id, at=at)
        done = "Đã nhận việc."
    elif verb == "theo-doi":
        public.watch(by=by, task_id=task_id, on=True, at=at)
        done = "Sẽ báo khi việc này có gì mới."
    elif verb == "thoi-theo-doi":
        public.watch(by=by, task_id=task_id, on=False, at=at)
        done = "Đã thôi theo dõi."
    elif verb == "don-doc":
        done = "Đã đôn đốc." if public.urge(by=by, task_id=task_id, at=at) else "Hôm nay đã đôn đốc rồi."
    elif verb == "xong-phan":
        public.finish_part(by=by, task_id=task_id, at=at)
        done = "Đã ghi xong phần phối hợp."
    else:
        raise NotThere("Không có thao tác này.")
    return go_to(request, reverse("work_item", args=[task_id]), done=done)


@signed_in
@require_POST
def work_milestone(request: Request, milestone_id: int) -> HttpResponse:
    """One of several deadlines is met."""
    task = public.reach(by=request.actor, milestone_id=milestone_id, at=request.now)
    return go_to(request, reverse("work_item", args=[task.pk]), done="Đã ghi xong mốc.")


@needs(Right.INSTRUCT)
def repeat_new(request: Request) -> HttpResponse:
    """A task that comes again."""
    people = people_of(request.actor.unit_id, on=request.actor.on)
    form = RepeatForm(request.POST or None, people=people, today=request.actor.on)
    if form.is_valid():
        given = form.cleaned_data
        made = _try(
            form,
            lambda: public.repeat(
                by=request.actor, unit_id=request.actor.unit_id, title=given["title"], text=given["text"],
                lead=int(given["lead"]), every=given["every"], day=given["day"], ahead=given["ahead"],
                at=request.now,
            ),
        )  # fmt: skip
        if made is not None:
            return go_to(request, reverse("repeat_list"), done="Đã đặt việc định kỳ.")
    return page(
        request, "work/tasks/repeat.html", title="Đặt việc định kỳ", form=form,
        status=422 if form.errors else 200,
    )  # fmt: skip


@signed_in
@require_POST
def repeat_end(request: Request, repeat_id: int) -> HttpResponse:
    """Give it no more."""
    public.stop_repeating(by=request.actor, repeat_id=repeat_id, at=request.now)
    return go_to(request, reverse("repeat_list"), done="Đã dừng việc định kỳ.")


def _form(
    request: Request,
    task_id: int,
    form: django_forms.Form,
    title: str,
    button: str,
    act: Callable[[dict[str, Any]], object],
    done: str,
    *,
    files: bool = False,
) -> HttpResponse:
    """A form about one task, and back to the task when it was taken."""
    task = public.task_of(task_id)
    if form.is_valid() and _try(form, lambda: act(form.cleaned_data)) is not None:
        return go_to(request, reverse("work_item", args=[task_id]), done=done)
    return page(
        request, "work/tasks/form.html", title=title, form=form, task=task, button=button, files=files,
        status=422 if form.errors else 200,
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
