"""Form fields as officers fill them: days typed as on paper, text made clean."""

import calendar
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.folding import fold, nfc

_PARTS = re.compile(r"(?P<day>\d{1,2})\s*[/.\-\s]\s*(?P<month>\d{1,2})\s*[/.\-\s]\s*(?P<year>\d{4}|\d{2})")
_RUN = re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})")
_SPELT = re.compile(
    r"(?:ngay\s+)?(?P<day>\d{1,2})\s+thang\s+(?P<month>\d{1,2})\s+nam\s+(?P<year>\d{4}|\d{2})"
)
_WORDS = {"hom nay": 0, "hom qua": -1, "hom kia": -2, "ngay mai": 1, "mai": 1}
_CENTURY_AHEAD = 20
_LONGEST_PAGE = 6  # digits
_LONGEST_ID = 18  # digits: one more may be beyond a bigint
_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_MANY_BREAKS = re.compile(r"\n{3,}")


class VietnameseDateField(forms.DateField):
    """A day typed as on paper: 20/09/2026, 5/9/26, 05-09-2026, "5 tháng 9 năm 2026", "hôm nay".

    `today` is the office day that words and the bounds are counted from: set by the form's
    `__init__` (`set_today`). With `past` the day may not lie ahead. Sentences name the field.
    """

    widget = forms.TextInput

    def __init__(self, *, past: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.past = past
        self.today: date | None = None
        name = str(self.label or "Ngày")
        self.error_messages.setdefault("required", "")
        if "required" not in options.get("error_messages", {}):
            self.error_messages["required"] = f"Nhập {name[0].lower()}{name[1:]}"

    def to_python(self, value: Any) -> date | None:
        """The day, or None when nothing was typed; ValidationError tells what is wrong."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        words = fold(str(value))
        if not words:
            return None
        if words in _WORDS and self.today is not None:
            return self._bounded(self.today + timedelta(days=_WORDS[words]))
        found = _PARTS.fullmatch(words) or _RUN.fullmatch(words) or _SPELT.fullmatch(words)
        if found is None:
            raise forms.ValidationError(
                f"{self.label} phải có đủ ngày, tháng, năm, ví dụ 20/09/2026", code="invalid"
            )
        return self._bounded(self._day(int(found["day"]), int(found["month"]), found["year"]))

    def prepare_value(self, value: Any) -> Any:
        """A day is shown as officers write it; what was typed wrongly is shown as typed."""
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")

    def _day(self, day: int, month: int, year_text: str) -> date:
        year = int(year_text) if len(year_text) == 4 else self._full_year(int(year_text))
        if not 1 <= month <= 12:
            raise forms.ValidationError(f"{self.label}: tháng phải từ 1 đến 12", code="invalid")
        if not 1900 <= year <= 2200:
            raise forms.ValidationError(f"{self.label}: năm {year} không hợp lý", code="invalid")
        longest = calendar.monthrange(year, month)[1]
        if not 1 <= day <= longest:
            raise forms.ValidationError(
                f"{self.label}: tháng {month}/{year} chỉ có {longest} ngày", code="invalid"
            )
        return date(year, month, day)

    def _full_year(self, short: int) -> int:
        latest = (self.today.year if self.today else 2000) + _CENTURY_AHEAD
        year = 2000 + short
        return year if year <= latest else year - 100

    def _bounded(self, day: date) -> date:
        if self.past and self.today is not None and day > self.today:
            raise forms.ValidationError(f"{self.label} phải là hôm nay hoặc trước hôm nay", code="future")
        return day


class CleanTextField(forms.CharField):
    """Text as it is stored: composed (NFC), without control and direction characters.

    One line unless the widget is a text area, where line breaks stay. Emoji and letters of other
    writings are kept as typed.
    """

    def __init__(self, *, longest: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.longest = longest
        name = str(self.label or "")
        if name and "required" not in options.get("error_messages", {}):
            self.error_messages["required"] = f"Nhập {name[0].lower()}{name[1:]}"

    def clean(self, value: Any) -> str:
        """Cleaned first, so that a stray NUL of a bad paste never refuses the form."""
        text = clean_text(str(value or ""), lines=isinstance(self.widget, forms.Textarea))
        if self.longest is not None and len(text) > self.longest:
            length = f"{len(text):,}".replace(",", ".")
            most = f"{self.longest:,}".replace(",", ".")
            raise forms.ValidationError(
                f"{self.label} dài {length} ký tự, chỉ ghi được đến {most} ký tự", code="too_long"
            )
        return str(super().clean(text))


def clean_text(text: str, *, lines: bool = False) -> str:
    """The text composed, without control and direction characters; white space runs are one space.

    `lines` keeps line breaks (at most one empty line in a row).
    """
    broken = _BREAKS.sub("\n", text)
    kept = "".join(letter for letter in broken if letter in "\n\t" or not _unseen(letter))
    if not lines:
        return nfc(re.sub(r"\s+", " ", kept))
    rows = [re.sub(r"[^\S\n]+", " ", row).strip() for row in kept.split("\n")]
    return nfc(_MANY_BREAKS.sub("\n\n", "\n".join(rows)))


def _unseen(letter: str) -> bool:
    """Controls, direction marks, halves of surrogate pairs; the joiner that emoji need stays."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Cn", "Co") and letter != "\u200d"


def id_from(text: str) -> int | None:
    """The id (or version) that a hidden field or a ticked box carries; None when it is none.

    At most 18 digits: what no column can hold names nothing either.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID else None


def ids_from(texts: Iterable[str]) -> list[int]:
    """The ids among the texts, in their order."""
    return [found for text in texts if (found := id_from(text)) is not None]


def page_from(text: str) -> int:
    """The number of a page of a list, 1 where the address names none that could be."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_PAGE else 1


def set_today(form: forms.BaseForm, today: date) -> None:
    """Tell every day field of the form which day it is."""
    for field in form.fields.values():
        if isinstance(field, VietnameseDateField):
            field.today = today


def refused(form: forms.Form, error: DomainError) -> None:
    """Put a refusal beside its field, or above the form; what is missing or forbidden is no matter of it."""
    if isinstance(error, NotThere | NotAllowed):
        raise error
    form.add_error(error.field if error.field in form.fields else None, error.sentence)
