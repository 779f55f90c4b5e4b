"""A draft laid before a leader, and what she says to it."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError
from hoiso.core.forms import id_from
from hoiso.core.pages import go_to, page
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.differences import as_lines
from hoiso.documents.outgoing.forms.deciding import CommentForm, SendBackForm, SubmitForm
from hoiso.documents.outgoing.public import DraftPage
from hoiso.documents.outgoing.rules import EDITABLE, approves_alone, issues_alone
from hoiso.documents.outgoing.signers import signers
from hoiso.documents.outgoing.views.desk import form_check, refused, today, version_of
from hoiso.documents.tables.document import State


@needs(Right.DRAFT)
def outgoing_submit(request: Request, document_id: int) -> HttpResponse:
    """Step 3: look it over and lay it before a leader; a leader approves her own at once."""
    draft = public.draft_page(document_id)
    if draft.state not in EDITABLE or draft.state == State.APPROVED:
        return go_to(request, reverse("document", args=[document_id]))
    people = signers(draft.unit_id, on=today(request))
    others = [one for one in people if one.id != request.actor.officer_id]
    alone = approves_alone(request.actor, draft.unit_id)
    form = SubmitForm(
        request.POST or None, people=others,
        initial={"reviewer": draft.content.signer_id if len(others) != 1 else others[0].id},
    )  # fmt: skip
    if request.method == "POST":
        if request.POST.get("viec") == "duyet":
            form.fields["reviewer"].required = False
        if form.is_valid():
            try:
                return _submitted(request, draft, form)
            except DomainError as error:
                refused(form, error)
    return page(
        request, "documents/outgoing/submit.html", status=422 if form.is_bound else 200, draft=draft,
        form=form, alone=alone, issues=issues_alone(request.actor, draft.unit_id), anybody=bool(others),
        lines=as_lines(draft.content), places=public.places_of(draft.content),
        correct_url=reverse("outgoing_correct", args=[document_id]),
        **form_check(draft.content, today(request)),
    )  # fmt: skip


@needs(Right.APPROVE)
def outgoing_review(request: Request, document_id: int) -> HttpResponse:
    """What was laid before her: approve it, or send it back with what must change."""
    draft = public.draft_page(document_id)
    if draft.state != State.SUBMITTED:
        return go_to(request, reverse("document", args=[document_id]))
    form = SendBackForm()
    if request.method == "POST":
        form = SendBackForm(request.POST)
        try:
            done = _decided(request, draft, form)
        except DomainError as error:
            refused(form, error)
        else:
            if done is not None:
                return done
    else:
        audit.record(
            "view", "document", document_id,
            at=request.now, actor_id=request.actor.officer_id, unit_id=draft.unit_id,
            version=draft.number_of_version,
        )  # fmt: skip
    return page(
        request, "documents/outgoing/review.html", status=422 if form.is_bound else 200, draft=draft,
        form=form, comment_form=CommentForm(), lines=as_lines(draft.content),
        issues=request.actor.holds(Right.ISSUE, at=draft.unit_id),
        **form_check(draft.content, today(request)),
    )  # fmt: skip


@needs(Right.DRAFT)
@require_POST
def outgoing_withdraw(request: Request, document_id: int) -> HttpResponse:
    """Take back what was submitted."""
    public.withdraw(by=request.actor, document_id=document_id, at=request.now)
    return go_to(request, reverse("outgoing_edit", args=[document_id]), done="Đã rút về để sửa.")


@needs(Right.DRAFT)
@require_POST
def outgoing_comment(request: Request, document_id: int) -> HttpResponse:
    """Remark on a draft, or note that a remark was dealt with."""
    back = request.POST.get("ve", "")
    address = reverse(
        back if back in ("outgoing_review", "outgoing_edit") else "document", args=[document_id]
    )
    settled = id_from(request.POST.get("xong", ""))
    if settled is not None:
        public.settle_comment(by=request.actor, document_id=document_id, comment_id=settled, at=request.now)
        return go_to(request, f"{address}#gop-y", done="Đã đánh dấu góp ý đã xử lý.")
    form = CommentForm(request.POST)
    if not form.is_valid():
        return page(
            request, "documents/outgoing/comment.html", status=422, form=form,
            draft=public.draft_page(document_id), back=address,
        )  # fmt: skip
    public.comment(by=request.actor, document_id=document_id, text=form.cleaned_data["text"], at=request.now)
    return go_to(request, f"{address}#gop-y", done="Đã gửi góp ý.")


def _submitted(request: Request, draft: DraftPage, form: SubmitForm) -> HttpResponse:
    given = form.cleaned_data
    if request.POST.get("viec") == "duyet":
        public.approve_own(
            by=request.actor, document_id=draft.id, version=version_of(request), at=request.now,
            places_are_meant=given["places_are_meant"],
        )  # fmt: skip
        return go_to(request, reverse("document", args=[draft.id]), done="Đã duyệt, văn thư sẽ cấp số.")
    review = public.submit(
        by=request.actor, document_id=draft.id, version=version_of(request), at=request.now,
        reviewer_id=given["reviewer"], note=given["note"], places_are_meant=given["places_are_meant"],
    )  # fmt: skip
    return go_to(
        request, reverse("outgoing_list"), done=f"Đã trình {review.reviewer_name} duyệt “{draft.subject}”."
    )


def _decided(request: Request, draft: DraftPage, form: SendBackForm) -> HttpResponse | None:
    """The way on after a decision; None when the reason is missing."""
    version = version_of(request)
    if request.POST.get("viec") == "duyet":
        public.approve(by=request.actor, document_id=draft.id, version=version, at=request.now)
        if request.actor.holds(Right.ISSUE, at=draft.unit_id):
            return go_to(
                request, reverse("outgoing_number", args=[draft.id]), done="Đã duyệt. Cấp số tiếp theo."
            )
        return go_to(
            request, reverse("outgoing_list"), done=f"Đã duyệt “{draft.subject}”, văn thư sẽ cấp số."
        )
    if not form.is_valid():
        return None
    public.send_back(
        by=request.actor, document_id=draft.id, version=version, reason=form.cleaned_data["reason"],
        at=request.now,
    )  # fmt: skip
    return go_to(request, reverse("outgoing_list"), done=f"Đã trả lại “{draft.subject}” để sửa.")
