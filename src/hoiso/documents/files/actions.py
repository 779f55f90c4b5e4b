"""Opening a file is an act that stands in the trail before a byte leaves; the store is kept swept."""

from datetime import datetime

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.models import StoredFile
from hoiso.documents import filing
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


def sweep_store(*, before: datetime) -> int:
    """Remove contents put before that moment that no row refers to or that were disposed of, and
    half-written files; how many.

    The rows are read first: a content that gets its row meanwhile was put anew, and is too young.
    A table without any row beside a full store is a database being restored: nothing is removed.
    """
    store = filing.store()
    removed = 0
    for half in list(store.leftovers(before=before)):
        half.unlink(missing_ok=True)
        removed += 1
    rows = StoredFile.objects.filter(removed_at=None)
    known = set(rows.values_list("sha256", flat=True).iterator())
    if known:
        for sha256 in store.orphans(known, before=before):
            store.remove(sha256)
            removed += 1
    return removed
