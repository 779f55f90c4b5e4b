"""The register, one letter with its files, papers, prints and counts. Each opening is written down."""

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from hoiso.access.public import Request, Right, needs, signed_in
from hoiso.audit import public as audit
from hoiso.core.files.kinds import FORMS, Kind
from hoiso.core.pages import page
from hoiso.documents import filing
from hoiso.documents.petitions import paper, public
from hoiso.documents.petitions.forms import FilterForm
from hoiso.documents.petitions.letters import NAMES, letter, letter_kinds
from hoiso.documents.petitions.public import ORDERS, VIEWS, PetitionFilter
from hoiso.documents.petitions.terms import terms
from hoiso.documents.tables.petition import Petition

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SANDBOX = "default-src 'none'; sandbox"
_SORTS = {"Ngày nhận": ("moi", "cu"), "Hạn": ("han", "han-xa")}
_GROUPS = {"loai": ("kind", "Loại đơn"), "linh-vuc": ("matter", "Lĩnh vực")}


@needs(Right.READ_TRAY, Right.WORK_ON_TASKS)
@require_safe
def petition_list(request: Request) -> HttpResponse:
    """Letters of the unit; of those she may not open, what the register tells everybody at the desk."""
    form, today = FilterForm(request.GET, today=request.actor.on), request.actor.on
    asked = form.asked()
    order = ORDERS.get(request.GET.get("xep", ""), ORDERS["moi"])
    found = public.register_page(
        request.actor, asked=asked, order=order, cursor=request.GET.get("trang", ""), today=today
    )
    here = _address(request.GET, trang="")
    return page(
        request, "documents/petitions/list.html", title="Đơn thư", found=found.page, chosen=form, asked=asked,
        views=[
            {"url": _address(request.GET, xem=view, trang=""), "label": label, "count": found.counts[view],
             "current": view == asked.view}
            for view, label in VIEWS.items()
        ],
        heads=_heads(request.GET, order.name), today=today, printed_at=request.now,
        filter_words=filter_words(asked),
        previous=_address(request.GET, trang=found.page.previous) if found.page.previous else "",
        following=_address(request.GET, trang=found.page.next) if found.page.next else "",
        export_url=reverse("petition_export") + here, print_url=reverse("petition_print") + here,
        registers=request.actor.holds(Right.REGISTER_INCOMING, at=request.actor.unit_id),
        terms=[one for one in terms().values() if one.step in ("answer", "resolve")],
        kinds=dict(Petition.Kind.choices),
    )  # fmt: skip


@signed_in
@require_safe
def petition(request: Request, petition_id: int) -> HttpResponse:
    """One letter. Who opens it is written down; who may not is shown the register's line alone."""
    found = public.petition(request.actor, petition_id)
    public.record(request.actor, found.petition, "read" if found.content else "seen", at=request.now)
    one = found.petition
    return page(
        request, "documents/petitions/petition.html", title=f"Đơn số {one.number_written}", found=found,
        petition=one, content=found.content, today=request.actor.on,
        papers=[(kind, NAMES[kind]) for kind in letter_kinds(one)] if found.content else [],
        keeps=one.keeper_id == request.actor.officer_id,
        chooses=public.chooses_keeper(request.actor, one),
    )  # fmt: skip


@signed_in
@require_safe
def petition_file(request: Request, petition_id: int, file_id: int) -> HttpResponseBase:
    """A file of the letter, as a download."""
    found = public.file_of(petition_id, file_id)
    content = filing.store().open(found.stored.sha256)
    public.record(request.actor, found.petition, "download", at=request.now, file=found.stored_id)
    kind = FORMS.get(Kind(found.stored.kind))
    answer = FileResponse(
        content, as_attachment=True, filename=found.name,
        content_type=kind.media_type if kind else "application/octet-stream",
    )  # fmt: skip
    answer["Content-Encoding"] = "identity"
    answer["Content-Security-Policy"] = _SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@signed_in
@require_safe
def petition_letter(request: Request, petition_id: int, kind: str) -> HttpResponse:
    """The slip that passes it on, or a notice to who wrote, as PDF."""
    found = public.petition(request.actor, petition_id)
    public.require_open(request.actor, found.petition)
    assert found.content is not None
    content = letter(kind, found.petition, found.content, printed_by=request.actor.full_name, at=request.now)
    public.record(request.actor, found.petition, "print", at=request.now, paper=kind)
    return _file(content, PDF, kind)


@needs(Right.READ_TRAY, Right.WORK_ON_TASKS)
@require_safe
def petition_print(request: Request) -> HttpResponse:
    """The register as it is filtered, on paper."""
    return _register(request, paper.register_as_pdf, PDF, "print")


