"""Pages of the trail, and how often a thing was seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from hoiso.audit.models import Entry
from hoiso.audit.phrases import action_words, subject_words
from hoiso.core.clock import OFFICE_ZONE
from hoiso.core.paging import most_counted

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One act as it is shown; the ids are turned into names by who shows them."""

    id: int
    at: datetime
    actor_id: int | None
    unit_id: int | None
    action: str
    subject: str
    subject_code: str
    subject_id: int | None


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Rows newest first; `total` is exact to 1,000 and 1,001 beyond."""

    rows: tuple[TrailRow, ...]
    number: int
    total: int

    @property
    def first(self) -> int:
        return (self.number - 1) * PER_PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * PER_PAGE + len(self.rows)

    @property
    def has_next(self) -> bool:
        return self.total > self.last


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """What of the trail is wanted: days both inclusive, one kind of act, some actors."""

    since: date | None = None
    until: date | None = None
    action: str = ""
    actor_ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """How often, and by how many officers, a thing was opened, downloaded or printed."""

    times: int
    officers: int


def trail(wanted: TrailFilter, *, number: int) -> TrailPage:
    """A page of what the officer in scope may audit. One statement."""
    return _page(filtered(wanted), number)


def about_officer(officer_id: int, *, number: int) -> TrailPage:
    """What was done to, or seen of, an officer's own data, by herself and others. One statement."""
    return _page(Entry.objects.filter(subject="officer", subject_id=officer_id), number)


def filtered(wanted: TrailFilter) -> "QuerySet[Entry]":
    """The entries wanted, newest first."""
    entries = Entry.objects.order_by("-id")
    if wanted.since:
        entries = entries.filter(at__gte=datetime.combine(wanted.since, time.min, OFFICE_ZONE))
    if wanted.until:
        entries = entries.filter(
            at__lt=datetime.combine(wanted.until + timedelta(days=1), time.min, OFFICE_ZONE)
        )
    if wanted.action:
        entries = entries.filter(action=wanted.action)
    if wanted.actor_ids is not None:
        entries = entries.filter(actor_id__in=wanted.actor_ids)
    return entries


def seen(subject: str, subject_ids: Iterable[int]) -> dict[int, Seen]:
    """How often each thing was seen, told to the officers of the unit whose matter it is. One statement.

    Only counts: who it was stands in the trail, for those who audit the unit.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hoiso_seen(%s, %s)", [subject, list(subject_ids)])
        return {row[0]: Seen(row[1], row[2]) for row in cursor.fetchall()}


def _page(entries: "QuerySet[Entry]", number: int) -> TrailPage:
    number = max(1, number)
    start = (number - 1) * PER_PAGE
    try:
        counted, values = entries.order_by().values("pk")[: most_counted()].query.sql_with_params()
    except EmptyResultSet:  # nobody has the wanted name: Django would not even ask
        return TrailPage((), number, 0)
    total = RawSQL(f"(SELECT count(*) FROM ({counted}) counted)", values)  # noqa: S608, S611 - Django made it
    found = list(entries.annotate(total=total).order_by("-id")[start : start + PER_PAGE])
    rows = tuple(
        TrailRow(
            entry.pk,
            entry.at,
            entry.actor_id,
            entry.unit_id,
            action_words(entry.action),
            subject_words(entry.subject),
            entry.subject,
            entry.subject_id,
        )
        for entry in found
    )
    return TrailPage(rows, number, found[0].total if found else 0)
