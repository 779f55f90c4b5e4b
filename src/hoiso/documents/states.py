"""The states of a document and the moves that are legal, in one table.

Incoming: registered → proposed → in work → done, with ways back; outgoing: draft → submitted →
approved → numbered → (awaiting signature) → issued. A void or revoked document moves no more.
"""

from hoiso.documents.errors import WrongState
from hoiso.documents.tables.document import Document, State

MOVES: dict[str, frozenset[str]] = {
    State.REGISTERED: frozenset(
        {State.PROPOSED, State.IN_WORK, State.DONE, State.RETURNED, State.REVOKED, State.VOID}
    ),
    State.PROPOSED: frozenset(
        {State.REGISTERED, State.IN_WORK, State.DONE, State.RETURNED, State.REVOKED, State.VOID}
    ),
    State.IN_WORK: frozenset({State.REGISTERED, State.DONE, State.REVOKED}),
    State.DONE: frozenset({State.IN_WORK, State.REVOKED}),
    State.RETURNED: frozenset({State.REGISTERED}),
    State.DRAFT: frozenset({State.SUBMITTED, State.VOID}),
    State.SUBMITTED: frozenset({State.APPROVED, State.SENT_BACK, State.DRAFT}),
    State.SENT_BACK: frozenset({State.DRAFT, State.SUBMITTED, State.VOID}),
    State.APPROVED: frozenset({State.NUMBERED, State.DRAFT, State.SENT_BACK}),
    State.NUMBERED: frozenset({State.AWAITING_SIGNATURE, State.ISSUED, State.VOID}),
    State.AWAITING_SIGNATURE: frozenset({State.ISSUED, State.NUMBERED, State.VOID}),
    State.ISSUED: frozenset({State.REVOKED}),
    State.REVOKED: frozenset(),
    State.VOID: frozenset(),
}

OPEN_INCOMING = (State.REGISTERED, State.PROPOSED, State.IN_WORK)
OPEN_OUTGOING = (
    State.DRAFT,
    State.SUBMITTED,
    State.SENT_BACK,
    State.APPROVED,
    State.NUMBERED,
    State.AWAITING_SIGNATURE,
)


def move(document: Document, to: State) -> None:
    """Put the document (locked by the caller) into another state, unsaved.

    Raises `WrongState` with the present state named, when the move is not in the table.
    """
    if to not in MOVES[document.state]:
        raise WrongState(
            f"Văn bản này đang ở bước “{State(document.state).label}”, không làm được việc vừa chọn."
            " Có thể người khác đã xử lý trước. Mở lại trang văn bản để xem tình trạng mới nhất."
        )
    document.state = to
