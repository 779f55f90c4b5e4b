"""Working days of the demo year, and moments within them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from hoiso.core.clock import OFFICE_ZONE, office_date
from hoiso.units.working_days import Calendar

DAYS = 365
_OPENS, _CLOSES = 7.5, 16.5


@dataclass(frozen=True, slots=True)
class Year:
    """The working days of the year that ends `now`, and the moments of work in them."""

    days: tuple[date, ...]
    now: datetime
    calendar: Calendar

    @classmethod
    def ending(cls, now: datetime, calendar: Calendar, *, days: int = DAYS) -> "Year":
        """`days` of it. Today belongs to it once the office has been open for an hour."""
        today = office_date(now)
        open_today = now.astimezone(OFFICE_ZONE).time() >= time(8, 30)
        first = 0 if open_today else 1
        days_back = (today - timedelta(days=back) for back in range(days, first - 1, -1))
        return cls(tuple(day for day in days_back if calendar.is_working(day)), now, calendar)

    def spread(self, count: int, chance: Random) -> list[date]:
        """`count` days in order, busier in December, March and October."""
        weights = [1.5 if day.month in (3, 10, 12) else 1.0 for day in self.days]
        return sorted(chance.choices(self.days, weights, k=count))

    def moment(self, day: date, chance: Random) -> datetime:
        """A moment of the working day; today's lie in the past."""
        minutes = int(chance.uniform(_OPENS * 60, _CLOSES * 60))
        at = datetime.combine(day, time(minutes // 60, minutes % 60, chance.randrange(60)), OFFICE_ZONE)
        return (
            at
            if at < self.now or day < self.days[-1]
            else self.now - timedelta(minutes=chance.uniform(1, 50))
        )

    def later(self, at: datetime, working_days: int, chance: Random) -> datetime:
        """A moment some working days after `at`, on the same day at least some minutes later."""
        if working_days <= 0:
            return at + timedelta(minutes=chance.uniform(6, 55))
        day = self.calendar.add_working_days(office_date(at), working_days)
        minutes = int(chance.uniform(_OPENS * 60, _CLOSES * 60))
        return datetime.combine(day, time(minutes // 60, minutes % 60, chance.randrange(60)), OFFICE_ZONE)

    def has_come(self, at: datetime) -> bool:
        """Whether a moment lies in the past: what was planned for later has not happened yet."""
        return at <= self.now

    @property
    def today(self) -> date:
        return office_date(self.now)
