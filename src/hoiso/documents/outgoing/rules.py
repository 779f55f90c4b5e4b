"""Who may do what with a draft, as sentences; the rights themselves stand in `access.rights`."""

from hoiso.access.public import Actor, Right, require
from hoiso.core.errors import NotAllowed
from hoiso.documents.errors import WrongState
from hoiso.documents.tables.document import Direction, Document, State

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


def require_reviewer(by: Actor, reviewer_id: int, *, at: int) -> None:
    """Only the one before whom it lies decides, or who acts in a leader's post by delegation."""
    require(by, Right.APPROVE, at=at)
    acts_for = any(post.delegated and post.unit_id == at for post in by.posts)
    if by.officer_id != reviewer_id and not acts_for:
        raise NotAllowed("Dự thảo này trình người khác duyệt. Người soạn có thể rút về và trình lại.")


def approves_alone(by: Actor, unit_id: int) -> bool:
    """A leader needs not submit to herself what she drafts."""
    return by.holds(Right.APPROVE, at=unit_id)


def issues_alone(by: Actor, unit_id: int) -> bool:
    """Clerk and leader in one person: approved, numbered and issued on one page."""
    return by.holds(Right.APPROVE, at=unit_id) and by.holds(Right.ISSUE, at=unit_id)
