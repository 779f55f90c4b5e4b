"""The edit lock: one officer writes on a draft at a time; a lock left behind runs out by itself."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from hoiso.access.public import Actor
from hoiso.core.phrases import vn_time
from hoiso.documents.outgoing.errors import SomebodyWrites
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.outgoing import EditLock

MINUTES = 15

# Taken when free, mine, or run out; another's is left alone and nothing comes back.
_TAKE = """
INSERT INTO documents_editlock AS l (document_id, officer_id, officer_name, since, until)
VALUES (%(document)s, %(me)s, %(name)s, %(at)s, %(until)s)
ON CONFLICT (document_id) DO UPDATE
  SET officer_id = excluded.officer_id, officer_name = excluded.officer_name, until = excluded.until,
      since = CASE WHEN l.officer_id = excluded.officer_id AND l.until >= %(at)s THEN l.since
                   ELSE excluded.since END
  WHERE l.officer_id = excluded.officer_id OR l.until < %(at)s
RETURNING l.officer_id
"""


def take_lock(by: Actor, document_id: int, *, at: datetime) -> bool:
    """Take or prolong the lock for a quarter of an hour; whether she has it. One statement."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            _TAKE,
            {
                "document": document_id,
                "me": by.officer_id,
                "name": by.full_name,
                "at": at,
                "until": at + timedelta(minutes=MINUTES),
            },
        )
        return cursor.fetchone() is not None


def hold(by: Actor, document: Document, at: datetime) -> None:
    """Take or prolong the lock, or refuse with who writes, since when and until when."""
    if not take_lock(by, document.pk, at=at):
        lock = EditLock.objects.get(document=document)
        raise SomebodyWrites(
            f"{lock.officer_name} đang soạn văn bản này từ {vn_time(lock.since)}."
            f" Sau {vn_time(lock.until)} mà không lưu thêm thì đồng chí soạn tiếp được."
        )


def let_go(by: Actor, document_id: int) -> None:
    """Give the lock back, if it is hers."""
    EditLock.objects.filter(document_id=document_id, officer_id=by.officer_id).delete()
