"""Pages on which the province's administrator adds and corrects units, loads lists, settles divisions."""

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.public import Request, Right, needs
from hoiso.administration.units import actions
from hoiso.administration.units.choosing import chosen_unit
from hoiso.administration.units.forms import ContactForm, DivisionForm, ImportForm, UnitForm
from hoiso.core.errors import DomainError
from hoiso.core.forms import id_from, set_today
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import number
from hoiso.units import public as units
from hoiso.units.public import Contact, ImportReport


@needs(Right.ADMINISTER_PROVINCE)
def add(request: Request) -> HttpResponse:
    """A new unit; `?tren=` proposes under whom."""
    above = request.GET.get("tren", "")
    start = {}
    above_id = id_from(above)
    if above_id is not None and request.method == "GET":
        start["parent"] = units.unit_sheet(above_id, on=request.actor.on).name
    form = UnitForm(request.POST or None, initial=start)
    set_today(form, request.actor.on)
    if form.is_valid():
        given = form.cleaned_data
        try:
            parent_id = chosen_unit(
                given["parent"], request.POST.get("parent_ma", ""), field="parent", on=given["valid_from"]
            )
            made = actions.add_unit(
                by=request.actor,
                kind=given["kind"],
                name=given["name"],
                parent_id=parent_id,
                valid_from=given["valid_from"],
                official_code=given["official_code"],
                body_name=given["body_name"],
                contact=_contact(given),
                at=request.now,
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("unit", args=[made.pk]), done=f"Đã thêm {made.name}.")
    return page(
        request,
        "administration/units/add.html",
        status=422 if form.errors else 200,
        form=form,
        parent_id=above if above_id is not None else "",
    )


@needs(Right.ADMINISTER_PROVINCE)
def contact(request: Request, unit_id: int) -> HttpResponse:
    """How a unit is reached."""
    sheet = units.unit_sheet(unit_id, on=request.actor.on)
    kept = {"address": sheet.address, "phone": sheet.phone, "email": sheet.email}
    form = ContactForm(request.POST or None, initial=kept)
    if form.is_valid():
        try:
            actions.change_contact(
                by=request.actor, unit_id=unit_id, contact=_contact(form.cleaned_data), at=request.now
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("unit", args=[unit_id]), done="Đã lưu thông tin liên hệ.")
    return page(
        request,
        "administration/units/contact.html",
        status=422 if form.errors else 200,
        form=form,
        sheet=sheet,
    )


@needs(Right.ADMINISTER_PROVINCE)
def load(request: Request) -> HttpResponse:
    """A list as a file: checked first, loaded when the person presses so; faults by line and column."""
    form = ImportForm(request.POST or None, request.FILES or None)
    set_today(form, request.actor.on)
    report: ImportReport | None = None
    if form.is_valid():
        only_check = request.POST.get("viec") != "nhap"
        try:
            report = actions.import_units(
                form.cleaned_data["file"],
                by=request.actor,
                since=form.cleaned_data["since"],
                skip_bad=form.cleaned_data["skip_bad"],
                only_check=only_check,
                at=request.now,
            )
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            if report.loaded and not report.faults:
                done = (
                    f"Đã nhập {number(report.new)} đơn vị mới, sửa liên hệ {number(report.changed)} đơn vị."
                )
                return go_to(request, reverse("unit_list"), done=done)
    bad = bool(form.errors) or (report is not None and bool(report.faults))
    return page(
        request, "administration/units/import.html", status=422 if bad else 200, form=form, report=report
    )


@needs(Right.ADMINISTER_PROVINCE)
def divisions(request: Request) -> HttpResponse:
    """Parts of divided units that wait, or with `?xong=1` those that are settled."""
    settled = request.GET.get("xong") == "1"
    rows = units.open_divisions(settled=settled, today=request.actor.on)
    waiting = units.waiting_divisions() if settled else len(rows)
    views = [
        {"url": "?", "label": "Chờ chia", "count": waiting, "current": not settled},
        {"url": "?xong=1", "label": "Đã chia", "count": None, "current": settled},
    ]
    return page(
        request,
        "administration/units/divisions.html",
        rows=rows,
        views=views,
        settled=settled,
        printed_at=request.now,
        filter_words="Đã chia" if settled else "Chờ chia",
    )


@needs(Right.ADMINISTER_PROVINCE)
def division(request: Request, succession_id: int) -> HttpResponse:
    """One part: which branches go to the second heir."""
    one, below = units.division(succession_id, today=request.actor.on)
    form = DivisionForm(request.POST or None)
    form.fields["branches"].choices = [(row.id, row.name) for row in below]  # type: ignore[attr-defined]
    if form.is_valid():
        try:
            actions.settle_part(
                by=request.actor,
                succession_id=succession_id,
                branch_ids=[int(chosen) for chosen in form.cleaned_data["branches"]],
                note=form.cleaned_data["note"],
                at=request.now,
            )
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return go_to(request, reverse("divisions"), done=f"Đã ghi việc chia {one.before_name}.")
    return page(
        request,
        "administration/units/division.html",
        status=422 if form.errors else 200,
        form=form,
        one=one,
        below=below,
    )


def _contact(given: dict[str, str]) -> Contact:
    return Contact(given["address"], given["phone"], given["email"])
