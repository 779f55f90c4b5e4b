"""Moments and office days. The clock is read at the edge (request, command, job) and passed in."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This moment, with the office's zone. Called by the edges alone."""
    return datetime.now(OFFICE_ZONE)


def office_date(at: datetime) -> date:
    """The day in Vietnam at that moment.

    `at.date()` of a UTC moment would open last year's book at 01:30 on 1 January.
    """
    return at.astimezone(OFFICE_ZONE).date()
