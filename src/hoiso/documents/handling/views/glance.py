"""One glance: the unit's open documents and people, and one person's; on screen, on paper, in Excel."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from hoiso.access.public import Request, Right, needs, require, signed_in
from hoiso.audit import public as audit
from hoiso.core.errors import NotThere
from hoiso.core.forms import id_from
from hoiso.core.pages import page
from hoiso.core.paging import SIZE
from hoiso.core.phrases import vn_time
from hoiso.core.sheets import SheetColumn, write_sheet
from hoiso.documents.handling import public
from hoiso.documents.handling.public import GlanceFilter
from hoiso.documents.handling.queries.glance import EXPORTED, ORDERS, VIEWS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SORTS = {"han": "Hạn", "nguoi": "Người giữ", "lau": "Giữ lâu nhất"}
_COLUMNS = (
    SheetColumn("Số, ký hiệu", 20),
    SheetColumn("Trích yếu", 60),
    SheetColumn("Tình trạng", 16),
    SheetColumn("Người giữ", 26),
    SheetColumn("Giữ từ", 18),
    SheetColumn("Bút phê", 50),
    SheetColumn("Hạn", 12),
    SheetColumn("Số lần đôn đốc", 10),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    filter: GlanceFilter
    sort: str
    whole: bool

    def address(self, **changes: str) -> str:
        """The same address with some parts changed."""
        parts = {"xem": self.filter.view, "q": self.filter.words, "xep": self.sort} | changes
        return f"?{urlencode({name: value for name, value in parts.items() if value})}"

    @property
    def words(self) -> str:
        """The filter as a line for paper and exports."""
        looked = f", tìm “{self.filter.words}”" if self.filter.words else ""
        return f"{VIEWS[self.filter.view]}{looked}, xếp theo {_SORTS[self.sort].lower()}"


@needs(Right.READ_TRAY)
def unit_tasks(request: Request) -> HttpResponse:
    """Who holds what at the unit, since when, what was instructed, by when, what is late."""
    unit_id = request.actor.unit_id
    require(request.actor, Right.READ_TRAY, at=unit_id)
    asked = _asked(request, None)
    people = public.people_counts(unit_id, today=request.actor.on)
    return _answer(request, unit_id, asked, title="Việc của đơn vị", people=people, person=None)


@signed_in
def person_tasks(request: Request, person_id: int) -> HttpResponse:
    """What one person holds and has to do; her own page, or for who reads the unit's tray."""
    actor = request.actor
    unit_id = actor.unit_id
    mine = person_id == actor.officer_id
    people = public.colleagues(unit_id, on=actor.on)
    person = next((one for one in people if one.id == person_id), None)
    if person is None or not (mine or actor.holds(Right.READ_TRAY, at=unit_id)):
        raise NotThere("Không có cán bộ này ở đơn vị, hoặc đồng chí không được xem việc của người này.")
    asked = _asked(request, person_id)
    return _answer(request, unit_id, asked, title=f"Việc của {person.full_name}", people=(), person=person)


@needs(Right.READ_TRAY)
def unit_tasks_export(request: Request) -> HttpResponse:
    """The list as it is filtered, as an Excel file; counted in the trail."""
    actor = request.actor
    require(actor, Right.READ_TRAY, at=actor.unit_id)
    asked = _asked(request, id_from(request.GET.get("nguoi", "")))
    rows = [
        (row.symbol, row.subject, row.state_name, row.holder_name, row.held_since, row.instructed, row.due_on,
         row.urged)
        for row in public.all_rows(
            actor.unit_id, asked=asked.filter, order=ORDERS[asked.sort], today=actor.on
        )
    ]  # fmt: skip
    lines = (actor.current.unit_title if actor.current else "", asked.words)
    content = write_sheet(
        "Việc của đơn vị", _COLUMNS, rows, name="Việc của đơn vị",
        lines=(*lines, f"Người xuất: {actor.full_name}, {vn_time(request.now)}"),
    )  # fmt: skip
    audit.record(
        "export", "unit_tasks", None, at=request.now, actor_id=actor.officer_id, unit_id=actor.unit_id,
        rows=len(rows),
    )  # fmt: skip
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="viec-don-vi-{actor.on:%Y-%m-%d}.xlsx"'
    return answer


def _asked(request: Request, officer_id: int | None) -> Asked:
    view, sort = request.GET.get("xem", "tat-ca"), request.GET.get("xep", "han")
    return Asked(
        GlanceFilter(
            view=view if view in VIEWS else "tat-ca",
            words=request.GET.get("q", "").strip()[:100],
            officer_id=officer_id,
        ),
        sort if sort in ORDERS else "han",
        whole=request.GET.get("ca") == "1",
    )


def _answer(request: Request, unit_id: int, asked: Asked, **context: Any) -> HttpResponse:
    """One page of the list, or (`ca=1`, for paper) the whole of it."""
    actor = request.actor
    found = public.glance(
        unit_id, asked=asked.filter, order=ORDERS[asked.sort], cursor=request.GET.get("trang", ""),
        today=actor.on, size=EXPORTED if asked.whole else SIZE,
    )  # fmt: skip
    export = reverse("unit_tasks_export") + asked.address(nguoi=str(asked.filter.officer_id or ""))
    return page(
        request, "documents/handling/glance.html", found=found.page, q=asked.filter.words,
        views=[
            {"url": asked.address(xem=name), "label": label, "count": found.counts[name],
             "current": name == asked.filter.view}
            for name, label in VIEWS.items()
        ],
        heads=[
            {"label": "Tình trạng"}, {"label": "Văn bản và bút phê"},
            _head("Người giữ", "nguoi", asked), _head("Giữ từ", "lau", asked), _head("Hạn", "han", asked),
        ],
        whole=asked.whole, whole_url=asked.address(ca="1"), export_url=export, sort=asked.sort,
        previous=asked.address(trang=found.page.previous) if found.page.previous else "",
        following=asked.address(trang=found.page.next) if found.page.next else "",
        today=actor.on, printed_at=request.now, filter_words=asked.words, view=asked.filter.view,
        urges=actor.holds(Right.PROPOSE_HANDLING, at=unit_id),
        exports=actor.holds(Right.READ_TRAY, at=unit_id), **context,
    )  # fmt: skip


def _head(label: str, sort: str, asked: Asked) -> dict[str, str]:
    here = "ascending" if asked.sort == sort else ""
    return {"label": label, "url": asked.address(xep=sort), "sorted": here}
