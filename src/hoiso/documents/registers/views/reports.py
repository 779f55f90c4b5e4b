"""Báo cáo, thống kê: the six outputs by the law's names over a period, small registers, counts."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.pages import go_to, page
from hoiso.documents.registers import outputs, public
from hoiso.documents.registers.forms import PeriodForm
from hoiso.documents.registers.outputs import Mark
from hoiso.documents.registers.periods import Period, month_of, period_from
from hoiso.documents.tables.book import Book, Series
from hoiso.units.models import Unit

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Output(NamedTuple):
    name: str
    rows: Callable[..., tuple[Any, ...]]
    as_pdf: Callable[[Any, Mark], bytes]
    as_sheet: Callable[[Any, Mark], bytes]


def _register(series: str, name: str) -> _Output:
    def rows(*, unit_id: int, **period: Any) -> tuple[Any, ...]:
        return public.lines_between(unit_id=unit_id, series=series, **period)

    def made(write: Callable[..., bytes]) -> Callable[[Any, Mark], bytes]:
        def write_it(lines: Any, mark: Mark) -> bytes:
            period = mark.period
            book = Book(
                unit=Unit(name=mark.unit), series=series, name=name, period_from=period.first,
                period_to=period.last,
            )  # fmt: skip
            return write(book, lines, printed_by=mark.by, at=mark.at, period=period.words)

        return write_it

    return _Output(name, rows, made(public.as_pdf), made(public.as_sheet))


OUTPUTS = {
    "so-den": _register(Series.INCOMING, "Sổ đăng ký văn bản đến"),
    "giai-quyet-den": _Output(
        "Báo cáo tình hình giải quyết văn bản đến", public.handled, outputs.handled_as_pdf,
        outputs.handled_as_sheet,
    ),
    "so-di": _register(Series.OUTGOING, "Sổ đăng ký văn bản đi"),
    "giai-quyet-di": _Output(
        "Báo cáo tình hình giải quyết văn bản đi", public.sent, outputs.sent_as_pdf, outputs.sent_as_sheet
    ),
    "buu-dien": _Output(
        "Sổ gửi văn bản đi bưu điện", public.postal, outputs.postal_as_pdf, outputs.postal_as_sheet
    ),
    "ban-luu": _Output("Sổ sử dụng bản lưu", public.loans, outputs.loans_as_pdf, outputs.loans_as_sheet),
}  # fmt: skip
_OF_DOSSIERS = (
    ("Mục lục văn bản trong hồ sơ", "dossier_list", "Mở một hồ sơ, chọn “In mục lục văn bản”"),
    ("Mục lục hồ sơ", "dossier_list_print", "In các hồ sơ theo danh mục"),
)


@needs(Right.READ_TRAY)
def reports(request: Request) -> HttpResponse:
    """The outputs of a period; first this month's."""
    form, period = _period(request)
    base = reverse("report_file")
    rows = [
        {
            "name": one.name,
            "pdf": f"{base}?mau={key}&dang=pdf&{period.query}",
            "xlsx": f"{base}?mau={key}&dang=xlsx&{period.query}",
        }
        for key, one in OUTPUTS.items()
    ]
    return page(
        request,
        "documents/registers/reports.html",
        status=422 if form.is_bound and form.errors else 200,
        title="Sổ và báo cáo theo kỳ",
        form=form,
        period=period.words,
        rows=rows,
        heads=("Sổ, báo cáo", "Tải về"),
        of_dossiers=[(name, reverse(address), hint) for name, address, hint in _OF_DOSSIERS],
    )


@needs(Right.READ_TRAY)
def report_file(request: Request) -> HttpResponse:
    """One output as PDF or Excel; counted in the trail."""
    output = OUTPUTS.get(request.GET.get("mau", ""))
    period = period_from(request.GET.get("tu", ""), request.GET.get("den", ""))
    if output is None or period is None:
        return go_to(request, reverse("reports"))
    unit_id = _unit(request)
    rows = output.rows(unit_id=unit_id, first=period.first, last=period.last)
    sheet = request.GET.get("dang") == "xlsx"
    content = (output.as_sheet if sheet else output.as_pdf)(rows, _mark(request, period))
    _count(request, "export" if sheet else "print", "report", unit_id, rows=len(rows))
    return _file(content, request.GET["mau"], period, sheet=sheet)


