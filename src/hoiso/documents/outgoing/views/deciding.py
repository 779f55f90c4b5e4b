"""A draft laid before a leader, and what she says to it."""

from collections.abc import Sequence

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs
from hoiso.access.rights import HOLDERS
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError
from hoiso.core.forms import id_from
from hoiso.core.pages import go_to, page
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.differences import as_lines
from hoiso.documents.outgoing.forms.deciding import ApproveForm, CommentForm, SendBackForm, SubmitForm
from hoiso.documents.outgoing.kinds import CODE_CHOICES
from hoiso.documents.outgoing.public import DraftPage
from hoiso.documents.outgoing.reviewers import MOST, Reviewers, reviewing_people, standing_for
from hoiso.documents.outgoing.rules import EDITABLE, approves_alone, issues_alone, require_named
from hoiso.documents.outgoing.views.desk import drafting_unit, form_check, refused, today, version_of
from hoiso.documents.tables.document import State
from hoiso.work.people import Person


@needs(Right.DRAFT)
def outgoing_submit(request: Request, document_id: int) -> HttpResponse:
    """Step 3: look it over and lay it before a leader; a leader approves her own at once."""
    draft = public.draft_page(document_id)
    if draft.state not in EDITABLE or draft.state == State.APPROVED:
        return go_to(request, reverse("document", args=[document_id]))
    people = reviewing_people(draft.unit_id, on=today(request))
    others = [one for one in people if one.id != request.actor.officer_id]
    chains = public.chains(draft.unit_id)
    alone = approves_alone(request.actor, draft.unit_id)
    form = SubmitForm(
        request.POST or None, people=others, kind_name=draft.kind_name,
        initial=_usual(request, draft, others, chains),
    )  # fmt: skip
    if request.method == "POST":
        if request.POST.get("viec") == "duyet":
            form.fields["reviewer"].required = False
        if form.is_valid():
            try:
                return _submitted(request, draft, form)
            except DomainError as error:
                refused(form, error)
    anybody = any(one.roles & HOLDERS[Right.APPROVE] for one in others)
    return page(
        request, "documents/outgoing/submit.html", status=422 if form.is_bound else 200, draft=draft,
        form=form, alone=alone, issues=issues_alone(request.actor, draft.unit_id), anybody=anybody,
        lines=as_lines(draft.content), places=public.places_of(draft.content), chains=chains,
        correct_url=reverse("outgoing_correct", args=[document_id]),
        **form_check(draft.content, today(request)),
    )  # fmt: skip


@needs(Right.DRAFT)
def outgoing_review(request: Request, document_id: int) -> HttpResponse:
    """What was laid before her: approve it, or send it back with what must change."""
    draft = public.draft_page(document_id)
    if draft.state != State.SUBMITTED:
        return go_to(request, reverse("document", args=[document_id]))
    standing = standing_for(request.actor, draft.unit_id)
    if not request.actor.holds(Right.APPROVE, at=draft.unit_id):
        require_named(draft.laying, standing)
    form, approve_form = SendBackForm(), ApproveForm()
    if request.method == "POST":
        form, approve_form = SendBackForm(request.POST), ApproveForm(request.POST)
        try:
            done = _decided(request, draft, form, approve_form)
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
        form=form, approve_form=approve_form, comment_form=CommentForm(), lines=as_lines(draft.content),
        issues=request.actor.holds(Right.ISSUE, at=draft.unit_id) and len(_still_open(draft)) < 2,
        mine=next((one for one in _still_open(draft) if one.reviewer_id in standing), None),
        me=request.actor.officer_id,
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
    with transaction.atomic():
        review = public.submit(
            by=request.actor, document_id=draft.id, version=version_of(request), at=request.now,
            reviewer_id=given["reviewer"], before=form.before, in_order=form.in_order, note=given["note"],
            places_are_meant=given["places_are_meant"],
        )  # fmt: skip
        if given["keep_as"]:
            public.keep_chain(
                by=request.actor, unit_id=draft.unit_id, name=given["keep_as"], at=request.now,
                wanted=Reviewers.of(form.before, given["reviewer"], in_order=form.in_order),
                kind=draft.kind if given["keep_for_kind"] else "",
            )  # fmt: skip
    asked = len({*form.before, given["reviewer"]})
    whom = review.reviewer_name if asked == 1 else f"{asked} người"
    return go_to(request, reverse("outgoing_list"), done=f"Đã trình {whom} duyệt “{draft.subject}”.")


@needs(Right.DRAFT)
def review_chains(request: Request) -> HttpResponse:
    """The usual chains of the unit; one is dropped by its button."""
    unit_id = drafting_unit(request)
    dropped = id_from(request.POST.get("bo", ""))
    if request.method == "POST" and dropped is not None:
        public.drop_chain(by=request.actor, chain_id=dropped, at=request.now)
        return go_to(request, reverse("review_chains"), done="Đã bỏ luồng duyệt.")
    names = {one.id: one.full_name for one in reviewing_people(unit_id, on=today(request))}
    return page(
        request, "documents/outgoing/chains.html", codes=dict(CODE_CHOICES),
        chains=[(one, one.people(names)) for one in public.chains(unit_id)],
    )  # fmt: skip


def _still_open(draft: DraftPage) -> list[public.Laid]:
    return [one for one in draft.laying if one.decision in ("waiting", "queued")]


def _usual(
    request: Request, draft: DraftPage, others: Sequence[Person], chains: Sequence[public.Chain]
) -> dict[str, object]:
    """Who is named already: of the chain that was pressed, of the last laying, of the kind's chain."""
    known = {one.id for one in others}
    approving = [one.id for one in others if one.roles & HOLDERS[Right.APPROVE]]
    chosen = id_from(request.GET.get("luong", ""))
    chain = next((one for one in chains if one.id == chosen), None)
    if chain is None and not draft.laying:
        chain = next((one for one in chains if one.kind and one.kind == draft.kind), None)
    if chain is not None:
        officers, in_order = chain.officers, chain.in_order
    else:
        officers = tuple(one.reviewer_id for one in draft.laying)
        in_order = not draft.several or draft.laying[-1].turn > 1
    *before, last = [one for one in officers if one in known] or [0]
    if last not in approving:
        last = approving[0] if len(approving) == 1 else draft.content.signer_id or 0
    named = {f"before_{place}": one for place, one in enumerate(before[: MOST - 1], 1) if one != last}
    return {"reviewer": last, "manner": "lan-luot" if in_order else "cung-luc", **named}


def _decided(
    request: Request, draft: DraftPage, form: SendBackForm, approve_form: ApproveForm
) -> HttpResponse | None:
    """The way on after a decision; None when the reason is missing."""
    version = version_of(request)
    if request.POST.get("viec") == "duyet":
        if not approve_form.is_valid():
            return None
        document = public.approve(
            by=request.actor, document_id=draft.id, version=version, at=request.now,
            remark=approve_form.cleaned_data["remark"], matter=approve_form.cleaned_data["matter"],
        )  # fmt: skip
        if document.state == State.SUBMITTED:
            return go_to(
                request, reverse("outgoing_list"),
                done=f"Đã duyệt “{draft.subject}”. Còn chờ {document.holder_name} duyệt.",
            )  # fmt: skip
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
