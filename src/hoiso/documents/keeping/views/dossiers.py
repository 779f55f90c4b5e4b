"""Hồ sơ: the plan of a unit, one dossier with its documents, and both on paper."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.http import Request
from hoiso.access.public import Right, needs, signed_in
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.core.forms import id_from, ids_from
from hoiso.core.pages import go_to, page
from hoiso.documents.keeping import phrases, public
from hoiso.documents.keeping.forms.cases import NewDossierForm
from hoiso.documents.keeping.forms.dossiers import CloseForm, DossierForm, IntoDossierForm
from hoiso.documents.keeping.public import DossierRow
from hoiso.documents.sheet.public import sheet as sheet_of

_VIEW_WORDS = {
    "don-vi": "Của đơn vị",
    "cua-toi": "Tôi lập",
    "da-dong": "Đã đóng",
    "nop-luu-tru": "Sắp nộp lưu trữ",
}


@needs(Right.KEEP_DOSSIERS)
def dossier_list(request: Request) -> HttpResponse:
    """The unit's dossiers by year, in the order of the plan, each counted."""
    return _list(request, "documents/keeping/dossiers.html", printed=False)


@needs(Right.KEEP_DOSSIERS)
def dossier_list_print(request: Request) -> HttpResponse:
    """Mục lục hồ sơ."""
    return _list(request, "documents/keeping/dossiers_print.html", printed=True)


def _list(request: Request, template: str, *, printed: bool) -> HttpResponse:
    actor, unit_id = request.actor, _unit(request)
    view = request.GET.get("xem", "don-vi")
    view = view if view in _VIEW_WORDS else "don-vi"
    year_text = request.GET.get("nam", "")
    year = int(year_text) if year_text.isascii() and year_text.isdigit() and len(year_text) == 4 else None
    rows = public.dossiers(unit_id=unit_id, view=view, year=year, officer_id=actor.officer_id, on=actor.on)
    if printed:
        audit.record(
            "print", "dossier_list", None, at=request.now, actor_id=actor.officer_id, unit_id=unit_id,
            rows=len(rows),
        )  # fmt: skip
    counts, years = public.dossier_counts(unit_id=unit_id, officer_id=actor.officer_id, on=actor.on)
    numbers = (counts.unit, counts.own, counts.closed, counts.archive)
    asked = {"xem": view, **({"nam": str(year)} if year else {})}
    views = [
        {
            "url": f"?{urlencode({**asked, 'xem': name})}",
            "label": words,
            "count": count,
            "current": name == view,
        }
        for (name, words), count in zip(_VIEW_WORDS.items(), numbers, strict=True)
    ]
    return page(
        request,
        template,
        title="Mục lục hồ sơ" if printed else "Hồ sơ",
        heads=phrases.DOSSIER_LIST_HEADS if printed else phrases.DOSSIER_HEADS,
        rows=[(row, row.announced(actor.on)) for row in rows],
        views=views,
        view=view,
        years=years,
        year=year,
        today=actor.on,
        archive=counts.archive,
        filter_words=f"{_VIEW_WORDS[view]}{f', năm {year}' if year else ''}",
        printed_at=request.now,
        back_url=f"{reverse('dossier_list')}?{urlencode(asked)}",
        back_label="Hồ sơ",
        print_url=f"{reverse('dossier_list_print')}?{urlencode(asked)}",
        may_confirm=actor.holds(Right.RESTRICT),
        archives=actor.holds(Right.KEEP_ARCHIVE),
    )


