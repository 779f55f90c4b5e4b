"""Hồ sơ công việc: the open dossiers of an officer and of her unit, with their people and deadlines."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.audit import public as audit
from hoiso.core.pages import page
from hoiso.core.phrases import vn_time
from hoiso.core.sheets import SheetColumn, write_sheet
from hoiso.documents.keeping import phrases, public
from hoiso.documents.keeping.public import CaseRow
from hoiso.documents.keeping.views.answering import XLSX, file_answer

_LABELS = dict(public.CASE_VIEWS)
_COLUMNS = (
    SheetColumn("Số, ký hiệu", 14), SheetColumn("Năm", 8), SheetColumn("Tiêu đề hồ sơ", 60),
    SheetColumn("Chủ trì", 26), SheetColumn("Hạn giải quyết", 14), SheetColumn("Hạn của tôi", 14),
    SheetColumn("Tình trạng", 22), SheetColumn("Đang phối hợp", 12), SheetColumn("Chờ ý kiến", 12),
)  # fmt: skip


@needs(Right.KEEP_DOSSIERS)
@require_safe
def case_list(request: Request) -> HttpResponse:
    """One view of the open dossiers, by deadline unless asked otherwise."""
    view, words, order = _asked(request)
    found, counts = public.cases(
        request.actor, view=view, words=words, order=order, cursor=request.GET.get("trang", "")
    )
    here = _addresses(view, words, order)

    def sorted_by(name: str, other: str) -> tuple[str, str]:
        turned = other if order == name else name
        state = {name: "ascending", other: "descending"}.get(order, "")
        return _addresses(view, words, turned)(), state

    by_code, by_due = sorted_by("ma", "ma-giam"), sorted_by("han", "han-xa")
    return page(
        request,
        "documents/keeping/cases.html",
        title="Hồ sơ công việc",
        found=found,
        heads=[
            "Tình trạng",
            {"label": "Hồ sơ", "url": by_code[0], "sorted": by_code[1]},
            "Chủ trì",
            {"label": "Phối hợp", "num": True},
            {"label": "Chờ ý kiến", "num": True},
            {"label": "Hạn", "url": by_due[0], "sorted": by_due[1]},
        ],
        views=[
            {
                "url": _addresses(name, "", "")(),
                "label": label,
                "count": counts[name],
                "current": name == view,
            }
            for name, label in public.CASE_VIEWS
        ],
        view=view,
        q=words,
        order=order,
        today=request.actor.on,
        late=[one.id for one in found.rows if one.late(request.actor.on)],
        empty=phrases.EMPTY_CASES[view],
        previous=here(found.previous) if found.previous else "",
        following=here(found.next) if found.next else "",
        export_url=f"{reverse('case_list_export')}{here()}",
        filter_words=_words(view, words),
        printed_at=request.now,
    )


@needs(Right.KEEP_DOSSIERS)
@require_safe
def case_list_export(request: Request) -> HttpResponse:
    """The whole view as an Excel file."""
    view, words, order = _asked(request)
    actor = request.actor
    rows = list(public.all_cases(actor, view=view, words=words, order=order))
    content = write_sheet(
        "Hồ sơ công việc",
        _COLUMNS,
        (
            (
                row.code, row.year, row.title, row.lead_name, row.due_on, row.own_due,
                _state(row, actor.on), row.helping, row.waiting,
            )
            for row in rows
        ),
        lines=(
            actor.current.unit_title if actor.current else "", _words(view, words),
            f"{actor.full_name} xuất lúc {vn_time(request.now)}",
        ),
    )  # fmt: skip
    audit.record(
        "export", "case_list", None, at=request.now, actor_id=actor.officer_id, unit_id=actor.unit_id,
        rows=len(rows),
    )  # fmt: skip
    return file_answer(request, content, XLSX, "ho-so-cong-viec")


def _state(row: CaseRow, on: date) -> str:
    if row.resume_on:
        return f"Tạm dừng đến {row.resume_on:%d/%m/%Y}"
    return "Quá hạn" if row.late(on) else "Đang giải quyết"


def _asked(request: Request) -> tuple[str, str, str]:
    view, order = request.GET.get("xem", "cua-toi"), request.GET.get("thu-tu", "han")
    words = request.GET.get("q", "").strip()[:100]
    return (
        view if view in _LABELS else "cua-toi",
        words,
        order if order in public.CASE_ORDERS else "han",
    )


def _addresses(view: str, words: str, order: str) -> Callable[..., str]:
    def address(cursor: str = "") -> str:
        values = {"xem": view, "q": words, "thu-tu": order, "trang": cursor}
        return "?" + urlencode({key: value for key, value in values.items() if value})

    return address


def _words(view: str, words: str) -> str:
    return _LABELS[view] + (f", tìm “{words}”" if words else "")
