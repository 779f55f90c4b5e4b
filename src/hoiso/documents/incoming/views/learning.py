"""What the desk has learnt from its corrections: seen, taken along as a file, and forgotten."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.files.kinds import FORMS, Kind
from hoiso.core.forms import clean_text, id_from
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import vn_time
from hoiso.core.sheets import SheetColumn, write_sheet
from hoiso.documents.incoming import phrases, public
from hoiso.documents.incoming.views.desk import desk_unit

_LONGEST = 200
_FIRST = "noi-gui"
_SORTS = {
    phrases.HABIT_SENDER: ("noi-gui", "noi-gui-nguoc"),
    phrases.HABIT_TIMES: ("dung", "dung-it"),
    phrases.HABIT_LAST_AT: ("moi", "cu"),
}
_COLUMNS = (
    SheetColumn("Nơi gửi", 40), SheetColumn("Ô", 24), SheetColumn("Chỗ đúng trên trang", 40),
    SheetColumn("Máy đọc", 36), SheetColumn("Văn thư sửa thành", 36), SheetColumn("Đúng", 8),
    SheetColumn("Sai", 8), SheetColumn("Đang dùng thế nào", 30), SheetColumn("Sửa lần cuối", 18),
)  # fmt: skip


@needs(Right.REGISTER_INCOMING)
def learnt_layouts(request: Request) -> HttpResponse:
    """The list; one press forgets a sender."""
    if request.method == "POST":
        sender = public.forget_sender(
            by=request.actor, habit_id=id_from(request.POST.get("quen", "")) or 0, at=request.now
        )
        done = phrases.HABIT_FORGOTTEN.format(sender=sender)
        return go_to(request, reverse("learnt_layouts"), done=done)
    words, order = _asked(request)
    shown = public.learnt(desk_unit(request), words=words, order=order, cursor=request.GET.get("trang", ""))
    return page(
        request,
        "documents/incoming/learnt.html",
        shown=shown,
        q=words,
        order=order,
        heads=[_head(label, words, order) for label in phrases.HABIT_HEADS],
        previous=_address(words, order, shown.previous) if shown.previous else "",
        next=_address(words, order, shown.next) if shown.next else "",
        export_url=reverse("learnt_layouts_export") + _address(words, order),
        filter_words=_filter_words(words),
        printed_at=request.now,
    )


@needs(Right.REGISTER_INCOMING)
@require_safe
def learnt_layouts_export(request: Request) -> HttpResponse:
    """The list as it is filtered and sorted, as an Excel file; counted in the trail."""
    unit_id, actor = desk_unit(request), request.actor
    words, order = _asked(request)
    rows = [
        (
            row.sender, row.box, row.where, row.proposed or "Không đọc được", row.became, row.times,
            row.missed, row.used, vn_time(row.last_at),
        )
        for row in public.all_learnt(unit_id, words=words, order=order)
    ]  # fmt: skip
    content = write_sheet(
        phrases.HABIT_LIST,
        _COLUMNS,
        rows,
        lines=(_filter_words(words), f"Người xuất: {actor.full_name}, {vn_time(request.now)}"),
    )
    audit.record(
        "export", "learnt_list", None, at=request.now, actor_id=actor.officer_id,
        unit_id=unit_id, rows=len(rows),
    )  # fmt: skip
    answer = HttpResponse(content, content_type=FORMS[Kind.XLSX].media_type)
    day = office_date(request.now)
    answer["Content-Disposition"] = f'attachment; filename="dieu-da-hoc-{day:%Y-%m-%d}.xlsx"'
    return answer


def _asked(request: Request) -> tuple[str, str]:
    """The words and the order; an order that is not known is the first."""
    order = request.GET.get("xep", "")
    words = clean_text(request.GET.get("q", ""))[:_LONGEST]
    return words, order if order in public.LEARNT_ORDERS else _FIRST


def _head(label: str, words: str, order: str) -> dict[str, object]:
    """A head of the table; one by which it is sorted turns the order on a second press."""
    number = {"num": True} if label == phrases.HABIT_TIMES else {}
    if label not in _SORTS:
        return {"label": label}
    first, second = _SORTS[label]
    turned = second if order == first else first
    descending = public.LEARNT_ORDERS[order].descending
    state = ("descending" if descending else "ascending") if order in (first, second) else ""
    return {"label": label, "url": _address(words, turned), "sorted": state, **number}


def _filter_words(words: str) -> str:
    return phrases.HABIT_FILTERED.format(words=words) if words else phrases.HABIT_LIST


def _address(words: str, order: str, cursor: str = "") -> str:
    values = {"q": words, "xep": "" if order == _FIRST else order, "trang": cursor}
    return "?" + urlencode({key: value for key, value in values.items() if value})
