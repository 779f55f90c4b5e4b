"""Rows gathered in memory and stored table by table, parents first."""

from datetime import datetime

from django.db import connection
from django.db.models import Model

from hoiso.demo.offices import Person
from hoiso.documents.tables.book import Book, BookNumber
from hoiso.documents.tables.document import Document, DocumentFile, Event, Link
from hoiso.documents.tables.handling import Assignment, HandlingProposal, Instruction, ProgressReport
from hoiso.documents.tables.outgoing import Delivery, DraftVersion, Recipient, Review
from hoiso.notices.models import Notice

_BATCH = 2_000
_ORDER: tuple[tuple[type[Model], str], ...] = (
    (Book, ""), (BookNumber, "given_at"), (Document, "created_at"),
    (DraftVersion, "at"), (Review, "submitted_at"), (Recipient, ""), (Delivery, "sent_at"),
    (HandlingProposal, "at"), (Instruction, "at"), (Assignment, "given_at"), (ProgressReport, "at"),
    (DocumentFile, "added_at"), (Link, "made_at"), (Event, "at"), (Notice, "at"),
)  # fmt: skip


# Who sees a document by name, and the trail, follow from the rows above as the actions write them.
_READERS = """
INSERT INTO documents_reader (document_id, unit_id, lent_to_id, officer_id, officer_name, why, since)
SELECT a.document_id, d.unit_id, a.to_unit_id, a.officer_id, a.officer_name, a.part, a.given_at
FROM documents_assignment a JOIN documents_document d ON d.id = a.document_id
UNION ALL
SELECT r.document_id, d.unit_id, NULL, r.reviewer_id, r.reviewer_name, 'reviewer', r.submitted_at
FROM documents_review r JOIN documents_document d ON d.id = r.document_id
WHERE r.reviewer_id <> r.submitted_by
ON CONFLICT DO NOTHING
"""
_TRAIL = """
INSERT INTO audit_entry (at, actor_id, unit_id, action, subject, subject_id, details)
SELECT at, actor_id, unit_id, kind, 'document', document_id, '{}' FROM (
  SELECT e.at, e.actor_id, d.unit_id, e.kind, e.document_id
  FROM documents_event e JOIN documents_document d ON d.id = e.document_id
  UNION ALL
  SELECT opened_at, officer_id, unit_id, 'view', document_id FROM documents_assignment
  WHERE opened_at IS NOT NULL AND officer_id IS NOT NULL
) acts ORDER BY at
"""


class Rows:
    """What is to be stored; rows refer to each other as objects, so nothing needs its id before."""

    def __init__(self) -> None:
        self._rows: dict[type[Model], list[Model]] = {model: [] for model, _ in _ORDER}

    def add(self, *rows: Model) -> None:
        """Gather rows of one or several tables."""
        for row in rows:
            self._rows[type(row)].append(row)

    def happened(self, document: Document, kind: str, who: Person, at: datetime, text: str) -> None:
        """One line of the timeline; the trail follows from it."""
        event = Event(
            document=document, at=at, actor_id=who.id, actor_name=who.name, actor_title=who.title,
            kind=kind, text=text,
        )  # fmt: skip
        self._rows[Event].append(event)

    def store(self) -> None:
        """Store everything in the order of time."""
        for model, moment in _ORDER:
            rows = self._rows[model]
            if moment:
                rows.sort(key=lambda row: getattr(row, moment))
            model._default_manager.bulk_create(rows, batch_size=_BATCH)
        with connection.cursor() as cursor:
            cursor.execute(_READERS)
            cursor.execute(_TRAIL)
