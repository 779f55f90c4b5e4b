"""Reads of notices."""

from dataclasses import dataclass
from datetime import datetime

from hoiso.access.public import Actor
from hoiso.core.paging import Order, Page, capped_counts, page_of
from hoiso.notices.models import Notice

# The same count for a statement of another part, which is given the officer as %(me)s.
UNREAD = "(SELECT count(*) FROM notices_notice n WHERE n.officer_id = %(me)s AND n.read_at IS NULL)"
_NEWEST = Order("moi", ("id",), descending=True)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One line of the list."""

    id: int
    text: str
    has_address: bool
    at: datetime
    unread: bool


def notices(by: Actor, *, cursor: str) -> tuple[Page[NoticeRow], int]:
    """Her notices, newest first, and how many are unread. Two statements."""
    mine = Notice.objects.filter(officer_id=by.officer_id)
    counts = capped_counts({"all": mine, "unread": mine.filter(read_at=None)})
    page = page_of(
        mine,
        _NEWEST,
        cursor=cursor,
        total=counts["all"],
        make=lambda row: NoticeRow(row.pk, row.text, bool(row.address), row.at, row.read_at is None),
    )
    return page, counts["unread"]
