"""Months as whole numbers, the periods that fees are paid for, and how money is divided. No database here.

A month is `year * 12 + month - 1`. A member owes for a month on whose first day she takes part (state
"đang sinh hoạt"): who joins in the middle of a month pays from the next one, who leaves pays for it still.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from hoiso.core.phrases import NO_BREAK, number

_MONTHS = 12


def month_of(day: date) -> int:
    """The month that a day lies in."""
    return day.year * _MONTHS + day.month - 1


def first_day(month: int) -> date:
    """The first day of a month."""
    return date(month // _MONTHS, month % _MONTHS + 1, 1)


def last_day(month: int) -> date:
    """The last day of a month."""
    year, place = divmod(month, _MONTHS)
    return date(year, place + 1, calendar.monthrange(year, place + 1)[1])


@dataclass(frozen=True, slots=True)
class FeePeriod:
    """What is paid for at once: a month, a quarter or the year; `key` stands in addresses."""

    key: str
    name: str
    months: tuple[int, ...]


def period_of(key: str, year: int) -> FeePeriod | None:
    """`thang-10`, `quy-4`, `nam`, or `den-10` (from January to October); None for anything else."""
    january = year * _MONTHS
    kind, _, text = key.partition("-")
    place = int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else 0
    if key == "nam":
        return FeePeriod(key, f"cả năm {year}", tuple(range(january, january + 12)))
    if kind == "quy" and 1 <= place <= 4:
        first = january + 3 * (place - 1)
        return FeePeriod(f"quy-{place}", f"quý {place}/{year}", tuple(range(first, first + 3)))
    if kind == "thang" and 1 <= place <= _MONTHS:
        return FeePeriod(f"thang-{place}", f"tháng {place}/{year}", (january + place - 1,))
    if kind == "den" and 1 <= place <= _MONTHS:
        words = f"đến hết tháng {place}/{year}"
        return FeePeriod(f"den-{place}", words, tuple(range(january, january + place)))
    return None


def periods(year: int, today: date) -> tuple[FeePeriod, ...]:
    """What may be chosen for a year: up to now, the year, quarters, months."""
    until = today.month if year == today.year else _MONTHS
    keys = [f"den-{until}", "nam", *(f"quy-{n}" for n in range(1, 5)), *(f"thang-{n}" for n in range(1, 13))]
    return tuple(found for key in keys if (found := period_of(key, year)) is not None)


def years(today: date) -> tuple[int, ...]:
    """Years whose fees are taken now, this one first."""
    return (today.year, today.year - 1, today.year - 2)


def months_words(months: Iterable[int]) -> str:
    """`tháng 1–3, 5/2026`; runs are drawn together."""
    ordered = sorted(months)
    if not ordered:
        return ""
    parts: list[str] = []
    for year, of_year in groupby(ordered, key=lambda month: month // _MONTHS):
        runs: list[list[int]] = []
        for month in of_year:
            if runs and month == runs[-1][-1] + 1:
                runs[-1].append(month)
            else:
                runs.append([month])
        names = [
            f"{run[0] % _MONTHS + 1}–{run[-1] % _MONTHS + 1}" if len(run) > 1 else f"{run[0] % _MONTHS + 1}"
            for run in runs
        ]
        parts.append(f"{', '.join(names)}/{year}")
    return "tháng " + "; ".join(parts)


def dong(amount: int) -> str:
    """24.000 đồng."""
    return f"{number(amount)}{NO_BREAK}đồng"


@dataclass(frozen=True, slots=True)
class Shares:
    """What of some money belongs to the branch, the commune and the province."""

    branch: int
    commune: int
    province: int


def divided(amount: int, *, commune: int, province: int) -> Shares:
    """Per cents of the upper levels, rounded down; what remains of rounding stays with the branch."""
    up, top = amount * commune // 100, amount * province // 100
    return Shares(amount - up - top, up, top)


def months_for(money: int, owed: Sequence[tuple[int, int]]) -> tuple[int, ...] | None:
    """The oldest months (month, amount) that the money pays to the last đồng; None if it does not fit."""
    taken: list[int] = []
    for month, amount in sorted(owed):
        if money == 0:
            break
        money -= amount
        taken.append(month)
    return tuple(taken) if money == 0 and taken else None
