"""Parts of a task that an instruction gave, and the files of its reports."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from hoiso.access.public import Request, signed_in
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.files.kinds import FORMS, Kind
from hoiso.core.pages import go_to, page
from hoiso.documents import filing
from hoiso.documents.handling import public
from hoiso.documents.tables.handling import ReportFile
from hoiso.work.people import people_of
from hoiso.work.tasks.forms import GiveForm

_SANDBOX = "default-src 'none'; sandbox"


@signed_in
def task_split(request: Request, assignment_id: int) -> HttpResponse:
    """A part of a task, with lead, helpers and several deadlines of its own."""
    found = public.task_page(request.actor, assignment_id, course=False)
    if not found.hands_on or not found.row.is_open:
        raise NotAllowed("Người được giao việc hoặc lãnh đạo chia việc còn đang làm.")
    form = GiveForm(
        request.POST or None, people=people_of(found.unit_id, on=request.actor.on), today=request.actor.on
    )
    if form.is_valid():
        try:
            made = public.split(
                by=request.actor, assignment_id=assignment_id, wanted=form.wanted, at=request.now
            )
        except (NotAllowed, NotThere):
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            done = f"Đã giao phần việc cho {made.lead_name}." if made.lead_id else "Đã mời nhóm nhận việc."
            return go_to(request, reverse("task", args=[assignment_id]), done=done)
    return page(
        request, "work/tasks/give.html", title="Chia việc", form=form, parent=None,
        back=reverse("task", args=[assignment_id]), whole=found.row, status=422 if form.errors else 200,
    )  # fmt: skip


@signed_in
@require_safe
def task_report_file(request: Request, report_file_id: int) -> HttpResponseBase:
    """A file of a report, as a download: never shown by the browser under our own address."""
    found = ReportFile.objects.select_related("stored", "document").filter(pk=report_file_id).first()
    if found is None:
        raise NotThere("Không có tệp này, hoặc đồng chí không được giao xem.")
    audit.record(
        "download", "document", found.document_id, at=request.now, actor_id=request.actor.officer_id,
        unit_id=found.document.unit_id, file=found.stored_id,
    )  # fmt: skip
    kind = FORMS.get(Kind(found.stored.kind))
    answer = FileResponse(
        filing.store().open(found.stored.sha256), as_attachment=True, filename=found.name,
        content_type=kind.media_type if kind else "application/octet-stream",
    )  # fmt: skip
    answer["Content-Encoding"] = "identity"
    answer["Content-Security-Policy"] = _SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
