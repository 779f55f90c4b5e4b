"""Telling people, and what they have read."""

from collections.abc import Iterable
from datetime import datetime

from hoiso.access.public import Actor
from hoiso.core.errors import NotThere
from hoiso.notices.models import Notice


def tell(officer_ids: Iterable[int], text: str, *, address: str = "", at: datetime, by: Actor | None) -> None:
    """Tell colleagues something, in the running transaction. Nobody is told of her own act.

    `by` is None when the system itself has found something.

    One statement, whatever their number; none when nobody is left.
    """
    told = sorted(set(officer_ids) - ({by.officer_id} if by else set()))
    if told:
        # Rows of others cannot be read back, so nothing may be returned: hence ignore_conflicts.
        Notice.objects.bulk_create(
            [Notice(officer_id=officer, text=text, address=address, at=at) for officer in told],
            ignore_conflicts=True,
        )


def mark_read(*, by: Actor, notice_id: int, at: datetime) -> str:
    """Note that she opened it; returns the address it leads to. A second time changes nothing."""
    notice = Notice.objects.filter(pk=notice_id, officer_id=by.officer_id).first()
    if notice is None:
        raise NotThere("Không có thông báo này.")
    if notice.read_at is None:
        Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)
    return notice.address


def mark_all_read(*, by: Actor, at: datetime) -> int:
    """Note that she has read everything so far; how many were new."""
    return Notice.objects.filter(officer_id=by.officer_id, read_at=None, at__lte=at).update(read_at=at)
