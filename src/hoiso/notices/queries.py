"""Reads of notices."""

from dataclasses import dataclass
from datetime import datetime

from hoiso.access.public import Actor, Officer
from hoiso.core.paging import Order, Page, capped_counts, page_of
from hoiso.notices.events import EVENTS, Event
from hoiso.notices.models import Choice, Notice, Reminder

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


@dataclass(frozen=True, slots=True)
class ChosenWays:
    """One line of the page of choices: an event and how she is told of it."""

    event: Event
    in_system: bool
    by_push: bool
    by_mail: bool
    in_digest: bool


def chosen_ways(by: Actor) -> tuple[ChosenWays, ...]:
    """Every event with what she chose; in the system where she chose nothing. One statement."""
    rows = {row.event: row for row in Choice.objects.filter(officer_id=by.officer_id)}
    return tuple(
        ChosenWays(event, row.in_system, row.by_push, row.by_mail, row.in_digest)
        if (row := rows.get(event.code))
        else ChosenWays(event, in_system=True, by_push=False, by_mail=False, in_digest=False)
        for event in EVENTS
    )


def own_reminders(by: Actor) -> list[Reminder]:
    """Her reminders that have not been told yet, the nearest first. One statement."""
    return list(Reminder.objects.filter(officer_id=by.officer_id, told_at=None).order_by("on", "id")[:200])


def own_address(by: Actor) -> str:
    """Her e-mail address, empty where she gave none. One statement."""
    return Officer.objects.values_list("email", flat=True).get(pk=by.officer_id)
