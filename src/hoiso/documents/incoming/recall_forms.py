"""The form by which an incoming document is cancelled on its sender's order."""

from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today


class RecallForm(forms.Form):
    """Number, day and reason of the order, as it says them."""

    number = CleanTextField(label="Số thông báo thu hồi", longest=100, required=False)
    ordered_on = VietnameseDateField(label="Ngày thông báo thu hồi", past=True)
    reason = CleanTextField(
        label="Lý do thu hồi", longest=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ghi như trong thông báo của nơi gửi",
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)
