"""What is done on the page itself: seen, printed, linked to another document."""

from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents import timeline
from hoiso.documents.locking import locked
from hoiso.documents.sheet.parts import Sheet
from hoiso.documents.tables.document import Document, Link


def note_seen(*, by: Actor, sheet: Sheet, action: str, at: datetime) -> None:
    """Write that she opened (`view`) or printed (`print`) the page, told to its unit. One statement."""
    audit.record(action, "document", sheet.id, at=at, actor_id=by.officer_id, unit_id=sheet.unit_id)


@transaction.atomic
def link_documents(*, by: Actor, document_id: int, other_id: int, kind: str, at: datetime) -> Link:
    """Say what one document is to another; saying it twice changes nothing.

    Both must be in her scope. The lower id is locked first.
    """
    if kind not in Link.Kind.values:
        raise DomainError("Chọn quan hệ giữa hai văn bản", field="kind")
    if document_id == other_id:
        raise DomainError("Chọn một văn bản khác, không phải chính văn bản này", field="other")
    found = {one: locked(one) for one in sorted((document_id, other_id))}
    document, other = found[document_id], found[other_id]
    require(by, Right.WORK_ON_TASKS, at=document.unit_id)
    link, made = Link.objects.get_or_create(
        document=document, other=other, kind=kind, defaults={"made_by": by.officer_id, "made_at": at}
    )
    if made:
        text = f"Ghi liên kết: {Link.Kind(kind).label} {_called(other)}"
        timeline.note(by, document, "link", at=at, text=text, other=other.pk, link=kind)
    return link


@transaction.atomic
def unlink_documents(*, by: Actor, document_id: int, other_id: int, kind: str, at: datetime) -> None:
    """Take a link back. Raises `NotThere` when it is gone already."""
    document = locked(document_id)
    require(by, Right.WORK_ON_TASKS, at=document.unit_id)
    link = (
        Link.objects.filter(document=document, other_id=other_id, kind=kind).select_related("other").first()
    )
    if link is None:
        raise NotThere("Liên kết này không còn.")
    text = f"Bỏ liên kết: {Link.Kind(kind).label} {_called(link.other)}"
    link.delete()
    timeline.note(by, document, "unlink", at=at, text=text, other=other_id, link=kind)


def _called(document: Document) -> str:
    return document.symbol or f"văn bản “{document.subject}”"
