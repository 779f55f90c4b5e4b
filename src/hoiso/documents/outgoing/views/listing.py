"""The list of outgoing documents: on the page, as a sheet, on paper."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote, urlencode

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.public import Request, Right, needs
from hoiso.audit import public as audit
from hoiso.core.pages import page
from hoiso.core.phrases import vn_date, vn_time
from hoiso.core.sheets import SheetColumn, write_sheet
from hoiso.documents.outgoing import phrases, public
from hoiso.documents.outgoing.forms.drafting import FilterForm
from hoiso.documents.outgoing.kinds import CODE_CHOICES
from hoiso.documents.outgoing.public import ListFilter
from hoiso.documents.outgoing.views.desk import today

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PRINTED = 2_000
_COLUMNS = (
    SheetColumn("Số, ký hiệu", 18), SheetColumn("Ngày văn bản", 13), SheetColumn("Loại", 14),
    SheetColumn("Trích yếu", 60), SheetColumn("Người ký", 24), SheetColumn("Nơi nhận", 40),
    SheetColumn("Tình trạng", 18), SheetColumn("Đã nhận", 12),
)  # fmt: skip


@needs(Right.DRAFT)
def outgoing_list(request: Request) -> HttpResponse:
    """The list with its views, newest first."""
    form, chosen = _chosen(request)
    found, counts = public.outgoing_page(request.actor, chosen, cursor=request.GET.get("trang", ""))
    address = _addresses(request)
    views = [
        {
            "url": address(xem=view, trang=None),
            "label": phrases.VIEWS[view],
            "count": counts.get(view),
            "current": view == chosen.view,
        }
        for view in public.VIEWS
    ]
    return page(
        request, "documents/outgoing/list.html", found=found, views=views, chosen=chosen, filter_form=form,
        heads=_heads(chosen, address), empty=phrases.EMPTY[chosen.view], today=today(request),
        issues=request.actor.holds(Right.ISSUE),
        narrowed=bool(chosen.words or chosen.kind or chosen.signer or chosen.since or chosen.until),
        previous=address(trang=found.previous) if found.previous else "",
        following=address(trang=found.next) if found.next else "",
        export_url=f"{reverse('outgoing_export')}{address(trang=None)}",
        print_url=f"{reverse('outgoing_print')}{address(trang=None)}",
    )  # fmt: skip


@needs(Right.DRAFT)
def outgoing_export(request: Request) -> HttpResponse:
    """The whole filtered list as an Excel file."""
    _, chosen = _chosen(request)
    rows = list(public.outgoing_rows(request.actor, chosen))
    actor = request.actor
    content = write_sheet(
        "Văn bản đi",
        _COLUMNS,
        (
            (
                row.symbol, row.issued_on, row.kind_name, row.subject, row.signer, row.recipient_names,
                row.state_name, f"{row.received}/{row.sent}" if row.sent else "",
            )
            for row in rows
        ),
        lines=(
            actor.current.unit_title if actor.current else "",
            _words(chosen),
            f"{actor.full_name} xuất lúc {vn_time(request.now)}",
        ),
    )  # fmt: skip
    _record(request, "export", len(rows))
    answer = HttpResponse(content, content_type=_XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote('van-ban-di.xlsx')}"
    return answer


@needs(Right.DRAFT)
def outgoing_print(request: Request) -> HttpResponse:
    """The filtered list for paper, at most 2,000 lines."""
    _, chosen = _chosen(request)
    rows: list[public.ListRow] = []
    for row in public.outgoing_rows(request.actor, chosen):
        if len(rows) == _PRINTED:
            break
        rows.append(row)
    _record(request, "print", len(rows))
    return page(
        request, "documents/outgoing/list_print.html", rows=rows, filter_words=_words(chosen),
        printed_at=request.now, back_url=f"{reverse('outgoing_list')}{_addresses(request)()}",
        cut=len(rows) == _PRINTED,
    )  # fmt: skip


def _chosen(request: Request) -> tuple[FilterForm, ListFilter]:
    asked = request.GET
    form = FilterForm(asked, kinds=CODE_CHOICES, today=today(request))
    form.is_valid()
    given = form.cleaned_data
    view = asked.get("xem", "")
    chosen = ListFilter(
        view=view if view in public.VIEWS else "tat-ca",
        words=asked.get("q", "").strip()[:200],
        kind=given.get("loai", ""),
        signer=given.get("nguoi_ky", ""),
        since=given.get("tu"),
        until=given.get("den"),
    )
    order = asked.get("thu-tu", "")
    usual = "ngay-moi" if chosen.view == "da-phat-hanh" else "moi"
    return form, replace(chosen, order=order if order in public.ORDERS else usual)


def _addresses(request: Request) -> Callable[..., str]:
    """Addresses of this list with some of the parameters changed; None leaves one out."""
    kept = {key: value for key, value in request.GET.items() if value}

    def address(**changes: str | None) -> str:
        values = {**kept, **changes}
        query = urlencode({key: value for key, value in values.items() if value})
        return f"?{query}" if query else "?"

    return address


def _heads(chosen: ListFilter, address: Callable[..., str]) -> list[dict[str, str]]:
    newest_first = chosen.order == "ngay-moi"
    dated = chosen.order in ("ngay-moi", "ngay-cu")
    return [
        {"label": "Tình trạng"},
        {"label": "Văn bản"},
        {
            "label": "Ngày văn bản",
            "url": address(**{"thu-tu": "ngay-cu" if newest_first else "ngay-moi", "trang": None}),
            "sorted": ("descending" if newest_first else "ascending") if dated else "",
        },
        {"label": "Người ký"},
        {"label": "Nơi nhận"},
    ]


def _words(chosen: ListFilter) -> str:
    parts = [
        phrases.VIEWS[chosen.view],
        f"tìm “{chosen.words}”" if chosen.words else "",
        f"loại {dict(CODE_CHOICES)[chosen.kind]}" if chosen.kind else "",
        f"người ký {chosen.signer}" if chosen.signer else "",
        f"từ {vn_date(chosen.since)}" if chosen.since else "",
        f"đến {vn_date(chosen.until)}" if chosen.until else "",
    ]
    return ", ".join(part for part in parts if part)


def _record(request: Request, action: str, rows: int) -> None:
    actor = request.actor
    audit.record(
        action, "outgoing_list", None,
        at=request.now, actor_id=actor.officer_id, unit_id=actor.unit_id, rows=rows,
    )  # fmt: skip
