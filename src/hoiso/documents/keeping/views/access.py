"""Who can see this and why; restricting to named readers; what waits for a second person."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.http import Request
from hoiso.access.public import Right, needs, require, signed_in
from hoiso.core.errors import DomainError
from hoiso.core.forms import ids_from
from hoiso.core.pages import go_to, page
from hoiso.documents.keeping import phrases, public
from hoiso.documents.keeping.forms.dossiers import AccessForm
from hoiso.documents.sheet.public import sheet as sheet_of

_SHOWN_AFTER_DECISION = timedelta(days=30)


@signed_in
def document_who(request: Request, document_id: int) -> HttpResponse:
    """Everybody who can see the document, and why."""
    sheet = sheet_of(document_id, officer_id=request.actor.officer_id)
    return page(
        request,
        "documents/keeping/who.html",
        heads=phrases.WHO_HEADS,
        title="Ai xem được văn bản này",
        subject=sheet.subject,
        restricted=sheet.restricted,
        waiting=sheet.restriction_waiting,
        seen=sheet.seen[0] if sheet.seen else None,
        seers=public.seers_of_document(document_id),
        back_url=reverse("document", args=[document_id]),
        back_label=f"Văn bản {sheet.symbol}" if sheet.symbol else "Trang văn bản",
        change_url=reverse("document_access", args=[document_id])
        if request.actor.holds(Right.RESTRICT, at=sheet.unit_id)
        else "",
    )


@signed_in
def dossier_who(request: Request, dossier_id: int) -> HttpResponse:
    """The same for a dossier."""
    dossier = public.dossier(dossier_id)
    return page(
        request,
        "documents/keeping/who.html",
        heads=phrases.WHO_HEADS,
        title="Ai xem được hồ sơ này",
        subject=dossier.title,
        restricted=dossier.restricted,
        waiting=False,
        seen=None,
        seers=public.seers_of_dossier(dossier_id),
        back_url=reverse("dossier", args=[dossier_id]),
        back_label=f"Hồ sơ {dossier.code}",
        change_url=reverse("dossier_access", args=[dossier_id])
        if request.actor.holds(Right.RESTRICT, at=dossier.unit_id)
        else "",
    )


@needs(Right.RESTRICT)
def document_access(request: Request, document_id: int) -> HttpResponse:
    """Ask that a document be restricted, opened, or read by others."""
    sheet = sheet_of(document_id, officer_id=request.actor.officer_id)
    require(request.actor, Right.RESTRICT, at=sheet.unit_id)
    people = public.people_at(sheet.unit_id, on=request.actor.on)
    named = public.named_to_document(document_id)
    form = _access_form(request, people, named, restricted=sheet.restricted)
    if request.method == "POST" and form.is_valid():
        try:
            public.ask_document_access(
                by=request.actor, document_id=document_id, at=request.now, **_asked(form)
            )
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return go_to(request, reverse("document", args=[document_id]), done=phrases.ASKED)
    return page(
        request,
        "documents/keeping/restrict.html",
        status=422 if form.is_bound else 200,
        title="Người được xem văn bản",
        form=form,
        subject=sheet.subject,
        back_url=reverse("document", args=[document_id]),
        back_label=f"Văn bản {sheet.symbol}" if sheet.symbol else "Trang văn bản",
    )


@needs(Right.RESTRICT)
def dossier_access(request: Request, dossier_id: int) -> HttpResponse:
    """The same for a dossier."""
    dossier = public.dossier(dossier_id)
    require(request.actor, Right.RESTRICT, at=dossier.unit_id)
    people = public.people_at(dossier.unit_id, on=request.actor.on)
    named = public.named_to_dossier(dossier_id)
    form = _access_form(request, people, named, restricted=dossier.restricted)
    if request.method == "POST" and form.is_valid():
        try:
            public.ask_dossier_access(by=request.actor, dossier_id=dossier_id, at=request.now, **_asked(form))
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return go_to(request, reverse("dossier", args=[dossier_id]), done=phrases.ASKED)
    return page(
        request,
        "documents/keeping/restrict.html",
        status=422 if form.is_bound else 200,
        title="Người được xem hồ sơ",
        form=form,
        subject=dossier.title,
        back_url=reverse("dossier", args=[dossier_id]),
        back_label=f"Hồ sơ {dossier.code}",
    )


@needs(Right.RESTRICT, Right.ADMINISTER_OFFICERS)
def access_changes(request: Request) -> HttpResponse:
    """Chờ xác nhận: what was asked, what was decided in the last month."""
    asked = public.asked_changes(
        officer_id=request.actor.officer_id, decided_after=request.now - _SHOWN_AFTER_DECISION
    )
    return page(
        request,
        "documents/keeping/changes.html",
        heads=phrases.DECIDED_HEADS,
        title="Thay đổi người xem chờ xác nhận",
        waiting=[one for one in asked if one.decided_at is None],
        decided=[one for one in asked if one.decided_at is not None],
    )


@needs(Right.RESTRICT, Right.ADMINISTER_OFFICERS)
@require_POST
def access_decide(request: Request) -> HttpResponse:
    """Confirm, or not, what was asked at once."""
    agreed = request.POST.get("viec") == "dong-y"
    public.decide_access(
        by=request.actor,
        change_ids=ids_from(request.POST.getlist("thay-doi")),
        agreed=agreed,
        at=request.now,
    )
    return go_to(request, reverse("access_changes"), done=phrases.AGREED if agreed else phrases.REFUSED)


def _access_form(
    request: Request, people: Mapping[int, str], named: frozenset[int], *, restricted: bool
) -> AccessForm:
    initial = {
        "restricted": "1" if restricted else "",
        "readers": sorted(named) or [request.actor.officer_id],
    }
    return AccessForm(request.POST or None, people=people, initial=initial)


def _asked(form: AccessForm) -> dict[str, Any]:
    return {
        "restricted": form.cleaned_data["restricted"] == "1",
        "readers": form.cleaned_data["readers"],
        "reason": form.cleaned_data["reason"],
    }
