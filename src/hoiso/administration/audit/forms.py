"""What of the trail is wanted."""

from datetime import date
from typing import Any

from django import forms

from hoiso.audit.public import ACTIONS, Per
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


class VisitsForm(forms.Form):
    """Days and what one row is; without days the twelve months up to today."""

    tu = VietnameseDateField(label="Từ ngày", required=False)
    den = VietnameseDateField(label="Đến ngày", required=False)
    theo = forms.ChoiceField(
        label="Mỗi dòng là",
        required=False,
        choices=[(Per.MONTH, "Một tháng"), (Per.DAY, "Một ngày"), (Per.YEAR, "Một năm")],
        error_messages={"invalid_choice": "Chọn ngày, tháng hoặc năm"},
    )

    def __init__(self, *given: Any, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        set_today(self, today)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("tu"), given.get("den")
        if since and until and since > until:
            self.add_error("den", "Đến ngày phải từ ngày bắt đầu trở đi")
        return given
