"""Numbers of members: of a unit and the units below it, and the people behind them."""

import io
from datetime import date
from typing import Any

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError
from hoiso.core.forms import id_from
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import number, vn_date
from hoiso.core.sheets import Sheet, SheetColumn, write_book
from hoiso.members.counting import public
from hoiso.members.counting.forms import PeriodForm, ToldForm, WomenForm
from hoiso.members.counting.public import CUTS, INDICATORS, PEOPLE, Counted, Counts

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN_VALUES = 12
_COLUMNS = ("Đầu kỳ", "Tăng", "Giảm", "Cuối kỳ", "Nòng cốt")
_HIDDEN = "che"


@needs(Right.COUNT_MEMBERS)
@require_safe
def member_numbers(request: Request) -> HttpResponse:
    """The page of numbers, or its Excel file (`tep=xlsx`)."""
    place, form, first, last, cut = _asked(request)
    found = public.counts(place, first=first, last=last, cut=cut)
    least = None if place.sees_people else found.small
    values = public.shown_values(found.whole, least=least)
    address = _address(place, first, last)
    context = {
        "title": "Số liệu hội viên", "place": place, "form": form, "first": first, "last": last,
        "told": public.told_words(found), "lines": _lines(place, found, values, address),
        "rows": _rows(found, least, address), "small": found.small, "hides": least is not None,
        "cuts": [
            {"url": f"?{urlencode({**address, 'chia': key})}", "label": one.title, "current": key == cut}
            for key, one in CUTS.items()
        ],
        "divided": _divided(found, cut, least), "cut": CUTS[cut],
        "address": urlencode({**address, "chia": cut}),
        "above": f"?{urlencode({**address, 'don_vi': place.above_id})}" if place.above_id else "",
        "filter_words": f"{place.title}, từ {vn_date(first)} đến {vn_date(last)}", "printed_at": request.now,
    }  # fmt: skip
    if request.GET.get("tep") == "xlsx" and form.is_valid():
        return _file(context, place, first, last)
    return page(request, "members/counting/numbers.html", status=200 if form.is_valid() else 422, **context)


@needs(Right.COUNT_MEMBERS)
@require_safe
def member_numbers_people(request: Request) -> HttpResponse:
    """The people behind a number, for who keeps the list there."""
    place, _, first, last, _ = _asked(request)
    code = request.GET.get("so", "")
    found = None
    if place.sees_people and code in PEOPLE:
        found = public.people(place, code, first=first, last=last, cursor=request.GET.get("trang", ""))
    address = _address(place, first, last)
    here = {**address, "so": code}
    return page(
        request, "members/counting/people.html",
        title=PEOPLE.get(code, "Hội viên"), place=place, first=first, last=last, found=found,
        back=f"{reverse('member_numbers')}?{urlencode(address)}",
        previous=f"?{urlencode({**here, 'trang': found.previous})}" if found and found.previous else "",
        following=f"?{urlencode({**here, 'trang': found.next})}" if found and found.next else "",
        filter_words=f"{place.title}, từ {vn_date(first)} đến {vn_date(last)}", printed_at=request.now,
    )  # fmt: skip