@needs(Right.KEEP_DOSSIERS)
def dossier_new(request: Request) -> HttpResponse:
    """Open a dossier; from a document's page that goes in at once, from a dossier's page it is its part."""
    document_id, parent_id = (id_from(request.GET.get(name, "")) for name in ("van-ban", "trong"))
    parent = public.dossier(parent_id) if parent_id is not None else None
    unit_id = parent.unit_id if parent else _unit(request)
    people = public.case_people(unit_id, on=request.actor.on)
    form = NewDossierForm(
        request.POST or None, people=people, today=request.actor.on,
        initial={
            "year": request.actor.on.year, "lead": request.actor.officer_id,
            **({"heading": parent.heading, "retention": parent.retention} if parent else {}),
        },
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = public.open_dossier(
                by=request.actor, unit_id=unit_id, facts=form.facts(), at=request.now,
                lead_id=form.cleaned_data["lead"], due_on=form.cleaned_data["due_on"], parent_id=parent_id,
            )  # fmt: skip
            if document_id is not None:
                public.put_in_dossier(
                    by=request.actor, dossier_id=made.pk, document_id=document_id, at=request.now
                )
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return go_to(request, reverse("dossier", args=[made.pk]), done=phrases.DOSSIER_OPENED)
    return page(
        request,
        "documents/keeping/dossier_form.html",
        status=422 if form.is_bound else 200,
        title="Mở hồ sơ con" if parent else "Mở hồ sơ mới",
        form=form,
        people=True,
        label="Mở hồ sơ con" if parent else "Mở hồ sơ",
        intro=phrases.part_of(parent.code, parent.title, hidden=parent.restricted) if parent else "",
        back_url=reverse("dossier", args=[parent.id]) if parent else reverse("dossier_list"),
        back_label=f"Hồ sơ {parent.code}" if parent else "Hồ sơ",
    )


@signed_in
def dossier(request: Request, dossier_id: int) -> HttpResponse:
    """One dossier with its documents in order."""
    row, case = public.dossier_and_case(dossier_id)
    _note(request, row, "view")
    free, me = row.is_free, request.actor.officer_id
    fills = free and request.actor.holds(Right.KEEP_DOSSIERS, at=row.unit_id) and row.closed_on is None
    seen = audit.seen("dossier", [dossier_id]).get(dossier_id)
    inside = public.entries(dossier_id, cursor=request.GET.get("trang", ""), total=row.documents)
    return page(
        request,
        "documents/keeping/dossier.html",
        heads=phrases.ENTRY_HEADS,
        title=row.title,
        dossier=row,
        entries=inside,
        previous=f"?{urlencode({'trang': inside.previous})}" if inside.previous else "",
        next=f"?{urlencode({'trang': inside.next})}" if inside.next else "",
        announced=row.announced(request.actor.on),
        today=request.actor.on,
        keeps=free and _keeps(request, row),
        fills=fills,
        case=case,
        works=fills,
        working=row.closed_on is None and row.paused_on is None,
        asked=case.asked_of(me),
        me=me,
        archives=request.actor.holds(Right.KEEP_ARCHIVE, at=row.unit_id) and row.disposed_on is None,
        lifts=request.actor.holds(Right.APPROVE, at=row.unit_id),
        may_restrict=request.actor.holds(Right.RESTRICT, at=row.unit_id),
        facts=[*_facts(row), ("Đã xem", f"{seen.times} lần, {seen.officers} người" if seen else "")],
    )


@signed_in
def dossier_print(request: Request, dossier_id: int) -> HttpResponse:
    """Mục lục văn bản trong hồ sơ."""
    row = public.dossier(dossier_id)
    entries = public.all_entries(dossier_id)
    _note(request, row, "print", rows=len(entries))
    return page(
        request,
        "documents/keeping/dossier_print.html",
        heads=phrases.CONTENTS_HEADS,
        title="Mục lục văn bản trong hồ sơ",
        dossier=row,
        rows=entries,
        facts=_facts(row),
        filter_words=f"Hồ sơ {row.code}, năm {row.year}",
        printed_at=request.now,
        back_url=reverse("dossier", args=[dossier_id]),
        back_label=f"Hồ sơ {row.code}",
    )


@needs(Right.KEEP_DOSSIERS)
def dossier_change(request: Request, dossier_id: int) -> HttpResponse:
    """Correct the cover."""
    row = public.dossier(dossier_id)
    initial = {
        name: getattr(row, name) for name in ("code", "year", "title", "heading", "retention", "description")
    }
    form = DossierForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            public.change_dossier(by=request.actor, dossier_id=dossier_id, facts=form.facts(), at=request.now)
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return go_to(request, reverse("dossier", args=[dossier_id]), done=phrases.DOSSIER_CHANGED)
    return page(
        request,
        "documents/keeping/dossier_form.html",
        status=422 if form.is_bound else 200,
        title="Sửa thông tin hồ sơ",
        form=form,
        label="Lưu thông tin hồ sơ",
        back_url=reverse("dossier", args=[dossier_id]),
        back_label=f"Hồ sơ {row.code}",
    )


@needs(Right.KEEP_DOSSIERS)
def dossier_close(request: Request, dossier_id: int) -> HttpResponse:
    """Close it when the work is done."""
    (row, case), today = public.dossier_and_case(dossier_id), request.actor.on
    initial = {"closed_on": today, "retention": row.retention}
    form = CloseForm(request.POST or None, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            public.close_dossier(by=request.actor, dossier_id=dossier_id, at=request.now, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return go_to(
                request,
                reverse("dossier", args=[dossier_id]),
                done=phrases.DOSSIER_CLOSED,
                undo=reverse("dossier_reopen", args=[dossier_id]),
            )
    return page(
        request,
        "documents/keeping/dossier_close.html",
        status=422 if form.is_bound else 200,
        title="Đóng hồ sơ",
        form=form,
        dossier=row,
        unfinished=case.unfinished,
    )


@needs(Right.KEEP_DOSSIERS)
@require_POST
def dossier_reopen(request: Request, dossier_id: int) -> HttpResponse:
    """Open a closed dossier again."""
    public.reopen_dossier(by=request.actor, dossier_id=dossier_id, at=request.now)
    return go_to(request, reverse("dossier", args=[dossier_id]), done=phrases.DOSSIER_REOPENED)


@needs(Right.KEEP_DOSSIERS)
def dossier_take_out(request: Request, dossier_id: int) -> HttpResponse:
    """Ticked documents go out, or into another dossier that is chosen here."""
    row = public.dossier(dossier_id)
    ticked = request.POST.getlist("chon") or request.GET.getlist("chon")
    chosen = ids_from(ticked)
    others = [one for one in public.open_dossiers(unit_id=row.unit_id) if one[0] != dossier_id]
    moving = "dossier" in request.POST
    form = IntoDossierForm(request.POST if moving else None, dossiers=others)
    if request.method == "POST" and not chosen:
        return go_to(request, reverse("dossier", args=[dossier_id]), done=phrases.NOTHING_TICKED)
    try:
        if request.method == "POST" and request.POST.get("viec") == "ra":
            count = public.take_out_of_dossier(
                by=request.actor, dossier_id=dossier_id, document_ids=chosen, at=request.now
            )
            said = phrases.TAKEN_OUT.format(count=count)
            return go_to(request, reverse("dossier", args=[dossier_id]), done=said)
        if moving and form.is_valid():
            target = form.cleaned_data["dossier"]
            count = public.move_to_dossier(
                by=request.actor, dossier_id=dossier_id, to_dossier_id=target, document_ids=chosen,
                at=request.now,
            )  # fmt: skip
            said = phrases.MOVED.format(count=count, code=dict(others)[target].partition(",")[0])
            return go_to(request, reverse("dossier", args=[target]), done=said)
    except DomainError as error:
        form.add_error(None, error.sentence)
    return page(
        request,
        "documents/keeping/dossier_move.html",
        status=422 if form.is_bound else 200,
        title="Chuyển văn bản sang hồ sơ khác",
        form=form,
        dossier=row,
        chosen=chosen,
        others=others,
    )


@needs(Right.KEEP_DOSSIERS)
def dossier_suggested(request: Request, dossier_id: int) -> HttpResponse:
    """What may belong inside, each with the reason; what is ticked goes in."""
    row = public.dossier(dossier_id)
    if not request.actor.holds(Right.KEEP_DOSSIERS, at=row.unit_id):
        raise NotAllowed("Chức vụ hiện tại của đồng chí không đưa văn bản vào hồ sơ của đơn vị này.")
    if request.method == "POST":
        chosen = ids_from(request.POST.getlist("van-ban"))
        address = reverse("dossier" if chosen else "dossier_suggested", args=[dossier_id])
        for document_id in sorted(set(chosen)):
            public.put_in_dossier(
                by=request.actor, dossier_id=dossier_id, document_id=document_id, at=request.now
            )
        said = phrases.PUT_IN_MANY.format(count=len(set(chosen))) if chosen else phrases.NOTHING_TICKED
        return go_to(request, address, done=said)
    return page(
        request,
        "documents/keeping/suggested.html",
        title=f"Gợi ý văn bản cho hồ sơ {row.code}",
        heads=phrases.SUGGESTED_HEADS,
        dossier=row,
        rows=public.suggested(
            dossier_id=dossier_id, unit_id=row.unit_id, title=row.title, keeper_id=row.creator_id
        ),
    )


@needs(Right.KEEP_DOSSIERS)
def document_dossiers(request: Request, document_id: int) -> HttpResponse:
    """Lay a document into a dossier of its unit."""
    sheet = sheet_of(document_id, officer_id=request.actor.officer_id)
    leads = (line.officer_id for line in sheet.assignments if line.part == "lead")
    holders = frozenset(one for one in (sheet.holder_id, sheet.created_by, *leads) if one)
    proposed = public.suggested_dossiers(
        document_id=document_id, unit_id=sheet.unit_id, subject=sheet.subject, holder_ids=holders
    )
    free = [(one.id, one.words) for one in proposed]
    form = IntoDossierForm(request.POST or None, dossiers=free)
    if request.method == "POST" and form.is_valid():
        target = form.cleaned_data["dossier"]
        try:
            public.put_in_dossier(
                by=request.actor, dossier_id=target, document_id=document_id, at=request.now
            )
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            said = phrases.PUT_IN.format(code=dict(free)[target].partition(",")[0])
            return go_to(request, reverse("document", args=[document_id]), done=said)
    return page(
        request,
        "documents/keeping/into_dossier.html",
        status=422 if form.is_bound else 200,
        title="Đưa văn bản vào hồ sơ",
        form=form,
        sheet=sheet,
        free=free,
        proposed=[one for one in proposed if one.reasons][:3],
    )


def _unit(request: Request) -> int:
    """The unit whose dossiers she keeps: of her present post, else the first where she may."""
    units = request.actor.units_with(Right.KEEP_DOSSIERS)
    return request.actor.unit_id if request.actor.unit_id in units else units[0]


def _keeps(request: Request, row: DossierRow) -> bool:
    return public.keeps(request.actor, unit_id=row.unit_id, creator_id=row.creator_id, lead_id=row.lead_id)


def _note(request: Request, row: DossierRow, action: str, **details: int) -> None:
    audit.record(
        action, "dossier", row.id, at=request.now, actor_id=request.actor.officer_id, unit_id=row.unit_id,
        **details,
    )  # fmt: skip


def _facts(row: DossierRow) -> list[tuple[str, str]]:
    def day(value: object) -> str:
        return f"{value:%d/%m/%Y}" if value else ""

    return [
        ("Số, ký hiệu hồ sơ", row.code),
        ("Năm của danh mục", str(row.year)),
        ("Đề mục", row.heading),
        ("Thời hạn bảo quản", row.retention_words),
        ("Người lập", row.creator_name),
        ("Ngày mở", day(row.opened_on)),
        ("Ngày kết thúc", day(row.closed_on)),
        ("Nộp lưu trữ trước", day(row.hand_over_by)),
        ("Bảo quản đến", day(row.kept_until)),
        ("Nhập từ", row.origin_name),
        ("Số văn bản", str(row.documents)),
        ("Số trang", str(row.pages)),
        ("Thời gian tài liệu", " – ".join(filter(None, (day(row.first_on), day(row.last_on))))),
        ("Ghi chú", row.description),
    ]
