"""Small offices fold their steps; a document ends with a note; typical sentences are kept."""

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError
from hoiso.core.forms import id_from, refused
from hoiso.core.pages import go_to, page
from hoiso.documents.handling import public
from hoiso.documents.handling.forms import ReasonForm, SelfHandlingForm, TypicalForm
from hoiso.documents.handling.phrases import ONLY_KEPT, TYPICAL
from hoiso.documents.pages import act_with_reason


@needs(Right.INSTRUCT)
def self_handle(request: Request, document_id: int) -> HttpResponse:
    """The officer who would instruct herself: one page, with or without finishing at once."""
    about = public.about(document_id)
    form = SelfHandlingForm(
        request.POST or None, typical=about.typical, today=request.actor.on, due_on=about.due_on
    )
    if form.is_valid():
        done = request.POST.get("viec") == "xong"
        try:
            public.self_handle(
                by=request.actor, document_id=about.id, text=form.words, due_on=form.cleaned_data["due_on"],
                done=done, at=request.now,
            )  # fmt: skip
        except DomainError as error:
            refused(form, error)
        else:
            told = "Đã xử lý xong văn bản." if done else "Đã nhận tự xử lý."
            return go_to(request, reverse("document", args=[about.id]), done=told)
    return page(
        request, "documents/handling/self_handle.html", status=422 if form.errors else 200,
        title="Tự xử lý văn bản", form=form, about=about, today=request.actor.on,
    )  # fmt: skip


@needs(Right.PROPOSE_HANDLING)
def document_finish(request: Request, document_id: int) -> HttpResponse:
    """A document ends with a note and no answer."""
    about = public.about(document_id)
    form = ReasonForm(request.POST or None, label="Lý do kết thúc")
    if not form.is_bound:
        form.initial["reason"] = ONLY_KEPT
    here = reverse("document", args=[about.id])
    return act_with_reason(
        request, form, "documents/handling/reason.html",
        act=lambda reason: public.finish_document(
            by=request.actor, document_id=about.id, text=reason, at=request.now,
            version=id_from(request.POST.get("version", "")),
        ),
        to=here, done="Đã kết thúc văn bản.", title="Kết thúc văn bản", about=about,
        label="Kết thúc văn bản", hint="Không cần văn bản trả lời. Người đang làm dở sẽ được báo.",
        back=here, back_label="Văn bản",
    )  # fmt: skip


@needs(Right.PROPOSE_HANDLING)
def typical_instructions(request: Request) -> HttpResponse:
    """The unit's typical sentences: added, dropped."""
    unit_id = request.actor.unit_id
    dropped = id_from(request.POST.get("bo", ""))
    form = TypicalForm(request.POST if request.method == "POST" and dropped is None else None)
    here = reverse("typical_instructions")
    if dropped is not None:
        public.drop_typical(by=request.actor, typical_id=dropped, at=request.now)
        return go_to(request, here, done="Đã bỏ câu thường dùng.")
    if form.is_valid():
        try:
            public.add_typical(
                by=request.actor, unit_id=unit_id, text=form.cleaned_data["text"], at=request.now
            )
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, here, done="Đã thêm câu thường dùng.")
    return page(
        request, "documents/handling/typical.html", status=422 if form.errors else 200,
        title="Câu bút phê thường dùng", form=form, kept=public.kept_typical(unit_id), offered=TYPICAL,
    )  # fmt: skip
