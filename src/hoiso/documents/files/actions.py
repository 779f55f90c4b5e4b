"""Opening a file is an act: it stands in the trail before a byte leaves."""

from datetime import datetime

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.documents.files.queries import ServedFile


def note_opening(*, by: Actor, action: str, file: ServedFile, at: datetime, page: int | None = None) -> None:
    """Write that the officer reads (`read_file`), looks at a page (`view_page`) or takes (`download`) it.

    It is told to the unit whose document or delivery it is. One statement.
    """
    subject, subject_id = "document", file.document_id
    if subject_id is None:
        subject, subject_id = "delivery", file.owner_id
    details: dict[str, object] = {"file": file.id, "sha256": file.sha256}
    if page is not None:
        details["page"] = page
    audit.record(action, subject, subject_id, at=at, actor_id=by.officer_id, unit_id=file.unit_id, **details)
