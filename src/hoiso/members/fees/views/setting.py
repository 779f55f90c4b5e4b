"""Rates, shares and exemptions."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError
from hoiso.core.forms import refused
from hoiso.core.pages import go_to, page
from hoiso.members.fees import public
from hoiso.members.fees.forms import ExemptForm, RateForm, SplitForm
from hoiso.members.pages import posted
from hoiso.members.register.public import member_row


@needs(Right.TAKE_FEES)
def fee_settings(request: Request) -> HttpResponse:
    """The rates and shares that were set, with their days; the province sets another."""
    today, sets = request.actor.on, public.sets_fees(request.actor)
    which = request.POST.get("viec", "") if request.method == "POST" else ""
    rate = RateForm(request.POST if which == "muc" else None)
    split = SplitForm(request.POST if which == "ty-le" else None, today=today, initial={"ngay": today})
    form = split if which == "ty-le" else rate
    if which in ("muc", "ty-le") and form.is_valid():
        given = form.cleaned_data
        try:
            if form is rate:
                public.set_rate(
                    by=request.actor,
                    valid_from=given["tu"],
                    amount=given["tien"],
                    paper=given["paper"],
                    at=request.now,
                )
            else:
                public.set_split(
                    by=request.actor,
                    valid_from=given["ngay"],
                    branch=given["chi_hoi"],
                    commune=given["xa"],
                    province=given["tinh"],
                    paper=given["paper"],
                    at=request.now,
                )
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, reverse("fee_settings"), done="Đã ghi. Các mức trước vẫn còn ở dưới đây.")
    return page(
        request,
        "members/fees/settings.html",
        title="Mức hội phí",
        rates=public.rates(),
        splits=public.splits(),
        rate=rate,
        split=split,
        form=form,
        sets=sets,
        status=422 if request.method == "POST" else 200,
    )


@needs(Right.TAKE_FEES)
def fee_exempt(request: Request, member_id: int) -> HttpResponse:
    """She owes nothing for some months, by a decision."""
    one = member_row(request.actor, member_id)
    public.require_taking(request.actor, commune_id=one.commune_id, branch_id=one.branch_id)
    form = ExemptForm(posted(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            public.exempt(
                by=request.actor,
                member_id=member_id,
                valid_from=given["tu"],
                valid_to=given["den"],
                reason=given["reason"],
                paper=given["paper"],
                at=request.now,
            )
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, reverse("fee_member", args=[member_id]), done="Đã ghi miễn hội phí.")
    return page(
        request,
        "members/fees/exempt.html",
        title=f"Miễn hội phí cho {one.full_name}",
        member=one,
        form=form,
        status=422 if form.is_bound else 200,
    )


@needs(Right.TAKE_FEES)
@require_POST
def fee_exempt_end(request: Request, member_id: int, exemption_id: int) -> HttpResponse:
    """The exemption was wrong."""
    public.withdraw_exemption(
        by=request.actor, member_id=member_id, exemption_id=exemption_id, at=request.now
    )
    return go_to(request, reverse("fee_member", args=[member_id]), done="Đã thôi miễn hội phí lần này.")
