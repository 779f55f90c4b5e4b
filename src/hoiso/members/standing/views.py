"""Pages of a member's standing: core member, posts held with their terms."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.forms import refused
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import vn_date
from hoiso.members.models import CoreSpan, Member, MemberPost
from hoiso.members.register import public as register
from hoiso.members.standing import public
from hoiso.members.standing.forms import CoreForm, EndForm, PostForm

_END = "thoi"


def _kept(request: Request, member_id: int) -> Member:
    one = register.member_row(request.actor, member_id)
    if one.merged_into_id:
        raise NotThere("Hồ sơ này đã được gộp. Mở hồ sơ còn lại.")
    if not register.keeps(request.actor, one):
        raise NotAllowed("Đồng chí không giữ danh sách của chi hội này nên không ghi được.")
    return one


def _done(form: Form, act: Callable[[], object]) -> bool:
    """Whether the form was right and the act was done; a refusal stands on the form."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act()
    except DomainError as error:
        refused(form, error)
        return False
    return True


@needs(Right.KEEP_MEMBERS)
def member_core(request: Request, member_id: int) -> HttpResponse:
    """When she was a core member; named one, or no more."""
    one, today = _kept(request, member_id), request.actor.on
    ends = request.POST.get("viec") == _END
    spans = list(CoreSpan.objects.filter(member=one).order_by("-valid_from"))
    running = [span for span in spans if span.valid_to is None or span.valid_to > today]
    form = CoreForm(_sent(request, wanted=not ends), today=today, initial={"valid_from": today})
    end = EndForm(
        _sent(request, wanted=ends), today=today, initial={"last": today}, label="Lần ghi",
        running=[(span.pk, f"Từ {vn_date(span.valid_from)}") for span in running],
    )  # fmt: skip
    if _done(form, lambda: public.name_core(
        by=request.actor, member_id=member_id, **form.cleaned_data, at=request.now
    )) or _done(end, lambda: public.end_core(
        by=request.actor, member_id=member_id, span_id=end.cleaned_data["which"],
        last=end.cleaned_data["last"], at=request.now,
    )):  # fmt: skip
        return go_to(request, reverse("member_core", args=[member_id]), done="Đã ghi vào hồ sơ.")
    return page(
        request, "members/standing/core.html", title=f"Hội viên nòng cốt: {one.full_name}", member=one,
        form=form, end=end, faulty=end if ends else form, spans=spans, running=running,
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
def member_posts(request: Request, member_id: int) -> HttpResponse:
    """Posts she holds and held; another one, or the end of one."""
    one, today = _kept(request, member_id), request.actor.on
    ends = request.POST.get("viec") == _END
    posts = list(MemberPost.objects.filter(member=one).select_related("unit").order_by("-valid_from"))
    running = [post for post in posts if post.valid_to is None or post.valid_to > today]
    form = PostForm(
        _sent(request, wanted=not ends), today=today, member=one,
        initial={"valid_from": today, "unit": one.branch_id},
    )  # fmt: skip
    end = EndForm(
        _sent(request, wanted=ends), today=today, initial={"last": today}, label="Chức vụ thôi giữ",
        running=[
            (post.pk, f"{post.title or post.get_kind_display()}, {post.unit.name}") for post in running
        ],
    )  # fmt: skip
    if _done(form, lambda: public.give_post(
        by=request.actor, member_id=member_id, unit_id=form.cleaned_data.pop("unit"), **form.cleaned_data,
        at=request.now,
    )) or _done(end, lambda: public.end_post(
        by=request.actor, member_id=member_id, post_id=end.cleaned_data["which"],
        last=end.cleaned_data["last"], at=request.now,
    )):  # fmt: skip
        return go_to(request, reverse("member_posts", args=[member_id]), done="Đã ghi vào hồ sơ.")
    return page(
        request, "members/standing/posts.html", title=f"Chức vụ trong Hội: {one.full_name}", member=one,
        form=form, end=end, faulty=end if ends else form, posts=posts, running=running,
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


def _sent(request: Request, *, wanted: bool) -> QueryDict | None:
    return request.POST if request.method == "POST" and wanted else None
