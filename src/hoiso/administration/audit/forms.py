"""What of the trail is wanted."""

from datetime import date
from typing import Any

from django import forms

from hoiso.audit.public import ACTIONS
from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today


class TrailForm(forms.Form):
    tu = VietnameseDateField(label="Từ ngày", required=False)
    den = VietnameseDateField(label="Đến ngày", required=False)
    viec = forms.ChoiceField(
        label="Việc",
        required=False,
        choices=[("", "Mọi việc"), *sorted(ACTIONS.items(), key=lambda item: item[1])],
        error_messages={"invalid_choice": "Chọn một việc trong danh sách"},
    )
    nguoi = CleanTextField(label="Cán bộ", longest=100, required=False)

    def __init__(self, *given: Any, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        set_today(self, today)
