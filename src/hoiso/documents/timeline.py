"""One line on the document's timeline and one in the trail, for every act."""

from datetime import datetime

from hoiso.access.public import Actor, acting_title
from hoiso.audit import public as audit
from hoiso.documents.search.jobs import index_document
from hoiso.documents.tables.document import Document, Event


def note(by: Actor, document: Document, kind: str, *, at: datetime, text: str = "", **ids: object) -> None:
    """Write what was done, as the officer is named and titled today; the search learns it by a job.

    `kind` is the act's code (`register`, `instruct`, …), the same in the timeline and the trail;
    `text` is for people and goes to the timeline alone; `ids` go to the trail alone.
    """
    Event.objects.bulk_create(
        [
            Event(
                document=document,
                at=at,
                actor_id=by.officer_id,
                actor_name=by.full_name,
                actor_title=acting_title(by),
                kind=kind,
                text=text,
            )
        ]
    )
    audit.record(
        kind, "document", document.pk, at=at, actor_id=by.officer_id, unit_id=document.unit_id, **ids
    )
    index_document.defer(document_id=document.pk)
