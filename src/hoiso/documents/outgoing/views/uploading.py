"""A file made elsewhere: its form is checked, or a Word file becomes a draft. The file itself is not kept."""

import tempfile
import uuid
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError
from hoiso.core.files.inspection import inspect
from hoiso.core.files.kinds import Kind
from hoiso.core.pages import go_to, page
from hoiso.documents.checking.public import Finding, Paper, UnreadableFile, paper_findings, paper_of
from hoiso.documents.errors import SecretRefused
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.forms.drafting import PaperForm
from hoiso.documents.outgoing.pasting import lines_from_html
from hoiso.documents.outgoing.views.desk import drafting_unit, refused
from hoiso.reading.fields import Proposal
from hoiso.reading.proposals import propose, secrecy_of
from hoiso.reading.text import text_of


@needs(Right.DRAFT)
def outgoing_paper_check(request: Request) -> HttpResponse:
    """Look a Word or PDF file over against the rules of form, or begin a draft with its text."""
    unit_id = drafting_unit(request)
    form = PaperForm(request.POST or None, request.FILES or None, initial={"form_key": uuid.uuid4()})
    findings: tuple[Finding, ...] | None = None
    name = ""
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            paper, found = _read(sent)
            if request.POST.get("viec") == "du-thao":
                document = public.begin_from_word(
                    by=request.actor, unit_id=unit_id, at=request.now, paper=_word(paper), found=found,
                    form_key=form.cleaned_data["form_key"],
                )  # fmt: skip
                done = "Đã đưa nội dung tệp vào dự thảo. Đọc lại trước khi chọn nơi nhận."
                return go_to(request, reverse("outgoing_edit", args=[document.pk]), done=done)
            findings, name = paper_findings(paper), sent.name or ""
        except DomainError as error:
            refused(form, error)
    status = 422 if form.is_bound and findings is None else 200
    return page(
        request, "documents/outgoing/paper_check.html", status=status, form=form, findings=findings, name=name
    )


@needs(Right.DRAFT)
@require_POST
def outgoing_paste(request: Request) -> HttpResponse:
    """HTML from the clipboard as the plain lines of a draft. Nothing is kept."""
    return HttpResponse(
        lines_from_html(request.POST.get("html", "")), content_type="text/plain; charset=utf-8"
    )


def _read(sent: "UploadedFile[bytes]") -> tuple[Paper, tuple[Proposal, ...]]:
    """The file measured and read in limited children. Raises `SecretRefused`, `UnreadableFile`."""
    with tempfile.NamedTemporaryFile() as kept:
        for chunk in sent.chunks():
            kept.write(chunk)
        kept.flush()
        path = Path(kept.name)
        try:
            kind = inspect(path, sent.name or "").kind
        except DomainError as error:
            raise UnreadableFile(error.sentence, field="file") from error
        paper = paper_of(path, kind)
        found = propose(text_of(path, kind))
    if (mark := secrecy_of(found)) is not None:
        raise SecretRefused(
            f"Trong tệp có dấu mật “{mark.quote}”. Văn bản mật không đưa lên hệ thống có kết nối mạng.",
            field="file",
        )
    return paper, found


def _word(paper: Paper) -> Paper:
    if paper.kind is not Kind.DOCX:
        raise UnreadableFile(
            "Chỉ tệp Word (.docx) mới đưa vào dự thảo được. Tệp PDF thì kiểm tra thể thức.", field="file"
        )
    return paper
