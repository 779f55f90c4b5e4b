"""What an administrator types about officers and their posts."""

from datetime import date
from typing import Any

from django import forms

from hoiso.access.public import FORMS_OF_ADDRESS, Actor, Right, Role
from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today


def roles_for(actor: Actor) -> list[tuple[str, str]]:
    """Roles that the officer may give: that of the province's administrator only by one of them."""
    whole = actor.holds(Right.ADMINISTER_PROVINCE)
    return [(value, str(label)) for value, label in Role.choices if whole or value != Role.PROVINCE_ADMIN]


class _Dated(forms.Form):
    def __init__(self, *given: Any, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        set_today(self, today)


class _WithRole(_Dated):
    role = forms.ChoiceField(label="Vai trò", error_messages={"required": "Chọn vai trò"})

    def __init__(self, *given: Any, roles: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Chọn vai trò"), *roles]


def _title() -> CleanTextField:
    return CleanTextField(
        label="Chức danh", longest=100, required=False, help_text="Như in trên văn bản, ví dụ: Phó Chủ tịch"
    )


class PersonForm(forms.Form):
    full_name = CleanTextField(label="Họ và tên", longest=100)
    form_of_address = forms.ChoiceField(label="Cách xưng hô", choices=FORMS_OF_ADDRESS, required=False)
    phone = forms.CharField(
        label="Số điện thoại",
        required=False,
        max_length=20,
        help_text="Cũng dùng để đăng nhập",
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "hs-in--short"}),
    )
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        error_messages={"invalid": "Địa chỉ thư phải có dạng ten@coquan.vn"},
    )


class NewOfficerForm(PersonForm, _WithRole):
    unit = CleanTextField(label="Đơn vị", help_text="Gõ vài chữ của tên đơn vị rồi chọn")
    title = _title()
    since = VietnameseDateField(label="Làm từ ngày")
    username = forms.CharField(
        label="Tên đăng nhập",
        required=False,
        max_length=60,
        help_text="Để trống thì đặt theo tên và đơn vị, ví dụ lettm.myyen",
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    field_order = [
        "full_name",
        "form_of_address",
        "unit",
        "role",
        "title",
        "since",
        "phone",
        "email",
        "username",
    ]


class PostForm(_WithRole):
    unit = CleanTextField(label="Đơn vị", help_text="Gõ vài chữ của tên đơn vị rồi chọn")
    title = _title()
    since = VietnameseDateField(label="Từ ngày")
    until = VietnameseDateField(label="Đến hết ngày", required=False)
    field_order = ["unit", "role", "title", "since", "until"]


class MoveForm(_WithRole):
    unit = CleanTextField(label="Đơn vị mới", help_text="Gõ vài chữ của tên đơn vị rồi chọn")
    title = _title()
    on = VietnameseDateField(label="Ngày chuyển")
    field_order = ["unit", "role", "title", "on"]


class LastDayForm(_Dated):
    last_day = VietnameseDateField(label="Ngày làm việc cuối cùng")


class RetireForm(_Dated):
    on = VietnameseDateField(label="Thôi làm việc từ ngày", help_text="Từ ngày này không đăng nhập được nữa")


class SlipOrderForm(forms.Form):
    also_second_step = forms.BooleanField(
        label="Đặt lại cả bước hai (mất điện thoại hoặc đổi máy)", required=False
    )


class SheetForm(forms.Form):
    file = forms.FileField(
        label="Tệp Excel", error_messages={"required": "Chọn tệp Excel có danh sách cán bộ"}
    )


class DelegationForm(_Dated):
    post = forms.ChoiceField(label="Chức vụ uỷ quyền", error_messages={"required": "Chọn chức vụ"})
    officer = CleanTextField(label="Người nhận uỷ quyền", help_text="Gõ vài chữ của tên rồi chọn")
    content = CleanTextField(
        label="Nội dung uỷ quyền", longest=500, widget=forms.Textarea(attrs={"rows": "3"})
    )
    since = VietnameseDateField(label="Từ ngày")
    until = VietnameseDateField(label="Đến hết ngày")

    def __init__(self, *given: Any, posts: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["post"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = posts
