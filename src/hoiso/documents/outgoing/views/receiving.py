"""Recipients: chosen in the draft, followed after issue, and the groups kept for both."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError
from hoiso.core.forms import id_from
from hoiso.core.pages import go_to, page
from hoiso.documents.errors import ChangedMeanwhile
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.forms.deciding import PaperForm
from hoiso.documents.outgoing.forms.receiving import GroupForm, RecipientTable, SearchForm
from hoiso.documents.outgoing.public import DraftPage
from hoiso.documents.outgoing.rules import EDITABLE
from hoiso.documents.outgoing.views.desk import drafting_unit, refused, today, version_of
from hoiso.documents.tables.document import State


@needs(Right.DRAFT)
def outgoing_recipients(request: Request, document_id: int) -> HttpResponse:
    """Step 2 of a draft; once numbered, who has received it and what went on paper."""
    draft = public.draft_page(document_id)
    if draft.state not in (*EDITABLE, State.SUBMITTED):
        return _tracking(request, draft)
    if draft.state == State.SUBMITTED:
        return go_to(request, reverse("document", args=[document_id]))
    if request.method != "POST":
        if not public.take_lock(request.actor, document_id, at=request.now):
            return go_to(request, reverse("outgoing_edit", args=[document_id]))
        return _choosing(request, draft, RecipientTable(draft.content.recipients), SearchForm())
    table, form = RecipientTable.read(request.POST), SearchForm(request.POST)
    form.is_valid()
    for sentence in table.errors:
        form.add_error(None, sentence)
    choices: tuple[public.Offered, ...] = ()
    try:
        grown = public.grown_rows(
            table.rows, unit_id=draft.unit_id, unit_title=draft.unit_title, on=today(request),
            addressed=draft.content.document_kind.addressed, unit_ids=table.unit_ids,
            group_id=table.group_id, below=table.below, typed=table.typed, paper_name=table.paper_name,
        )  # fmt: skip
        rows, choices = grown.rows, grown.choices
        if request.POST.get("viec") and not form.errors and not choices:
            public.save_recipients(
                by=request.actor, document_id=document_id, version=version_of(request), rows=rows,
                at=request.now,
            )  # fmt: skip
            way = "outgoing_submit" if request.POST["viec"] == "tiep" else "outgoing_edit"
            return go_to(request, reverse(way, args=[document_id]), done="Đã lưu nơi nhận.")
    except ChangedMeanwhile as error:
        refused(form, error)
        draft, rows = public.draft_page(document_id), table.rows
    except DomainError as error:
        refused(form, error)
        rows = table.rows
    return _choosing(request, draft, RecipientTable(rows), form, choices=choices)


@needs(Right.DRAFT)
@require_safe
def suggest_recipients(request: Request) -> HttpResponse:
    """Units by the words typed so far."""
    found = public.suggested(
        request.GET.get("q", "")[:100], on=today(request), unit_id=drafting_unit(request)
    )
    options = [{"value": one.id, "label": one.name, "note": one.note} for one in found]
    return render(request, "core/suggestions.html", {"options": options})


@needs(Right.DRAFT)
def recipient_groups(request: Request) -> HttpResponse:
    """The groups of the unit, and a new one."""
    unit_id = drafting_unit(request)
    if request.method == "POST" and request.POST.get("viec") == "xoa":
        public.drop_group(
            by=request.actor, group_id=id_from(request.POST.get("nhom", "")) or 0, at=request.now
        )
        return go_to(request, reverse("recipient_groups"), done="Đã xoá nhóm nơi nhận.")
    return page(
        request, "documents/outgoing/groups.html", groups=public.groups((unit_id,)),
    )  # fmt: skip


@needs(Right.DRAFT)
def recipient_group(request: Request, group_id: int | None = None) -> HttpResponse:
    """Make a group or change one; units come by search, or all units directly under at one press."""
    unit_id = drafting_unit(request)
    kept = public.group_of(unit_id, group_id) if group_id else None
    chosen: tuple[tuple[int, str], ...] = tuple((one.id, one.name) for one in kept.members) if kept else ()
    form = GroupForm(initial={"name": kept.name if kept else ""})
    choices: tuple[public.Offered, ...] = ()
    if request.method == "POST":
        form = GroupForm(request.POST)
        form.is_valid()
        units = form.units()
        if request.POST.get("them") == "duoi":
            below = public.units_directly_below(unit_id, on=today(request))
            units = (*units, *(id_ for id_, _ in below if id_ not in units))
        typed = form.cleaned_data.get("don_vi", "")
        if typed and not request.POST.get("don_vi_ma"):
            found = public.suggested(typed, on=today(request), unit_id=unit_id)
            if len(found) == 1:
                units = (*units, found[0].id)
            elif found:
                choices = found
            else:
                form.add_error("don_vi", f"Không thấy đơn vị “{typed}”. Gõ vài chữ trong tên đơn vị.")
        chosen = public.units_named(units)
        if request.POST.get("viec") == "luu" and not form.errors and not choices:
            try:
                public.keep_group(
                    by=request.actor, unit_id=unit_id, name=form.cleaned_data["name"], unit_ids=units,
                    at=request.now, group_id=group_id,
                )  # fmt: skip
            except DomainError as error:
                refused(form, error)
            else:
                return go_to(request, reverse("recipient_groups"), done="Đã lưu nhóm nơi nhận.")
    saving = request.method == "POST" and request.POST.get("viec") == "luu"
    return page(
        request, "documents/outgoing/group.html", status=422 if saving else 200, form=form, kept=kept,
        choices=choices, chips=[{"value": id_, "label": name} for id_, name in chosen],
    )  # fmt: skip


@needs(Right.ISSUE)
@require_POST
def outgoing_paper(request: Request, document_id: int) -> HttpResponse:
    """Note paper copies that went to a recipient."""
    form = PaperForm(request.POST, today=today(request))
    if not form.is_valid():
        return _tracking(request, public.draft_page(document_id), form=form)
    given = form.cleaned_data
    public.note_paper_sent(
        by=request.actor, document_id=document_id, recipient_id=given["recipient"],
        copies=given["copies"], sent_on=given["sent_on"], at=request.now,
    )  # fmt: skip
    return go_to(request, reverse("outgoing_recipients", args=[document_id]), done="Đã ghi bản giấy.")


def _choosing(
    request: Request,
    draft: DraftPage,
    table: RecipientTable,
    form: SearchForm,
    *,
    choices: tuple[public.Offered, ...] = (),
) -> HttpResponse:
    offers = public.offers_for(draft.id, draft.unit_id, draft.kind, on=today(request))
    chosen = {row.unit_id for row in table.rows}
    return page(
        request, "documents/outgoing/recipients.html", status=422 if form.is_bound and form.errors else 200,
        draft=draft, rows=table.rows, form=form, choices=choices,
        usual=[one for one in offers.usual if one.id not in chosen],
        similar=[one for one in offers.similar if one.id not in chosen],
        parent=offers.parent if offers.parent and offers.parent.id not in chosen else None,
        groups=offers.groups, below=offers.below, no_chips=(),
        addressed=draft.content.document_kind.addressed,
    )  # fmt: skip


def _tracking(request: Request, draft: DraftPage, form: PaperForm | None = None) -> HttpResponse:
    return page(
        request, "documents/outgoing/tracking.html", status=422 if form else 200, draft=draft, form=form,
        recipients=public.tracked(draft.id), today=today(request),
        issues=request.actor.holds(Right.ISSUE, at=draft.unit_id),
    )  # fmt: skip
