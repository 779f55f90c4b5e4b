"""Delegation of a post: list, give, end."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access import public as access
from hoiso.access.public import Request, Right, post_words, signed_in
from hoiso.administration.officers.choosing import chosen_officer
from hoiso.administration.officers.forms import DelegationForm
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.forms import id_from
from hoiso.core.pages import go_to, page


@signed_in
@require_safe
def delegations(request: Request) -> HttpResponse:
    """Given, received, and for administrators those of their units."""
    today = office_date(request.now)
    return page(
        request,
        "administration/officers/delegations.html",
        rows=access.delegations_seen(on=today),
        today=today,
        me=request.actor.officer_id,
    )


@signed_in
def delegation_add(request: Request) -> HttpResponse:
    """Lend one of her own posts, or as administrator the post named in the address (`chuc-vu`)."""
    today = office_date(request.now)
    form = DelegationForm(
        request.POST if request.method == "POST" else None,
        today=today,
        posts=_posts(request),
        initial={"since": today},
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            access.delegate(
                by=request.actor,
                post_id=int(given["post"]),
                officer_id=chosen_officer(request.POST, on=today),
                content=given["content"],
                since=given["since"],
                until=given["until"],
                at=request.now,
            )
        except (NotAllowed, NotThere):
            raise
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("delegations"), done="Đã uỷ quyền.")
    return page(
        request,
        "administration/officers/delegation_add.html",
        status=422 if form.errors else 200,
        form=form,
        officer_id=request.POST.get("officer_ma", ""),
    )


@signed_in
@require_POST
def delegation_end(request: Request, delegation_id: int) -> HttpResponse:
    """Take the post back from today on."""
    access.end_delegation(by=request.actor, delegation_id=delegation_id, at=request.now)
    return go_to(request, reverse("delegations"), done="Đã kết thúc uỷ quyền.")


def _posts(request: Request) -> list[tuple[str, str]]:
    own = [
        (str(post.id), f"{post.title}, {post.unit_title}")
        for post in request.actor.posts
        if not post.delegated
    ]
    asked = request.GET.get("chuc-vu") or request.POST.get("post", "")
    asked_id = id_from(asked)
    if asked_id is None or asked in dict(own) or not request.actor.holds(Right.ADMINISTER_OFFICERS):
        return own
    post = access.administered_post(asked_id)
    words = f"{post_words(post.role, post.title)}, {post.unit.title} ({post.officer.full_name})"
    return [(str(post.pk), words), *own]
