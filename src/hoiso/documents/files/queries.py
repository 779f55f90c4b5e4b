"""Files as they are served: found in the scope in force, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from hoiso.core.errors import NotThere
from hoiso.core.files.kinds import PICTURES, Kind
from hoiso.documents.tables.recognition import Recognition

_WITHDRAWN = "Đơn vị gửi đã thu lại văn bản này nên tệp không mở được nữa."
_DISPOSED = (
    "Nội dung của văn bản này đã huỷ theo quyết định của hội đồng. Thông tin đăng ký và biên bản huỷ vẫn còn."
)
_NO_FILE = "Không có tệp này, hoặc đồng chí không được giao xem."

_OF_DOCUMENT = """
SELECT f.id, f.name, f.role, s.sha256, s.kind, s.media_type, s.size, s.pages, s.active_content,
       d.unit_id, d.id, d.subject, d.symbol, f.replaced_at IS NOT NULL, f.document_id,
       d.issued_on, d.disposed_at IS NOT NULL
FROM documents_documentfile f
JOIN core_storedfile s ON s.id = f.stored_id
JOIN documents_document d ON d.id = f.document_id
WHERE f.id = %(file)s
"""

_MOST_FILES = 20
_STANDING = (
    _OF_DOCUMENT.partition("WHERE")[0]
    + f"""WHERE f.document_id = %(document)s AND f.replaced_at IS NULL AND f.role <> 'message'
ORDER BY f.id LIMIT {_MOST_FILES}"""
)

# The unit whose matter it is: the receiver's for her, the sender's for those who see its document.
_OF_DELIVERY = """
SELECT %(index)s, item ->> 'name', coalesce(item ->> 'role', 'main'), s.sha256, s.kind, s.media_type, s.size,
       s.pages, s.active_content,
       CASE WHEN y.to_unit_id = ANY ((SELECT hoiso_member_units())::bigint[])
            THEN y.to_unit_id ELSE y.unit_id END,
       y.id, y.header ->> 'subject', coalesce(y.header ->> 'symbol', ''), y.state = 'withdrawn',
       y.received_as_id, NULL::date,
       EXISTS (SELECT FROM documents_document d WHERE d.disposed_at IS NOT NULL AND d.id = CASE
         WHEN y.to_unit_id = ANY ((SELECT hoiso_member_units())::bigint[])
         THEN y.received_as_id ELSE y.document_id END)
FROM documents_delivery y
CROSS JOIN LATERAL (SELECT y.files -> %(index)s AS item) chosen
JOIN core_storedfile s ON s.id = (item ->> 'stored')::bigint
WHERE y.id = %(delivery)s
"""


@dataclass(frozen=True, slots=True)
class ServedFile:
    """One file that this officer may open. `owner_id` is the document's, or the delivery's id.

    `unit_id` is the unit to which the viewing is told; `document_id` the document it hangs on,
    None for a delivery that is not registered yet. `replaced`: a newer one stands in its place.
    """

    id: int
    name: str
    role: str
    sha256: str
    kind: str
    media_type: str
    size: int
    pages: int | None
    active: bool
    unit_id: int
    owner_id: int
    subject: str
    symbol: str
    replaced: bool
    document_id: int | None
    issued_on: date | None = None

    @property
    def drawable(self) -> bool:
        """Whether its pages can be shown as pictures."""
        return self.kind == Kind.PDF or self.kind in PICTURES

    @property
    def page_count(self) -> int:
        """Pages that can be shown as pictures; 0 for Word, tables and archives."""
        return max(self.pages or 1, 1) if self.drawable else 0


def file_of(file_id: int) -> ServedFile:
    """A document's file, also one that was replaced. One statement.

    Raises `NotThere` when there is none or the document is outside the scope: the two look the same.
    """
    return _one(_OF_DOCUMENT, {"file": file_id})


def files_of(document_id: int) -> tuple[ServedFile, ...]:
    """The files that stand on a document, at most 20, without its message. One statement.

    Raises `NotThere` when there are none or the document is outside the scope.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"document": document_id})
        rows = cursor.fetchall()
    if not rows or any(disposed for *_, disposed in rows):
        raise NotThere(_DISPOSED if rows else _NO_FILE)
    return tuple(ServedFile(*told) for *told, _ in rows)


def file_of_delivery(delivery_id: int, index: int) -> ServedFile:
    """A file as it was sent, by its place (from 0) in the delivery. One statement.

    The receiver does not open what the sender took back; raises `NotThere` then too.
    """
    found = _one(_OF_DELIVERY, {"delivery": delivery_id, "index": index})
    if found.replaced:
        raise NotThere(_WITHDRAWN)
    return found


def _one(statement: str, values: dict[str, int]) -> ServedFile:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    if row is None:
        raise NotThere(_NO_FILE)
    *told, disposed = row
    if disposed:
        raise NotThere(_DISPOSED)
    return ServedFile(*told)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the letters of a file are read; `copy` is the content of its searchable copy, "" for none."""

    state: str
    pages: int
    done: int
    problem: str
    mark: str
    copy: str
    copy_size: int

    @property
    def going(self) -> bool:
        """Whether it is still on its way."""
        return self.state in ("waiting", "running")


def progress_of(file: ServedFile) -> Progress | None:
    """Its recognition; None where none was needed. One statement."""
    return progress_of_all([file]).get(file.sha256)


def progress_of_all(files: Sequence[ServedFile]) -> dict[str, Progress]:
    """The same of several, by content. One statement."""
    rows = Recognition.objects.filter(stored__sha256__in=[file.sha256 for file in files])
    return {row.stored.sha256: _progress(row) for row in rows.select_related("copy", "stored")}


def _progress(row: Recognition) -> Progress:
    copy = row.copy if row.state == Recognition.State.DONE else None
    return Progress(
        state=row.state,
        pages=len(row.wanted),
        done=row.done,
        problem=row.problem,
        mark=row.mark,
        copy=copy.sha256 if copy else "",
        copy_size=copy.size if copy else 0,
    )
