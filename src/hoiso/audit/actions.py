"""Writing the trail and sealing it."""

from datetime import datetime

from django.db import connection, transaction

from hoiso.audit.chain import GENESIS, link
from hoiso.audit.models import Entry, Seal

_SEALER_LOCK = 0x5EA1
_BATCH = 5_000


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
def seal() -> int:
    """Chain the committed entries that are not sealed yet, in batches; how many were sealed.

    One sealer at a time, under an advisory lock of this transaction; a second one finds nothing
    to do. Idempotent.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALER_LOCK])
    last = Seal.objects.order_by("-number").first()
    number, previous = (last.number, last.hash) if last else (0, GENESIS)
    sealed: list[Seal] = []
    for entry in Entry.objects.filter(seal__isnull=True).order_by("id")[:_BATCH]:
        number += 1
        previous = link(previous, entry)
        sealed.append(Seal(number=number, entry=entry, hash=previous))
    Seal.objects.bulk_create(sealed)
    return len(sealed)
