"""The page of one document, its print, its links."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.http import Request
from hoiso.access.public import Actor, Right, signed_in
from hoiso.core.errors import DomainError
from hoiso.core.forms import clean_text, id_from
from hoiso.core.pages import go_to, page
from hoiso.documents.handling import offers as handling_offers
from hoiso.documents.handling import public as handling
from hoiso.documents.incoming import offers as incoming_offers
from hoiso.documents.opinions import offers as opinions_offers
from hoiso.documents.outgoing import offers as outgoing_offers
from hoiso.documents.sheet import phrases, public, showing
from hoiso.documents.sheet.forms import LinkForm
from hoiso.documents.sheet.parts import Action, Sheet


@signed_in
def document(request: Request, document_id: int) -> HttpResponse:
    """Everything about one document, and what this officer may do with it now."""
    actor = request.actor
    sheet = public.sheet(document_id, officer_id=actor.officer_id)
    if any(line.state == "unopened" for line in sheet.assignments_of(actor)):
        handling.mark_opened(by=actor, document_id=sheet.id, at=request.now)
        sheet = sheet.as_opened_by(actor, at=request.now)
    public.note_seen(by=actor, sheet=sheet, action="view", at=request.now)
    back_url, back_label = _way_back(sheet, actor)
    return page(
        request,
        "documents/sheet/document.html",
        **showing.context(sheet, actor.on),
        actions=_actions(sheet, actor),
        back_url=back_url,
        back_label=back_label,
        given_by=sheet.unit_name if _from_elsewhere(sheet, actor) else "",
        may_stop=actor.holds(Right.REGISTER_INCOMING, at=sheet.unit_id),
        may_link=actor.holds(Right.WORK_ON_TASKS, at=sheet.unit_id),
        may_restrict=actor.holds(Right.RESTRICT, at=sheet.unit_id),
        keeps_books=actor.holds(Right.KEEP_BOOKS, at=sheet.unit_id),
        keeps_dossiers=actor.holds(Right.KEEP_DOSSIERS, at=sheet.unit_id),
    )


@signed_in
def document_print(request: Request, document_id: int) -> HttpResponse:
    """The same on paper: facts, instructions, course; who printed it and when. Counted as a print."""
    sheet = public.sheet(document_id, officer_id=request.actor.officer_id)
    public.note_seen(by=request.actor, sheet=sheet, action="print", at=request.now)
    return page(
        request,
        "documents/sheet/print.html",
        **showing.context(sheet, request.actor.on),
        printed_at=request.now,
        back_url=reverse("document", args=[sheet.id]),
        back_label="Trang văn bản",
    )


@signed_in
def document_link(request: Request, document_id: int) -> HttpResponse:
    """Say what this document is to another: words find it, and in doubt she chooses."""
    sheet = public.sheet(document_id, officer_id=request.actor.officer_id)
    form = LinkForm(request.POST or None)
    found: Sequence[public.Candidate] = ()
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        chosen = request.POST.get("chon", "")
        found = public.candidates(words, unit_id=sheet.unit_id, but=sheet.id) if words else ()
        if not chosen and len(found) == 1:
            chosen = str(found[0].id)
        if (other_id := id_from(chosen)) is not None:
            try:
                public.link_documents(
                    by=request.actor, document_id=sheet.id, other_id=other_id, at=request.now,
                    kind=form.cleaned_data["kind"],
                )  # fmt: skip
            except DomainError as error:
                form.add_error(error.field if error.field in form.fields else None, error.sentence)
            else:
                return go_to(request, reverse("document", args=[sheet.id]), done=phrases.LINK_MADE)
        elif not words:
            form.add_error("words", phrases.LINK_WORDS)
        elif not found:
            form.add_error("words", phrases.LINK_NOBODY)
        else:
            form.add_error(None, phrases.LINK_CHOOSE)
    return page(
        request,
        "documents/sheet/link.html",
        status=422 if form.is_bound else 200,
        form=form,
        sheet=sheet,
        found=found,
    )


@signed_in
@require_POST
def document_unlink(request: Request, document_id: int) -> HttpResponse:
    """Take a link back."""
    public.unlink_documents(
        by=request.actor, document_id=document_id, other_id=id_from(request.POST.get("van-ban", "")) or 0,
        kind=clean_text(request.POST.get("quan-he", "")), at=request.now,
    )  # fmt: skip
    return go_to(request, reverse("document", args=[document_id]), done=phrases.LINK_GONE)


def _actions(sheet: Sheet, actor: Actor) -> list[Action]:
    """What the folders offer, with one main button at most: the first that asks to be it."""
    folders = (handling_offers, outgoing_offers, opinions_offers, incoming_offers)
    offered = [one for folder in folders for one in folder.offers(sheet, actor, actor.on)]
    main = next((one for one in offered if one.main), None)
    others = [replace(one, main=False) for one in offered if one is not main]
    return [main, *others] if main else others


def _from_elsewhere(sheet: Sheet, actor: Actor) -> bool:
    """Whether she reads what lies at another unit because hers was asked to work on it, or told."""
    mine = {post.unit_id for post in actor.posts}
    return sheet.unit_id not in mine and any(line.unit_id in mine for line in sheet.assignments)


def _way_back(sheet: Sheet, actor: Actor) -> tuple[str, str]:
    """The list from which this officer comes most likely."""
    if sheet.direction == "in" and actor.holds(Right.READ_TRAY, at=sheet.unit_id):
        return reverse("incoming_tray"), "Văn bản đến"
    if sheet.direction == "out" and actor.holds(Right.DRAFT, at=sheet.unit_id):
        return reverse("outgoing_list"), "Văn bản đi"
    return reverse("task_list"), "Công việc"
