"""Pages of taking over old registers: send a sheet, look it through, let it in, mend what is left."""

from typing import Any, BinaryIO, cast

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from hoiso.access.http import Request
from hoiso.access.public import Right, needs, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.forms import refused
from hoiso.core.pages import go_to, page, turns
from hoiso.documents.tables.takeover import TakeOver, TakeOverScan
from hoiso.documents.takeover import phrases, public
from hoiso.documents.takeover.forms import PlanForm, ScansForm, SheetForm

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_State = TakeOver.State


@needs(Right.KEEP_BOOKS)
def take_over_list(request: Request) -> HttpResponse:
    """The sheets that were sent, newest first."""
    order = public.ORDERS.get(request.GET.get("xep", ""), public.NEWEST)
    state = request.GET.get("tinh-trang", "")
    state = state if state in _State.values else ""
    shown = public.take_overs(_unit(request), state=state, order=order, cursor=request.GET.get("trang", ""))
    other = "cu" if order.descending else "moi"
    heads: list[object] = [
        {"label": "Tình trạng"},
        {"label": "Tệp"},
        {"label": "Vào sổ", "num": True},
        {"label": "Cần sửa", "num": True},
        {
            "label": "Gửi lúc",
            "url": f"?{urlencode({'xep': other, 'tinh-trang': state})}",
            "sorted": "descending" if order.descending else "ascending",
        },
    ]
    return page(
        request, "documents/takeover/list.html", shown=shown, heads=heads, state=state,
        states=_State.choices, order=order.name, **turns(shown, xep=order.name, **{"tinh-trang": state}),
    )  # fmt: skip


@needs(Right.KEEP_BOOKS)
def take_over_new(request: Request) -> HttpResponse:
    """Send the sheet of an old register."""
    form = SheetForm(*_given(request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            one = public.begin(
                by=request.actor, unit_id=_unit(request), stream=cast(BinaryIO, file), name=file.name,
                wish=form.wish(), at=request.now,
            )  # fmt: skip
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, _address(one.pk), done=phrases.begun(one.name))
    return page(request, "documents/takeover/new.html", status=422 if form.is_bound else 200, form=form)


@needs(Right.KEEP_BOOKS)
def take_over(request: Request, take_over_id: int) -> HttpResponse:
    """One sheet: what it was taken for, what would happen or has happened, what is to be mended."""
    one = _one(request, take_over_id)
    open_plan = one.state in (_State.CHECKED, _State.CHECKING)
    missing = public.missing(one.columns, one.series)
    return page(
        request,
        "documents/takeover/one.html",
        one=one,
        state_kind=phrases.STATE_KINDS[one.state],
        columns=[
            (field.label, one.headings[one.columns[field.key]])
            for field in public.fields_of(one.series)
            if one.columns.get(field.key, len(one.headings)) < len(one.headings)
        ],
        lacking=missing,
        lines=public.first_lines(one, public.plan_of(one, on=office_date(request.now)))
        if open_plan and not missing
        else (),
        faults=public.faults(one.pk, cursor="").rows[:5] if one.faulty else (),
        incoming=one.series == "incoming",
        scans=public.scan_counts(one.pk) if one.state == _State.DONE else {},
        **_progress(one),
    )


@needs(Right.KEEP_BOOKS)
def take_over_progress(request: Request, take_over_id: int) -> HttpResponse:
    """How far it is, for the page that waits; the page is loaded anew when it is through."""
    one = _one(request, take_over_id)
    answer = page(request, "documents/takeover/_progress.html", one=one, **_progress(one))
    if one.state not in (_State.CHECKING, _State.RUNNING):
        answer["HX-Refresh"] = "true"
    return answer


@needs(Right.KEEP_BOOKS)
def take_over_columns(request: Request, take_over_id: int) -> HttpResponse:
    """Choose anew which column tells what."""
    one = _one(request, take_over_id)
    form = PlanForm(_given(request)[0], one=one, samples=public.samples(one))
    if request.method == "POST" and form.is_valid():
        try:
            public.change_plan(
                by=request.actor, take_over_id=one.pk, wish=form.wish(), columns=form.columns(),
                at=request.now,
            )  # fmt: skip
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, _address(one.pk), done="Đã đọc lại tệp theo các cột vừa chọn.")
    return page(
        request, "documents/takeover/columns.html", status=422 if form.is_bound else 200, form=form, one=one
    )


@needs(Right.KEEP_BOOKS)
def take_over_start(request: Request, take_over_id: int) -> HttpResponse:
    """Ask, then let the lines go into the books, or go on after a stop."""
    one = _one(request, take_over_id)
    if request.method == "POST":
        try:
            public.start(by=request.actor, take_over_id=one.pk, at=request.now)
        except (NotThere, NotAllowed):
            raise
        except DomainError as error:
            return go_to(request, _address(one.pk), done=error.sentence)
        return go_to(request, _address(one.pk), done=phrases.started(one.taken))
    return page(
        request,
        "documents/takeover/start.html",
        one=one,
        books=[(book["name"], book["lines"], book["first"], book["last"]) for book in one.books],
    )


