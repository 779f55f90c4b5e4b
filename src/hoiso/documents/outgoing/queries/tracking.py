"""Where an issued document is with each of its recipients."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from hoiso.documents.tables.outgoing import Delivery, Recipient

_TAGS: dict[str, str] = {
    Delivery.State.QUEUED: "calm", Delivery.State.ARRIVED: "new", Delivery.State.OPENED: "new",
    Delivery.State.RECEIVED: "done", Delivery.State.ASSIGNED: "done", Delivery.State.IN_WORK: "done",
    Delivery.State.DONE: "done", Delivery.State.REFUSED: "late", Delivery.State.WITHDRAWN: "soon",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TrackedRecipient:
    """A recipient and the fate of what was sent to it."""

    id: int
    name: str
    line: str
    printed: bool
    paper_copies: int
    paper_sent_on: date | None
    state: str | None
    reason: str
    sent_at: datetime | None
    opened_at: datetime | None
    received_at: datetime | None
    done_at: datetime | None

    @property
    def line_name(self) -> str:
        """How it is reached, in words."""
        if self.line == Recipient.Line.PAPER and not self.paper_copies:
            return "Chỉ ghi tên"
        return str(Recipient.Line(self.line).label)

    @property
    def state_name(self) -> str:
        return str(Delivery.State(self.state).label) if self.state else ""

    @property
    def tag(self) -> str:
        return _TAGS.get(self.state or "", "calm")

    @property
    def last_at(self) -> datetime | None:
        """When its state last changed."""
        return self.done_at or self.received_at or self.opened_at or self.sent_at


_TRACKED = """
SELECT r.id, r.name, r.line, r.printed, r.paper_copies, r.paper_sent_on, y.state, coalesce(y.reason, ''),
       y.sent_at, y.opened_at, y.received_at, y.done_at
FROM documents_recipient r
LEFT JOIN documents_delivery y ON y.document_id = r.document_id AND y.to_unit_id = r.unit_id
WHERE r.document_id = %s
ORDER BY array_position('{refused,queued,arrived,opened}', y.state::text) NULLS LAST, r.position, r.id
"""


def tracked(document_id: int) -> tuple[TrackedRecipient, ...]:
    """Every recipient, those who have not taken it yet first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_TRACKED, [document_id])
        return tuple(TrackedRecipient(*row) for row in cursor.fetchall())
