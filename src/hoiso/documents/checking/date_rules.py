"""Rules on the days named in a text: whether they exist, fall on a working day, and bear their weekday."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hoiso.core.phrases import vn_date
from hoiso.core.symbols import date_text
from hoiso.documents.checking.findings import Finding, Fix, Weight, Written, around
from hoiso.units.working_days import Calendar

_LONG = re.compile(
    r"ngày[ \u00a0]+(\d{1,2})[ \u00a0]+tháng[ \u00a0]+(\d{1,2})[ \u00a0]+năm[ \u00a0]+(\d{4})", re.IGNORECASE
)
_SHORT = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?![\d/-])")
_WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAY = re.compile(
    r"(thứ hai|thứ ba|thứ tư|thứ năm|thứ sáu|thứ bảy|thứ bẩy|chủ nhật|thứ [2-7])\b[\s,(]*(?:ngày\s*)?$",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|hạn|hết|đến trước|hoàn thành trong|xong trong|gửi về)[^.;|]{0,60}$",
    re.IGNORECASE,
)
_NUMERALS: Final = {str(at + 2): at for at in range(6)}
_FARTHEST: Final = 3  # years back in which a deadline is taken for a slip of the year


@dataclass(frozen=True, slots=True)
class Named:
    """A day named in a text; `day` is None where there is no such day."""

    day: date | None
    start: int
    end: int
    words: str
    is_long: bool


def named_days(text: str) -> list[Named]:
    """The days that a text names with day, month and year, in order."""
    found = []
    for pattern, is_long in ((_LONG, True), (_SHORT, False)):
        for each in pattern.finditer(text):
            number, month, year = map(int, each.groups())
            found.append(Named(_day(year, month, number), each.start(), each.end(), each[0], is_long))
    return sorted(found, key=lambda one: one.start)


def date_findings(written: Written, calendar: Calendar) -> Iterator[Finding]:
    """All findings on days: in subject and text, the day asked of receivers, the document's own."""
    for field, line, text in written.texts():
        for named in named_days(text):
            yield from _one(written, calendar, field, line, text, named)
    if written.answer_by and not calendar.is_working(written.answer_by):
        yield Finding(
            "answer-off",
            f"Hạn trả lời {vn_date(written.answer_by)} là ngày nghỉ; ngày làm việc liền trước là "
            f"{vn_date(working_day_before(calendar, written.answer_by))}.",
            field="answer_by",
        )  # fmt: skip
    if written.day and not calendar.is_working(written.day):
        yield Finding(
            "issued-off",
            f"Ngày văn bản {vn_date(written.day)} là ngày nghỉ.",
            field="day",
            weight=Weight.LOOK,
        )


def working_day_before(calendar: Calendar, day: date) -> date:
    """The last working day before a day off."""
    for back in range(1, 40):
        if calendar.is_working(day - timedelta(days=back)):
            return day - timedelta(days=back)
    return day


def _one(
    written: Written, calendar: Calendar, field: str, line: int | None, text: str, named: Named
) -> Iterator[Finding]:
    excerpt = around(text, named.start, named.end)
    if named.day is None:
        yield Finding("no-such-day", f"Không có “{named.words}”.", field=field, line=line, excerpt=excerpt)
        return
    if named.is_long:
        right = date_text(named.day)
        if named.words.lower() != right:
            yield Finding(
                "date-form", f"Ngày tháng viết là “{right}” (thêm số 0 trước ngày 1–9 và tháng 1, 2).",
                field=field, line=line, excerpt=excerpt, fix=Fix(field, named.words, right, line=line),
            )  # fmt: skip
            return
    before = text[: named.start]
    if said := _WEEKDAY.search(before):
        yield from _weekday(field, line, text, named, named.day, said)
    if _DEADLINE.search(before):
        yield from _deadline(written, calendar, field, line, excerpt, named, named.day)


def _weekday(
    field: str, line: int | None, text: str, named: Named, day: date, said: re.Match[str]
) -> Iterator[Finding]:
    word = said[1]
    names = [name.lower() for name in _WEEKDAYS]
    folded = word.lower().replace("bẩy", "bảy")
    place = _NUMERALS.get(word[-1]) if word[-1].isdigit() else names.index(folded)
    if place != day.weekday():
        right = _WEEKDAYS[day.weekday()]
        yield Finding(
            "weekday", f"Ngày {vn_date(day)} là {right}, không phải {word}.", field=field, line=line,
            excerpt=around(text, said.start(1), named.end), fix=Fix(field, word, right, line=line),
        )  # fmt: skip


def _deadline(
    written: Written, calendar: Calendar, field: str, line: int | None, excerpt: str, named: Named, day: date
) -> Iterator[Finding]:
    if day < written.today:
        if (written.today - day).days < 366 * _FARTHEST:
            yield Finding(
                "deadline-past", f"Hạn {vn_date(day)} đã qua.", field=field, line=line, excerpt=excerpt,
                weight=Weight.LOOK,
            )  # fmt: skip
        return
    if calendar.is_working(day):
        return
    instead = working_day_before(calendar, day)
    words = date_text(instead) if named.is_long else f"{instead.day:02d}/{instead.month:02d}/{instead.year}"
    yield Finding(
        "deadline-off",
        f"Hạn {vn_date(day)} là ngày nghỉ; ngày làm việc liền trước là {vn_date(instead)}.",
        field=field, line=line, excerpt=excerpt, fix=Fix(field, named.words, words, line=line),
    )  # fmt: skip


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