@needs(Right.KEEP_BOOKS)
def take_over_stop(request: Request, take_over_id: int) -> HttpResponse:
    """Stop it; what is in the books stays."""
    return _act(request, take_over_id, "stop", "Đã dừng. Các dòng đã vào sổ vẫn giữ nguyên.")


@needs(Right.KEEP_BOOKS)
def take_over_drop(request: Request, take_over_id: int) -> HttpResponse:
    """Drop a sheet of which nothing is in the books."""
    return _act(request, take_over_id, "drop", "Đã bỏ tệp này, không có dòng nào vào sổ.")


@needs(Right.KEEP_BOOKS)
def take_over_faults(request: Request, take_over_id: int) -> HttpResponse:
    """Every faulty line with what to mend."""
    one = _one(request, take_over_id)
    shown = public.faults(one.pk, cursor=request.GET.get("trang", ""))
    return page(request, "documents/takeover/faults.html", one=one, shown=shown, **turns(shown))


@needs(Right.KEEP_BOOKS)
def take_over_faults_file(request: Request, take_over_id: int) -> HttpResponse:
    """The faulty lines as an Excel file to be corrected and sent again; counted in the trail."""
    one = _one(request, take_over_id)
    faults = public.all_faults(one.pk)
    content = public.faults_sheet(one, faults, printed_by=request.actor.full_name, at=request.now)
    audit.record(
        "export", "take_over", one.pk, at=request.now, actor_id=request.actor.officer_id,
        unit_id=one.unit_id, rows=len(faults),
    )  # fmt: skip
    answer = HttpResponse(content, content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="dong-can-sua-{one.pk}.xlsx"'
    return answer


@needs(Right.KEEP_BOOKS)
def take_over_scans(request: Request, take_over_id: int) -> HttpResponse:
    """Bring scans, and see which line each was put to."""
    one = _one(request, take_over_id)
    form = ScansForm(*_given(request))
    if request.method == "POST" and form.is_valid():
        files = [(cast(BinaryIO, file), str(file.name)) for file in form.cleaned_data["uploads"]]
        count = public.bring_scans(by=request.actor, take_over_id=one.pk, files=files, at=request.now)
        return go_to(
            request, reverse("take_over_scans", args=[one.pk]), done=phrases.scans_brought(count, len(files))
        )
    state = request.GET.get("tinh-trang", "")
    state = state if state in TakeOverScan.State.values else ""
    shown = public.scans(one.pk, state=state, cursor=request.GET.get("trang", ""))
    counts = public.scan_counts(one.pk)
    return page(
        request,
        "documents/takeover/scans.html",
        status=422 if form.is_bound else 200,
        one=one,
        form=form,
        shown=shown,
        state=state,
        states=[(value, label) for value, label in TakeOverScan.State.choices if counts.get(value)],
        waiting=counts.get("waiting", 0),
        refused=counts.get("refused", 0),
        **turns(shown, **{"tinh-trang": state}),
    )


@needs(Right.KEEP_BOOKS)
def take_over_match_again(request: Request, take_over_id: int) -> HttpResponse:
    """Look again for the lines of scans that found none."""
    back = reverse("take_over_scans", args=[take_over_id])
    if request.method != "POST":
        _one(request, take_over_id)
        return go_to(request, back)
    count = public.match_again(by=request.actor, take_over_id=take_over_id, at=request.now)
    return go_to(request, back, done=phrases.matched_again(count))


def _act(request: Request, take_over_id: int, what: str, done: str) -> HttpResponse:
    _one(request, take_over_id)
    if request.method != "POST":
        return go_to(request, _address(take_over_id))
    act = {"stop": public.stop, "drop": public.drop}[what]
    try:
        act(by=request.actor, take_over_id=take_over_id, at=request.now)
    except (NotThere, NotAllowed):
        raise
    except DomainError as error:
        done = error.sentence
    return go_to(request, _address(take_over_id), done=done)


def _given(request: Request) -> tuple[Any, Any]:
    """What was sent, for a form: nothing before it is sent, and something even where all of it is empty."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _one(request: Request, take_over_id: int) -> TakeOver:
    """The sheet, for who keeps the books of its unit."""
    one = public.take_over(take_over_id)
    require(request.actor, Right.KEEP_BOOKS, at=one.unit_id)
    return one


def _address(take_over_id: int) -> str:
    return reverse("take_over", args=[take_over_id])


def _progress(one: TakeOver) -> dict[str, Any]:
    through = max(one.next_row - one.head_row - 1, 0) if one.state != _State.CHECKED else 0
    return {"going": one.state in (_State.CHECKING, _State.RUNNING), "through": min(through, one.rows)}


def _unit(request: Request) -> int:
    units = request.actor.units_with(Right.KEEP_BOOKS)
    return request.actor.unit_id if request.actor.unit_id in units else units[0]
