"""Working days of the office: Monday to Friday, less the holidays, plus the days made up for.

The fixed holidays come from Điều 112, Bộ luật Lao động 2019. Tết, Giỗ Tổ, the second day of
Quốc khánh and the swaps of each year are decided yearly and kept as `Holiday` rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hoiso.core import phrases

_SATURDAY = 5
_FIXED = (
    (1, 1, "Tết Dương lịch"),
    (4, 30, "Ngày Chiến thắng"),
    (5, 1, "Ngày Quốc tế Lao động"),
    (9, 2, "Quốc khánh"),
)
_LONGEST_BREAK = 60  # days without a single working day: the table must be wrong


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day off, or (`working`) a weekend day on which the office works."""

    day: date
    name: str
    working: bool = False


def fixed_holidays(year: int) -> tuple[DayOff, ...]:
    """The holidays that have the same day every year, in order."""
    return tuple(DayOff(date(year, month, day), name) for month, day, name in _FIXED)


def proposed_holidays(year: int) -> tuple[DayOff, ...]:
    """Fixed holidays of a year with the next working day off for each that falls on a weekend
    (Điều 111 khoản 3): what an administrator is offered to start a year's table with."""
    proposed = list(fixed_holidays(year))
    for holiday in fixed_holidays(year):
        if holiday.day.weekday() < _SATURDAY:
            continue
        taken = {one.day for one in proposed}
        instead = holiday.day + timedelta(days=1)
        while instead.weekday() >= _SATURDAY or instead in taken:
            instead += timedelta(days=1)
        proposed.append(DayOff(instead, f"Nghỉ bù {holiday.name}"))
    return tuple(sorted(proposed, key=lambda one: one.day))


@dataclass(frozen=True, slots=True)
class Calendar:
    """The office's calendar: which days are off, and which weekend days are worked.

    The fixed holidays of every year are off even where nobody has kept that year's table; a row
    of the table wins over them and over the weekend.
    """

    off: frozenset[date]
    worked: frozenset[date]

    @classmethod
    def of(cls, rows: Iterable[DayOff]) -> "Calendar":
        """The calendar of the kept rows."""
        kept = tuple(rows)
        return cls(
            frozenset(row.day for row in kept if not row.working),
            frozenset(row.day for row in kept if row.working),
        )

    def is_working(self, day: date) -> bool:
        """Whether the office works on the day."""
        if day in self.worked:
            return True
        if day in self.off or day.weekday() >= _SATURDAY:
            return False
        return all((day.month, day.day) != (month, number) for month, number, _ in _FIXED)

    def next_working_day(self, day: date) -> date:
        """The day itself if the office works on it, else the first working day after it."""
        for ahead in range(_LONGEST_BREAK):
            candidate = day + timedelta(days=ahead)
            if self.is_working(candidate):
                return candidate
        raise ValueError(f"no working day within {_LONGEST_BREAK} days of {day}")

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which itself never counts; before it when negative.

        With 0 the day itself, or the next working day when it is off.
        """
        if count == 0:
            return self.next_working_day(day)
        step = timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        since = 0
        while left:
            day += step
            since += 1
            if self.is_working(day):
                left -= 1
                since = 0
            elif since > _LONGEST_BREAK:
                raise ValueError(f"no working day within {_LONGEST_BREAK} days of {day}")
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after `first` up to and with `last`; negative when `last` is earlier."""
        if last < first:
            return -self.working_days_between(last, first)
        return sum(
            self.is_working(first + timedelta(days=ahead)) for ahead in range(1, (last - first).days + 1)
        )

    def deadline_words(self, deadline: date, today: date) -> str:
        """ "còn 3 ngày làm việc", "hạn hôm nay", "quá hạn 2 ngày làm việc"."""
        if deadline == today:
            return "hạn hôm nay"
        count = abs(self.working_days_between(today, deadline))
        if count == 0:  # only days off lie between
            return phrases.days_left(deadline, today)
        return f"còn {count} ngày làm việc" if deadline > today else f"quá hạn {count} ngày làm việc"
