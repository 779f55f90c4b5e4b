"""Pages that everybody may read: tree, list, map, a unit with its history, which unit on that day."""

from django.http import HttpResponse, QueryDict

from hoiso.access.public import Request, officers_at, signed_in
from hoiso.administration.units import queries
from hoiso.administration.units.borders import borders
from hoiso.administration.units.drawing import picture_of
from hoiso.administration.units.forms import DayQuestionForm
from hoiso.administration.units.phrases import KINDS, SHARES, period
from hoiso.administration.units.rules import may_keep
from hoiso.audit import public as audit
from hoiso.core.forms import id_from, page_from, set_today
from hoiso.core.pages import page
from hoiso.core.phrases import vn_date
from hoiso.units import public as units
from hoiso.units.lists import COLUMNS, write_rows
from hoiso.units.public import ListFilter

_HEADS = (("name", "Đơn vị"), ("code", "Mã"), ("kind", "Loại"), ("since", "Từ ngày"), ("until", "Đến ngày"))
_MOST_PRINTED = 500


@signed_in
def tree(request: Request) -> HttpResponse:
    """The tree opened along one path (`?mo=`), or what the search box found (`?q=`)."""
    text = request.GET.get("q", "").strip()
    found = units.search(text, on=request.actor.on) if text else ()
    asked = request.GET.get("mo", "")
    current = request.actor.current
    opened = id_from(asked) or (current.unit_id if current else None)
    nodes = () if text else queries.nested(units.opened_tree(on=request.actor.on, open_id=opened))
    lines = [(row, KINDS[row.kind], period(row.valid_from, row.valid_to)) for row in found]
    return page(
        request,
        "administration/units/tree.html",
        q=text,
        found=lines,
        nodes=nodes,
        opened=opened,
        may_keep=may_keep(request.actor),
    )


@signed_in
def branch(request: Request, unit_id: int) -> HttpResponse:
    """The units directly under one, put into the tree without a new page."""
    nodes = queries.nested(units.branches(unit_id, on=request.actor.on))
    return page(request, "administration/units/_branches.html", nodes=nodes)


@signed_in
def suggest(request: Request) -> HttpResponse:
    """Standing units for a text box (`?q=`)."""
    rows = units.search(request.GET.get("q", ""), on=request.actor.on, standing=True, most=12)
    options = [
        {
            "value": row.id,
            "label": row.name,
            "note": ", ".join(filter(None, [row.parent_name, row.official_code])),
        }
        for row in rows
    ]
    return page(request, "core/suggestions.html", options=options)


@signed_in
def unit(request: Request, unit_id: int) -> HttpResponse:
    """A unit: facts, contact, codes, history as a picture and a table, what became of it."""
    today = request.actor.on
    sheet = units.unit_sheet(unit_id, on=today)
    known = units.history(unit_id)
    links = [
        (known.units[link.before], known.units[link.after], link, SHARES[link.share]) for link in known.links
    ]
    ended = sheet.valid_to is not None and sheet.valid_to < today
    codes = [(code, period(code.valid_from, code.valid_to)) for code in sheet.codes]
    return page(
        request,
        "administration/units/unit.html",
        sheet=sheet,
        kind=KINDS[sheet.kind],
        days=period(sheet.valid_from, sheet.valid_to, start_known=sheet.start_known),
        ended=ended,
        heirs=[(fate, SHARES[fate.share].lower()) for fate in (known.became(today) if ended else ())],
        codes=codes,
        links=links,
        picture=picture_of(known) if links else None,
        officers=officers_at(unit_id, on=today) if _sees_officers(request, unit_id) else None,
        may_keep=may_keep(request.actor),
    )


@signed_in
def unit_list(request: Request) -> HttpResponse:
    """The list with filter, order and pages; as a file with `?xuat=csv`, whole for paper with `?in=1`."""
    wanted, chosen = _filter(request)
    if request.GET.get("xuat") == "csv":
        return _csv(request, wanted)
    number = request.GET.get("trang", "1")
    shown = units.list_units(wanted, number=page_from(number))
    if request.GET.get("in"):
        lines = units.export_lines(wanted)
        shown = units.UnitPage(lines[:_MOST_PRINTED], 1, len(lines))
        _record(request, "print", len(shown.lines))
    rows = [(line, KINDS[line.kind]) for line in shown.lines]
    return page(
        request,
        "administration/units/list.html",
        shown=shown,
        rows=rows,
        heads=_heads(request.GET, wanted),
        wanted=wanted,
        day_typed=chosen["ngay"],
        kinds=KINDS.items(),
        previous=_with(request.GET, trang=shown.number - 1) if shown.number > 1 else "",
        next=_with(request.GET, trang=shown.number + 1) if shown.last < shown.total else "",
        export=_with(request.GET, xuat="csv"),
        for_paper=_with(request.GET, **{"in": 1}),
        printed=bool(request.GET.get("in")),
        filter_words=chosen["words"],
        printed_at=request.now,
    )


