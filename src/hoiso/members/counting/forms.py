"""Forms of counting."""

from datetime import date

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.members.counting.public import CUTS, INDICATORS

_FIRST_YEAR = 1990


class PeriodForm(forms.Form):
    """From which day to which, and by what the members are divided."""

    tu = VietnameseDateField(label="Từ ngày", past=True)
    den = VietnameseDateField(label="Đến ngày", past=True)
    chia = forms.ChoiceField(
        label="Chia theo", choices=[(cut.key, cut.title) for cut in CUTS.values()], required=False
    )

    def __init__(self, *args: object, today: date, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        set_today(self, today)

    def clean(self) -> dict[str, object]:
        """The first day is not after the last."""
        given = super().clean() or {}
        first, last = given.get("tu"), given.get("den")
        if isinstance(first, date) and isinstance(last, date) and first > last:
            self.add_error("tu", "Từ ngày phải trước đến ngày. Sửa một trong hai ngày")
        return given


class WomenForm(forms.Form):
    """Women of full age by commune, for a year."""

    year = forms.IntegerField(
        label="Năm",
        min_value=_FIRST_YEAR,
        max_value=2100,
        error_messages={
            "required": "Nhập năm của số liệu, ví dụ 2026",
            "invalid": "Nhập năm bằng bốn chữ số, ví dụ 2026",
            "min_value": "Nhập năm từ 1990 trở đi",
            "max_value": "Năm này còn xa. Kiểm tra lại",
        },
    )
    source = CleanTextField(
        label="Nguồn số liệu",
        max_length=200,
        help_text="Ví dụ: Niên giám thống kê 2025, hoặc sổ hộ khẩu của Công an xã",
        error_messages={"required": "Ghi số này lấy từ đâu"},
    )
    lines = forms.CharField(
        label="Số phụ nữ từ đủ 18 tuổi",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=200_000,
        required=False,
        help_text="Mỗi dòng một xã, phường: tên hoặc mã, dấu chấm phẩy, rồi số. Dán từ Excel cũng được",
    )
    file = forms.FileField(label="Hoặc tệp CSV", required=False)

    def __init__(self, *args: object, today: date, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self._today = today

    def clean_year(self) -> int:
        """Not in the future."""
        year = int(self.cleaned_data["year"])
        if year > self._today.year:
            raise forms.ValidationError("Năm này chưa tới. Nhập năm nay hoặc năm trước")
        return year

    def text(self) -> str:
        """What was typed, else the file's text."""
        typed = str(self.cleaned_data.get("lines") or "")
        file = self.cleaned_data.get("file")
        if typed.strip() or file is None:
            return typed
        return str(file.read(1_000_000).decode("utf-8-sig", errors="replace"))


class ToldForm(forms.Form):
    """What a branch without a list tells."""

    members = forms.IntegerField(
        label="Số hội viên",
        min_value=0,
        max_value=100_000,
        error_messages={
            "required": "Nhập số hội viên của chi hội",
            "invalid": "Nhập số bằng chữ số, ví dụ 85",
            "min_value": "Số hội viên không thể nhỏ hơn 0",
            "max_value": "Số này lớn quá. Kiểm tra lại",
        },
    )
    on = VietnameseDateField(label="Đếm ngày nào", past=True)

    def __init__(self, *args: object, today: date, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        set_today(self, today)


PERIODS = (
    ("month", "Tháng"),
    ("quarter", "Quý"),
    ("half", "6 tháng"),
    ("nine", "9 tháng"),
    ("year", "Năm"),
    ("other", "Chuyên đề, đột xuất"),
)
_NUMBERS = {
    "required": "Nhập số",
    "invalid": "Nhập số bằng chữ số, ví dụ 120",
    "min_value": "Số không nhỏ hơn 0",
}


class ReportForm(forms.Form):
    """Of which period a report is drawn."""

    period = forms.ChoiceField(label="Kỳ báo cáo", choices=PERIODS)
    first = VietnameseDateField(label="Từ ngày", past=True)
    last = VietnameseDateField(label="Đến ngày (ngày chốt số)", past=True)
    why = CleanTextField(
        label="Lý do lập bản sửa", max_length=250, required=False, help_text="Chỉ ghi khi kỳ này đã chốt"
    )

    def __init__(self, *args: object, today: date, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        set_today(self, today)

    def clean(self) -> dict[str, object]:
        """The first day is not after the last."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if isinstance(first, date) and isinstance(last, date) and first > last:
            self.add_error("first", "Từ ngày phải trước đến ngày. Sửa một trong hai ngày")
        return given


class ChangeForm(forms.Form):
    """One number corrected by hand."""

    code = forms.ChoiceField(
        label="Chỉ tiêu", choices=[(one.code, one.name) for one in INDICATORS if not one.is_rate]
    )
    value = forms.IntegerField(label="Số đúng", min_value=0, max_value=10_000_000, error_messages=_NUMBERS)
    reason = CleanTextField(
        label="Lý do", max_length=300, error_messages={"required": "Ghi lý do sửa số này"}
    )


class ReasonForm(forms.Form):
    """Why a report is given back."""

    reason = CleanTextField(
        label="Lý do trả lại", max_length=250, error_messages={"required": "Ghi lý do trả lại"}
    )
