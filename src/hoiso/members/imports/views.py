"""Pages of bringing lists of members in: send, confirm the columns, look through, let in, mend the rest."""

from collections.abc import Callable
from typing import Any, BinaryIO, cast

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.http import Request
from hoiso.access.public import Right, needs, require
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.forms import refused
from hoiso.core.pages import go_to, page, turns
from hoiso.members.fields import fields_on
from hoiso.members.imports import phrases, public
from hoiso.members.imports.forms import ColumnsForm, ListForm, PlacesForm, RowForm
from hoiso.members.models import MemberList, MemberListRow

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_State = MemberList.State
_Held = MemberListRow.State


@needs(Right.KEEP_MEMBERS)
def member_imports(request: Request) -> HttpResponse:
    """The lists that were brought, newest first."""
    shown = public.lists(_unit(request), cursor=request.GET.get("trang", ""))
    return page(request, "members/imports/list.html", shown=shown, **turns(shown))


@needs(Right.KEEP_MEMBERS)
def member_import_new(request: Request) -> HttpResponse:
    """Bring a list."""
    unit_id = _unit(request)
    branches = public.branches_of(unit_id, on=request.actor.on)
    form = ListForm(*_given(request), branches=branches, today=request.actor.on)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            one, _ = public.begin(
                by=request.actor, unit_id=unit_id, stream=cast(BinaryIO, file), name=file.name,
                wish=form.wish(), at=request.now,
            )  # fmt: skip
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, _address(one.pk), done=phrases.begun(one.rows))
    return page(
        request, "members/imports/new.html", status=422 if form.is_bound else 200, form=form,
        several=len(branches) > 1,
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
def member_import(request: Request, list_id: int) -> HttpResponse:
    """One list: how it is read, what would happen or has happened, what is to be mended."""
    one = _one(request, list_id)
    open_plan = one.state in (_State.CHECKED, _State.CHECKING)
    keys = [column["field"] for entry in one.layouts for column in entry["columns"]]
    counts = public.counts(one.pk)
    to_choose = sum(1 for place in one.places if not place["found"] and not place.get("unit_id"))
    return page(
        request,
        "members/imports/one.html",
        one=one,
        state_kind=phrases.STATE_KINDS[one.state],
        layouts=[
            {
                "number": number,
                "sheet": entry["sheet"],
                "form": entry["form"],
                "lacking": public.lacking(entry),
                "unsure": sum(1 for column in entry["columns"] if column["field"] and column["sure"] < 0.7),
                "known": sum(1 for column in entry["columns"] if column["field"]),
                "all": len(entry["columns"]),
            }
            for number, entry in enumerate(one.layouts)
        ],
        not_asked=public.not_asked(keys, fields_on(request.actor.on)) if open_plan else (),
        to_choose=to_choose,
        opening=sum(1 for place in one.places if place.get("unit_id") == public.NEW),
        members=public.first_members(one, today=request.actor.on) if one.state == _State.CHECKED else (),
        faults=public.held(one.pk, state=_Held.OPEN, cursor="").rows[:5] if counts.get(_Held.OPEN) else (),
        to_mend=counts.get(_Held.OPEN, 0),
        waiting=counts.get(_Held.MENDED, 0),
        open_plan=open_plan,
        **_progress(one),
    )


@needs(Right.KEEP_MEMBERS)
def member_import_progress(request: Request, list_id: int) -> HttpResponse:
    """How far it is, for the page that waits; the page is loaded anew when it is through."""
    one = _one(request, list_id)
    answer = page(request, "members/imports/_progress.html", one=one, **_progress(one))
    if one.state not in (_State.CHECKING, _State.RUNNING):
        answer["HX-Refresh"] = "true"
    return answer


@needs(Right.KEEP_MEMBERS)
def member_import_columns(request: Request, list_id: int, number: int) -> HttpResponse:
    """Confirm or change what each column tells."""
    one = _one(request, list_id)
    if number >= len(one.layouts):
        raise NotThere(phrases.NOT_THERE)
    entry = one.layouts[number]
    form = ColumnsForm(_given(request)[0], columns=entry["columns"])
    if request.method == "POST" and form.is_valid():
        try:
            public.set_columns(
                by=request.actor, list_id=one.pk, at_layout=number, fields=form.chosen(),
                remember=form.cleaned_data["remember"], at=request.now,
            )  # fmt: skip
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, _address(one.pk), done="Đã đọc lại tệp theo các cột vừa chọn.")
    return page(
        request, "members/imports/columns.html", status=422 if form.is_bound else 200, form=form, one=one,
        entry=entry, lacking=public.lacking(entry),
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
def member_import_places(request: Request, list_id: int) -> HttpResponse:
    """Say which branch each name of the list is."""
    one = _one(request, list_id)
    form = PlacesForm(
        _given(request)[0], places=one.places, branches=public.branches_of(one.unit_id, on=request.actor.on),
        default=one.branch_id, opening=one.state in (_State.CHECKED, _State.CHECKING),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        choices, default = form.chosen()
        try:
            public.set_places(
                by=request.actor, list_id=one.pk, choices=choices, default=default, at=request.now
            )
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, _address(one.pk), done="Đã nhận các chi hội vừa chọn.")
    return page(
        request, "members/imports/places.html", status=422 if form.is_bound else 200, form=form, one=one
    )


@needs(Right.KEEP_MEMBERS)
def member_import_start(request: Request, list_id: int) -> HttpResponse:
    """Ask, then let the members go into the register, or go on after a stop."""
    one = _one(request, list_id)
    if request.method == "POST":
        return _done(
            request, one.pk, lambda: public.start(by=request.actor, list_id=one.pk, at=request.now),
            phrases.started(one.taken),
        )  # fmt: skip
    return page(
        request, "members/imports/start.html", one=one,
        opening=[place["branch"] for place in one.places if place.get("unit_id") == public.NEW],
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
def member_import_stop(request: Request, list_id: int) -> HttpResponse:
    """Stop it; who is in the register stays."""
    return _act(
        request, list_id, lambda: public.stop(by=request.actor, list_id=list_id, at=request.now),
        "Đã dừng. Hội viên đã vào sổ vẫn giữ nguyên.",
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
def member_import_drop(request: Request, list_id: int) -> HttpResponse:
    """Drop a list of which nobody is in the register."""
    return _act(
        request, list_id, lambda: public.drop(by=request.actor, list_id=list_id, at=request.now),
        "Đã bỏ danh sách này, không có ai vào sổ.",
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
def member_import_rows(request: Request, list_id: int) -> HttpResponse:
    """Rows to mend, or rows that were taken for no members."""
    one = _one(request, list_id)
    aside = request.GET.get("xem") == "bo-qua"
    state = _Held.ASIDE if aside else _Held.OPEN
    shown = public.held(one.pk, state=state, cursor=request.GET.get("trang", ""))
    return page(
        request, "members/imports/rows.html", one=one, shown=shown, aside=aside,
        blankable=not aside and one.state == _State.DONE and any(map(public.can_be_blanked, shown.rows)),
        **turns(shown, xem="bo-qua" if aside else ""),
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
def member_import_row(request: Request, list_id: int, row_id: int) -> HttpResponse:
    """Mend one row; the next one comes at once."""
    one = _one(request, list_id)
    row = public.held_row(one.pk, row_id)
    if row.state != _Held.OPEN or one.state != _State.DONE:
        return go_to(request, reverse("member_import_rows", args=[one.pk]))
    form = RowForm(
        _given(request)[0], held=row, branches=public.branches_of(one.unit_id, on=request.actor.on)
    )
    if request.method == "POST" and form.is_valid():
        try:
            faults = public.mend(
                by=request.actor, list_id=one.pk, row_id=row.pk, values=form.values(),
                branch_name=form.branch_name(), at=request.now,
            )  # fmt: skip
        except DomainError as error:
            refused(form, error)
        else:
            if not faults:
                following = public.next_open(one.pk, after=row)
                there = (
                    reverse("member_import_row", args=[one.pk, following]) if following else _address(one.pk)
                )
                return go_to(request, there, done=f"Đã nhận dòng {row.row}, đang đưa vào sổ.")
            for fault in faults:
                name = f"o_{fault.key}"
                form.add_error(name if name in form.fields else None, _sentence(fault.sentence))
    return page(
        request, "members/imports/row.html", status=422 if form.is_bound else 200, form=form, one=one, row=row
    )


@needs(Right.KEEP_MEMBERS)
def member_import_row_drop(request: Request, list_id: int, row_id: int) -> HttpResponse:
    """She is no member, or is there already."""
    one = _one(request, list_id)
    rows = reverse("member_import_rows", args=[one.pk])
    if request.method != "POST":
        return go_to(request, rows)
    row = public.held_row(one.pk, row_id)
    return _done(
        request, one.pk,
        lambda: public.drop_row(by=request.actor, list_id=one.pk, row_id=row.pk, at=request.now),
        f"Đã bỏ dòng {row.row}.", address=rows,
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
def member_import_blank(request: Request, list_id: int) -> HttpResponse:
    """Let rows in whose wrong cells may be empty."""
    one = _one(request, list_id)
    rows = reverse("member_import_rows", args=[one.pk])
    if request.method != "POST":
        return go_to(request, rows)
    try:
        done = phrases.blanked(public.blank_wrong(by=request.actor, list_id=one.pk, at=request.now))
    except (NotThere, NotAllowed):
        raise
    except DomainError as error:
        done = error.sentence
    return go_to(request, rows, done=done)


@needs(Right.KEEP_MEMBERS)
def member_import_file(request: Request, list_id: int) -> HttpResponse:
    """The list itself with its wrong cells marked; counted in the trail."""
    one = _one(request, list_id)
    faults = public.every_fault(one.pk)
    content = public.marked_copy(one, faults)
    audit.record(
        "export", "member_list", one.pk, at=request.now, actor_id=request.actor.officer_id,
        unit_id=one.unit_id, rows=len(faults),
    )  # fmt: skip
    answer = HttpResponse(content, content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="danh-sach-danh-dau-{one.pk}.xlsx"'
    return answer


def _act(request: Request, list_id: int, act: Callable[[], object], done: str) -> HttpResponse:
    _one(request, list_id)
    if request.method != "POST":
        return go_to(request, _address(list_id))
    return _done(request, list_id, act, done)


def _done(
    request: Request, list_id: int, act: Callable[[], object], done: str, *, address: str = ""
) -> HttpResponse:
    try:
        act()
    except (NotThere, NotAllowed):
        raise
    except DomainError as error:
        done = error.sentence
    return go_to(request, address or _address(list_id), done=done)


def _sentence(told: str) -> str:
    return f"{told[:1].upper()}{told[1:]}"


def _given(request: Request) -> tuple[Any, Any]:
    """What was sent, for a form: nothing before it is sent, and something even where all of it is empty."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _one(request: Request, list_id: int) -> MemberList:
    """The list, for who keeps members at its unit."""
    one = public.list_of(list_id)
    require(request.actor, Right.KEEP_MEMBERS, at=one.unit_id)
    return one


def _address(list_id: int) -> str:
    return reverse("member_import", args=[list_id])


def _progress(one: MemberList) -> dict[str, Any]:
    return {
        "going": one.state in (_State.CHECKING, _State.RUNNING),
        "through": min(one.through, one.rows),
    }


def _unit(request: Request) -> int:
    units = request.actor.units_with(Right.KEEP_MEMBERS)
    return request.actor.unit_id if request.actor.unit_id in units else units[0]
