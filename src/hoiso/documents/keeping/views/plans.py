"""Danh mục hồ sơ: the plans of a unit, one plan read, written, approved, printed, and opened from."""

from collections.abc import Mapping
from typing import Any

from django.forms import BaseFormSet, formset_factory
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.forms import id_from
from hoiso.core.pages import go_to, page
from hoiso.documents.keeping import paper, phrases, public
from hoiso.documents.keeping.forms.plans import ApprovePlanForm, NewPlanForm, PlanLineForm
from hoiso.documents.keeping.headings import groups
from hoiso.documents.keeping.public import PlanLine

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EMPTY_ROWS = 5


@needs(Right.KEEP_DOSSIERS)
def plan_list(request: Request) -> HttpResponse:
    """The plans of the unit by year."""
    units = request.actor.units_with(Right.KEEP_DOSSIERS)
    unit_id = request.actor.unit_id if request.actor.unit_id in units else units[0]
    return page(
        request,
        "documents/keeping/plans.html",
        title="Danh mục hồ sơ",
        heads=phrases.PLAN_HEADS,
        plans=public.plans(unit_id),
        keeps=request.actor.holds(Right.KEEP_ARCHIVE),
    )


@needs(Right.KEEP_ARCHIVE)
def plan_new(request: Request) -> HttpResponse:
    """Draw up the plan of a year; its lines are copied from the year before."""
    units = request.actor.units_with(Right.KEEP_ARCHIVE)
    unit_id = request.actor.unit_id if request.actor.unit_id in units else units[0]
    form = NewPlanForm(request.POST or None, initial={"year": request.actor.on.year})
    if request.method == "POST" and form.is_valid():
        try:
            plan = public.draw_up_plan(
                by=request.actor, unit_id=unit_id, year=form.cleaned_data["year"], at=request.now
            )
        except DomainError as error:
            _tell(form, error)
        else:
            return go_to(request, reverse("plan_write", args=[plan.pk]), done=phrases.PLAN_DRAWN)
    return page(
        request,
        "documents/keeping/plan_new.html",
        status=422 if form.is_bound else 200,
        title="Lập danh mục hồ sơ",
        form=form,
    )


@needs(Right.KEEP_DOSSIERS)
def plan(request: Request, plan_id: int) -> HttpResponse:
    """One plan, its lines, and which of them are opened."""
    found, actor = public.plan(plan_id), request.actor
    keeps = actor.holds(Right.KEEP_ARCHIVE, at=found.unit_id)
    lines = public.plan_lines(plan_id)
    fills = found.approved_on is not None and actor.holds(Right.KEEP_DOSSIERS, at=found.unit_id)
    return page(
        request,
        "documents/keeping/plan.html",
        title=f"Danh mục hồ sơ năm {found.year}",
        heads=phrases.PLAN_LINE_HEADS,
        plan=found,
        lines=[
            (line, fills and (keeps or line.keeper_id in (None, actor.officer_id)), opened)
            for line, opened in zip(lines, groups(line.heading for line in lines), strict=True)
        ],
        keeps=keeps,
        approves=actor.holds(Right.APPROVE, at=found.unit_id),
    )


@needs(Right.KEEP_ARCHIVE)
def plan_write(request: Request, plan_id: int) -> HttpResponse:
    """The whole plan as one table to write in."""
    found = public.plan(plan_id)
    if not request.actor.holds(Right.KEEP_ARCHIVE, at=found.unit_id):
        raise NotAllowed("Danh mục hồ sơ do văn thư, Chánh Văn phòng hoặc lãnh đạo đơn vị lập.")
    if found.approved_on is not None and request.method == "GET":
        return go_to(request, reverse("plan", args=[plan_id]))
    lines = public.plan_lines(plan_id)
    people = public.people_at(found.unit_id, on=request.actor.on)
    rows = _rows(request, lines, people)
    version = id_from(request.POST.get("phien-ban", ""))
    told = ""
    if request.method == "POST":
        if rows.is_valid():
            written = [(place, form) for place, form in enumerate(rows.forms) if not form.is_empty]
            try:
                public.write_plan(
                    by=request.actor, plan_id=plan_id, version=version or 0,
                    lines=[form.line(place) for place, form in written], at=request.now,
                )  # fmt: skip
            except DomainError as error:
                told = _tell_row(rows, error)
            else:
                return go_to(request, reverse("plan", args=[plan_id]), done=phrases.PLAN_WRITTEN)
        else:
            told = "Có ô chưa đúng. Xem dòng chữ đỏ trong bảng."
    return page(
        request,
        "documents/keeping/plan_write.html",
        status=422 if request.method == "POST" else 200,
        title=f"Sửa danh mục hồ sơ năm {found.year}",
        heads=phrases.PLAN_EDIT_HEADS,
        plan=found,
        version=found.version if version is None else version,
        rows=rows,
        told=told,
    )


