"""How often the system, its documents and its dossiers were visited, counted from the trail."""

from dataclasses import astuple
from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.administration.audit.forms import VisitsForm
from hoiso.audit import public as audit
from hoiso.audit.public import Per, VisitRow
from hoiso.core.clock import office_date
from hoiso.core.pages import page
from hoiso.core.phrases import vn_date, vn_time
from hoiso.core.sheets import SheetColumn, write_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MONTHS_SHOWN = 365  # days before today, without days of her own
_HEADS = ("Thời gian", "Lượt đăng nhập", "Số cán bộ", "Xem văn bản", "Xem hồ sơ", "Tải tệp", "In, xuất")
_WRITTEN = {Per.DAY: "%d/%m/%Y", Per.MONTH: "Tháng %m/%Y", Per.YEAR: "Năm %Y"}


@needs(Right.READ_TRAIL, Right.ADMINISTER_OFFICERS)
@require_safe
def visit_counts(request: Request) -> HttpResponse:
    """Visits by day, month or year, newest first."""
    form = _form(request)
    rows, per, since, until = _asked(form, office_date(request.now))
    kept = urlencode({name: str(value) for name, value in request.GET.items() if value})
    return page(
        request,
        "administration/audit/visits.html",
        status=422 if form.errors else 200,
        form=form,
        rows=[(row.since.strftime(_WRITTEN[per]), row) for row in rows],
        total=audit.total_of(rows),
        heads=[{"label": head, "num": place > 0} for place, head in enumerate(_HEADS)],
        filter_words=_words(since, until),
        printed_at=request.now,
        export_url=f"{reverse('visit_export')}?{kept}",
    )


@needs(Right.READ_TRAIL, Right.ADMINISTER_OFFICERS)
@require_safe
def visit_export(request: Request) -> HttpResponse:
    """The same as an Excel file; written into the trail."""
    rows, per, since, until = _asked(_form(request), office_date(request.now))
    content = write_sheet(
        "Lượt truy cập",
        [SheetColumn(head, 16) for head in _HEADS],
        [(row.since.strftime(_WRITTEN[per]), *astuple(row)[1:]) for row in rows],
        lines=(_words(since, until), f"Người xuất: {request.actor.full_name}, {vn_time(request.now)}"),
        name="Lượt truy cập",
    )
    audit.record(
        "export", "visits", None, at=request.now, actor_id=request.actor.officer_id,
        unit_id=request.actor.unit_id, rows=len(rows),
    )  # fmt: skip
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="luot-truy-cap-{office_date(request.now)}.xlsx"'
    return answer


def _form(request: Request) -> VisitsForm:
    return VisitsForm(request.GET, today=office_date(request.now))


def _asked(form: VisitsForm, today: date) -> tuple[tuple[VisitRow, ...], Per, date, date]:
    """The rows of what is asked for; none of a form that cannot be read."""
    valid = form.is_valid()
    given = form.cleaned_data if valid else {}
    per = Per(given.get("theo") or Per.MONTH)
    until = given.get("den") or max(today, given.get("tu") or today)
    since = given.get("tu") or (until - timedelta(days=_MONTHS_SHOWN)).replace(day=1)
    rows = audit.visits(per=per, since=since, until=until) if valid else ()
    return rows, per, since, until


def _words(since: date, until: date) -> str:
    return f"Từ {vn_date(since)} đến {vn_date(until)}"
