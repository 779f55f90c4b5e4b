"""Taking a file in: stored, examined, scanned, known by its content."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.db import connection

from hoiso.core.files.antivirus import Outcome, scan
from hoiso.core.files.errors import FileRefused, Reason
from hoiso.core.files.inspection import Inspection, Use, inspect
from hoiso.core.files.store import FileStore
from hoiso.core.models import StoredFile


@dataclass(frozen=True, slots=True)
class Filed:
    """A file that was taken in: its row, the name to show, and sentences for the clerk."""

    stored: StoredFile
    name: str
    warnings: tuple[str, ...]


def store() -> FileStore:
    """The installation's file store."""
    return FileStore(settings.FILE_ROOT)


def take_in(stream: BinaryIO, name: str, *, at: datetime, use: Use = Use.MAIN) -> Filed:
    """Store what the stream holds, unless the file must be refused; then it never enters the store.

    Raises `FileRefused`: too large, empty, broken, locked by a password, of a kind not taken, or
    with a virus. A content that was taken in before is kept once. Holds no lock.
    """
    with store().receiving(stream, settings.MAX_FILE) as received:
        inspection = inspect(received.path, name, use=use)
        verdict = scan(received.path)
        if verdict.outcome is Outcome.INFECTED:
            raise FileRefused(verdict.note, reason=Reason.DANGEROUS)
        kept = store().keep(received)
    warnings = inspection.warnings
    stored, _ = StoredFile.objects.get_or_create(
        sha256=kept.sha256, defaults=_columns(inspection, kept.size, str(verdict.outcome), at)
    )
    if stored.removed_at is not None:  # disposed of once, and here it is again
        with connection.cursor() as cursor:
            cursor.execute("SELECT hoiso_content_is_back(%s)", [stored.pk])
        stored.removed_at = None
    return Filed(stored, inspection.safe_name, warnings)


def _columns(inspection: Inspection, size: int, scanned: str, at: datetime) -> dict[str, object]:
    return {
        "size": size,
        "kind": inspection.kind.value,
        "media_type": inspection.media_type,
        "pages": inspection.pages,
        "active_content": inspection.active_content,
        "warnings": list(inspection.warnings),
        "scanned_by": scanned,
        "created_at": at,
    }
