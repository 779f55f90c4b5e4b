"""A draft laid before a leader, taken back, approved or sent back. An approval holds for one version."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from hoiso.access.public import Actor, Right, require
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents import timeline
from hoiso.documents.errors import WrongState
from hoiso.documents.locking import locked
from hoiso.documents.outgoing import rules
from hoiso.documents.outgoing.actions.drafts import drafter_name
from hoiso.documents.outgoing.actions.locks import hold, let_go
from hoiso.documents.outgoing.actions.versions import latest_version
from hoiso.documents.outgoing.content import DraftContent, from_json, official, places_of, refuse_unprintable
from hoiso.documents.outgoing.errors import NotReady
from hoiso.documents.outgoing.signers import signers
from hoiso.documents.search import public as search
from hoiso.documents.states import move
from hoiso.documents.tables.document import Document, Reader, State
from hoiso.documents.tables.outgoing import Comment, Review
from hoiso.notices.public import tell


@transaction.atomic
def submit(
    *,
    by: Actor,
    document_id: int,
    version: int,
    reviewer_id: int,
    at: datetime,
    note: str = "",
    places_are_meant: bool = False,
) -> Review:
    """Lay the newest version before a leader of the unit, who is told.

    Raises `NotReady` while a place in square brackets is unfilled (unless it is meant), or when
    subject, signer or text are missing.
    """
    document = locked(document_id, version=version)
    rules.require_draft_of(by, document)
    hold(by, document, at)
    move(document, State.SUBMITTED)
    reviewer = next(
        (one for one in signers(document.unit_id, on=office_date(at)) if one.id == reviewer_id), None
    )
    if reviewer is None:
        raise DomainError("Chọn người duyệt trong danh sách", field="reviewer")
    kept = latest_version(document)
    refuse_unready(from_json(kept.content), places_are_meant=places_are_meant)
    review = Review.objects.create(
        document=document,
        version_number=kept.number,
        submitted_by=by.officer_id,
        submitted_by_name=by.full_name,
        submitted_at=at,
        note=note.strip(),
        reviewer_id=reviewer.id,
        reviewer_name=reviewer.name,
    )
    _seen_by(document, reviewer.id, reviewer.name, at)
    _held(document, reviewer.id, reviewer.name, at)
    let_go(by, document.pk)
    timeline.note(
        by, document, "submit", at=at,
        text=f"Trình {reviewer.name} duyệt bản {kept.number}" + (f": {note.strip()}" if note.strip() else ""),
        version=kept.number, reviewer=reviewer.id,
    )  # fmt: skip
    tell(
        [reviewer.id], f"{by.full_name} trình duyệt: {document.subject}",
        address=reverse("outgoing_review", args=[document.pk]), at=at, by=by,
    )  # fmt: skip
    return review


@transaction.atomic
def withdraw(*, by: Actor, document_id: int, at: datetime, version: int | None = None) -> Document:
    """Take the draft back before it is decided. By whoever submitted or began it."""
    document = locked(document_id, version=version)
    rules.require_draft_of(by, document)
    review = _waiting(document)
    if by.officer_id not in (review.submitted_by, document.created_by):
        raise DomainError("Chỉ người soạn hoặc người trình mới rút về được.")
    move(document, State.DRAFT)
    _decide(review, Review.Decision.WITHDRAWN, at)
    _held(document, document.created_by, drafter_name(document), at)
    timeline.note(by, document, "withdraw", at=at, text="Rút bản trình về để sửa", review=review.pk)
    tell([review.reviewer_id], f"{by.full_name} đã rút bản trình: {document.subject}", at=at, by=by)
    return document


@transaction.atomic
def approve(*, by: Actor, document_id: int, version: int, at: datetime) -> Document:
    """Approve the version that was laid before her; a later version needs a new approval."""
    document = locked(document_id, version=version)
    review = _waiting(document)
    rules.require_reviewer(by, review.reviewer_id, at=document.unit_id)
    if latest_version(document).number != review.version_number:
        raise WrongState("Đã có bản mới hơn bản được trình. Mở lại trang để xem bản mới.")
    move(document, State.APPROVED)
    _decide(review, Review.Decision.APPROVED, at)
    _held(document, None, "Văn thư", at)
    timeline.note(by, document, "approve", at=at, text=f"Duyệt bản {review.version_number}", review=review.pk)
    tell(
        {review.submitted_by, document.created_by or review.submitted_by},
        f"{by.full_name} đã duyệt: {document.subject}",
        address=reverse("document", args=[document.pk]), at=at, by=by,
    )  # fmt: skip
    return document


@transaction.atomic
def send_back(*, by: Actor, document_id: int, version: int, reason: str, at: datetime) -> Document:
    """Send the draft back to be changed, with the reason."""
    document = locked(document_id, version=version)
    review = _waiting(document)
    rules.require_reviewer(by, review.reviewer_id, at=document.unit_id)
    if not reason.strip():
        raise DomainError("Ghi lý do trả lại, để người soạn biết cần sửa gì", field="reason")
    move(document, State.SENT_BACK)
    review.reason = reason.strip()
    _decide(review, Review.Decision.SENT_BACK, at)
    _held(document, document.created_by, drafter_name(document), at)
    timeline.note(
        by, document, "send_back", at=at, text=f"Trả lại để sửa: {reason.strip()}", review=review.pk
    )
    tell(
        {review.submitted_by, document.created_by or review.submitted_by},
        f"{by.full_name} trả lại để sửa: {document.subject}",
        address=reverse("outgoing_edit", args=[document.pk]), at=at, by=by,
    )  # fmt: skip
    return document


@transaction.atomic
def approve_own(
    *, by: Actor, document_id: int, version: int, at: datetime, places_are_meant: bool = False
) -> Document:
    """A leader approves what she wrote or has open, without submitting it to herself."""
    document = locked(document_id, version=version)
    rules.require_draft_of(by, document)
    require(by, Right.APPROVE, at=document.unit_id)
    hold(by, document, at)
    move(document, State.SUBMITTED)
    move(document, State.APPROVED)
    kept = latest_version(document)
    refuse_unready(from_json(kept.content), places_are_meant=places_are_meant)
    review = Review.objects.create(
        document=document,
        version_number=kept.number,
        submitted_by=by.officer_id,
        submitted_by_name=by.full_name,
        submitted_at=at,
        reviewer_id=by.officer_id,
        reviewer_name=by.full_name,
        decision=Review.Decision.APPROVED,
        decided_at=at,
    )
    _held(document, None, "Văn thư", at)
    let_go(by, document.pk)
    timeline.note(by, document, "approve", at=at, text=f"Duyệt bản {kept.number}", review=review.pk)
    return document


@transaction.atomic
def comment(*, by: Actor, document_id: int, text: str, at: datetime) -> Comment:
    """Remark on the newest version; the drafter and who wrote before are told."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")
    rules.require_draft_of(by, document)
    if not text.strip():
        raise DomainError("Nhập ý kiến", field="text")
    made = Comment.objects.create(
        document=document,
        version_number=latest_version(document).number,
        text=text.strip(),
        by_id=by.officer_id,
        by_name=by.full_name,
        at=at,
    )
    timeline.note(by, document, "comment", at=at, text=f"Góp ý: {text.strip()}", comment=made.pk)
    search.index(document.pk)
    others = set(document.comments.values_list("by_id", flat=True)) | {document.created_by or by.officer_id}
    tell(
        others, f"{by.full_name} góp ý: {document.subject}",
        address=reverse("document", args=[document.pk]), at=at, by=by,
    )  # fmt: skip
    return made