@signed_in
def unit_map(request: Request) -> HttpResponse:
    """The province's communes as a picture with links, and the same as a table."""
    asked = request.GET.get("xa", "")
    drawn = borders()
    areas = queries.map_areas(on=request.actor.on, here=id_from(asked))
    return page(
        request,
        "administration/units/map.html",
        areas=areas,
        box=f"0 0 {drawn.width} {drawn.height}",
        wards=sum(area.level == 2 for area in areas),
        rural=sum(area.level == 1 for area in areas),
    )


@signed_in
def on_day(request: Request) -> HttpResponse:
    """Which unit had this code on that day, and what became of it since."""
    form = DayQuestionForm(request.GET if "code" in request.GET else None)
    set_today(form, request.actor.on)
    answer = later = None
    if form.is_valid():
        answer = units.unit_by_code(form.cleaned_data["code"], form.cleaned_data["on"])
        if answer.unit is not None and answer.unit.valid_to and answer.unit.valid_to < request.actor.on:
            later = units.became(answer.unit.id, request.actor.on)
    return page(
        request,
        "administration/units/on_day.html",
        status=422 if form.errors else 200,
        form=form,
        answer=answer,
        fates=[(fate, SHARES[fate.share]) for fate in (answer.units if answer else ())],
        later=[(fate, SHARES[fate.share]) for fate in later or ()],
        today=request.actor.on,
    )


def _sees_officers(request: Request, unit_id: int) -> bool:
    """Others would count only the officers whom they see."""
    return may_keep(request.actor) or any(post.unit_id == unit_id for post in request.actor.posts)


def _filter(request: Request) -> tuple[ListFilter, dict[str, str]]:
    asked = request.GET
    form = DayQuestionForm({"code": "-", "on": asked.get("ngay", "")})
    set_today(form, request.actor.on)
    form.is_valid()
    day = form.cleaned_data.get("on") or request.actor.on
    every = asked.get("tat-ca") == "1"
    kind = asked.get("loai", "")
    sort = asked.get("xep", "name")
    wanted = ListFilter(
        text=asked.get("q", ""),
        kind=kind if kind in KINDS else "",
        on=None if every else day,
        sort=sort.removeprefix("-"),
        downwards=sort.startswith("-"),
    )
    words = [KINDS[wanted.kind] if wanted.kind else "Mọi loại đơn vị"]
    words.append("mọi thời gian" if every else f"ngày {vn_date(day)}")
    if wanted.text:
        words.append(f"có chữ “{wanted.text}”")
    return wanted, {"ngay": vn_date(day), "words": ", ".join(words)}


def _heads(asked: QueryDict, wanted: ListFilter) -> list[dict[str, str]]:
    heads = []
    for key, label in _HEADS:
        current = wanted.sort == key
        turned = f"-{key}" if current and not wanted.downwards else key
        order = ("descending" if wanted.downwards else "ascending") if current else ""
        heads.append({"label": label, "url": _with(asked, xep=turned, trang=1), "sorted": order})
    return heads


def _with(asked: QueryDict, **changed: object) -> str:
    kept = asked.copy()
    for name, value in changed.items():
        kept[name] = str(value)
    return f"?{kept.urlencode()}"


def _csv(request: Request, wanted: ListFilter) -> HttpResponse:
    lines = units.export_lines(wanted)
    _record(request, "export", len(lines))
    content = write_rows(COLUMNS, [units.cells_of(line) for line in lines])
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="don-vi.csv"'
    return response


def _record(request: Request, action: str, rows: int) -> None:
    audit.record(
        action, "units", None, at=request.now, actor_id=request.actor.officer_id,
        unit_id=request.actor.current.unit_id if request.actor.current else None, rows=rows,
    )  # fmt: skip
