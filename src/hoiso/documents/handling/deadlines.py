"""Deadlines as officers say them: a day, or a number of working days."""

import re
from datetime import date
from typing import Any

from django import forms

from hoiso.core.errors import DomainError
from hoiso.core.folding import fold
from hoiso.core.forms import VietnameseDateField
from hoiso.units.public import office_calendar

_DAYS = re.compile(r"(?:trong\s+)?(?P<count>\d{1,3})\s*ngay(?:\s+lam\s+viec)?")
_LONGEST_DAYS = 365


class DeadlineField(VietnameseDateField):
    """A day, or "5 ngày làm việc" ("5 ngày" means the same) counted from today; never before today."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "Hạn xử lý")
        options.setdefault("help_text", "Ghi ngày, ví dụ 20/09/2026, hoặc “5 ngày làm việc”")
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        """The day; counting working days reads the calendar, typing a day does not."""
        counted = _DAYS.fullmatch(fold(str(value))) if isinstance(value, str) else None
        if counted and self.today is not None:
            count = int(counted["count"])
            if not 1 <= count <= _LONGEST_DAYS:
                raise forms.ValidationError(
                    f"{self.label}: số ngày làm việc phải từ 1 đến {_LONGEST_DAYS}", code="invalid"
                )
            return office_calendar().add_working_days(self.today, count)
        day = super().to_python(value)
        if day is not None and self.today is not None and day < self.today:
            raise forms.ValidationError(f"{self.label} phải là hôm nay hoặc sau hôm nay", code="past")
        return day


def not_past(due_on: date | None, *, today: date) -> None:
    """The same refusal for actions: a deadline that is over before it is set helps nobody."""
    if due_on is not None and due_on < today:
        raise DomainError("Hạn xử lý phải là hôm nay hoặc sau hôm nay", field="due_on")
