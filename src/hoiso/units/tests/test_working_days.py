"""The office's calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoiso.units.shipped import holidays
from hoiso.units.working_days import Calendar, DayOff, fixed_holidays, proposed_holidays

PLAIN = Calendar.of(())
KNOWN = Calendar.of(holidays())
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 2, 17), False),  # Tết
        (date(2026, 8, 22), True),  # Saturday made up for
        (date(2026, 8, 31), False),  # given for it
        (date(2026, 9, 1), False),
        (date(2031, 9, 2), False),  # a fixed holiday of a year that nobody has kept
    ],
)
def test_days_off_and_days_made_up_for(day: date, works: bool) -> None:
    assert KNOWN.is_working(day) is works


def test_days_are_counted_from_the_day_after() -> None:
    friday = date(2026, 11, 20)
    assert PLAIN.add_working_days(friday, 1) == date(2026, 11, 23)
    assert PLAIN.add_working_days(friday, 5) == date(2026, 11, 27)
    assert PLAIN.add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 23)
    assert PLAIN.add_working_days(date(2026, 11, 23), -1) == friday
    assert KNOWN.add_working_days(date(2026, 2, 13), 1) == date(2026, 2, 23)  # all of Tết lies between
    assert KNOWN.next_working_day(date(2026, 2, 14)) == date(2026, 2, 23)


@given(DAYS, st.integers(1, 60))
def test_counting_forth_and_back_agrees(day: date, count: int) -> None:
    later = KNOWN.add_working_days(day, count)
    assert KNOWN.is_working(later)
    assert KNOWN.working_days_between(day, later) == count
    assert KNOWN.working_days_between(later, day) == -count


def test_a_deadline_in_words() -> None:
    today = date(2026, 11, 24)
    assert PLAIN.deadline_words(today, today) == "hạn hôm nay"
    assert PLAIN.deadline_words(date(2026, 11, 30), today) == "còn 4 ngày làm việc"
    assert PLAIN.deadline_words(date(2026, 11, 20), today) == "quá hạn 2 ngày làm việc"
    assert PLAIN.deadline_words(date(2026, 11, 29), date(2026, 11, 28)) == "còn\u00a01\u00a0ngày"


def test_a_holiday_on_a_weekend_is_made_good() -> None:
    assert [one.day for one in fixed_holidays(2027)] == [
        date(2027, 1, 1), date(2027, 4, 30), date(2027, 5, 1), date(2027, 9, 2),
    ]  # fmt: skip
    assert DayOff(date(2027, 5, 3), "Nghỉ bù Ngày Quốc tế Lao động") in proposed_holidays(2027)


def test_a_table_without_a_working_day_is_an_error_and_not_a_loop() -> None:
    never = Calendar.of(DayOff(date(2026, 1, 1) + timedelta(days=day), "Nghỉ") for day in range(400))
    with pytest.raises(ValueError, match="no working day"):
        never.next_working_day(date(2026, 2, 1))
    with pytest.raises(ValueError, match="no working day"):
        never.add_working_days(date(2026, 2, 1), 3)