@transaction.atomic
def settle_comment(*, by: Actor, document_id: int, comment_id: int, at: datetime) -> None:
    """Note that a remark was dealt with. A second time changes nothing."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")
    rules.require_draft_of(by, document)
    if document.comments.filter(pk=comment_id, settled_at=None).update(settled_at=at):
        timeline.note(by, document, "settle_comment", at=at, text="Đã xử lý một góp ý", comment=comment_id)


def refuse_unready(content: DraftContent, *, places_are_meant: bool) -> None:
    """Refuse a draft that cannot be laid before anybody: no text, no signer, places not filled."""
    if not content.subject.strip():
        raise NotReady("Nhập trích yếu trước khi trình", field="subject")
    if not content.body.strip():
        raise NotReady("Nhập nội dung văn bản trước khi trình", field="body")
    if not content.signer.strip():
        raise NotReady("Chọn người ký trước khi trình", field="signer")
    left = places_of(content)
    if left and not places_are_meant:
        shown = ", ".join(f"[{place}]" for place in left[:5])
        more = f" và {len(left) - 5} chỗ khác" if len(left) > 5 else ""
        raise NotReady(
            f"Còn chỗ chưa điền trong văn bản: {shown}{more}. Điền nốt, hoặc đánh dấu vẫn trình.",
            field="places_are_meant",
        )
    refuse_unprintable(content)
    official(content)


def _waiting(document: Document) -> Review:
    if document.state != State.SUBMITTED:
        raise WrongState(
            f"Văn bản này đang ở bước “{State(document.state).label}”, không còn chờ duyệt."
            " Có thể người khác đã xử lý trước."
        )
    return Review.objects.get(document=document, decision=Review.Decision.WAITING)


def _decide(review: Review, decision: Review.Decision, at: datetime) -> None:
    review.decision, review.decided_at = decision, at
    review.save(update_fields=["decision", "reason", "decided_at"])


def _held(document: Document, officer_id: int | None, name: str, at: datetime) -> None:
    document.holder_id, document.holder_name, document.held_since = officer_id, name, at
    document.changed_at, document.version = at, document.version + 1
    document.save(update_fields=["state", "holder_id", "holder_name", "held_since", "changed_at", "version"])


def _seen_by(document: Document, officer_id: int, name: str, at: datetime) -> None:
    Reader.objects.bulk_create(
        [
            Reader(
                document=document,
                unit_id=document.unit_id,
                officer_id=officer_id,
                officer_name=name,
                why=Reader.Why.REVIEWER,
                since=at,
            )
        ],
        ignore_conflicts=True,
    )
