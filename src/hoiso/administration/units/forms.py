"""Forms of units, codes, settings and the calendar."""

from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField
from hoiso.units.models import Unit
from hoiso.units.setting_types import Kind, Setting

_FILE_LIMIT = 20_000_000


class ContactForm(forms.Form):
    """How a unit is reached."""

    address = CleanTextField(label="Địa chỉ", longest=300, required=False)
    phone = CleanTextField(label="Điện thoại", longest=30, required=False)
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        error_messages={"invalid": "Thư điện tử phải có dạng ten@noi.vn"},
    )


class UnitForm(ContactForm):
    """A unit added by hand."""

    kind = forms.ChoiceField(
        label="Loại đơn vị",
        choices=[
            (Unit.Kind.COMMUNE.value, "Xã, phường"),
            (Unit.Kind.BRANCH.value, "Chi hội"),
            (Unit.Kind.GROUP.value, "Tổ phụ nữ"),
            (Unit.Kind.OUTSIDE.value, "Cơ quan ngoài Hội"),
            (Unit.Kind.PROVINCE.value, "Tỉnh"),
        ],
        error_messages={"required": "Chọn loại đơn vị"},
    )
    name = CleanTextField(label="Tên đơn vị", longest=200, help_text="Ví dụ Xã Mỹ Yên, Chi hội ấp 3")
    parent = CleanTextField(
        label="Đơn vị cấp trên", longest=200, required=False,
        help_text="Gõ tên hoặc mã. Cơ quan ngoài Hội thì để trống",
    )  # fmt: skip
    valid_from = VietnameseDateField(label="Ngày bắt đầu hoạt động")
    official_code = CleanTextField(
        label="Mã đơn vị hành chính",
        longest=10,
        required=False,
        help_text="Theo danh mục của thống kê, ví dụ 25459",
    )
    body_name = CleanTextField(
        label="Tên tổ chức Hội", longest=200, required=False, help_text="Ví dụ Hội LHPN xã Mỹ Yên"
    )
    field_order = ("kind", "name", "parent", "valid_from", "official_code", "body_name")


class CodeForm(forms.Form):
    """An identity code for a unit."""

    code = CleanTextField(label="Mã định danh", help_text="Ví dụ H53.08.01, dài nhất 35 ký tự")
    valid_from = VietnameseDateField(label="Dùng từ ngày")
    alias = forms.BooleanField(label="Mã phụ, dùng song song với mã chính", required=False)


class CloseCodeForm(forms.Form):
    """The end of a code."""

    last_day = VietnameseDateField(label="Ngày cuối dùng mã")
    successor = CleanTextField(
        label="Mã thay thế", longest=35, required=False, help_text="Hiện ra khi có văn bản gửi về mã này"
    )


class ImportForm(forms.Form):
    """A list of units as a file."""

    file = forms.FileField(
        label="Tệp danh sách",
        help_text="CSV mã UTF-8, có cột level, code, name, parent_code",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "Chọn tệp danh sách", "empty": "Tệp không có nội dung"},
    )
    since = VietnameseDateField(
        label="Các đơn vị hoạt động từ ngày",
        required=False,
        help_text="Bỏ trống nếu danh sách có cột valid_from",
    )
    skip_bad = forms.BooleanField(label="Bỏ qua dòng sai, nhập các dòng đúng", required=False)

    def clean_file(self) -> bytes:
        """The file's content."""
        file = self.cleaned_data["file"]
        if file.size > _FILE_LIMIT:
            raise forms.ValidationError("Danh sách phải nhỏ hơn 20 MB")
        content: bytes = file.read()
        return content


class DivisionForm(forms.Form):
    """How a part was divided."""

    branches = forms.MultipleChoiceField(
        label="Chi hội chuyển sang", required=False, widget=forms.CheckboxSelectMultiple
    )
    note = CleanTextField(
        label="Đã chia thế nào", longest=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: khu phố 1 và 2 về phường mới theo Nghị quyết 1682",
    )  # fmt: skip


class SettingForm(forms.Form):
    """One setting from a day on. The field `value` takes its look from the setting's kind."""

    value = forms.CharField(label="Giá trị", required=False)
    valid_from = VietnameseDateField(label="Áp dụng từ ngày")
    whole = forms.BooleanField(label="Đặt cho toàn hệ thống", required=False)

    def __init__(self, *args: Any, setting: Setting, may_whole: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["value"] = _field_of(setting)
        if not may_whole or setting.whole:
            del self.fields["whole"]

    def written(self) -> str:
        """The value as text, as `units.settings.accept` reads it."""
        value = self.cleaned_data["value"]
        return ",".join(value) if isinstance(value, list) else str(value)


class DayForm(forms.Form):
    """One day of the calendar."""

    day = VietnameseDateField(label="Ngày")
    name = CleanTextField(label="Tên ngày", longest=100, help_text="Ví dụ Tết Nguyên đán, Làm bù ngày 31/08")
    working = forms.BooleanField(label="Là ngày làm bù (thứ Bảy, Chủ nhật có làm việc)", required=False)


class DayQuestionForm(forms.Form):
    """Which unit was this on that day?"""

    code = CleanTextField(label="Mã đơn vị", longest=10, help_text="Mã hành chính, ví dụ 25459")
    on = VietnameseDateField(label="Ngày")


def _field_of(setting: Setting) -> forms.Field:
    if setting.kind is Kind.FLAG:
        return forms.ChoiceField(
            label="Giá trị", choices=[("1", "Có"), ("0", "Không")], widget=forms.RadioSelect
        )
    if setting.kind is Kind.CHOICE:
        return forms.ChoiceField(label="Giá trị", choices=setting.choices, widget=forms.RadioSelect)
    if setting.kind is Kind.MANY:
        return forms.MultipleChoiceField(
            label="Giá trị", choices=setting.choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    label = f"Giá trị ({setting.unit})" if setting.unit else "Giá trị"
    return CleanTextField(label=label, longest=setting.longest, required=False)
