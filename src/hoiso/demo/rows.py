"""Rows gathered in memory and stored table by table, parents first."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model

from hoiso.audit.models import Entry
from hoiso.demo.offices import Office, Person
from hoiso.documents.tables.book import Book, BookNumber
from hoiso.documents.tables.document import Document, DocumentFile, Event, Link, Reader
from hoiso.documents.tables.handling import Assignment, HandlingProposal, Instruction, ProgressReport
from hoiso.documents.tables.outgoing import Delivery, DraftVersion, Recipient, Review
from hoiso.notices.models import Notice

_BATCH = 2_000
_ORDER: tuple[tuple[type[Model], str], ...] = (
    (Book, ""), (BookNumber, "given_at"), (Document, "created_at"),
    (DraftVersion, "at"), (Review, "submitted_at"), (Recipient, ""), (Delivery, "sent_at"),
    (HandlingProposal, "at"), (Instruction, "at"), (Assignment, "given_at"), (ProgressReport, "at"),
    (Reader, "since"), (DocumentFile, "added_at"), (Link, "made_at"), (Event, "at"), (Notice, "at"),
)  # fmt: skip


class Rows:
    """What is to be stored; rows refer to each other as objects, so nothing needs its id before."""

    def __init__(self) -> None:
        self._rows: dict[type[Model], list[Model]] = {model: [] for model, _ in _ORDER}
        self._trail: list[tuple[Entry, Document]] = []

    def add(self, *rows: Model) -> None:
        """Gather rows of one or several tables."""
        for row in rows:
            self._rows[type(row)].append(row)

    def happened(
        self, document: Document, office: Office, kind: str, who: Person, at: datetime, text: str
    ) -> None:
        """One line of the timeline and one of the trail, as every act writes them."""
        event = Event(
            document=document, at=at, actor_id=who.id, actor_name=who.name, actor_title=who.title,
            kind=kind, text=text,
        )  # fmt: skip
        self._rows[Event].append(event)
        self.seen(document, office, kind, who, at)

    def seen(self, document: Document, office: Office, action: str, who: Person, at: datetime) -> None:
        """One line of the trail alone."""
        entry = Entry(
            at=at, actor_id=who.id, unit_id=office.unit.pk, action=action, subject="document", details={}
        )
        self._trail.append((entry, document))

    def store(self) -> dict[str, int]:
        """Store everything in the order of time; how many rows went into each table."""
        counts: dict[str, int] = {}
        for model, moment in _ORDER:
            rows = self._rows[model]
            if moment:
                rows.sort(key=lambda row: getattr(row, moment))
            counts[model.__name__] = _store(model, rows)
        for entry, document in self._trail:
            entry.subject_id = document.pk
        self._trail.sort(key=lambda pair: pair[0].at)
        counts["Entry"] = _store(Entry, [entry for entry, _ in self._trail])
        return counts


def _store(model: type[Model], rows: Sequence[Model]) -> int:
    model._default_manager.bulk_create(rows, batch_size=_BATCH)
    return len(rows)
