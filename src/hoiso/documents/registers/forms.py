"""Forms of the books."""

from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.documents.tables.book import Series


class OpenBookForm(forms.Form):
    """A book for a term, or for what is left of a year."""

    series = forms.ChoiceField(label="Sổ ghi", choices=Series.choices)
    by_term = forms.ChoiceField(
        label="Đánh số theo",
        choices=(("term", "Nhiệm kỳ"), ("year", "Năm")),
        widget=forms.RadioSelect,
        initial="term",
    )
    period_from = VietnameseDateField(label="Dùng từ ngày")
    period_to = VietnameseDateField(label="Dùng đến hết ngày")
    first_number = forms.IntegerField(label="Số bắt đầu", min_value=1, max_value=999_999, initial=1)
    name = CleanTextField(label="Tên sổ", longest=200, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_today(self, today)


class ReserveForm(forms.Form):
    """Keep the next number free."""

    reason = CleanTextField(label="Lý do giữ chỗ", longest=500)


class VoidForm(forms.Form):
    """Strike a reserved number through."""

    reason = CleanTextField(label="Lý do huỷ số", longest=500)


class TakeOverForm(forms.Form):
    """Go on from a paper book."""

    next_number = forms.IntegerField(label="Số tiếp theo", min_value=1, max_value=999_999)
