"""Forms of paper originals: laid down, lent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today


class ReceivePaperForm(forms.Form):
    """Since when it is here, and where it lies."""

    place = CleanTextField(label="Nơi để", longest=200, help_text="Ví dụ: Tủ 2, ngăn 3, cặp tháng 11")
    received_on = VietnameseDateField(label="Ngày nhận", past=True)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)


class LendPaperForm(forms.Form):
    """Who has it, until when."""

    borrower = forms.TypedChoiceField(
        label="Người mượn", coerce=int,
        error_messages={"required": "Chọn người mượn", "invalid_choice": "Chọn người mượn trong danh sách"},
    )  # fmt: skip
    until = VietnameseDateField(label="Hẹn trả ngày")

    def __init__(self, *args: Any, today: date, people: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)
        self.fields["borrower"].choices = [("", "Chọn người mượn"), *people.items()]  # type: ignore[attr-defined]
