"""The incoming document that a draft answers, found by what a clerk writes."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from hoiso.core.errors import DomainError, NotThere
from hoiso.core.folding import fold
from hoiso.documents.layouts.official_document import Layout
from hoiso.documents.outgoing.answering import reference
from hoiso.documents.outgoing.content import DraftContent
from hoiso.documents.outgoing.letterheads import letterhead
from hoiso.documents.tables.document import Direction, Document


@dataclass(frozen=True, slots=True)
class Asked:
    """A document that can be answered."""

    id: int
    words: str
    subject: str
    issuer: str


def answerable(document_id: int) -> Asked:
    """The incoming document as the page names it. Raises `NotThere` outside the scope."""
    document = Document.objects.filter(pk=document_id, direction=Direction.INCOMING).first()
    if document is None:
        raise NotThere("Không có văn bản đến này, hoặc đồng chí không được giao xem.")
    return Asked(document.pk, reference(document), document.subject, document.issuer)


def find_incoming(written: str, *, unit_id: int, on: date) -> int:
    """Id of the incoming document of that arrival number this year, or of that symbol.

    Raises a refusal when there is none, or more than one.
    """
    key = fold(written).replace(" ", "")
    wanted = Q(symbol_key=key) | Q(symbol_key__startswith=f"{key}/")
    if key.isdecimal():
        wanted = Q(number=int(key[:9]), arrived_on__year=on.year)
    found = list(
        Document.objects.filter(wanted, unit_id=unit_id, direction=Direction.INCOMING)
        .exclude(state="void")
        .order_by("-arrived_on", "-pk")[:2]
    )
    if not found:
        raise DomainError(
            f"Không thấy văn bản đến “{written}”. Ghi số đến năm nay hoặc số, ký hiệu.", field="answers"
        )
    if len(found) > 1:
        raise DomainError(
            f"Có nhiều văn bản đến “{written}”. Mở đúng văn bản đó rồi bấm “Soạn văn bản trả lời”.",
            field="answers",
        )
    return found[0].pk


def with_notation(written: DraftContent, before: DraftContent, unit_id: int, *, on: date) -> DraftContent:
    """The typed content; where kind or layout changed and the notation did not, the notation follows them."""
    changed = (written.kind, written.layout) != (before.kind, before.layout)
    if not changed or written.notation not in ("", before.notation):
        return written
    head = letterhead(unit_id, on=on)
    return replace(written, notation=head.notation(written.document_kind, Layout(written.layout)))
