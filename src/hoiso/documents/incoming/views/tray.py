"""The incoming tray, its export, and what an open page asks every fifteen seconds."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.pages import page
from hoiso.core.phrases import vn_time
from hoiso.core.sheets import SheetColumn, write_sheet
from hoiso.documents.incoming import public
from hoiso.documents.incoming.forms import TrayFilterForm
from hoiso.documents.incoming.public import ORDERS, VIEWS, TrayFilter
from hoiso.documents.incoming.views.desk import tray_unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SORTS = {"den": ("moi", "cu"), "han": ("han", "han-xa")}
_COLUMNS = (
    SheetColumn("Số đến", 9),
    SheetColumn("Ngày đến", 12),
    SheetColumn("Số, ký hiệu", 20),
    SheetColumn("Ngày văn bản", 12),
    SheetColumn("Cơ quan ban hành", 32),
    SheetColumn("Loại", 14),
    SheetColumn("Trích yếu", 60),
    SheetColumn("Hạn xử lý", 12),
    SheetColumn("Tình trạng", 16),
    SheetColumn("Người giữ", 24),
)


@needs(Right.READ_TRAY)
def incoming_tray(request: Request) -> HttpResponse:
    """New arrivals and unfinished drafts first, then the documents of the chosen view."""
    unit_id, today = tray_unit(request), office_date(request.now)
    waiting = public.arrivals(unit_id)
    chosen = TrayFilterForm(request.GET, today=today, books=waiting.books)
    asked = chosen.asked()
    order = ORDERS.get(request.GET.get("xep", ""), ORDERS["moi"])
    shown = public.tray(
        unit_id, asked=asked, order=order, cursor=request.GET.get("trang", ""), today=today,
        reader_id=request.actor.officer_id,
    )  # fmt: skip
    return page(
        request,
        "documents/incoming/tray.html",
        chosen=chosen,
        form=chosen.form if chosen.is_filled else None,
        waiting=waiting,
        tray=shown,
        today=today,
        asked=asked,
        views=[
            {
                "url": _address(request.GET, xem=view, trang=""),
                "label": label,
                "count": shown.counts[view],
                "current": view == asked.view,
            }
            for view, label in VIEWS.items()
        ],
        heads=_heads(request.GET, order.name),
        previous=_address(request.GET, trang=shown.page.previous) if shown.page.previous else "",
        next=_address(request.GET, trang=shown.page.next) if shown.page.next else "",
        export_url=f"{reverse('incoming_export')}{_address(request.GET, trang='')}",
        poll_url=f"{reverse('incoming_poll')}?{urlencode({'sau': waiting.newest})}",
        printed_at=request.now,
        filter_words=filter_words(asked),
        registers=request.actor.holds(Right.REGISTER_INCOMING, at=unit_id),
    )


@needs(Right.READ_TRAY)
def incoming_poll(request: Request) -> HttpResponse:
    """What an open tray asks: 204 when nothing has come, else one line that leads to it."""
    after = request.GET.get("sau", "")
    count = public.news(
        tray_unit(request), after=int(after) if after.isascii() and after.isdigit() and len(after) < 18 else 0
    )
    if not count:
        return HttpResponse(status=204)
    return page(request, "documents/incoming/_news.html", count=count)


@needs(Right.READ_TRAY)
def incoming_export(request: Request) -> HttpResponse:
    """The list as it is filtered, as an Excel file; counted in the trail."""
    unit_id, today = tray_unit(request), office_date(request.now)
    asked = TrayFilterForm(request.GET, today=today, books=public.arrivals(unit_id).books).asked()
    rows = [
        (
            row.number_written, row.arrived_on, row.symbol, row.issued_on, row.issuer, row.kind_name,
            row.subject, row.due_on, row.state_name, row.holder_name,
        )
        for row in public.rows_for_export(unit_id, asked, today=today)
    ]  # fmt: skip
    content = write_sheet(
        "Văn bản đến",
        _COLUMNS,
        rows,
        lines=(filter_words(asked), f"Người xuất: {request.actor.full_name}, {vn_time(request.now)}"),
        name="Văn bản đến",
    )
    audit.record(
        "export", "incoming_tray", None, at=request.now, actor_id=request.actor.officer_id,
        unit_id=unit_id, rows=len(rows),
    )  # fmt: skip
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="van-ban-den-{today:%Y-%m-%d}.xlsx"'
    return answer


@needs(Right.REGISTER_INCOMING)
def suggest_issuers(request: Request) -> HttpResponse:
    """Issuers for the text that was typed so far."""
    options = public.issuers(tray_unit(request), request.GET.get("q", "")[:100], on=office_date(request.now))
    return page(request, "core/suggestions.html", options=options)


def filter_words(asked: TrayFilter) -> str:
    """The filter as a line for paper and exports."""
    parts = [VIEWS[asked.view]]
    if asked.words:
        parts.append(f"tìm “{asked.words}”")
    if asked.issuer:
        parts.append(f"nơi gửi “{asked.issuer}”")
    if asked.arrived_from:
        parts.append(f"đến từ {asked.arrived_from:%d/%m/%Y}")
    if asked.arrived_to:
        parts.append(f"đến hết {asked.arrived_to:%d/%m/%Y}")
    if asked.due_to:
        parts.append(f"hạn đến {asked.due_to:%d/%m/%Y}")
    return ", ".join(parts)


def _address(given: QueryDict, **changes: str) -> str:
    """The present address with some of its parts changed; empty parts are left out."""
    parts: dict[str, Any] = {name: given[name] for name in given} | changes
    kept = {name: value for name, value in parts.items() if value}
    return f"?{urlencode(kept)}" if kept else "?"


def _heads(given: QueryDict, present: str) -> list[dict[str, str]]:
    heads = [{"label": "Tình trạng"}, {"label": "Nội dung"}, {"label": "Số đến"}]
    for label, (first, second) in (("Ngày đến", _SORTS["den"]), ("Hạn xử lý", _SORTS["han"])):
        target = second if present == first else first
        head = {"label": label, "url": _address(given, xep=target, trang="")}
        if present in (first, second):
            head["sorted"] = "descending" if ORDERS[present].descending else "ascending"
        heads.append(head)
    return heads
