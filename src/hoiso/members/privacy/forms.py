"""The form of what is decided of a field."""

from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today

YES, NO = "co", "khong"


class FieldForm(forms.Form):
    """Whether a field is asked, what for, on what basis, from which day."""

    asked = forms.ChoiceField(
        label="Có hỏi thông tin này không", choices=[(YES, "Có hỏi, không bắt buộc"), (NO, "Không hỏi")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn có hỏi hay không", "invalid_choice": "Chọn có hỏi hay không"},
    )  # fmt: skip
    purpose = CleanTextField(label="Mục đích", longest=300)
    basis = CleanTextField(label="Căn cứ", longest=300)
    valid_from = VietnameseDateField(label="Từ ngày")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)
