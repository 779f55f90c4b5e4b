"""Who may do what with a draft, as sentences; the rights themselves stand in `access.rights`."""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from hoiso.access.public import Actor, Right, require
from hoiso.core.errors import NotAllowed
from hoiso.documents.errors import WrongState
from hoiso.documents.outgoing.reviewers import standing_for
from hoiso.documents.tables.document import Direction, Document, State
from hoiso.documents.tables.outgoing import Review

EDITABLE = (State.DRAFT, State.SENT_BACK, State.APPROVED)


def require_draft_of(by: Actor, document: Document) -> None:
    """Refuse what is no outgoing document, and whoever drafts nothing at its unit."""
    if document.direction != Direction.OUTGOING:
        raise WrongState("Đây không phải là văn bản đi của đơn vị.")
    require(by, Right.DRAFT, at=document.unit_id)


def require_editable(by: Actor, document: Document) -> None:
    """Refuse writing on what lies before a leader, has a number, or is gone."""
    require_draft_of(by, document)
    if document.state == State.SUBMITTED:
        raise WrongState("Văn bản đang chờ duyệt. Rút về rồi mới sửa được, hoặc chờ người duyệt trả lại.")
    if document.state not in EDITABLE:
        raise WrongState(
            f"Văn bản đang ở bước “{State(document.state).label}”, không sửa nội dung được nữa."
            " Cần sửa thì huỷ số rồi soạn lại từ bản này, hoặc ban hành văn bản thay thế."
        )


def review_of(by: Actor, laid: Sequence[Review], *, at: int) -> Review:
    """The review that she may decide now: her own, or of somebody whose post is lent to her.

    Raises `NotAllowed` when it was laid before others, `WrongState` when her turn has not come or is
    over.
    """
    require(by, Right.DRAFT, at=at)
    standing = standing_for(by, at)
    mine = sorted(
        (one for one in laid if one.reviewer_id in standing), key=lambda one: one.reviewer_id != by.officer_id
    )
    if not mine:
        raise NotAllowed("Dự thảo này trình người khác duyệt. Người soạn có thể rút về và trình lại.")
    now = next((one for one in mine if one.decision == Review.Decision.WAITING), None)
    if now is not None:
        return now
    if any(one.decision == Review.Decision.QUEUED for one in mine):
        first = ", ".join(one.reviewer_name for one in laid if one.decision == Review.Decision.WAITING)
        raise WrongState(
            f"Chưa đến lượt đồng chí: đang chờ {first} duyệt trước. Hệ thống sẽ báo khi đến lượt."
        )
    raise WrongState("Đồng chí đã cho ý kiến về bản này rồi, không cần làm lại.")


class _Asked(Protocol):
    @property
    def reviewer_id(self) -> int: ...


def require_named(laid: Iterable[_Asked], standing: Collection[int]) -> None:
    """Who may not approve at the unit looks only at what was laid before her."""
    if not any(one.reviewer_id in standing for one in laid):
        raise NotAllowed("Dự thảo này trình người khác duyệt. Người soạn có thể rút về và trình lại.")


def approves_alone(by: Actor, unit_id: int) -> bool:
    """A leader needs not submit to herself what she drafts."""
    return by.holds(Right.APPROVE, at=unit_id)


def issues_alone(by: Actor, unit_id: int) -> bool:
    """Clerk and leader in one person: approved, numbered and issued on one page."""
    return by.holds(Right.APPROVE, at=unit_id) and by.holds(Right.ISSUE, at=unit_id)
