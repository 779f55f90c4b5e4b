"""The file of a member who goes to another province, and such a file read in."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.pages import go_to, page
from hoiso.members.lives import public
from hoiso.members.lives.forms import FileForm
from hoiso.members.register import public as register


@needs(Right.KEEP_MEMBERS)
@require_POST
def member_slip(request: Request, member_id: int) -> HttpResponse:
    """Her file, for the branch that she goes to. Its name says nothing of her."""
    register.member_row(request.actor, member_id)
    try:
        content = public.slip_of(by=request.actor, member_id=member_id, at=request.now)
    except public.FileRefused as error:
        return go_to(request, reverse("member_act", args=[member_id]), done=error.sentence)
    answer = HttpResponse(content, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="chuyen-sinh-hoat.json"'
    return answer


@needs(Right.KEEP_MEMBERS)
def member_slip_in(request: Request) -> HttpResponse:
    """A file from another province goes into a branch."""
    place = register.place_of(request.actor, Right.KEEP_MEMBERS)
    branches = register.branches_at(place, on=request.actor.on)
    sent = request.method == "POST"
    form = FileForm(
        request.POST if sent else None, request.FILES if sent else None, today=request.actor.on,
        branches=branches.branches, initial={"on": request.actor.on},
    )  # fmt: skip
    if sent and form.is_valid():
        given = form.cleaned_data
        try:
            member = public.take_in(
                by=request.actor, content=given["tep"].read(public.LARGEST + 1), branch_id=given["branch"],
                on=given["on"], another=given["another"], at=request.now,
            )  # fmt: skip
        except (NotAllowed, NotThere):
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            done = f"Đã nhận {member.full_name} vào chi hội."
            return go_to(request, reverse("member_life", args=[member.pk]), done=done)
    return page(
        request, "members/lives/slip_in.html", title="Nhận hội viên từ tỉnh khác", form=form,
        status=422 if sent else 200,
    )  # fmt: skip
