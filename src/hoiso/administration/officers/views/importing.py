"""A list of officers from Excel: read, shown, and loaded only when a person confirms it."""

from datetime import date
from pathlib import Path

from django.core import signing
from django.http import HttpResponse
from django.urls import reverse

from hoiso.access import public as access
from hoiso.access.public import NewOfficer, Request, Right, needs
from hoiso.administration.officers import sheet
from hoiso.administration.officers.forms import SheetForm, roles_for
from hoiso.administration.officers.views.slips import slips_page
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.files.inspection import Use, inspect
from hoiso.core.pages import go_to, page

_SALT = "hoiso.can-bo.nhap"
_LIFE = 3600  # seconds in which a preview can be confirmed
_SHOWN = 200


@needs(Right.ADMINISTER_OFFICERS)
def officers_import(request: Request) -> HttpResponse:
    """Step 1: the file. Step 2: the preview. Nothing is loaded before it is confirmed."""
    if "xac-nhan" in request.POST:
        return _confirmed(request)
    posted = request.method == "POST"
    form = SheetForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        try:
            reading = _reading(request, form)
        except DomainError as error:
            form.add_error(error.field or "file", error.sentence)
        else:
            return _preview(request, reading)
    return page(request, "administration/officers/import.html", status=422 if form.errors else 200, form=form)


def _reading(request: Request, form: SheetForm) -> sheet.Reading:
    uploaded = form.cleaned_data["file"]
    inspect(Path(uploaded.temporary_file_path()), uploaded.name, use=Use.ANNEX)
    today = office_date(request.now)
    rows = sheet.read_sheet(uploaded.read())
    roles = frozenset(value for value, _ in roles_for(request.actor))
    reading = sheet.read_officers(rows, units=access.units_by_name(on=today), roles=roles, today=today)
    names = [line.new.username for line in reading.lines]
    numbered = [f"{name}{number}" for name in names for number in range(2, 10)]
    taken = access.logins_taken([*names, *numbered], [line.new.phone for line in reading.lines])
    proposed = frozenset(names) - sheet.written_usernames(rows)
    return sheet.with_taken(reading, taken, again=proposed)


def _preview(request: Request, reading: sheet.Reading) -> HttpResponse:
    kept = [
        {
            **{name: getattr(line.new, name) for name in NewOfficer.__slots__},
            "since": line.new.since.isoformat(),
        }
        for line in reading.lines
    ]
    return page(
        request,
        "administration/officers/import_preview.html",
        status=422 if reading.faults else 200,
        lines=reading.lines[:_SHOWN],
        count=len(reading.lines),
        more=max(len(reading.lines) - _SHOWN, 0),
        faults=reading.faults,
        box=signing.dumps([request.actor.officer_id, kept], salt=_SALT, compress=True),
    )


def _confirmed(request: Request) -> HttpResponse:
    try:
        owner, kept = signing.loads(request.POST.get("danh-sach", ""), salt=_SALT, max_age=_LIFE)
    except signing.BadSignature as error:
        raise DomainError("Bản xem trước đã quá một giờ hoặc không đọc được. Chọn lại tệp Excel.") from error
    if owner != request.actor.officer_id:
        raise DomainError("Bản xem trước này do người khác lập. Chọn lại tệp Excel.")
    officers = [NewOfficer(**{**one, "since": date.fromisoformat(one["since"])}) for one in kept]
    ids = access.add_officers(by=request.actor, officers=officers, at=request.now)
    if "in-phieu" not in request.POST:
        return go_to(request, reverse("officer_list"), done=f"Đã thêm {len(ids)} cán bộ.")
    slips = access.make_slips(by=request.actor, officer_ids=ids, at=request.now)
    return slips_page(request, slips, back=reverse("officer_list"))
