"""Number, signed copy, issue; and the ways back: void a number, call a document back."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs, require
from hoiso.core.errors import DomainError
from hoiso.core.pages import go_to, page
from hoiso.core.symbols import number_text
from hoiso.documents.layouts.official_document import Layout
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.forms.deciding import IssueForm, NumberForm, ReasonForm, SignedForm
from hoiso.documents.outgoing.public import DraftPage, NextNumber, Upload
from hoiso.documents.outgoing.rules import issues_alone
from hoiso.documents.outgoing.views.desk import form_check, refused, today, version_of
from hoiso.documents.pages import act_with_reason
from hoiso.documents.tables.document import State

_NUMBERED = (State.NUMBERED, State.AWAITING_SIGNATURE)


@needs(Right.ISSUE)
def outgoing_number(request: Request, document_id: int) -> HttpResponse:
    """The number and the day. Who is leader and clerk approves, numbers and issues on this one page."""
    draft = public.draft_page(document_id)
    alone = draft.state in (State.DRAFT, State.SENT_BACK) and issues_alone(request.actor, draft.unit_id)
    if draft.state in _NUMBERED:
        return go_to(request, reverse("outgoing_issue", args=[document_id]))
    if draft.state != State.APPROVED and not alone:
        return go_to(request, reverse("document", args=[document_id]))
    coming = public.next_number(draft.unit_id, draft.kind, party=draft.content.party, on=today(request))
    form = NumberForm(
        request.POST or None, today=today(request), next_words=_next_words(draft, coming),
        reserved=coming.reserved,
    )  # fmt: skip
    if form.is_valid():
        at_once = request.POST.get("viec") == "phat-hanh"
        given = form.cleaned_data
        try:
            document = public.give_number(
                by=request.actor, document_id=document_id, version=version_of(request), on=given["on"],
                at=request.now, wish=form.wish(), approving=alone,
                places_are_meant=given["places_are_meant"],
                await_signature=given["await_signature"] and not at_once, then_issue=at_once,
            )  # fmt: skip
        except DomainError as error:
            refused(form, error)
        else:
            way = "outgoing_outbox" if at_once else "outgoing_issue"
            done = f"Đã cấp số {document.symbol}" + (", đang gửi." if at_once else ".")
            return go_to(request, reverse(way, args=[document_id]), done=done)
    return page(
        request, "documents/outgoing/number.html", status=422 if form.is_bound else 200, draft=draft,
        form=form, alone=alone, places=public.places_of(draft.content) if alone else (),
        **form_check(draft.content, today(request)),
    )  # fmt: skip


@needs(Right.ISSUE)
def outgoing_issue(request: Request, document_id: int) -> HttpResponse:
    """Look the file and the recipients over, and send it."""
    draft = public.draft_page(document_id)
    if draft.state not in _NUMBERED:
        return go_to(request, reverse("document", args=[document_id]))
    if public.waits(document_id):
        return go_to(request, reverse("outgoing_outbox", args=[document_id]))
    answered = [
        (one.id, f"{one.symbol or 'Văn bản đến'}: {one.subject}") for one in draft.answered if one.is_open
    ]
    form = IssueForm(request.POST or None, today=today(request), answered=answered)
    if form.is_valid():
        try:
            public.lay_out(
                by=request.actor, document_id=document_id, version=version_of(request), at=request.now,
                paper_sent_on=form.cleaned_data["paper_sent_on"], finishes=form.cleaned_data["finishes"],
            )  # fmt: skip
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, reverse("outgoing_outbox", args=[document_id]))
    return _issuing(request, draft, form)


@needs(Right.ISSUE)
@require_POST
def outgoing_make(request: Request, document_id: int) -> HttpResponse:
    """Make the file of a numbered document again, where the first try was cut off."""
    require(request.actor, Right.ISSUE, at=public.draft_page(document_id).unit_id)
    made = public.make_file(document_id, at=request.now, by_id=request.actor.officer_id)
    done = "Đã tạo tệp PDF." if made else "Tệp PDF đã có sẵn."
    return go_to(request, reverse("outgoing_issue", args=[document_id]), done=done)


@needs(Right.ISSUE)
@require_POST
def outgoing_signed(request: Request, document_id: int) -> HttpResponse:
    """Put the signed or scanned copy in the made file's place, or note that it waits for a signature."""
    here = reverse("outgoing_issue", args=[document_id])
    if request.POST.get("viec") == "cho-ky":
        public.await_signature(
            by=request.actor, document_id=document_id, version=version_of(request), at=request.now
        )
        return go_to(request, here, done="Đã ghi: chờ ký, đóng dấu.")
    form = SignedForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            public.attach_signed(
                by=request.actor, document_id=document_id, version=version_of(request),
                upload=Upload(file, file.name or ""), at=request.now,
            )  # fmt: skip
        except DomainError as error:
            form.add_error("file", error.sentence)
        else:
            return go_to(request, here, done="Đã thay bằng bản đã ký. Bản do hệ thống tạo vẫn được giữ.")
    draft = public.draft_page(document_id)
    return _issuing(request, draft, IssueForm(today=today(request), answered=()), signed_form=form)


@needs(Right.ISSUE)
def outgoing_void(request: Request, document_id: int) -> HttpResponse:
    """Strike the number of a document that did not go out."""
    draft = public.draft_page(document_id)
    return act_with_reason(
        request, ReasonForm(request.POST or None), "documents/outgoing/void.html", draft=draft,
        act=lambda reason: public.void_given_number(
            by=request.actor, document_id=document_id, version=version_of(request), reason=reason,
            at=request.now,
        ),
        to=reverse("document", args=[document_id]),
        done=f"Đã huỷ số {draft.symbol}. Số này không cấp lại.",
    )  # fmt: skip


@needs(Right.ISSUE)
def outgoing_revoke(request: Request, document_id: int) -> HttpResponse:
    """Call an issued document back."""
    draft = public.draft_page(document_id)
    return act_with_reason(
        request, ReasonForm(request.POST or None), "documents/outgoing/revoke.html", draft=draft,
        act=lambda reason: public.revoke(
            by=request.actor, document_id=document_id, version=version_of(request), reason=reason,
            at=request.now,
        ),
        to=reverse("outgoing_recipients", args=[document_id]),
        done=f"Đã thu hồi {draft.symbol} và báo các nơi nhận.",
    )  # fmt: skip


def _issuing(
    request: Request, draft: DraftPage, form: IssueForm, *, signed_form: SignedForm | None = None
) -> HttpResponse:
    recipients = public.tracked(draft.id)
    wrong = form.is_bound or (signed_form is not None and signed_form.is_bound)
    return page(
        request, "documents/outgoing/issue.html", status=422 if wrong else 200, draft=draft, form=form,
        signed_form=signed_form or SignedForm(), recipients=recipients,
        paper=any(one.paper_copies for one in recipients),
        **form_check(draft.content, today(request), day=draft.issued_on),
    )  # fmt: skip


def _next_words(draft: DraftPage, coming: NextNumber) -> str:
    separator = Layout(draft.content.layout).separator
    symbol = f"{number_text(coming.number)}{separator}{draft.content.notation}"
    return f"Số tiếp theo của sổ, dự kiến {symbol}"
