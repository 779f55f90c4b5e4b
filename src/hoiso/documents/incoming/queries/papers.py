"""Reads about paper originals: one, those that are out, those still awaited."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from hoiso.core.errors import NotThere
from hoiso.documents.tables.document import Direction, Document, State
from hoiso.documents.tables.papers import PaperLoan

SHOWN = 200


@dataclass(frozen=True, slots=True)
class PaperRow:
    """An original on a list; `borrower` and `until` where it is lent, `days` since it was announced."""

    id: int
    number_written: str
    symbol: str
    subject: str
    issuer: str
    arrived_on: date | None
    borrower: str = ""
    lent_on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """The original of one document, and its loans, the newest first."""

    document: Document
    place: str
    received_on: date | None
    loans: tuple[PaperLoan, ...]

    @property
    def out(self) -> PaperLoan | None:
        """The loan that is not back yet."""
        return next((loan for loan in self.loans if loan.returned_on is None), None)

    @property
    def state(self) -> str:
        """awaited, out, here, or none (nobody announced a paper)."""
        if self.received_on is not None:
            return "out" if self.out else "here"
        return "awaited" if self.document.paper_follows else "none"


def paper(document_id: int) -> Paper:
    """One document's original. Two statements. Raises `NotThere` outside the scope."""
    document = (
        Document.objects.filter(pk=document_id, direction=Direction.INCOMING)
        .select_related("paper", "unit")
        .first()
    )
    if document is None:
        raise NotThere("Không có văn bản đến này, hoặc đồng chí không được giao xem.")
    kept = getattr(document, "paper", None)
    loans = tuple(PaperLoan.objects.filter(document=document).order_by("-lent_on", "-id")[:50])
    return Paper(document, kept.place if kept else "", kept.received_on if kept else None, loans)


def papers_out(unit_id: int) -> tuple[PaperRow, ...]:
    """What is lent, the most overdue first. One statement."""
    lent = PaperLoan.objects.filter(unit_id=unit_id, returned_on=None).select_related("document")
    return tuple(
        _row(loan.document, borrower=loan.borrower_name, lent_on=loan.lent_on, until=loan.until)
        for loan in lent.order_by("until", "id")[:SHOWN]
    )


def papers_awaited(unit_id: int) -> tuple[PaperRow, ...]:
    """Announced on paper and not here yet, the oldest first. One statement."""
    awaited = Document.objects.filter(
        Q(paper__isnull=True), unit_id=unit_id, direction=Direction.INCOMING, paper_follows=True
    ).exclude(state__in=(State.VOID, State.RETURNED, State.REVOKED))
    return tuple(_row(document) for document in awaited.order_by(F("arrived_on").asc(), "id")[:SHOWN])


def _row(document: Document, **loan: object) -> PaperRow:
    return PaperRow(
        document.pk, f"{document.number or ''}{document.suffix}", document.symbol, document.subject,
        document.issuer, document.arrived_on, **loan,  # type: ignore[arg-type]
    )  # fmt: skip


def labelled(unit_id: int, document_ids: list[int]) -> list[Document]:
    """The documents to print labels for, in the order asked, those outside the scope left out."""
    found = Document.objects.filter(
        pk__in=document_ids, unit_id=unit_id, direction=Direction.INCOMING, number__isnull=False
    ).in_bulk()
    return [found[one] for one in dict.fromkeys(document_ids) if one in found]
