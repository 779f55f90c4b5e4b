"""Papers of a member: added, opened, taken away."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.files.taking_in import store
from hoiso.core.forms import refused
from hoiso.core.pages import go_to, page
from hoiso.members.models import MemberFile
from hoiso.members.pages import posted
from hoiso.members.register import public
from hoiso.members.register.forms import PaperForm

_SANDBOX = "default-src 'none'; sandbox"


@needs(Right.READ_MEMBERS)
def member_papers(request: Request, member_id: int) -> HttpResponse:
    """Her papers, and one more."""
    one = public.member_row(request.actor, member_id)
    form = PaperForm(posted(request), request.FILES or None)
    if form.is_bound and not public.keeps(request.actor, one):
        raise NotAllowed("Đồng chí không giữ danh sách của chi hội này nên không thêm được giấy tờ.")
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["tep"]
        try:
            public.add_paper(
                by=request.actor, member_id=member_id, kind=form.cleaned_data["kind"], stream=file.file,
                name=file.name, at=request.now,
            )  # fmt: skip
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, reverse("member_papers", args=[member_id]), done="Đã lưu giấy tờ.")
    return page(
        request, "members/register/papers.html", title=f"Giấy tờ của {one.full_name}", member=one, form=form,
        papers=MemberFile.objects.filter(member=one, dropped_at=None).select_related("stored").order_by("id"),
        keeps=public.keeps(request.actor, one), status=422 if form.is_bound else 200,
    )  # fmt: skip


@needs(Right.READ_MEMBERS)
@require_safe
def member_paper(request: Request, member_id: int, file_id: int) -> HttpResponseBase:
    """A paper, as a download; 0 is her photo. Opening it is written down."""
    one = public.member_row(request.actor, member_id)
    kept = MemberFile.objects.filter(pk=file_id, member=one, dropped_at=None).select_related("stored").first()
    stored, name = (kept.stored, kept.name) if kept else (one.photo if file_id == 0 else None, "anh")
    if stored is None:
        raise NotThere("Không có giấy tờ này.")
    public.record(request.actor, one, "paper_read", at=request.now, file=stored.pk)
    answer = FileResponse(
        store().open(stored.sha256), as_attachment=True, filename=name, content_type=stored.media_type
    )
    answer["Content-Encoding"] = "identity"
    answer["Content-Security-Policy"] = _SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs(Right.KEEP_MEMBERS)
@require_POST
def member_paper_drop(request: Request, member_id: int, file_id: int) -> HttpResponse:
    """A paper that was added by mistake."""
    public.drop_paper(by=request.actor, member_id=member_id, file_id=file_id, at=request.now)
    return go_to(request, reverse("member_papers", args=[member_id]), done="Đã bỏ giấy tờ.")