@needs(Right.READ_TRAY, Right.WORK_ON_TASKS)
@require_safe
def petition_export(request: Request) -> HttpResponse:
    """The same as an Excel file."""
    return _register(request, paper.register_as_sheet, XLSX, "export")


def _register(request: Request, write: Callable[..., bytes], media_type: str, action: str) -> HttpResponse:
    asked = FilterForm(request.GET, today=request.actor.on).asked()
    rows = list(public.rows_for_export(request.actor, asked, today=request.actor.on))
    content = write(rows, words=filter_words(asked), **_mark(request))
    opened = sum(row.opened for row in rows)
    _record(request, action, "petition_register", rows=len(rows), opened=opened)
    return _file(content, media_type, "so-don-thu")


@needs(Right.READ_TRAY)
@require_safe
def petition_statistics(request: Request) -> HttpResponse:
    """How many came and what became of them, by kind or by matter."""
    form, group, rows, words = _counted(request)
    return page(
        request, "documents/petitions/statistics.html", title="Thống kê đơn thư", rows=rows, chosen=form,
        heads=[_GROUPS[group][1], *({"label": name, "num": True} for name in paper.COUNT_HEADS)],
        cells=[paper.count_cells(row) for row in rows], names=paper.COUNT_HEADS,
        total=_total(rows), words=words, filter_words=words, printed_at=request.now, group=group,
        views=[
            {"url": _address(request.GET, theo=key), "label": f"Theo {name.lower()}", "count": None,
             "current": key == group}
            for key, (_, name) in _GROUPS.items()
        ],
        export_url=reverse("petition_counts") + _address(request.GET),
    )  # fmt: skip


@needs(Right.READ_TRAY)
@require_safe
def petition_counts(request: Request) -> HttpResponse:
    """The statistics as an Excel file."""
    _, group, rows, words = _counted(request)
    content = paper.counts_as_sheet(rows, head=_GROUPS[group][1], words=words, **_mark(request))
    _record(request, "export", "petition_statistics", rows=len(rows))
    return _file(content, XLSX, "thong-ke-don-thu")


def _counted(request: Request) -> tuple[FilterForm, str, tuple[public.CountRow, ...], str]:
    today = request.actor.on
    form = FilterForm(request.GET, today=today)
    asked = form.asked()
    group = request.GET.get("theo", "")
    group = group if group in _GROUPS else "loai"
    first, last = asked.first or today.replace(month=1, day=1), asked.last or today
    rows = public.counted(request.actor.unit_id, by=_GROUPS[group][0], first=first, last=last, today=today)
    return form, group, rows, f"Đơn nhận từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"


def _total(rows: tuple[public.CountRow, ...]) -> list[int]:
    lines = [[cell for cell in paper.count_cells(row)[1:] if isinstance(cell, int)] for row in rows]
    return [sum(column) for column in zip(*lines, strict=True)]


def filter_words(asked: PetitionFilter) -> str:
    """The filter as a line for paper and exports."""
    parts = [VIEWS[asked.view]]
    if asked.words:
        parts.append(f"tìm “{asked.words}”")
    if asked.kind:
        parts.append(str(Petition.Kind(asked.kind).label))
    if asked.matter:
        parts.append(str(Petition.Matter(asked.matter).label))
    if asked.first:
        parts.append(f"nhận từ {asked.first:%d/%m/%Y}")
    if asked.last:
        parts.append(f"đến hết {asked.last:%d/%m/%Y}")
    return ", ".join(parts)


def _mark(request: Request) -> dict[str, Any]:
    current = request.actor.current
    unit = current.unit_title if current else ""
    return {"unit": unit, "printed_by": request.actor.full_name, "at": request.now}


def _record(request: Request, action: str, subject: str, **counts: int) -> None:
    audit.record(
        action, subject, None, at=request.now, actor_id=request.actor.officer_id,
        unit_id=request.actor.unit_id, **counts,
    )  # fmt: skip


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    way, ending = ("inline", "pdf") if media_type == PDF else ("attachment", "xlsx")
    answer["Content-Disposition"] = f'{way}; filename="{name}.{ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _address(given: QueryDict, **changes: str) -> str:
    parts: dict[str, Any] = {name: given[name] for name in given} | changes
    kept = {name: value for name, value in parts.items() if value}
    return f"?{urlencode(kept)}" if kept else "?"


def _heads(given: QueryDict, present: str) -> list[dict[str, str]]:
    heads = [{"label": "Tình trạng"}, {"label": "Đơn"}, {"label": "Số"}]
    for label, (first, second) in _SORTS.items():
        head = {"label": label, "url": _address(given, xep=second if present == first else first, trang="")}
        if present in (first, second):
            head["sorted"] = "descending" if ORDERS[present].descending else "ascending"
        heads.append(head)
    return heads
