"""Days as branches write them: 20/09/1972, 20.9.72, "20 tháng 9 năm 1972", 20091972, 9/1972, a year alone.

Also what a spreadsheet makes of them: a real day, its serial number, a number that has lost its first zero.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hoiso.core.folding import fold
from hoiso.members.imports import phrases
from hoiso.members.imports.errors import WrongCell

_EXCEL_ZERO = date(1899, 12, 30)
_SERIALS = range(3_000, 60_000)  # 1908 … 2064
_YEARS = range(1900, 2101)
_PARTS = re.compile(r"(\d{1,2})\s*[/.,\-_\\ ]\s*(\d{1,2})\s*[/.,\-_\\ ]+\s*(\d{4}|\d{2})")
_BACKWARD = re.compile(r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:[ t].*)?")
_SPELT = re.compile(r"(?:ngay\s*)?(\d{1,2})\s*thang\s*(\d{1,2})\s*(?:nam|,|/|-)?\s*(\d{4}|\d{2})")
_MONTH = re.compile(r"(?:thang\s*|t)?(\d{1,2})\s*(?:[/.\-]|nam|\s)\s*(\d{4})")
_UNKNOWN_DAY = re.compile(r"(?:[0?.x_…\-]{1,4}\s*[/.\-]\s*){1,2}((?:19|20)\d\d)")
_YEAR = re.compile(r"(?:nam\s*|sn\s*:?\s*|sinh\s*(?:nam)?\s*|khoang\s*|~\s*)?((?:19|20)\d\d)(?:\s*\(?\?\)?)?")
_RUN = re.compile(r"(\d{1,2})(\d{2})(\d{4})")
_ENGLISH = re.compile(r"(\d{1,2})[ \-/]([a-z]{3})[a-z]*[ \-/](\d{4}|\d{2})")
_MONTHS = {name: at for at, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
)}  # fmt: skip
_NOISE = re.compile(r"^['`:;,\s]+|['`:;,\s]+$|(?<=\d)\s+(?=[/.\-])|(?<=[/.\-])\s+(?=\d)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a year of which the day is not known (`day` None). `sure` False: its century was guessed."""

    year: int
    day: date | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which years two digits mean: the last hundred up to `last`."""

    last: int

    def whole(self, year: int) -> tuple[int, bool]:
        if year >= 100:
            return year, True
        century = self.last - self.last % 100
        return (century + year if century + year <= self.last else century - 100 + year), False


def read_day(cell: object, bounds: Bounds) -> Moment | None:
    """What the cell tells; None where it is empty or a dash. Raises `WrongCell`."""
    if isinstance(cell, datetime):
        return Moment(cell.year, date(cell.year, cell.month, cell.day))
    if isinstance(cell, date):
        return Moment(cell.year, cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_number(cell)
    return _of_text("" if cell is None else str(cell), bounds)


def _of_number(cell: float) -> Moment:
    whole = int(cell)
    if whole in _YEARS:
        return Moment(whole)
    if whole in _SERIALS:
        day = _EXCEL_ZERO + timedelta(days=whole)
        return Moment(day.year, day)
    run = _RUN.fullmatch(str(whole))
    if run is not None and float(cell).is_integer():
        return _made(str(whole), int(run[1]), int(run[2]), int(run[3]))
    raise WrongCell(phrases.not_a_day(str(whole)))


def _of_text(text: str, bounds: Bounds) -> Moment | None:
    words = _NOISE.sub("", fold(text))
    if not any(letter.isdigit() for letter in words):
        if words.strip("-–./x? ") in ("", "khong", "khong ro", "khong nho"):
            return None
        raise WrongCell(phrases.not_a_day(text))
    unknown = _YEAR.fullmatch(words) or _UNKNOWN_DAY.fullmatch(words)
    if unknown:
        return Moment(int(unknown[1]))
    found = _PARTS.fullmatch(words) or _SPELT.fullmatch(words)
    if found:
        year, sure = bounds.whole(int(found[3]))
        return _made(text, int(found[1]), int(found[2]), year, sure=sure)
    return _of_rarer(text, words, bounds)


def _of_rarer(text: str, words: str, bounds: Bounds) -> Moment:
    if found := _BACKWARD.fullmatch(words):
        return _made(text, int(found[3]), int(found[2]), int(found[1]))
    if found := _MONTH.fullmatch(words):
        if 1 <= int(found[1]) <= 12 and int(found[2]) in _YEARS:
            return Moment(int(found[2]))
        raise WrongCell(phrases.not_a_day(text))
    if (found := _ENGLISH.fullmatch(words)) and found[2] in _MONTHS:
        year, sure = bounds.whole(int(found[3]))
        return _made(text, int(found[1]), _MONTHS[found[2]], year, sure=sure)
    if found := _RUN.fullmatch(words):
        return _made(text, int(found[1]), int(found[2]), int(found[3]))
    if re.fullmatch(r"\d{2}", words):
        year, sure = bounds.whole(int(words))
        return Moment(year, None, sure)
    if re.fullmatch(r"\d{5}(?:\.0)?", words) and int(float(words)) in _SERIALS:
        return _of_number(float(words))
    raise WrongCell(phrases.not_a_day(text))


def _made(text: str, day: int, month: int, year: int, *, sure: bool = True) -> Moment:
    if year not in _YEARS:
        raise WrongCell(phrases.not_a_day(text))
    if day == 0 or month == 0:
        return Moment(year, None, sure)
    if month > 12 >= day:  # as Americans write it: it can mean one day only
        day, month = month, day
    try:
        return Moment(year, date(year, month, day), sure)
    except ValueError:
        raise WrongCell(phrases.no_such_day(text)) from None
