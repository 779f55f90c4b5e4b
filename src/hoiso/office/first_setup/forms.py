"""Forms of the first set-up."""

from django import forms

from hoiso.office.first_setup.accounts import OFFERED


class ContactForm(forms.Form):
    """How the provincial office is reached."""

    address = forms.CharField(label="Địa chỉ", required=False, max_length=300)
    phone = forms.CharField(label="Điện thoại", required=False, max_length=30)
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        error_messages={"invalid": "Thư điện tử phải có dạng ten@noi.vn"},
    )


class AccountsForm(forms.Form):
    """Which accounts every commune gets."""

    roles = forms.MultipleChoiceField(
        label="Tạo cho mỗi xã, phường",
        choices=OFFERED,
        initial=[role for role, _ in OFFERED[:2]],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một loại tài khoản để tạo cho các xã, phường"},
    )