@needs(Right.APPROVE)
def plan_approve(request: Request, plan_id: int) -> HttpResponse:
    """The leader approves it with the day."""
    found, today = public.plan(plan_id), request.actor.on
    if not request.actor.holds(Right.APPROVE, at=found.unit_id):
        raise NotAllowed("Danh mục hồ sơ do lãnh đạo đơn vị duyệt.")
    form = ApprovePlanForm(request.POST or None, today=today, initial={"approved_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            public.approve_plan(by=request.actor, plan_id=plan_id, at=request.now, **form.cleaned_data)
        except DomainError as error:
            _tell(form, error)
        else:
            return go_to(request, reverse("plan", args=[plan_id]), done=phrases.PLAN_APPROVED)
    return page(
        request,
        "documents/keeping/plan_approve.html",
        status=422 if form.is_bound else 200,
        title=f"Duyệt danh mục hồ sơ năm {found.year}",
        form=form,
        plan=found,
    )


@needs(Right.KEEP_ARCHIVE)
@require_POST
def plan_reopen(request: Request, plan_id: int) -> HttpResponse:
    """Open an approved plan again."""
    public.reopen_plan(by=request.actor, plan_id=plan_id, at=request.now)
    return go_to(request, reverse("plan_write", args=[plan_id]), done=phrases.PLAN_REOPENED)


@needs(Right.KEEP_DOSSIERS)
@require_POST
def plan_open_dossier(request: Request, plan_id: int, line_id: int) -> HttpResponse:
    """Open the dossier of a line."""
    public.plan(plan_id)
    try:
        dossier = public.open_from_plan(by=request.actor, line_id=line_id, at=request.now)
    except (NotAllowed, NotThere):
        raise
    except DomainError as error:
        return go_to(request, reverse("plan", args=[plan_id]), done=error.sentence)
    return go_to(request, reverse("dossier", args=[dossier.pk]), done=phrases.DOSSIER_OPENED)


@needs(Right.KEEP_DOSSIERS)
def plan_print(request: Request, plan_id: int) -> HttpResponse:
    """The plan in the form of Phụ lục V, as PDF."""
    return _file(request, plan_id, "print", paper.plan_as_pdf, "application/pdf", "pdf")


@needs(Right.KEEP_DOSSIERS)
def plan_export(request: Request, plan_id: int) -> HttpResponse:
    """The same columns as an Excel file."""
    return _file(request, plan_id, "export", paper.plan_as_sheet, XLSX, "xlsx")


def _file(
    request: Request, plan_id: int, action: str, write: Any, media_type: str, ending: str
) -> HttpResponse:
    found, lines = public.plan(plan_id), public.plan_lines(plan_id)
    content = write(found, lines, printed_by=request.actor.full_name, at=request.now)
    audit.record(
        action, "dossier_plan", plan_id, at=request.now, actor_id=request.actor.officer_id,
        unit_id=found.unit_id, rows=len(lines),
    )  # fmt: skip
    answer = HttpResponse(content, content_type=media_type)
    way = "inline" if ending == "pdf" else "attachment"
    name = f"danh-muc-ho-so-{found.year}-{office_date(request.now):%Y%m%d}.{ending}"
    answer["Content-Disposition"] = f'{way}; filename="{name}"'
    return answer


def _rows(
    request: Request, lines: tuple[PlanLine, ...], people: Mapping[int, str]
) -> "BaseFormSet[PlanLineForm]":
    made = formset_factory(
        PlanLineForm, extra=_EMPTY_ROWS, max_num=public.MOST_LINES, absolute_max=public.MOST_LINES + 100
    )
    initial = [
        {
            "id": line.id, "code": line.code, "title": line.title, "heading": line.heading,
            "retention": line.retention, "keeper": line.keeper_id, "keeper_name": line.keeper_name,
            "note": line.note,
        }
        for line in lines
    ]  # fmt: skip
    given = request.POST if request.method == "POST" else None
    known = tuple(line.id for line in lines)
    return made(given, initial=initial, prefix="d", form_kwargs={"people": people, "known": known})


def _tell(form: NewPlanForm | ApprovePlanForm, error: DomainError) -> None:
    if isinstance(error, NotThere | NotAllowed):
        raise error
    form.add_error(error.field if error.field in form.fields else None, error.sentence)


def _tell_row(rows: "BaseFormSet[PlanLineForm]", error: DomainError) -> str:
    """Beside the cell it concerns, and above the table."""
    if isinstance(error, NotThere | NotAllowed):
        raise error
    row, _, name = (error.field or "").partition("-")
    if row.isdigit() and int(row) < len(rows.forms):
        rows.forms[int(row)].add_error(name, error.sentence)
    return error.sentence
