"""When a task that comes again is due. Pure."""

import calendar
from datetime import date, timedelta

from hoiso.work.models import Repeat

_MONTHS = {Repeat.Every.MONTH: 1, Repeat.Every.QUARTER: 3, Repeat.Every.YEAR: 12}


def first_due(every: str, day: int, *, after: date) -> date:
    """The first deadline after a day. A quarter's falls in January, April and so on; a year's in January."""
    if every == Repeat.Every.WEEK:
        ahead = (day - after.isoweekday()) % 7
        return after + timedelta(days=ahead or 7)
    step = _MONTHS[Repeat.Every(every)]
    year, month = after.year, after.month - (after.month - 1) % step
    while (found := _in_month(year, month, day)) <= after:
        year, month = _later(year, month, step)
    return found


def next_due(every: str, day: int, *, last: date) -> date:
    """The deadline after `last`, which was one."""
    return first_due(every, day, after=last)


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _later(year: int, month: int, months: int) -> tuple[int, int]:
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1
