"""What the sender's order to call a document back says, as it was received."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hoiso.core.clock import office_date
from hoiso.documents.tables.document import Document, Message
from hoiso.documents.tables.outgoing import Delivery


@dataclass(frozen=True, slots=True)
class RecallOrder:
    """Number (empty where the order has none), day and reason, to be confirmed by a person."""

    number: str
    ordered_on: date
    reason: str


def order_on(document: Document) -> RecallOrder | None:
    """The newest order kept on the document: an edXML message, or a delivery called back here."""
    message = Message.objects.filter(document=document, kind="revoke").order_by("-received_at", "-id").first()
    if message is not None:
        header = message.header
        code = _part(_part(header, "header"), "code")
        number = "/".join(str(code[name]) for name in ("number", "notation") if code.get(name))
        reason = str(_part(header, "bussiness").get("reason") or "")
        return RecallOrder(number[:100], office_date(message.received_at), reason[:500])
    called_back = Delivery.objects.filter(received_as=document, state=Delivery.State.WITHDRAWN)
    delivery = called_back.order_by("-pk").first()
    if delivery is None:
        return None
    told, _, reason = delivery.reason.partition(": ")
    day = told.rpartition(" ")[2].split("/")
    on = date(int(day[2]), int(day[1]), int(day[0])) if len(day) == 3 else office_date(delivery.sent_at)
    return RecallOrder("", on, reason or delivery.reason)


def _part(values: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = values.get(name)
    return found if isinstance(found, Mapping) else {}
