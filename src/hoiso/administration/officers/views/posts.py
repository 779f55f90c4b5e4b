"""Posts of an officer: give, move, end."""

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access import public as access
from hoiso.access.public import Post, Request, Right, needs
from hoiso.administration.officers.choosing import chosen_unit
from hoiso.administration.officers.forms import LastDayForm, MoveForm, PostForm, roles_for
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import vn_date


@needs(Right.ADMINISTER_OFFICERS)
def post_add(request: Request, officer_id: int) -> HttpResponse:
    """One more post for an officer."""
    today = office_date(request.now)
    shown = access.officer_facts(officer_id, at=request.now)
    form = PostForm(
        request.POST if request.method == "POST" else None,
        today=today,
        roles=roles_for(request.actor),
        initial={"since": today},
    )
    if form.is_valid():
        given = dict(form.cleaned_data)
        del given["unit"]
        try:
            unit_id = chosen_unit(request.POST, on=today)
            access.give_post(
                by=request.actor, officer_id=officer_id, unit_id=unit_id, at=request.now, **given
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("officer", args=[officer_id]), done="Đã giao chức vụ.")
    return page(
        request,
        "administration/officers/post_add.html",
        status=422 if form.errors else 200,
        form=form,
        person=shown.officer,
        unit_id=request.POST.get("unit_ma", ""),
    )


@needs(Right.ADMINISTER_OFFICERS)
def post_move(request: Request, post_id: int) -> HttpResponse:
    """Another post in place of this one, from a day on."""
    post, today = _post(post_id), office_date(request.now)
    initial = {"on": today, "unit": post.unit.name, "role": post.role, "title": post.title}
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        today=today,
        roles=roles_for(request.actor),
        initial=initial,
    )
    if form.is_valid():
        given = dict(form.cleaned_data)
        del given["unit"]
        try:
            unit_id = chosen_unit(request.POST, on=today)
            access.move_post(by=request.actor, post_id=post_id, unit_id=unit_id, at=request.now, **given)
        except (NotAllowed, NotThere):
            raise
        except DomainError as error:
            form.add_error("on" if error.field == "since" else error.field, error.sentence)
        else:
            done = f"Đã chuyển chức vụ từ {vn_date(given['on'])}."
            return go_to(request, reverse("officer", args=[post.officer_id]), done=done)
    return page(
        request,
        "administration/officers/post_move.html",
        status=422 if form.errors else 200,
        form=form,
        post=post,
        unit_id=request.POST.get("unit_ma", ""),
    )


@needs(Right.ADMINISTER_OFFICERS)
def post_end(request: Request, post_id: int) -> HttpResponse:
    """The post's last day."""
    post, today = _post(post_id), office_date(request.now)
    form = LastDayForm(
        request.POST if request.method == "POST" else None, today=today, initial={"last_day": today}
    )
    if form.is_valid():
        try:
            access.end_post(
                by=request.actor, post_id=post_id, last_day=form.cleaned_data["last_day"], at=request.now
            )
        except (NotAllowed, NotThere):
            raise
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(
                request, reverse("officer", args=[post.officer_id]), done="Đã ghi ngày kết thúc chức vụ."
            )
    return page(
        request,
        "administration/officers/post_end.html",
        status=422 if form.errors else 200,
        form=form,
        post=post,
    )


def _post(post_id: int) -> Post:
    return access.administered_post(post_id)
