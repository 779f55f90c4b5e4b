"""Versions of a draft: kept, read, and mirrored into the document's own columns."""

from datetime import datetime

from hoiso.access.public import Actor
from hoiso.documents.outgoing.content import DraftContent, refuse_marked
from hoiso.documents.outgoing.kinds import code_of, name_of
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.outgoing import DraftVersion, Recipient

COLUMNS = (
    "state", "kind", "kind_name", "subject", "issuer", "place", "signer", "signer_position",
    "signing_capacity", "urgency", "circulation", "copies", "code_notation", "holder_id", "holder_name",
    "held_since", "changed_at", "version",
)  # fmt: skip
_CAPACITY_WORDS = {
    "acting-head": "Q.", "for-head": "KT.", "collective": "TM.", "collective-for-head": "TM., KT.",
    "by-order": "TL.", "by-delegation": "TUQ.",
}  # fmt: skip
_CIRCULATION_WORDS = {"internal": "Lưu hành nội bộ", "return": "Xem xong trả lại"}


def latest_version(document: Document) -> DraftVersion:
    """The newest version of a document that was drafted here."""
    return document.versions.order_by("-number")[0]


def keep_version(by: Actor, document: Document, content: DraftContent, *, number: int, at: datetime) -> None:
    """One more version; the document (locked, or new) shows it, and its recipients are those named in it.

    Raises `SecretRefused` where a mark of secrecy stands in it: nothing of it is kept.
    """
    refuse_marked(content)
    DraftVersion.objects.create(
        document=document,
        number=number,
        content=content.to_json(),
        by_id=by.officer_id,
        by_name=by.full_name,
        at=at,
    )
    document.kind = code_of(content.document_kind, party=content.party)
    document.kind_name = name_of(content.document_kind)
    document.subject = content.subject
    document.issuer = content.issuer_name
    document.place = content.place
    document.signer = content.signer
    document.signer_position = content.position
    document.signing_capacity = _CAPACITY_WORDS.get(content.capacity, "")
    document.urgency = content.urgency
    document.circulation = _CIRCULATION_WORDS.get(content.circulation, "")
    document.copies = content.copies
    document.code_notation = content.notation
    document.changed_at = at
    document.version += 1
    document.save(update_fields=COLUMNS)
    if number > 1:
        document.recipients.all().delete()
    Recipient.objects.bulk_create(
        Recipient(
            document=document,
            unit_id=one.unit_id,
            name=one.name,
            line=one.line,
            printed=one.printed,
            addressee=one.addressee,
            paper_copies=one.paper_copies,
            position=place,
        )
        for place, one in enumerate(content.recipients)
    )
