"""The list of members: searched as one types, filtered, sorted; and the province's masked search.

What is typed into the search box is a person's name or number: it comes by POST and stands in the address
sealed, so that no log and no history holds it.
"""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.pages import page
from hoiso.members.filtering import (
    KEPT,
    FilterForm,
    address_of,
    filter_words,
    list_address,
    sealed,
    typed_in,
)
from hoiso.members.register import public
from hoiso.members.register.public import ORDERS, VIEWS, Branches

_SORTS = {"Hội viên": ("ten", "ten-nguoc"), "Sinh": ("tuoi", "tre"), "Vào Hội": ("vao", "vao-moi")}


@needs(Right.READ_MEMBERS)
@require_safe
def member_list(request: Request) -> HttpResponse:
    """Members of the branch, or of the unit's branches."""
    return page(request, "members/register/list.html", **_listed(request, request.GET))


@needs(Right.READ_MEMBERS)
@require_POST
def member_find(request: Request) -> HttpResponse:
    """Search: on to the list with what was typed sealed; while typing, the list alone."""
    given = request.POST.copy()
    given["tim"] = sealed(given.get("q", ""))
    given.pop("q", None)
    if request.headers.get("HX-Request"):
        return page(request, "members/register/_list.html", **_listed(request, given))
    return redirect(reverse("member_list") + address_of(given))


def _listed(request: Request, given: QueryDict) -> dict[str, Any]:
    place, today = public.place_of(request.actor), request.actor.on
    branches = public.branches_at(place, on=today)
    typed = typed_in(given)
    form = FilterForm(given, branches=branches)
    wanted = form.wanted(typed)
    order = ORDERS.get(given.get("xep", ""), ORDERS["ten"])
    found = public.member_page(place, wanted, order=order, cursor=given.get("trang", ""), today=today)
    away: tuple[public.MaskedRow, ...] = ()
    if place.is_province and wanted.asked:
        away = public.masked(wanted.asked)
    here = address_of(given, trang="")
    return {
        "title": "Hội viên", "place": place, "found": found.page, "chosen": form, "wanted": wanted,
        "typed": typed, "token": given.get("tim", ""), "away": away,
        "views": [
            {"url": address_of(given, xem=view, trang=""), "label": label, "count": found.counts[view],
             "current": view == wanted.view}
            for view, label in VIEWS.items()
        ],
        "heads": _heads(given, order.name), "rows": _named_rows(found.page.rows, branches),
        "today": today,
        "printed_at": request.now, "filter_words": filter_words(place, wanted, branches),
        "previous": list_address(given, trang=found.page.previous) if found.page.previous else "",
        "following": list_address(given, trang=found.page.next) if found.page.next else "",
        "keeps": public.keeps_at(request.actor, place) and bool(branches.branches),
        "kept": [(name, given[name]) for name in KEPT if given.get(name)],
        "exports": bool(found.page.rows), "several": len(branches.branches) > 1, "here": here,
    }  # fmt: skip


def _named_rows(
    rows: tuple[public.MemberRow, ...], branches: Branches
) -> list[tuple[public.MemberRow, str, str]]:
    """Rows with the names of branch and group, empty where one is not here (a second branch elsewhere)."""
    names = {one.id: one.name for one in (*branches.branches, *branches.groups)}
    return [(row, names.get(row.branch_id, ""), names.get(row.group_id or 0, "")) for row in rows]


def _heads(given: QueryDict, present: str) -> list[dict[str, str]]:
    heads: list[dict[str, str]] = []
    for label, (first, second) in _SORTS.items():
        other = second if present == first else first
        head = {"label": label, "url": list_address(given, xep=other, trang="")}
        if present in (first, second):
            head["sorted"] = "descending" if ORDERS[present].descending else "ascending"
        heads.append(head)
    return [heads[0], heads[1], {"label": "Điện thoại"}, {"label": "Chi hội, tổ"}, heads[2]]
