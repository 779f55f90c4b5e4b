"""A draft laid before its reviewers, taken back, approved or sent back. An approval holds for one version."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from hoiso.access.public import Actor, Right, require, stand_ins
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
from hoiso.documents.outgoing.reviewers import Reviewers, check, names_of, reviewing_people
from hoiso.documents.search import public as search
from hoiso.documents.states import move
from hoiso.documents.tables.document import Document, Reader, State
from hoiso.documents.tables.outgoing import Comment, Review
from hoiso.notices.public import tell

_D = Review.Decision
_OF = {"": "", Review.Matter.CONTENT: "nội dung ", Review.Matter.FORM: "thể thức "}
_OPEN = (_D.WAITING, _D.QUEUED)


@transaction.atomic
def submit(
    *,
    by: Actor,
    document_id: int,
    version: int,
    reviewer_id: int,
    at: datetime,
    before: Sequence[int] = (),
    in_order: bool = True,
    note: str = "",
    places_are_meant: bool = False,
) -> Review:
    """Lay the newest version before a leader of the unit, who is told. Returns her review.

    `before`: who is asked as well; `in_order`: they look it through one after the other, the leader
    last, else all at the same time. The draft is approved when all of them have approved.
    Raises `NotReady` while a place in square brackets is unfilled (unless it is meant), or when
    subject, signer or text are missing.
    """
    document = locked(document_id, version=version)
    rules.require_draft_of(by, document)
    hold(by, document, at)
    move(document, State.SUBMITTED)
    wanted = Reviewers.of(before, reviewer_id, in_order=in_order)
    names = check(wanted, reviewing_people(document.unit_id, on=office_date(at)))
    if by.officer_id in wanted.officers:
        raise DomainError(
            "Không trình cho chính mình. Bỏ tên đồng chí khỏi danh sách người duyệt.",
            field="reviewer" if by.officer_id == reviewer_id else "before_1",
        )
    kept = latest_version(document)
    refuse_unready(from_json(kept.content), places_are_meant=places_are_meant)
    laid = Review.objects.bulk_create(
        Review(
            document=document,
            version_number=kept.number,
            submitted_by=by.officer_id,
            submitted_by_name=by.full_name,
            submitted_at=at,
            note=note.strip(),
            reviewer_id=one,
            reviewer_name=names[one],
            turn=wanted.turn(place),
            decision=_D.WAITING if wanted.turn(place) == 1 else _D.QUEUED,
        )
        for place, one in enumerate(wanted.officers)
    )
    for one in laid:
        _seen_by(document, one.reviewer_id, one.reviewer_name, at)
    _lies_before(document, laid, at)
    let_go(by, document.pk)
    said = f": {note.strip()}" if note.strip() else ""
    timeline.note(
        by, document, "submit", at=at, text=f"Trình {_in_words(laid)} duyệt bản {kept.number}{said}",
        version=kept.number, reviewers=[one.reviewer_id for one in laid],
    )  # fmt: skip
    _ask(document, laid, f"{by.full_name} trình duyệt: {document.subject}", by=by, at=at)
    return laid[-1]


@transaction.atomic
def withdraw(*, by: Actor, document_id: int, at: datetime, version: int | None = None) -> Document:
    """Take the draft back before it is decided. By whoever submitted or began it."""
    document = locked(document_id, version=version)
    rules.require_draft_of(by, document)
    laid = laid_down(document)
    if by.officer_id not in (laid[0].submitted_by, document.created_by):
        raise DomainError("Chỉ người soạn hoặc người trình mới rút về được.")
    move(document, State.DRAFT)
    asked = [one.reviewer_id for one in laid if one.decision == _D.WAITING]
    _close(laid, _D.WITHDRAWN, at)
    _held(document, document.created_by, drafter_name(document), at)
    timeline.note(by, document, "withdraw", at=at, text="Rút bản trình về để sửa", review=laid[-1].pk)
    tell(asked, f"{by.full_name} đã rút bản trình: {document.subject}", at=at, by=by)
    return document


@transaction.atomic
def approve(
    *, by: Actor, document_id: int, version: int, at: datetime, remark: str = "", matter: str = ""
) -> Document:
    """Approve the version that was laid before her; a later version needs a new approval.

    While others are still asked, the draft stays before them; in order, the next one is told. The
    last approval makes it approved. `matter` (of `Review.Matter`) says whether she answers for the
    content or for the form; empty for both. Raises `WrongState` when it is not her turn, or she has approved.
    """
    document = locked(document_id, version=version)
    laid = laid_down(document)
    review = rules.review_of(by, laid, at=document.unit_id)
    if latest_version(document).number != review.version_number:
        raise WrongState("Đã có bản mới hơn bản được trình. Mở lại trang để xem bản mới.")
    review.reason, review.matter = remark.strip(), matter
    _decide(review, _D.APPROVED, at, by=by)
    left = [one for one in laid if one.decision in _OPEN]
    said = f"Duyệt {_OF[matter]}bản {review.version_number}" + (f": {review.reason}" if review.reason else "")
    if left:
        told = _next_turn(left)
        _lies_before(document, left, at, anew=False)
        waiting = names_of([one.reviewer_name for one in left])
        timeline.note(by, document, "approve", at=at, text=f"{said} (còn chờ {waiting})", review=review.pk)
        _ask(document, told, f"{by.full_name} đã duyệt, đến lượt đồng chí: {document.subject}", by=by, at=at)
        return document
    move(document, State.APPROVED)
    _held(document, None, "Văn thư", at)
    timeline.note(by, document, "approve", at=at, text=said, review=review.pk)
    tell(
        {review.submitted_by, document.created_by or review.submitted_by},
        f"{by.full_name} đã duyệt: {document.subject}",
        address=reverse("document", args=[document.pk]), at=at, by=by,
    )  # fmt: skip
    return document


@transaction.atomic
def send_back(*, by: Actor, document_id: int, version: int, reason: str, at: datetime) -> Document:
    """Send the draft back to be changed, with the reason. Nothing more is asked of the others."""
    document = locked(document_id, version=version)
    laid = laid_down(document)
    review = rules.review_of(by, laid, at=document.unit_id)
    if not reason.strip():
        raise DomainError("Ghi lý do trả lại, để người soạn biết cần sửa gì", field="reason")
    move(document, State.SENT_BACK)
    review.reason = reason.strip()
    _decide(review, _D.SENT_BACK, at, by=by)
    others = [one.reviewer_id for one in laid if one.decision == _D.WAITING]
    _close(laid, _D.STOPPED, at)
    _held(document, document.created_by, drafter_name(document), at)
    timeline.note(
        by, document, "send_back", at=at, text=f"Trả lại để sửa: {reason.strip()}", review=review.pk
    )
    tell(
        {review.submitted_by, document.created_by or review.submitted_by},
        f"{by.full_name} trả lại để sửa: {document.subject}",
        address=reverse("outgoing_edit", args=[document.pk]), at=at, by=by,
    )  # fmt: skip
    tell(
        others, f"{by.full_name} đã trả lại để sửa, không cần duyệt bản này nữa: {document.subject}",
        address=reverse("document", args=[document.pk]), at=at, by=by,
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
        decision=_D.APPROVED,
        decided_at=at,
        decided_by_name=by.full_name,
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


def laid_down(document: Document) -> list[Review]:
    """All of the newest laying, by their turns. Raises `WrongState` when nothing is to be decided."""
    if document.state != State.SUBMITTED:
        raise WrongState(
            f"Văn bản này đang ở bước “{State(document.state).label}”, không còn chờ duyệt."
            " Có thể người khác đã xử lý trước."
        )
    newest = Review.objects.filter(document=document).order_by("-submitted_at")[:1]
    return list(
        Review.objects.filter(document=document, submitted_at=newest.values("submitted_at")).order_by(
            "turn", "id"
        )
    )


def _decide(review: Review, decision: Review.Decision, at: datetime, *, by: Actor | None = None) -> None:
    review.decision, review.decided_at = decision, at
    if by is not None:
        instead = by.officer_id != review.reviewer_id
        review.decided_by_name = by.full_name + (f" (thay {review.reviewer_name})" if instead else "")
    review.save(update_fields=["decision", "reason", "matter", "decided_at", "decided_by_name"])


def _close(laid: Sequence[Review], decision: Review.Decision, at: datetime) -> None:
    for one in laid:
        if one.decision in _OPEN:
            _decide(one, decision, at)


def _next_turn(left: Sequence[Review]) -> list[Review]:
    """Ask those whose turn has come, when nobody is asked any more."""
    if any(one.decision == _D.WAITING for one in left):
        return []
    first = min(one.turn for one in left)
    turned = [one for one in left if one.turn == first]
    for one in turned:
        one.decision = _D.WAITING
        one.save(update_fields=["decision"])
    return turned


def _in_words(laid: Sequence[Review]) -> str:
    names = [one.reviewer_name for one in laid]
    if len(names) == 1:
        return names[0]
    return " rồi ".join(names) if laid[-1].turn > 1 else f"cùng lúc {', '.join(names)}"


def _ask(document: Document, laid: Sequence[Review], words: str, *, by: Actor, at: datetime) -> None:
    """Tell those before whom it lies now, and who stands in for them today."""
    asked = [one.reviewer_id for one in laid if one.decision == _D.WAITING]
    if not asked:
        return
    lent = stand_ins(document.unit_id, on=office_date(at))
    standing = [lent[one] for one in asked if one in lent]
    for one in standing:
        _seen_by(document, one.officer_id, one.full_name, at)
    tell(
        [*asked, *(one.officer_id for one in standing)], words,
        address=reverse("outgoing_review", args=[document.pk]), at=at, by=by,
    )  # fmt: skip


def _lies_before(document: Document, laid: Sequence[Review], at: datetime, *, anew: bool = True) -> None:
    """Who holds it now. One approval among several changes no text: the page of the others stays good."""
    asked = [one for one in laid if one.decision == _D.WAITING]
    document.holder_id = asked[0].reviewer_id
    document.holder_name = names_of([one.reviewer_name for one in asked])
    document.held_since = at
    document.changed_at, document.version = at, document.version + anew
    document.save(update_fields=["state", "holder_id", "holder_name", "held_since", "changed_at", "version"])


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
