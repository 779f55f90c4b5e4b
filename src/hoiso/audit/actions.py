"""Writing the trail and sealing it."""

from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from hoiso.audit.chain import GENESIS, link
from hoiso.audit.heads import write_head
from hoiso.audit.models import Entry, Seal
from hoiso.audit.queries import head
from hoiso.core import scope
from hoiso.core.clock import office_date

_SEALER_LOCK = 0x5EA1
_BATCH = 5_000
_MARGIN = 50_000


def record(
    action: str,
    subject: str,
    subject_id: int | None,
    *,
    at: datetime,
    actor_id: int | None,
    unit_id: int | None,
    **details: object,
) -> None:
    """Write one entry in the running transaction; it stands or falls with the act itself.

    `details` are ids, codes, counts and hashes: a name or a subject would outlive its erasure.
    """
    Entry.objects.bulk_create(
        [
            Entry(
                at=at,
                actor_id=actor_id,
                unit_id=unit_id,
                action=action,
                subject=subject,
                subject_id=subject_id,
                details=details,
            )
        ]
    )


@transaction.atomic
def seal(*, thorough: bool = True) -> int:
    """Chain the committed entries that are not sealed yet, in batches; how many were sealed.

    One sealer at a time, under an advisory lock of this transaction; a second one finds nothing
    to do. Idempotent. Not `thorough`: only among the newest ids, so that a minute's work does not
    grow with the years; an entry committed later than that waits for the next thorough sealing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALER_LOCK])
    last = Seal.objects.order_by("-number").first()
    number, previous = (last.number, last.hash) if last else (0, GENESIS)
    sealed: list[Seal] = []
    waiting = Entry.objects.filter(seal__isnull=True)
    if last and not thorough:
        waiting = waiting.filter(id__gt=last.entry_id - _MARGIN)
    for entry in waiting.order_by("id")[:_BATCH]:
        number += 1
        previous = link(previous, entry)
        sealed.append(Seal(number=number, entry=entry, hash=previous))
    Seal.objects.bulk_create(sealed)
    return len(sealed)


def seal_everything(*, at: datetime, log: Path, thorough: bool = True) -> int:
    """Seal batch after batch as the system, then write the head down outside; how many were sealed."""
    token = scope.system_token(office_date(at))
    total, last = 0, _BATCH
    while last == _BATCH:
        with scope.transaction_as(token):
            last = seal(thorough=thorough)
        total += last
    with scope.transaction_as(token):
        write_head(log, head(), at=at)
    return total


def note_export(*, count: int, at: datetime) -> None:
    """Write down, as the system, that the trail was taken out of the house by command."""
    with scope.transaction_as(scope.system_token(office_date(at))):
        record("trail_exported", "trail", None, at=at, actor_id=None, unit_id=None, count=count)
