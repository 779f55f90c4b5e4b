"""The search page, its suggestions, its export and print, and keeping a search."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from hoiso.access.http import Request
from hoiso.access.public import Actor, signed_in
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.forms import clean_text
from hoiso.core.pages import go_to, page
from hoiso.core.paging import Page
from hoiso.core.symbols import parse_symbol
from hoiso.documents.keeping import public as keeping
from hoiso.documents.search import printing, public
from hoiso.documents.search.forms import FIELDS, SaveForm, SearchForm
from hoiso.documents.search.public import Asked, Beside, Facet, Hit
from hoiso.documents.tables.document import Direction

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TO_NARROW = 2  # hits: fewer need nothing


@signed_in
def search(request: Request) -> HttpResponse:
    """Documents for what was typed; a whole symbol that one document alone has leads straight to it.

    It does so from the box at the top of every page; the page's own form (`o=1`) always lists.
    """
    typed = request.GET.get("q", "")[:300]
    beside = public.beside(
        Asked(words=typed), officer_id=request.actor.officer_id, units=list(_units(request.actor))
    )
    if set(request.GET) == {"q"} and len(beside.symbols) == 1 and parse_symbol(typed).notation:
        return go_to(request, reverse("document", args=[beside.symbols[0][0]]))
    form = _form(request, beside)
    asked = form.asked()
    found, facets = _found(asked, request.GET)
    spelling = ""
    if found is not None and not found.rows:
        spelling, found = public.find_mended(asked)
    kept = _kept(request.GET)
    return page(
        request,
        "documents/search/search.html",
        form=form,
        asked=asked,
        found=found,
        facets=_linked(facets, request.GET),
        heads=("Tình trạng", "Nội dung", "Số", "Ngày"),
        first_page="trang" not in request.GET,
        beside=beside,
        saved=[{"label": name, "url": f"?{urlencode({**query, 'o': '1'})}"} for name, query in beside.saved],
        spelling=spelling,
        spelling_url=_address(request.GET, q=spelling, trang="", o="1"),
        today=office_date(request.now),
        several_units=len(_units(request.actor)) > 1,
        previous=_address(request.GET, trang=found.previous) if found and found.previous else "",
        next=_address(request.GET, trang=found.next, **({"q": spelling} if spelling else {}))
        if found and found.next
        else "",
        export_url=f"{reverse('search_export')}?{urlencode(kept)}",
        prints=_prints(asked, kept),
        kept=kept,
        kept_url=urlencode(kept),
        filter_words=form.in_words(),
        printed_at=request.now,
    )


@signed_in
def suggest(request: Request) -> HttpResponse:
    """Documents for what was typed so far; each in the scope of who types."""
    hits = public.suggestions(request.GET.get("q", "")[:100])
    options = [
        {"value": hit.id, "label": hit.subject, "note": ", ".join(filter(None, (hit.symbol, hit.issuer)))}
        for hit in hits
    ]
    return page(request, "core/suggestions.html", options=options)


@signed_in
def similar(request: Request, document_id: int) -> HttpResponse:
    """What answers a document, what cites its symbol, what is about the same."""
    around = public.around(document_id)
    lists = (
        ("Trả lời văn bản này", around.answers, "Chưa có văn bản nào được ghi là trả lời."),
        ("Có nhắc đến số, ký hiệu này", around.citing, "Không thấy văn bản nào nhắc đến."),
        ("Nội dung tương tự", around.similar, "Chưa có văn bản nào gần với nội dung này."),
    )
    return page(request, "documents/search/similar.html", around=around, lists=lists)


@signed_in
def search_export(request: Request) -> HttpResponse:
    """The list as an Excel file, at most 5,000 documents; counted in the trail."""
    asked, words = _asked(request)
    if asked.is_empty:  # it would be the export of everything
        return go_to(request, reverse("search"))
    hits = public.found_for_export(asked)
    content = printing.as_sheet(hits, asked=words, printed_by=request.actor.full_name, at=request.now)
    _count(request, "export", len(hits))
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="tim-van-ban-{office_date(request.now)}.xlsx"'
    return answer


@signed_in
def search_print(request: Request) -> HttpResponse:
    """The list in the form of the register book, as PDF; counted in the trail."""
    asked, words = _asked(request)
    if asked.is_empty:
        return go_to(request, reverse("search"))
    direction = asked.direction or Direction.INCOMING
    hits = public.found_for_export(asked)
    content = printing.as_register(
        hits,
        public.recipients_of([hit.id for hit in hits]) if direction != Direction.INCOMING else {},
        direction=direction,
        asked=words,
        unit=request.actor.current.unit_title if request.actor.current else "",
        printed_by=request.actor.full_name,
        at=request.now,
    )
    _count(request, "print", len(hits))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="tim-van-ban.pdf"'
    return answer


@signed_in
@require_POST
def search_save(request: Request) -> HttpResponse:
    """Keep the search under a name."""
    kept = _kept(request.POST)
    back = f"{reverse('search')}?{urlencode(kept | {'o': '1'})}"
    form = SaveForm(request.POST)
    if form.is_valid():
        try:
            saved = keeping.save_search(
                by=request.actor,
                name=form.cleaned_data["ten"],
                query=kept,
                tell_of=public.as_values(_asked(request, kept)[0]) if form.cleaned_data["bao"] else None,
            )
        except DomainError as error:
            form.add_error("ten", error.sentence)
        else:
            told = " Sáng mai nếu có văn bản mới, hệ thống sẽ báo." if saved.tell else ""
            return go_to(request, back, done=f"Đã lưu tìm kiếm “{saved.name}”.{told}")
    return page(request, "documents/search/save.html", status=422, form=form, kept=kept, back=back)


def _form(request: Request, beside: Beside, given: Mapping[str, str] | None = None) -> SearchForm:
    return SearchForm(
        request.GET if given is None else given, today=office_date(request.now),
        units=list(_units(request.actor).items()), books=beside.books,
    )  # fmt: skip


def _asked(request: Request, given: Mapping[str, str] | None = None) -> tuple[Asked, str]:
    """What the export or print is of, or what is kept, and the same in words."""
    units = _units(request.actor)
    beside = public.beside(Asked(), officer_id=request.actor.officer_id, units=list(units))
    form = _form(request, beside, given)
    return form.asked(), form.in_words()


def _units(actor: Actor) -> dict[int, str]:
    return {post.unit_id: post.unit_title for post in actor.posts}


def _kept(given: QueryDict) -> dict[str, str]:
    return {name: clean_text(str(given[name]))[:300] for name in FIELDS if given.get(name)}


def _prints(asked: Asked, kept: Mapping[str, str]) -> list[dict[str, str]]:
    names = {
        Direction.INCOMING: "In theo mẫu sổ văn bản đến",
        Direction.OUTGOING: "In theo mẫu sổ văn bản đi",
    }
    return [
        {"label": label, "url": f"{reverse('search_print')}?{urlencode({**kept, 'huong': direction.value})}"}
        for direction, label in names.items()
        if asked.direction in ("", direction)
    ]


def _found(asked: Asked, given: QueryDict) -> tuple[Page[Hit] | None, tuple[Facet, ...]]:
    """The page of hits, and what narrows them: counted together, on the first page alone."""
    if asked.is_empty:
        return None, ()
    cursor = given.get("trang", "")
    found = public.find(asked, cursor=cursor, counted=bool(cursor))
    if found.previous or len(found.rows) < _TO_NARROW:
        return found, ()
    total, facets = public.counted_facets(asked)
    return replace(found, total=max(total, found.last)), facets


def _linked(facets: Sequence[Facet], given: QueryDict) -> list[dict[str, object]]:
    """Each value with its address."""
    return [
        {
            "label": facet.label,
            "choices": [
                {
                    "label": choice.label,
                    "documents": choice.documents,
                    "url": _address(given, trang="", o="1", **choice.query),
                }
                for choice in facet.choices
            ],
        }
        for facet in facets
    ]


def _count(request: Request, action: str, rows: int) -> None:
    audit.record(
        action, "search", None, at=request.now, actor_id=request.actor.officer_id,
        unit_id=request.actor.unit_id, rows=rows,
    )  # fmt: skip


def _address(given: QueryDict, **changes: str) -> str:
    """The present address with some of its parts changed; empty parts are left out."""
    parts: dict[str, Any] = {name: given[name] for name in given} | changes
    return f"?{urlencode({name: value for name, value in parts.items() if value})}"
