"""The office's calendar and the table behind it."""

from dataclasses import dataclass
from datetime import date

from hoiso.units.models import Holiday
from hoiso.units.working_days import Calendar, DayOff


def office_calendar() -> Calendar:
    """The calendar of every kept day. One statement; keep it for the request or job."""
    return Calendar.of(
        DayOff(day, name, working)
        for day, name, working in Holiday.objects.values_list("day", "name", "working")
    )


@dataclass(frozen=True, slots=True)
class YearTable:
    """The kept days of one year, the years that have any, and whether Tết is among them."""

    year: int
    days: tuple[DayOff, ...]
    years: tuple[int, ...]
    has_tet: bool


def year_table(year: int) -> YearTable:
    """The table of one year. One statement."""
    kept = [DayOff(*row) for row in Holiday.objects.order_by("day").values_list("day", "name", "working")]
    days = tuple(one for one in kept if one.day.year == year)
    years = tuple(sorted({one.day.year for one in kept} | {year}))
    spring = (date(year, 1, 20), date(year, 2, 28))  # first days of Tết lie within these
    has_tet = any(spring[0] <= one.day <= spring[1] and not one.working for one in days)
    return YearTable(year, days, years, has_tet)
