"""Messages that wait for the document that they speak of."""

from dataclasses import dataclass
from datetime import datetime

from hoiso.documents.tables.document import Message

_NAMES = {"revoke": "Thu hồi", "update": "Cập nhật", "replace": "Thay thế", "status": "Báo trạng thái"}
SHOWN = 100


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    """A message without its document."""

    kind_name: str
    exchange_id: str
    sender: str
    at: datetime


def waiting_messages(unit_id: int) -> tuple[WaitingMessage, ...]:
    """Newest first; one statement. New documents stand in the tray as drafts instead."""
    rows = Message.objects.filter(unit_id=unit_id, document=None).exclude(kind="new").order_by("-id")
    return tuple(
        WaitingMessage(_NAMES.get(kind, "Không rõ loại"), exchange_id, sender, at)
        for kind, exchange_id, sender, at in rows.values_list(
            "kind", "exchange_id", "sender_code", "received_at"
        )[:SHOWN]
    )