@needs(Right.COUNT_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def member_women(request: Request) -> HttpResponse:
    """Women of full age, by commune and year: entered, or loaded from a list."""
    place = public.counted_place(request.actor, id_from(request.GET.get("don_vi", "")), on=request.actor.on)
    form = WomenForm(
        request.POST or None, request.FILES or None, today=request.actor.on,
        initial={"year": request.actor.on.year, "lines": "" if place.is_province else f"{place.title}; "},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            kept = public.tell_women(
                by=request.actor, place=place, year=form.cleaned_data["year"],
                source=form.cleaned_data["source"], lines=public.read_women(form.text()), at=request.now,
            )  # fmt: skip
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("member_numbers"), done=f"Đã ghi số phụ nữ của {kept} xã, phường.")
    return page(
        request, "members/counting/women.html", status=422 if form.errors else 200,
        title="Số phụ nữ từ đủ 18 tuổi", place=place, form=form,
    )  # fmt: skip


@needs(Right.COUNT_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def member_told(request: Request) -> HttpResponse:
    """The number that a branch without a list tells."""
    place = public.counted_place(request.actor, id_from(request.GET.get("don_vi", "")), on=request.actor.on)
    form = ToldForm(request.POST or None, today=request.actor.on, initial={"on": request.actor.on})
    if request.method == "POST" and form.is_valid():
        try:
            public.tell_branch(
                by=request.actor, place=place, on=form.cleaned_data["on"],
                members=form.cleaned_data["members"], at=request.now,
            )  # fmt: skip
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            here = f"{reverse('member_numbers')}?{urlencode({'don_vi': place.unit_id})}"
            return go_to(request, here, done=f"Đã ghi số hội viên {place.title} báo.")
    return page(
        request, "members/counting/told.html", status=422 if form.errors else 200,
        title="Số hội viên chi hội báo", place=place, form=form,
    )  # fmt: skip


def _asked(request: Request) -> tuple[Counted, PeriodForm, date, date, str]:
    today = request.actor.on
    place = public.counted_place(request.actor, id_from(request.GET.get("don_vi", "")), on=today)
    given = {
        "tu": request.GET.get("tu") or vn_date(date(today.year, 1, 1)),
        "den": request.GET.get("den") or vn_date(today),
        "chia": request.GET.get("chia", "tuoi"),
    }
    form = PeriodForm(given, today=today)
    if form.is_valid():
        return (
            place,
            form,
            form.cleaned_data["tu"],
            form.cleaned_data["den"],
            form.cleaned_data["chia"] or "tuoi",
        )
    return place, form, date(today.year, 1, 1), today, "tuoi"


def _address(place: Counted, first: date, last: date) -> dict[str, Any]:
    return {"don_vi": place.unit_id, "tu": vn_date(first), "den": vn_date(last)}


def _cell(value: int | None, small: int) -> str:
    return f"dưới {small} hoặc được che" if value is None else number(value)


def _short(value: int | None) -> str:
    return _HIDDEN if value is None else number(value)


def _percent(value: float | None) -> str:
    return "" if value is None else f"{number(value, 1)} %"


def _lines(
    place: Counted, found: Counts, values: dict[str, int | None], address: dict[str, Any]
) -> list[dict[str, Any]]:
    """Every indicator with its number, and the list behind it where she may see it."""
    gathered = public.rate(found.whole.as_told, found.women.women)
    cored = public.rate(found.whole.of["core"], found.whole.members)
    lines = []
    for one in INDICATORS:
        line: dict[str, Any] = {"indicator": one, "over": False, "note": ""}
        if one.code == "women":
            line["words"] = "chưa nhập" if found.women.women is None else number(found.women.women)
            if found.women.women is not None:
                line["note"] = f"Năm {found.women.women_year}. {found.women.women_source}"
        elif one.code == "gathering_rate":
            line["words"] = _percent(gathered) or "chưa tính được"
            line["over"] = gathered is not None and gathered > 100
        elif one.code == "core_rate":
            hides = values["core"] is None
            line["words"] = "được che" if hides else _percent(cored) or "chưa tính được"
        else:
            line["words"] = _cell(values[one.code], found.small)
            if place.sees_people and one.code in PEOPLE and values[one.code]:
                line["url"] = f"{reverse('member_numbers_people')}?{urlencode({**address, 'so': one.code})}"
        line["exact"] = values.get(one.code)
        lines.append(line)
    return lines


def _rows(found: Counts, least: int | None, address: dict[str, Any]) -> list[dict[str, Any]]:
    shown = public.shown_rows(found.units, least=least)
    rows = []
    for unit, one in found.units.items():
        beside, row = found.beside[unit], shown[unit]
        gathered = public.rate(one.as_told, beside.women) if row.members is not None else None
        rows.append(
            {
                "name": beside.name, "url": f"?{urlencode({**address, 'don_vi': unit})}", "shown": row,
                "cells": [
                    (head, _short(cell))
                    for head, cell in zip(
                        _COLUMNS, (row.opening, row.came, row.gone, row.members, row.core), strict=True
                    )
                ],
                "told": one.of["told"] if one.of["told_branches"] else None, "told_on": beside.told_on,
                "rate": _percent(gathered), "over": gathered is not None and gathered > 100,
                "no_list": not one.members and not one.of["told_branches"],
            }
        )  # fmt: skip
    return rows


def _divided(found: Counts, cut: str, least: int | None) -> dict[str, Any]:
    """The chart of the whole and the table of units, by the cut's values; rare values together."""
    whole = found.by_cut.get(None, {})
    named = [value for value, _ in CUTS[cut].values if value in whole]
    others = sorted(
        (value for value in whole if value not in named), key=lambda value: (-whole[value], value)
    )
    keys = named + others[: max(_SHOWN_VALUES - len(named), 0)]
    rest = others[max(_SHOWN_VALUES - len(named), 0) :]

    def row(unit: int | None) -> list[int]:
        given = found.by_cut.get(unit, {})
        return [given.get(key, 0) for key in keys] + (
            [sum(given.get(key, 0) for key in rest)] if rest else []
        )

    units = list(found.units)
    table = [row(unit) for unit in units]
    top: list[int | None] = list(row(None))
    cells: list[list[int | None]] = [list(cells) for cells in table]
    if least is not None:
        top = public.hidden([row(None)], least=least)[0] if keys else []
        cells = public.hidden(table, least=least) if table and table[0] else []
    heads = [CUTS[cut].name_of(key) for key in keys] + (["Khác"] if rest else [])
    return {
        "heads": heads,
        "whole": max((cell or 0 for cell in top), default=1) or 1,
        "chart": [
            {"label": head, "value": cell or 0, "words": "được che" if cell is None else number(cell)}
            for head, cell in zip(heads, top, strict=True)
        ],
        "rows": [
            (
                found.beside[unit].name,
                [(head, cell, _short(cell)) for head, cell in zip(heads, line, strict=True)],
            )
            for unit, line in zip(units, cells, strict=True)
        ],
    }


def _file(context: dict[str, Any], place: Counted, first: date, last: date) -> HttpResponse:
    """The same as on the page, three sheets."""
    lines = [context["filter_words"], context["told"]]
    hide = "được che"

    def cell(value: int | None) -> int | str:
        return hide if value is None else value

    sheets = [
        Sheet(
            "Số liệu hội viên",
            [SheetColumn("Chỉ tiêu", 34), SheetColumn("Số"), SheetColumn("Cách tính", 70)],
            [
                (line["indicator"].name, line["words"] if line["exact"] is None else line["exact"],
                 f"{line['indicator'].meaning} {line['indicator'].formula}")
                for line in context["lines"]
            ], lines, "Chỉ tiêu",
        ),
        Sheet(
            "Theo đơn vị",
            [SheetColumn(head) for head in ("Đơn vị", *_COLUMNS, "Chi hội báo", "Tỷ lệ tập hợp")],
            [
                (row["name"], cell(row["shown"].opening), cell(row["shown"].came), cell(row["shown"].gone),
                 cell(row["shown"].members), cell(row["shown"].core), row["told"], row["rate"])
                for row in context["rows"]
            ], lines, "Đơn vị",
        ),
        Sheet(
            f"Theo {context['cut'].title.lower()}",
            [SheetColumn("Đơn vị", 34), *(SheetColumn(head) for head in context["divided"]["heads"])],
            [(name, *(cell(one) for _, one, _ in cells)) for name, cells in context["divided"]["rows"]],
            lines, "Chia theo",
        ),
    ]  # fmt: skip
    name = f"so-lieu-hoi-vien-{first:%Y%m%d}-{last:%Y%m%d}.xlsx"
    return FileResponse(io.BytesIO(write_book(sheets)), as_attachment=True, filename=name, content_type=_XLSX)  # type: ignore[return-value]
