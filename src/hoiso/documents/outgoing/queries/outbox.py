"""What waits to go out, what was stopped or could not go."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from hoiso.core.errors import NotThere
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.outbox import Sending

SHOWN = 50


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """The last sending of a document (None: never told to go) and how many places it goes to."""

    document: Document
    sending: Sending | None
    places: int

    def seconds_left(self, at: datetime) -> int:
        """Whole seconds in which it can still be stopped."""
        if self.sending is None or self.sending.state != Sending.State.WAITING:
            return 0
        return max(0, round((self.sending.due_at - at).total_seconds()))


def outbox_of(document_id: int) -> OutboxPage:
    """Three statements. Raises `NotThere` outside the scope."""
    document = Document.objects.filter(pk=document_id, direction="out").first()
    if document is None:
        raise NotThere("Không có văn bản đi này, hoặc đồng chí không được giao xem.")
    sending = Sending.objects.filter(document=document).order_by("-id").first()
    return OutboxPage(document, sending, document.recipients.count())


def waits(document_id: int) -> bool:
    """Whether it is on its way and can still be stopped."""
    return Sending.objects.filter(document_id=document_id, state=Sending.State.WAITING).exists()


def outbox(unit_id: int) -> tuple[Sending, ...]:
    """The unit's: waiting ones first, then what was not sent, the newest on top. One statement."""
    kept = Sending.objects.filter(unit_id=unit_id).filter(
        Q(state=Sending.State.WAITING) | Q(state__in=(Sending.State.STOPPED, Sending.State.FAILED))
    )
    rows = kept.select_related("document").order_by("-id")[:SHOWN]
    return tuple(sorted(rows, key=lambda one: one.state != Sending.State.WAITING))
