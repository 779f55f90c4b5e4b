"""Forms of fees and of the small book."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from hoiso.core.forms import CleanTextField, VietnameseDateField, id_from, set_today
from hoiso.members.fees.months import FeePeriod, last_day, month_of, periods, years
from hoiso.members.models import BranchEntry
from hoiso.members.register.public import Branch

_MOST = 1_000_000_000
BY_MONEY = "tien"


class MoneyField(CleanTextField):
    """Whole đồng as people write them: 24000, 24.000, 24.000đ."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **options)
        self.error_messages["required"] = "Nhập số tiền, ví dụ 24.000"

    def clean(self, value: Any) -> Any:
        """The number; refuses what is none."""
        text = super().clean(value)
        if not text:
            return None
        digits = re.sub(r"[\s.,]|đồng|đ$|vnđ$", "", text.lower())
        number = id_from(digits)
        if number is None or not 0 < number <= _MOST:
            raise forms.ValidationError("Số tiền phải là số đồng, ví dụ 24.000", code="invalid")
        return number


class MonthField(CleanTextField):
    """A month as officers write it: 3/2026. Gives its first day."""

    def clean(self, value: Any) -> Any:
        """The first day of the month; None for nothing."""
        text = super().clean(value)
        if not text:
            return None
        found = re.fullmatch(r"(?:\d{1,2}\s*[/.-]\s*)?(\d{1,2})\s*[/.-]\s*(20\d\d)", text)
        if found is None or not 1 <= int(found[1]) <= 12:
            raise forms.ValidationError("Ghi tháng và năm, ví dụ 3/2026", code="invalid")
        return date(int(found[2]), int(found[1]), 1)


def _day(label: str) -> VietnameseDateField:
    return VietnameseDateField(label=label, past=True)


class DueForm(forms.Form):
    """Which branch, which year, up to when."""

    chi_hoi = forms.ChoiceField(label="Chi hội", required=False)
    nam = forms.ChoiceField(label="Năm")
    ky = forms.ChoiceField(label="Kỳ")

    def __init__(self, *args: Any, branches: tuple[Branch, ...], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self._field("chi_hoi").choices = [("", "Tất cả"), *((str(one.id), one.name) for one in branches)]
        self._field("nam").choices = [(str(year), str(year)) for year in years(today)]
        asked = id_from(str(self.data.get("nam", "")))
        self.year = asked if asked in years(today) else today.year
        self.choices = periods(self.year, today)
        self._field("ky").choices = [(one.key, _capital(one.name)) for one in self.choices]
        branch = id_from(str(self.data.get("chi_hoi", "")))
        self.branch_id = branch if branch in {one.id for one in branches} else None
        key = str(self.data.get("ky", ""))
        self.period: FeePeriod = next((one for one in self.choices if one.key == key), self.choices[0])
        self.data = MultiValueDict(
            {"chi_hoi": [str(self.branch_id or "")], "nam": [str(self.year)], "ky": [self.period.key]}
        )

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class PayForm(forms.Form):
    """One member pays."""

    ky = forms.ChoiceField(label="Nộp cho kỳ nào", error_messages={"required": "Chọn kỳ"})
    tien = MoneyField(label="Số tiền nhận")
    ngay = _day("Ngày thu")

    def __init__(self, *args: Any, year: int, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)
        self.year, self.today = year, today
        field = self.fields["ky"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (BY_MONEY, "Theo số tiền, tháng cũ nhất trước"),
            *((one.key, _capital(one.name)) for one in periods(year, today)),
        ]

    def period(self) -> FeePeriod | None:
        """The chosen period; None: as far as the money reaches."""
        key = self.cleaned_data["ky"]
        return next((one for one in periods(self.year, self.today) if one.key == key), None)


class TakeAllForm(forms.Form):
    """When the branch paid."""

    ngay = _day("Ngày thu")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)


class ReasonForm(forms.Form):
    """Why something is set right."""

    reason = CleanTextField(label="Lý do", longest=300)


class ExemptForm(forms.Form):
    """From which month to which she owes nothing."""

    tu = MonthField(label="Miễn từ tháng")
    den = MonthField(label="Đến hết tháng", required=False)
    reason = CleanTextField(label="Lý do", longest=300)
    paper = CleanTextField(label="Quyết định, biên bản số", longest=200, required=False)

    def clean_den(self) -> date | None:
        """The last day of the month."""
        day = self.cleaned_data["den"]
        return last_day(month_of(day)) if day else None


class SendForm(forms.Form):
    """Money goes up."""

    tien = MoneyField(label="Số tiền nộp")
    ngay = _day("Ngày nộp")
    note = CleanTextField(label="Ghi chú", longest=300, required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)


class RateForm(forms.Form):
    """A rate from a month on."""

    tu = MonthField(label="Áp dụng từ tháng")
    tien = MoneyField(label="Mỗi hội viên nộp một tháng")
    paper = CleanTextField(label="Theo văn bản", longest=200, required=False)

    def clean_tien(self) -> int:
        """No fee of millions."""
        money: int = self.cleaned_data["tien"]
        if money > 1_000_000:
            raise forms.ValidationError("Mức hội phí một tháng quá lớn. Kiểm tra lại", code="invalid")
        return money


def _percent(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=100, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "Nhập tỷ lệ, ví dụ 60", "invalid": "Nhập một số từ 0 đến 100",
            "min_value": "Nhập một số từ 0 đến 100", "max_value": "Nhập một số từ 0 đến 100",
        },
    )  # fmt: skip


class SplitForm(forms.Form):
    """Shares from a day on."""

    ngay = VietnameseDateField(label="Áp dụng từ ngày")
    chi_hoi = _percent("Chi hội để lại (%)")
    xa = _percent("Xã, phường (%)")
    tinh = _percent("Tỉnh (%)")
    paper = CleanTextField(label="Theo văn bản", longest=200, required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)


class EntryForm(forms.Form):
    """A line of the small book."""

    quy = forms.ChoiceField(
        label="Quỹ", choices=BranchEntry.Fund.choices,
        error_messages={"required": "Chọn quỹ", "invalid_choice": "Chọn trong danh sách"},
    )  # fmt: skip
    chieu = forms.ChoiceField(
        label="Thu hay chi", choices=[("thu", "Thu vào"), ("chi", "Chi ra")], widget=forms.RadioSelect,
        error_messages={"required": "Chọn thu vào hay chi ra", "invalid_choice": "Chọn thu vào hay chi ra"},
    )  # fmt: skip
    tien = MoneyField(label="Số tiền")
    ngay = _day("Ngày")
    reason = CleanTextField(label="Lý do, nội dung", longest=300)
    am = forms.BooleanField(label="Quỹ âm là đúng (đã ứng trước)", required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)

    def amount(self) -> int:
        """Above zero in, below zero out."""
        money: int = self.cleaned_data["tien"]
        return money if self.cleaned_data["chieu"] == "thu" else -money
