"""Messages that wait for the document that they speak of."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from hoiso.documents.tables.document import Message
from hoiso.documents.tables.incoming import ClosedCode

_NAMES = {"revoke": "Thu hồi", "update": "Cập nhật", "replace": "Thay thế", "status": "Báo trạng thái"}
SHOWN = 100
_UNDECIDED = (ClosedCode.State.WAITING, ClosedCode.State.REFUSED)


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    """A message without its document."""

    kind_name: str
    exchange_id: str
    sender: str
    at: datetime


def waiting_messages(unit_id: int) -> tuple[WaitingMessage, ...]:
    """Newest first; one statement. New documents stand in the tray as drafts instead, and what names
    a closed code among the cases to be decided."""
    held = ClosedCode.objects.filter(message=OuterRef("pk"), draft=None, state__in=_UNDECIDED)
    waiting = Message.objects.filter(~Exists(held), unit_id=unit_id, document=None)
    rows = waiting.exclude(kind="new").order_by("-id")
    return tuple(
        WaitingMessage(_NAMES.get(kind, "Không rõ loại"), exchange_id, sender, at)
        for kind, exchange_id, sender, at in rows.values_list(
            "kind", "exchange_id", "sender_code", "received_at"
        )[:SHOWN]
    )
