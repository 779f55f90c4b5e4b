"""What is done in a case: its people and deadlines, opinions, notes, pause, resuming, cancelling."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.core.errors import NotAllowed, NotThere
from hoiso.core.pages import go_to
from hoiso.documents.keeping import phrases, public
from hoiso.documents.keeping.forms.cases import (
    AskForm,
    CancelForm,
    CaseNoteForm,
    LeadForm,
    OpinionForm,
    PartDoneForm,
    PartOnForm,
    PauseForm,
    ResumeForm,
    SupportForm,
)
from hoiso.documents.keeping.public import DossierRow
from hoiso.documents.keeping.views.answering import act
from hoiso.documents.tables.case import DossierHelper


@needs(Right.KEEP_DOSSIERS)
def case_lead(request: Request, dossier_id: int) -> HttpResponse:
    """Hand the case on, or set its deadline."""
    row = _kept(request, dossier_id)
    form = LeadForm(
        request.POST or None, people=_people(request, row), today=request.actor.on,
        initial={"officer": row.lead_id, "due_on": row.due_on},
    )  # fmt: skip

    def do() -> str:
        given = form.cleaned_data
        public.lead_case(
            by=request.actor, dossier_id=dossier_id, officer_id=given["officer"], due_on=given["due_on"],
            reason=given["reason"], at=request.now,
        )  # fmt: skip
        return phrases.LEAD_SET

    return _act(
        request, row, form, do, title="Người chủ trì và hạn", label="Lưu người chủ trì và hạn",
        intro="Chuyển cho người khác thì người đó được báo ngay. Chỉ đổi hạn thì giữ nguyên người.",
    )  # fmt: skip


@needs(Right.KEEP_DOSSIERS)
def case_support(request: Request, dossier_id: int) -> HttpResponse:
    """Give a colleague a part with its deadline."""
    row = _kept(request, dossier_id)
    people = [one for one in _people(request, row) if one.id != row.lead_id]
    form = SupportForm(
        request.POST or None, people=people, today=request.actor.on,
        initial={"officer": request.GET.get("nguoi", "")},
    )  # fmt: skip

    def do() -> str:
        given = form.cleaned_data
        public.support_case(
            by=request.actor, dossier_id=dossier_id, officer_id=given["officer"], task=given["task"],
            due_on=given["due_on"], at=request.now,
        )  # fmt: skip
        return phrases.SUPPORT_SET

    return _act(
        request, row, form, do, title="Thêm người phối hợp", label="Giao phần phối hợp",
        intro="Chọn người đang phối hợp thì phần việc và hạn của người đó được ghi lại.",
    )  # fmt: skip


@needs(Right.KEEP_DOSSIERS)
def case_part_done(request: Request, helper_id: int) -> HttpResponse:
    """Her part is done."""
    part, row = _part(request, helper_id)
    form = PartDoneForm(request.POST if request.method == "POST" else None)

    def do() -> str:
        public.finish_part(
            by=request.actor, helper_id=helper_id, result=form.cleaned_data["result"], at=request.now
        )
        return phrases.PART_DONE

    return _act(
        request, row, form, do, title="Xong phần phối hợp", label="Ghi xong phần phối hợp",
        intro=f"{part.officer_name}: {part.task}",
    )  # fmt: skip


@needs(Right.KEEP_DOSSIERS)
def case_part_on(request: Request, helper_id: int) -> HttpResponse:
    """Somebody else supports in her place."""
    part, row = _part(request, helper_id)
    people = [one for one in _people(request, row) if one.id not in (row.lead_id, part.officer_id)]
    form = PartOnForm(request.POST or None, people=people, today=request.actor.on)

    def do() -> str:
        given = form.cleaned_data
        public.hand_on_part(
            by=request.actor, helper_id=helper_id, to_officer_id=given["officer"], reason=given["reason"],
            at=request.now,
        )  # fmt: skip
        return phrases.PART_ON

    return _act(
        request, row, form, do, title="Chuyển phần phối hợp", label="Chuyển phần phối hợp",
        intro=f"{part.officer_name}: {part.task}, hạn {part.due_on:%d/%m/%Y}",
    )  # fmt: skip


@needs(Right.KEEP_DOSSIERS)
@require_POST
def case_part_off(request: Request, helper_id: int) -> HttpResponse:
    """Take an officer off the case."""
    dossier = public.drop_part(by=request.actor, helper_id=helper_id, at=request.now)
    return go_to(request, reverse("dossier", args=[dossier.pk]), done=phrases.PART_OFF)


@needs(Right.KEEP_DOSSIERS)
def case_ask(request: Request, dossier_id: int) -> HttpResponse:
    """Ask colleagues something about the case."""
    row = _open(request, dossier_id)
    people = [one for one in _people(request, row) if one.id != request.actor.officer_id]
    form = AskForm(request.POST or None, people=people, today=request.actor.on)

    def do() -> str:
        given = form.cleaned_data
        public.ask_opinions(
            by=request.actor, dossier_id=dossier_id, officers=given["officers"], question=given["question"],
            due_on=given["due_on"], at=request.now,
        )  # fmt: skip
        return phrases.ASKED_OPINIONS

    return _act(
        request, row, form, do, title="Hỏi ý kiến", label="Gửi câu hỏi",
        template="documents/keeping/case_ask.html",
    )  # fmt: skip


@needs(Right.KEEP_DOSSIERS)
def case_opinion(request: Request, opinion_id: int) -> HttpResponse:
    """Answer what she was asked."""
    asked = public.case_opinion(opinion_id)
    if asked is None:
        raise NotThere("Không có câu hỏi này, hoặc đồng chí không được xem hồ sơ.")
    if asked.officer_id != request.actor.officer_id:
        raise NotAllowed(f"Câu hỏi này dành cho {asked.officer_name}.")
    row = _open(request, asked.dossier_id)
    form = OpinionForm(request.POST or None, initial={"answer": asked.answer})

    def do() -> str:
        public.answer_opinion(
            by=request.actor, opinion_id=opinion_id, answer=form.cleaned_data["answer"], at=request.now
        )
        return phrases.ANSWERED

    return _act(
        request, row, form, do, title="Cho ý kiến", label="Gửi ý kiến",
        intro=f"{asked.asked_by_name} hỏi, hạn {asked.due_on:%d/%m/%Y}: {asked.question}",
    )  # fmt: skip


@needs(Right.KEEP_DOSSIERS)
def case_note(request: Request, dossier_id: int) -> HttpResponse:
    """Write down how it stands."""
    row = _open(request, dossier_id)
    form = CaseNoteForm(request.POST or None)

    def do() -> str:
        public.note_in_case(
            by=request.actor, dossier_id=dossier_id, text=form.cleaned_data["text"], at=request.now
        )
        return phrases.NOTED

    return _act(
        request, row, form, do, title="Ghi vào quá trình", label="Ghi vào quá trình",
        intro="Mọi người xem được hồ sơ đều đọc được. Người chủ trì và người phối hợp được báo.",
    )  # fmt: skip


@needs(Right.KEEP_DOSSIERS)
def case_pause(request: Request, dossier_id: int) -> HttpResponse:
    """Let it rest until a day."""
    row = _kept(request, dossier_id)
    form = PauseForm(
        request.POST or None, today=request.actor.on,
        initial={"reason": row.pause_reason, "resume_on": row.resume_on},
    )  # fmt: skip

    def do() -> str:
        public.pause_case(by=request.actor, dossier_id=dossier_id, at=request.now, **form.cleaned_data)
        return phrases.PAUSED

    return _act(
        request, row, form, do, title="Tạm dừng giải quyết", label="Tạm dừng",
        intro="Trong lúc tạm dừng không ai bị tính quá hạn. Văn bản vẫn đưa vào hồ sơ được.",
    )  # fmt: skip


@needs(Right.KEEP_DOSSIERS)
def case_resume(request: Request, dossier_id: int) -> HttpResponse:
    """Go on."""
    row = _kept(request, dossier_id)
    form = ResumeForm(request.POST or None, initial={"shift": "1"})

    def do() -> str:
        public.resume_case(
            by=request.actor, dossier_id=dossier_id, shift=form.cleaned_data["shift"] == "1", at=request.now
        )
        return phrases.RESUMED

    since = f"Tạm dừng từ {row.paused_on:%d/%m/%Y}: {row.pause_reason}" if row.paused_on else ""
    return _act(
        request, row, form, do, title="Tiếp tục giải quyết", label="Tiếp tục giải quyết", intro=since,
        template="documents/keeping/case_resume.html",
    )  # fmt: skip


@needs(Right.KEEP_DOSSIERS)
def case_cancel(request: Request, dossier_id: int) -> HttpResponse:
    """Call the work off."""
    row = _kept(request, dossier_id)
    form = CancelForm(request.POST or None)

    def do() -> str:
        public.cancel_case(
            by=request.actor, dossier_id=dossier_id, reason=form.cleaned_data["reason"], at=request.now
        )
        return phrases.CANCELLED

    return _act(
        request, row, form, do, title="Huỷ công việc", label="Huỷ công việc",
        intro="Hồ sơ đóng lại với lý do này; văn bản bên trong vẫn giữ theo thời hạn bảo quản."
        " Cần làm tiếp thì mở lại hồ sơ.",
    )  # fmt: skip


def _open(request: Request, dossier_id: int) -> DossierRow:
    row = public.dossier(dossier_id)
    if not request.actor.holds(Right.KEEP_DOSSIERS, at=row.unit_id):
        raise NotAllowed("Chức vụ hiện tại của đồng chí không lập hồ sơ ở đơn vị này.")
    return row


def _kept(request: Request, dossier_id: int) -> DossierRow:
    row = public.dossier(dossier_id)
    if not public.keeps(request.actor, unit_id=row.unit_id, creator_id=row.creator_id, lead_id=row.lead_id):
        raise NotAllowed("Người lập, người chủ trì hồ sơ, văn thư hoặc lãnh đạo mới làm được việc này.")
    return row


def _part(request: Request, helper_id: int) -> tuple[DossierHelper, DossierRow]:
    part = public.case_part(helper_id)
    if part is None:
        raise NotThere("Không có phần việc này, hoặc đồng chí không được xem hồ sơ.")
    if part.officer_id == request.actor.officer_id:
        return part, _open(request, part.dossier_id)
    return part, _kept(request, part.dossier_id)


def _people(request: Request, row: DossierRow) -> tuple[Any, ...]:
    return public.case_people(row.unit_id, on=request.actor.on)


def _act(request: Request, row: DossierRow, form: forms.Form, do: Any, **words: Any) -> HttpResponse:
    address = reverse("dossier", args=[row.id])
    return act(
        request, form, do, on_to=address, back_url=address, back_label=f"Hồ sơ {row.code}", dossier=row,
        **words,
    )  # fmt: skip
