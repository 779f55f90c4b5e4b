"""The unit that asks: its list, drawing a table, sending it, looking after it, the sums."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import number, vn_date, vn_time
from hoiso.work.figures import public
from hoiso.work.figures.forms import DeadlineForm, DrawForm, ReasonForm
from hoiso.work.models import FigureRequest

_LABELS = dict(public.VIEWS)
_SHEET_LABELS = dict(public.SHEET_VIEWS)
_R = FigureRequest.State
_ASKING = ("central", "province")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Made = TypeVar("Made")


@needs(Right.WORK_ON_TASKS)
@require_safe
def figures_list(request: Request) -> HttpResponse:
    """What her unit has to fill, what it filled, what it asks."""
    asks = request.actor.holds(Right.DRAFT)
    view = request.GET.get("xem", "")
    if view not in _LABELS:  # a province asks, a commune is asked
        above = request.actor.current is not None and request.actor.current.unit_kind in _ASKING
        view = "minh-hoi" if asks and above else "can-nop"
    words = request.GET.get("q", "").strip()[:100]
    found = public.figure_list(request.actor, view=view, words=words, cursor=request.GET.get("trang", ""))
    here = {"xem": view, **({"q": words} if words else {})}
    return page(
        request, "work/figures/list.html", title="Thu thập số liệu", found=found.page, view=view, q=words,
        asks=asks, today=request.actor.on, printed_at=request.now,
        views=[
            {"url": f"?xem={name}", "label": label, "count": found.counts[name], "current": name == view}
            for name, label in public.VIEWS
            if asks or name in ("can-nop", "da-nop")
        ],
        previous=turn(here, found.page.previous), following=turn(here, found.page.next),
        filter_words=_LABELS[view] + (f", tìm “{words}”" if words else ""),
    )  # fmt: skip


@needs(Right.DRAFT)
def figures_new(request: Request) -> HttpResponse:
    """Draw a table."""
    unit_id = request.actor.unit_id
    units = public.units_to_ask(unit_id, on=request.actor.on)
    form = DrawForm(request.POST or None, units=units, today=request.actor.on)
    if form.is_valid():
        made = attempt(
            form,
            lambda: public.draw(
                by=request.actor, unit_id=unit_id, drawing=form.drawing(), at=request.now
            ),
        )  # fmt: skip
        if made is not None:
            done = "Đã lập bảng. Xem lại rồi gửi các đơn vị."
            return go_to(request, reverse("figures_request", args=[made.pk]), done=done)
    return _drawing_page(request, form, "Lập bảng số liệu", units=bool(units))


@needs(Right.DRAFT)
def figures_change(request: Request, request_id: int) -> HttpResponse:
    """Another shape, before it is sent."""
    asked = public.own_request(request.actor, request_id)
    if asked.state != _R.DRAFT:
        raise DomainError("Bảng đã gửi các đơn vị nên không sửa được cột và dòng nữa.")
    units = public.units_to_ask(asked.unit_id, on=request.actor.on)
    form = DrawForm(request.POST or None, units=units, today=request.actor.on, request=asked)
    if form.is_valid():
        made = attempt(
            form,
            lambda: public.redraw(
                by=request.actor, request_id=request_id, drawing=form.drawing(), at=request.now
            ),
        )
        if made is not None:
            return go_to(request, reverse("figures_request", args=[request_id]), done="Đã sửa bảng.")
    return _drawing_page(request, form, "Sửa bảng số liệu", units=bool(units), asked=asked)


def _drawing_page(
    request: Request, form: DrawForm, title: str, *, units: bool, asked: FigureRequest | None = None
) -> HttpResponse:
    return page(
        request, "work/figures/draw.html", title=title, form=form, asked=asked, units=units,
        status=422 if form.errors else 200,
    )  # fmt: skip


@needs(Right.DRAFT)
@require_safe
def figures_request(request: Request, request_id: int) -> HttpResponse:
    """One request: the table, who has handed in, what happened."""
    view = request.GET.get("xem", "")
    view = view if view in _SHEET_LABELS else ""
    words = request.GET.get("q", "").strip()[:100]
    found = public.request_page(
        request.actor, request_id, view=view, words=words, cursor=request.GET.get("trang", "")
    )
    here = {name: value for name, value in (("xem", view), ("q", words)) if value}
    return page(
        request, "work/figures/request.html", title=found.request.title, found=found, asked=found.request,
        view=view, q=words, today=request.actor.on, printed_at=request.now,
        names=_names(request, found.request),
        views=[
            {
                "url": f"?xem={name}" if name else "?", "label": label, "count": found.counts[name],
                "current": name == view,
            }
            for name, label in public.SHEET_VIEWS
        ],
        previous=turn(here, found.sheets.previous), following=turn(here, found.sheets.next),
        filter_words=_SHEET_LABELS[view] + (f", tìm “{words}”" if words else ""),
    )  # fmt: skip


def _names(request: Request, asked: FigureRequest) -> list[str]:
    """Whom a draft would be put to."""
    if asked.state != _R.DRAFT:
        return []
    return [
        name for one, name in public.units_to_ask(asked.unit_id, on=request.actor.on) if one in asked.asked
    ]


@needs(Right.DRAFT)
@require_POST
def figures_lay(request: Request, request_id: int) -> HttpResponse:
    """Tell the leaders that it can be sent."""
    public.lay_before_leaders(by=request.actor, request_id=request_id, at=request.now)
    return go_to(request, reverse("figures_request", args=[request_id]), done="Đã trình lãnh đạo.")


@needs(Right.INSTRUCT)
def figures_send(request: Request, request_id: int) -> HttpResponse:
    """What will be sent to whom; on a press, do it."""
    address = reverse("figures_request", args=[request_id])
    if request.method == "POST":
        made = public.send(by=request.actor, request_id=request_id, at=request.now)
        return go_to(request, address, done=f"Đã gửi {number(made.sheets.count())} đơn vị.")
    asked = public.own_request(request.actor, request_id)
    return page(
        request, "work/figures/confirm.html", title=f"Gửi yêu cầu “{asked.title}”?", back=address,
        button="Gửi các đơn vị", act=request.path,
        lines=[
            f"Gửi {number(len(asked.asked))} đơn vị, hạn nộp {vn_date(asked.due_on)}.",
            f"Bảng có {number(len(asked.columns))} cột, {number(len(asked.rows))} dòng.",
            "Gửi rồi thì không sửa cột và dòng được nữa.",
            "Mỗi đơn vị nhận một việc có hạn và một thông báo.",
        ],
    )  # fmt: skip


@needs(Right.DRAFT)
@require_POST
def figures_urge(request: Request, request_id: int) -> HttpResponse:
    """One press for all that are silent."""
    count = public.urge_silent(by=request.actor, request_id=request_id, at=request.now)
    done = f"Đã đôn đốc {number(count)} đơn vị chưa nộp." if count else "Hôm nay đã đôn đốc rồi."
    return go_to(request, reverse("figures_request", args=[request_id]), done=done)


@needs(Right.DRAFT)
@require_POST
def figures_take_all(request: Request, request_id: int) -> HttpResponse:
    """Take everything that was handed in."""
    count = public.take_all(by=request.actor, request_id=request_id, at=request.now)
    return go_to(
        request, reverse("figures_request", args=[request_id]), done=f"Đã nhận {number(count)} bảng."
    )


@needs(Right.INSTRUCT)
def figures_deadline(request: Request, request_id: int) -> HttpResponse:
    """Another deadline."""
    return _form(
        request, request_id, DeadlineForm(request.POST or None, today=request.actor.on), "Đổi hạn nộp",
        lambda given: public.move_deadline(
            by=request.actor, request_id=request_id, due_on=given["due_on"], reason=given["reason"],
            at=request.now,
        ),
        "Đã đổi hạn nộp.",
    )  # fmt: skip


@needs(Right.INSTRUCT)
def figures_cancel(request: Request, request_id: int) -> HttpResponse:
    """Not needed any more."""
    return _form(
        request, request_id, ReasonForm(request.POST or None), "Huỷ yêu cầu số liệu",
        lambda given: public.give_up(
            by=request.actor, request_id=request_id, reason=given["reason"], at=request.now
        ),
        "Đã huỷ yêu cầu số liệu.",
    )  # fmt: skip


@needs(Right.INSTRUCT)
def figures_freeze(request: Request, request_id: int) -> HttpResponse:
    """What will be frozen; on a press, do it."""
    address = reverse("figures_request", args=[request_id])
    if request.method == "POST":
        public.freeze(by=request.actor, request_id=request_id, at=request.now)
        return go_to(request, address, done="Đã chốt số liệu.")
    found = public.summary(request.actor, request_id, only_taken=False)
    return page(
        request, "work/figures/confirm.html", title=f"Chốt số liệu “{found.request.title}”?", back=address,
        button="Chốt số liệu", act=request.path, named=found.missing,
        lines=[
            f"Tính {number(len(found.counted))} đơn vị đã nộp.",
            f"Không tính {number(len(found.missing))} đơn vị chưa nộp hoặc đang sửa.",
            "Chốt rồi thì không ai nộp, sửa, trả lại được nữa, kể cả nơi hỏi.",
        ],
    )  # fmt: skip


@needs(Right.DRAFT)
@require_safe
def figures_summary(request: Request, request_id: int) -> HttpResponse:
    """The sums, and whose figures are in them."""
    only = request.GET.get("tinh") == "da-nhan"
    found = public.summary(request.actor, request_id, only_taken=only)
    return page(
        request, "work/figures/summary.html", title=f"Tổng hợp: {found.request.title}", found=found,
        asked=found.request, printed_at=request.now,
        views=[
            {"url": "?", "label": "Mọi đơn vị đã nộp", "count": None, "current": not only},
            {"url": "?tinh=da-nhan", "label": "Chỉ đơn vị đã nhận", "count": None, "current": only},
        ],
        filter_words="Chỉ đơn vị đã nhận" if only else "Mọi đơn vị đã nộp",
    )  # fmt: skip


@needs(Right.DRAFT)
@require_safe
def figures_export(request: Request, request_id: int) -> HttpResponse:
    """Two sheets: the sums, and every row of every unit."""
    found = public.summary(request.actor, request_id, only_taken=request.GET.get("tinh") == "da-nhan")
    by = request.actor
    audit.record(
        "export", "figures", request_id, at=request.now, actor_id=by.officer_id,
        unit_id=found.request.unit_id, rows=len(found.counted),
    )  # fmt: skip
    lines = [found.request.unit_name, f"Xuất lúc {vn_time(request.now)}, {by.full_name}"]
    if found.request.state == _R.FROZEN and found.request.ended_at:
        lines.append(
            f"Đã chốt lúc {vn_time(found.request.ended_at)}, {found.request.ended_by_name};"
            f" dấu số liệu {found.request.record['digest']}"
        )
    return sheet_answer(public.export(found, lines=lines), f"so-lieu-{request_id}.xlsx")


def sheet_answer(content: bytes, name: str) -> HttpResponse:
    """An Excel file as a download."""
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def turn(here: dict[str, str], cursor: str) -> str:
    """The address of another page of a list, empty where there is none."""
    return f"?{urlencode({**here, 'trang': cursor})}" if cursor else ""


def attempt(form: django_forms.Form, act: Callable[[], Made]) -> Made | None:
    """What the act gives; None when it was refused, with the refusal on the form."""
    try:
        return act()
    except (NotAllowed, NotThere):
        raise
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.sentence)
        return None


def _form(
    request: Request,
    request_id: int,
    form: django_forms.Form,
    title: str,
    act: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    asked = public.own_request(request.actor, request_id)
    address = reverse("figures_request", args=[request_id])
    if form.is_valid() and attempt(form, lambda: act(form.cleaned_data)) is not None:
        return go_to(request, address, done=done)
    return page(
        request, "work/figures/form.html", title=title, form=form, back=address, back_label=asked.title,
        button=title, status=422 if form.errors else 200,
    )  # fmt: skip
