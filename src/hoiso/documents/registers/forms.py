"""Forms of the books."""

from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.documents.registers.periods import Period, month_of, year_of
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


class PeriodForm(forms.Form):
    """A day, its month, its year, or from one day to another."""

    ky = forms.ChoiceField(
        label="Kỳ",
        choices=(
            ("ngay", "Một ngày"),
            ("thang", "Cả tháng của ngày này"),
            ("nam", "Cả năm của ngày này"),
            ("khoang", "Từ ngày này đến ngày dưới"),
        ),
    )
    ngay = VietnameseDateField(label="Ngày")
    den = VietnameseDateField(label="Đến ngày", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_today(self, today)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("ngay"), given.get("den")
        if given.get("ky") == "khoang" and "den" not in self.errors:
            if last is None:
                self.add_error("den", "Nhập đến ngày")
            elif first is not None and last < first:
                self.add_error("den", "Đến ngày phải từ ngày bắt đầu trở đi")
        return given

    def period(self) -> Period:
        """What was asked for."""
        day, kind = self.cleaned_data["ngay"], self.cleaned_data["ky"]
        if kind == "khoang":
            return Period(day, self.cleaned_data["den"])
        return {"ngay": Period(day, day), "thang": month_of(day), "nam": year_of(day)}[kind]


class LoanForm(forms.Form):
    """Who uses a kept copy, who permits it."""

    user_name = CleanTextField(label="Họ và tên người sử dụng", longest=150)
    permitted_by = CleanTextField(label="Người cho phép sử dụng", longest=150)
    lent_on = VietnameseDateField(label="Ngày mượn", past=True)
    note = CleanTextField(label="Ghi chú", longest=300, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_today(self, today)
