"""Opening a file is an act that stands in the trail before a byte leaves; the store is kept swept."""

from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError
from hoiso.core.models import StoredFile
from hoiso.documents import filing, recognition
from hoiso.documents.files.queries import ServedFile
from hoiso.documents.tables.recognition import Recognition


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


@transaction.atomic
def stop_recognition(*, by: Actor, file: ServedFile, at: datetime) -> None:
    """The clerk stops the recognition of a scan; the file and what else is known of it stay."""
    _require_clerk(by, file)
    if not recognition.stop(_stored_id(file), at=at):
        raise DomainError("Tệp này không còn đang được nhận dạng chữ.")
    _note(by, "recognition_stopped", file, at)


@transaction.atomic
def recognise_again(*, by: Actor, file: ServedFile, at: datetime) -> None:
    """The clerk lets a recognition that was stopped, or has failed, go on."""
    _require_clerk(by, file)
    if not recognition.go_on(_stored_id(file)):
        raise DomainError("Tệp này không nhận dạng lại được.")
    _note(by, "recognition_again", file, at)


@transaction.atomic
def say_misread(*, by: Actor, file: ServedFile, at: datetime) -> None:
    """The clerk has looked: what was taken for a mark of secrecy is none."""
    _require_clerk(by, file)
    marked = Recognition.objects.filter(stored__sha256=file.sha256, state=recognition.State.MARKED)
    if not recognition.say_misread(by, marked, unit_id=file.unit_id, at=at):
        raise DomainError("Tệp này không có dấu mật nào đang chờ xem lại.")


def _require_clerk(by: Actor, file: ServedFile) -> None:
    require(by, Right.REGISTER_INCOMING, at=file.unit_id)


def _stored_id(file: ServedFile) -> int:
    return StoredFile.objects.values_list("pk", flat=True).get(sha256=file.sha256)


def _note(by: Actor, action: str, file: ServedFile, at: datetime) -> None:
    audit.record(
        action,
        "document",
        file.document_id,
        at=at,
        actor_id=by.officer_id,
        unit_id=file.unit_id,
        file=file.id,
    )


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
