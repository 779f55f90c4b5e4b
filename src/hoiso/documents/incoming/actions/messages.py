"""Messages find the document that they are or speak of."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.documents import timeline
from hoiso.documents.tables.document import Direction, Document, DocumentFile, Message, State
from hoiso.documents.tables.incoming import ClosedCode

_UNDECIDED = (ClosedCode.State.WAITING, ClosedCode.State.REFUSED)


def keep_message_on(document: Document, stored_id: int, *, by: Actor, at: datetime) -> None:
    """The original message becomes a file of the document, and those that waited for it join."""
    message = Message.objects.filter(unit_id=document.unit_id, stored_id=stored_id).first()
    assert message is not None
    message.document = document
    message.save(update_fields=["document"])
    DocumentFile.objects.create(
        document=document, stored_id=stored_id, role=DocumentFile.Role.MESSAGE,
        name=str(message.header.get("file_name", "van-ban.edxml")), position=900,
        added_by=by.officer_id, added_at=at,
    )  # fmt: skip
    attach_waiting(document)


def attach_waiting(document: Document) -> int:
    """Messages that spoke of this document before it was in the book find their place; how many."""
    if not document.exchange_id:
        return 0
    aimed = Q(exchange_id=document.exchange_id) | Q(header__target_document_id=document.exchange_id)
    held = ClosedCode.objects.filter(message=OuterRef("pk"), draft=None, state__in=_UNDECIDED)
    waiting = Message.objects.filter(aimed, ~Exists(held), unit_id=document.unit_id, document=None)
    return waiting.update(document=document)


def attach(message: Message, *, by: Actor, at: datetime) -> tuple[Document | None, str]:
    """Write the message on the document that it speaks of, or let it wait for it; with a sentence."""
    document = spoken_of(message)
    name = str(message.header.get("called", ""))
    if document is None:
        audit.record(
            "keep_message", "message", message.pk, at=at, actor_id=by.officer_id, unit_id=message.unit_id
        )
        return None, (
            f"Đã nhận thông điệp {name}. Chưa có văn bản mang mã này trong sổ nên thông điệp được để chờ."
        )
    message.document = document
    message.save(update_fields=["document"])
    timeline.note(by, document, "message", at=at, text=f"Nhận thông điệp {name}", message=message.pk)
    number = f"{document.number or ''}{document.suffix}"
    return document, f"Đã nhận thông điệp {name}, ghi vào văn bản số đến {number}."


def spoken_of(message: Message) -> Document | None:
    """The unit's document that the message names. Updates name another id than their own in real messages."""
    for exchange_id in (message.header.get("target_document_id"), message.exchange_id):
        if exchange_id and (document := _registered(message.unit_id, str(exchange_id))):
            return document
    return None


def _registered(unit_id: int, exchange_id: str) -> Document | None:
    found = Document.objects.filter(unit_id=unit_id, exchange_id=exchange_id)
    return found.exclude(direction=Direction.INCOMING, state=State.VOID).order_by("-id").first()
