"""What is typed and not saved, kept for its writer; what was written without a line, carried out once."""

import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from hoiso.access.public import Actor
from hoiso.core.errors import DomainError
from hoiso.office.models import SentOnce, TypedText

_LONGEST = 400_000  # characters of what one form holds
_MOST = 100  # forms of one officer
_LIFE = timedelta(days=30)


def keep_typed(*, by: Actor, address: str, values: object, at: datetime) -> None:
    """Keep what she typed at this address, over what was kept there before; seen by her alone.

    Raises DomainError when it is too long or too many forms are kept.
    """
    if len(json.dumps(values)) > _LONGEST:
        raise DomainError("Nội dung gõ dở quá dài để giữ trên máy chủ. Bấm lưu để không mất.")
    mine = TypedText.objects.filter(officer_id=by.officer_id)
    if mine.filter(address=address).update(values=values, at=at):
        return
    if mine.count() >= _MOST:
        mine.order_by("at")[0].delete()
    TypedText.objects.bulk_create(
        [TypedText(officer_id=by.officer_id, address=address, values=values, at=at)],
        update_conflicts=True,
        unique_fields=["officer_id", "address"],
        update_fields=["values", "at"],
    )


def forget_typed(*, by: Actor, address: str) -> None:
    """It was saved, or she does not want it."""
    TypedText.objects.filter(officer_id=by.officer_id, address=address).delete()


def claim(*, by: Actor, key: UUID, address: str, at: datetime) -> bool:
    """Take the key of a sending; False when the same sending was carried out before.

    In the act's own transaction: a second one that runs meanwhile waits for the first to end.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO office_sentonce (officer_id, key, address, at) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (officer_id, key) DO NOTHING",
            [by.officer_id, key, address[:300], at],
        )
        return bool(cursor.rowcount)


def give_back(*, by: Actor, key: UUID) -> None:
    """The sending was refused: the same key may try again."""
    SentOnce.objects.filter(officer_id=by.officer_id, key=key).delete()


def sweep(*, at: datetime) -> None:
    """Forget what is a month old. For the system's scope; running it twice forgets nothing twice."""
    TypedText.objects.filter(at__lt=at - _LIFE).delete()
    SentOnce.objects.filter(at__lt=at - _LIFE).delete()