@needs(Right.READ_TRAY)
def statistics(request: Request) -> HttpResponse:
    """Documents of a period counted by kind, unit, person, urgency or month."""
    form, period = _period(request)
    by = _heading(request)
    rows = public.counted(
        unit_id=_unit(request), by=by, first=period.first, last=period.last, on=request.actor.on
    )
    asked = f"theo={by}&{period.query}"
    return page(
        request,
        "documents/registers/statistics.html",
        status=422 if form.is_bound and form.errors else 200,
        title="Thống kê văn bản",
        form=form,
        by=by,
        period=period.words,
        rows=rows,
        total=[sum(getattr(row, name) for row in rows) for name in ("incoming", "outgoing", "done", "late")],
        heads=[
            public.HEADINGS[by],
            *({"label": name, "num": True} for name in ("Đến", "Đi", "Đã xong", "Đến quá hạn")),
        ],
        views=[
            {"url": f"?theo={key}&{period.query}", "label": name, "count": None, "current": key == by}
            for key, name in public.HEADINGS.items()
        ],
        pdf_url=f"{reverse('statistics_file')}?{asked}&dang=pdf",
        xlsx_url=f"{reverse('statistics_file')}?{asked}&dang=xlsx",
        printed_at=request.now,
        filter_words=f"{public.HEADINGS[by]}, {period.words}",
    )


@needs(Right.READ_TRAY)
def statistics_file(request: Request) -> HttpResponse:
    """The same as PDF or Excel; counted in the trail."""
    _, period = _period(request)
    by, unit_id = _heading(request), _unit(request)
    rows = public.counted(unit_id=unit_id, by=by, first=period.first, last=period.last, on=request.actor.on)
    sheet = request.GET.get("dang") == "xlsx"
    write = outputs.counts_as_sheet if sheet else outputs.counts_as_pdf
    content = write(by, rows, _mark(request, period))
    _count(request, "export" if sheet else "print", "statistics", unit_id, rows=len(rows))
    return _file(content, f"thong-ke-{by}", period, sheet=sheet)


def _period(request: Request) -> tuple[PeriodForm, Period]:
    """What the form or the address asks for, else the present month."""
    today = office_date(request.now)
    form = PeriodForm(
        request.GET if "ky" in request.GET else None, today=today, initial={"ky": "thang", "ngay": today}
    )
    if form.is_valid():
        return form, form.period()
    found = period_from(request.GET.get("tu", ""), request.GET.get("den", ""))
    return form, found or month_of(today)


def _heading(request: Request) -> str:
    asked = request.GET.get("theo", "")
    return asked if asked in public.HEADINGS else "loai"


def _unit(request: Request) -> int:
    units = request.actor.units_with(Right.READ_TRAY)
    return request.actor.unit_id if request.actor.unit_id in units else units[0]


def _mark(request: Request, period: Period) -> Mark:
    unit_id = _unit(request)
    unit = next(post.unit_title for post in request.actor.posts if post.unit_id == unit_id)
    return Mark(unit=unit, period=period, by=request.actor.full_name, at=request.now)


def _count(request: Request, action: str, subject: str, unit_id: int, *, rows: int) -> None:
    audit.record(
        action, subject, None, at=request.now, actor_id=request.actor.officer_id, unit_id=unit_id, rows=rows
    )


def _file(content: bytes, name: str, period: Period, *, sheet: bool) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX if sheet else PDF)
    way, ending = ("attachment", "xlsx") if sheet else ("inline", "pdf")
    days = f"{period.first:%Y%m%d}-{period.last:%Y%m%d}"
    answer["Content-Disposition"] = f'{way}; filename="{name}-{days}.{ending}"'
    return answer
