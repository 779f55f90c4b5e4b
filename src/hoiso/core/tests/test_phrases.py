from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hoiso.core import phrases


def test_a_moment_is_told_by_the_clock_in_vietnam() -> None:
    late_evening_in_london = datetime(2026, 12, 31, 18, 30, tzinfo=UTC)
    assert phrases.vn_time(late_evening_in_london) == "01/01/2027, 01:30"
    assert phrases.vn_date(late_evening_in_london) == "01/01/2027"


def test_a_day_has_its_weekday() -> None:
    assert phrases.vn_day(date(2026, 11, 24)) == "thứ Ba, 24/11/2026"
    assert phrases.vn_day(date(2026, 11, 29)) == "Chủ nhật, 29/11/2026"


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (date(2026, 11, 30), "còn 6 ngày"),
        (date(2026, 11, 24), "hạn hôm nay"),
        (date(2026, 11, 21), "quá hạn 3 ngày"),
        (date(2030, 11, 24), "còn 1.461 ngày"),
    ],
)
def test_days_left_in_words(deadline: date, words: str) -> None:
    assert phrases.days_left(deadline, date(2026, 11, 24)).replace(phrases.NO_BREAK, " ") == words


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (0, 0, "0"),
        (1234, 0, "1.234"),
        (1234567.5, 1, "1.234.567,5"),
        (Decimal("12.50"), 2, "12,5"),
        (-1000, 0, "-1.000"),
        (3.0, 1, "3"),
    ],
)
def test_numbers_have_points_between_thousands(value: float, decimals: int, words: str) -> None:
    assert phrases.number(value, decimals) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 KB"),
        (12, "1 KB"),
        (348160, "340 KB"),
        (1024 * 1024 - 1, "1 MB"),
        (1_572_864, "1,5 MB"),
        (104_857_600, "100 MB"),
    ],
)
def test_sizes_of_files(size: int, words: str) -> None:
    assert phrases.file_size(size).replace(phrases.NO_BREAK, " ") == words
