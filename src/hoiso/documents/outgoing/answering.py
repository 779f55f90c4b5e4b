"""A draft that answers an incoming document: what is filled in, and the link between the two."""

from dataclasses import replace
from datetime import datetime

from hoiso.access.public import Actor
from hoiso.core.phrases import vn_date
from hoiso.documents import timeline
from hoiso.documents.layouts.content_templates import fill
from hoiso.documents.outgoing.content import DraftContent, RecipientChoice
from hoiso.documents.outgoing.lines import line_of
from hoiso.documents.tables.document import Document, Link
from hoiso.documents.tables.outgoing import Recipient


def answered_content(
    content: DraftContent, asked: Document | None, *, unit_id: int, year: int
) -> DraftContent:
    """The content with the places filled that are known; for an answer with recipient and subject.

    It goes to who sent the document; to another unit that asked `unit_id` to work on it, back to that unit.
    """
    values = {"tên cơ quan ban hành": content.issuer_name, "năm": str(year)}
    if asked is not None:
        values |= {"văn bản được trả lời": reference(asked), "cơ quan gửi": asked.issuer}
    subject = fill(content.subject, values)
    if asked is None:
        return replace(content, subject=subject, body=fill(content.body, values))
    if not subject:
        subject = f"trả lời {reference(asked)}"
    given = asked.unit_id != unit_id
    name = asked.unit.title if given else asked.issuer or reference(asked)
    sender_id = asked.unit_id if given else asked.issuer_unit_id
    line = line_of(sender_id)
    recipient = RecipientChoice(
        name=name,
        unit_id=sender_id,
        line=line,
        addressee=content.document_kind.addressed,
        paper_copies=1 if line == Recipient.Line.PAPER else 0,
    )
    return replace(content, subject=subject, body=fill(content.body, values), recipients=(recipient,))


def reference(document: Document) -> str:
    """A document as another one names it: "Công văn số 12/CV-BTV ngày 20/09/2026"."""
    name = document.kind_name or "Văn bản"
    symbol = f" số {document.symbol}" if document.symbol else ""
    day = f" ngày {vn_date(document.issued_on)}" if document.issued_on else ""
    return f"{name}{symbol}{day}"


def link_answer(by: Actor, document: Document, asked: Document, at: datetime) -> None:
    """Note on both that the draft answers the other."""
    Link.objects.create(
        document=document, other=asked, kind=Link.Kind.ANSWERS, made_by=by.officer_id, made_at=at
    )
    timeline.note(by, asked, "answer_begun", at=at, text="Bắt đầu soạn văn bản trả lời", answer=document.pk)
