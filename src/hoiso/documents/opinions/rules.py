"""Who may do what in a round of opinions, as sentences."""

from datetime import date

from hoiso.access.public import Actor, Right
from hoiso.core.errors import NotAllowed
from hoiso.documents.opinions.errors import RoundClosed
from hoiso.documents.tables.document import State
from hoiso.documents.tables.opinions import Opinion, OpinionRound

ASKABLE = (State.DRAFT, State.SENT_BACK, State.SUBMITTED)


def require_asker(by: Actor, asked: OpinionRound) -> None:
    """Who opened the round keeps it."""
    require_asker_id(by, asked.by_id)


def require_asker_id(by: Actor, asker_id: int) -> None:
    """The same, of a page."""
    if asker_id != by.officer_id:
        raise NotAllowed("Chỉ người mở vòng lấy ý kiến mới gia hạn, nhắc, kết thúc và ghi tiếp thu được.")


def answers(by: Actor, opinion: Opinion) -> bool:
    """Whether it is hers to answer: asked by name, or at a desk that speaks for the unit."""
    if opinion.to_unit_id is None:
        return opinion.officer_id == by.officer_id
    return by.holds(Right.PROPOSE_HANDLING, at=opinion.to_unit_id)


def require_answering(by: Actor, opinion: Opinion) -> None:
    """Refuse whoever was not asked."""
    if not answers(by, opinion):
        raise NotAllowed("Ý kiến này hỏi người khác hoặc đơn vị khác.")


def require_open(asked: OpinionRound, *, on: date) -> None:
    """Refuse after the closing, and after the last day."""
    if asked.closed_at is not None or asked.due_on < on:
        raise RoundClosed(
            "Vòng lấy ý kiến này đã kết thúc nên không nhận trả lời nữa. Liên hệ người hỏi nếu vẫn cần góp ý."
        )
