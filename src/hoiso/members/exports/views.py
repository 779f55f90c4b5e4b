"""Taking a list out: the form, who decides, the file; and whose file one is that was found somewhere."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError
from hoiso.core.forms import refused
from hoiso.core.pages import go_to, page
from hoiso.members.exports import public
from hoiso.members.exports.choosing import chosen
from hoiso.members.exports.forms import DecisionForm, ExportForm, MarkForm
from hoiso.members.exports.reading import mark_of
from hoiso.members.models import MemberExport
from hoiso.members.pages import posted
from hoiso.members.register.public import branches_at
from hoiso.units.public import setting

_SIZE = 30_000_000


@needs(Right.EXPORT_MEMBERS)
def member_export_new(request: Request) -> HttpResponse:
    """Ask for a list as it is filtered: purpose and kind of file."""
    place, today = public.require_exporting(request.actor), request.actor.on
    wanted = chosen(request.GET, place, branches_at(place, on=today), today=today)
    form = ExportForm(posted(request), initial={"file_format": MemberExport.Format.XLSX})
    if form.is_bound and form.is_valid():
        try:
            made = public.ask_export(
                by=request.actor, listed=wanted.listed, words=wanted.words, at=request.now,
                **form.cleaned_data,
            )  # fmt: skip
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, reverse("member_export", args=[made.pk]), done=_told(made))
    rows = wanted.listed.count(place, today=today)
    return page(
        request, "members/exports/new.html", title=f"Xuất {_lower(wanted.listed.title)}", form=form,
        rows=rows, what=MemberExport(asked=wanted.listed.kept()).what, words=wanted.words,
        limit=int(str(setting(place.unit_id, "export_limit", today))), back_url=wanted.back_url,
        back=wanted.back, status=422 if form.is_bound else 200,
    )  # fmt: skip


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _told(export: MemberExport) -> str:
    if export.state == MemberExport.State.WAITING:
        return "Đã gửi đề nghị xuất danh sách. Duyệt xong sẽ có thông báo."
    return "Danh sách đã sẵn sàng, bấm Tải tệp về."


@needs(Right.EXPORT_MEMBERS, Right.APPROVE_MEMBERS_EXPORT)
def member_exports(request: Request) -> HttpResponse:
    """Lists that were asked for; a file that was found somewhere leads back to who made it."""
    form = MarkForm(posted(request), request.FILES or None)
    found: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["tep"]
        mark = mark_of(file.read()) if file.size <= _SIZE else ""
        found = {"mark": mark, "marked": public.by_mark(mark) if mark else None, "looked": True}
    return page(
        request, "members/exports/list.html", title="Danh sách đã xuất", form=form, printed_at=request.now,
        found=public.export_page(request.actor, cursor=request.GET.get("trang", "")), **found,
        status=422 if form.is_bound and not found else 200,
    )  # fmt: skip


@needs(Right.EXPORT_MEMBERS, Right.APPROVE_MEMBERS_EXPORT)
def member_export(request: Request, export_id: int) -> HttpResponse:
    """One of them: to be decided, to be fetched."""
    asked = public.export_request(request.actor, export_id)
    form = DecisionForm(posted(request))
    if form.is_bound and form.is_valid():
        approve = request.POST.get("viec") == "duyet"
        reason = form.cleaned_data["reason"]
        if not approve and not reason:
            form.add_error("reason", "Ghi lý do không duyệt")
        else:
            try:
                public.decide_export(
                    by=request.actor, export_id=export_id, approve=approve, reason=reason, at=request.now
                )
            except DomainError as error:
                refused(form, error)
            else:
                done = "Đã duyệt xuất danh sách." if approve else "Đã từ chối xuất danh sách."
                return go_to(request, reverse("member_export", args=[export_id]), done=done)
    return page(
        request, "members/exports/one.html", title="Xuất danh sách", asked=asked,
        export=asked.export, form=form, status=422 if form.is_bound else 200,
    )  # fmt: skip


@needs(Right.EXPORT_MEMBERS)
@require_POST
def member_export_file(request: Request, export_id: int) -> HttpResponse:
    """The file, to the one who asked for it."""
    try:
        export, name, content = public.make_export(by=request.actor, export_id=export_id, at=request.now)
    except DomainError as error:
        asked = public.export_request(request.actor, export_id)
        form = DecisionForm({})
        refused(form, error)
        return page(
            request, "members/exports/one.html", title="Xuất danh sách", asked=asked,
            export=asked.export, form=form, status=422,
        )  # fmt: skip
    answer = HttpResponse(content, content_type=public.MEDIA[export.file_format])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
