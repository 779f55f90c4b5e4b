"""Visits of the system, of documents and dossiers, counted from the trail (Annex VI, III.6.a–b)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db import connection

from hoiso.core.clock import OFFICE_ZONE

MOST = 400  # rows: a year of days


class Per(StrEnum):
    """What one row is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One period, by its first day. `officers`: different people who did anything in it."""

    since: date
    sign_ins: int
    officers: int
    documents: int
    dossiers: int
    downloads: int
    prints: int


def visits(*, per: Per, since: date, until: date) -> tuple[VisitRow, ...]:
    """What the officer in scope may audit, newest first, days both inclusive. One statement."""
    begin, end = (datetime.combine(day, time(), OFFICE_ZONE) for day in (since, until + timedelta(days=1)))
    with connection.cursor() as cursor:
        cursor.execute(_VISITS, [per.value, str(OFFICE_ZONE), begin, end, MOST])
        return tuple(VisitRow(*row) for row in cursor.fetchall())


def total_of(rows: Sequence[VisitRow]) -> tuple[int, int, int, int, int]:
    """Sums of everything but people, who come again."""
    return (
        sum(row.sign_ins for row in rows),
        sum(row.documents for row in rows),
        sum(row.dossiers for row in rows),
        sum(row.downloads for row in rows),
        sum(row.prints for row in rows),
    )


_VISITS = """
SELECT date_trunc(%s::text, e.at AT TIME ZONE %s::text)::date AS since,
  count(*) FILTER (WHERE e.action = 'sign_in'),
  count(DISTINCT e.actor_id),
  count(*) FILTER (WHERE e.action = 'view' AND e.subject = 'document'),
  count(*) FILTER (WHERE e.action = 'view' AND e.subject = 'dossier'),
  count(*) FILTER (WHERE e.action = 'download'),
  count(*) FILTER (WHERE e.action IN ('print', 'export'))
FROM audit_entry e
WHERE e.at >= %s::timestamptz AND e.at < %s::timestamptz
GROUP BY 1 ORDER BY 1 DESC LIMIT %s::integer
"""
