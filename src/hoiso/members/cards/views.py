"""Cards, lists and labels on paper; the page that a card's QR code leads to."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hoiso.access.public import Request, Right, needs, open_to_all
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.pages import page
from hoiso.members.cards import public
from hoiso.members.cards.forms import PrintForm
from hoiso.members.cards.public import Kept, Sheet
from hoiso.members.register.public import branches_at, place_of


@needs(Right.KEEP_MEMBERS)
def member_printing(request: Request) -> HttpResponse:
    """Choose whom and what; the answer to a good choice is the PDF."""
    place = place_of(request.actor, Right.KEEP_MEMBERS)
    branches = branches_at(place, on=request.actor.on)
    initial = {"kept": request.GET.get("ds", Kept.ALL.value), "sheet": Sheet.LIST.value}
    form = PrintForm(request.POST if request.method == "POST" else None, branches=branches, initial=initial)
    if form.is_bound and form.is_valid():
        site = settings.SITE_ADDRESS or request.build_absolute_uri("/")[:-1]
        given = form.cleaned_data
        try:
            content = public.print_for(
                by=request.actor, place=place, kept=Kept(given["kept"]), branch_id=given["branch"],
                sheet=Sheet(given["sheet"]), meeting=form.meeting(),
                address=lambda token: f"{site}{reverse('card_check', args=[token])}", at=request.now,
            )  # fmt: skip
        except (NotThere, NotAllowed):
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            answer = HttpResponse(content, content_type="application/pdf")
            answer["Content-Disposition"] = f'inline; filename="hoi-vien-{given["sheet"]}.pdf"'
            return answer
    return page(
        request, "members/cards/print.html", title="In thẻ, danh sách, giấy mời", form=form, place=place,
        several=len(branches.branches) > 1, status=422 if form.is_bound else 200,
    )  # fmt: skip


@open_to_all
@never_cache
@require_safe
def card_check(request: Request, token: str) -> HttpResponse:
    """Whether a card is valid. Whoever holds the card may ask; nothing else is told."""
    found = public.checked(token)
    return page(
        request, "members/cards/check.html", title="Kiểm tra thẻ hội viên", found=found, at=request.now,
        status=200 if found else 404,
    )  # fmt: skip
