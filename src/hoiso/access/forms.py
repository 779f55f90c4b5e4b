"""What is typed about signing in and about one's own account."""

from django import forms

from hoiso.access.models import Officer
from hoiso.access.phrases import FORMS_OF_ADDRESS


class SignInForm(forms.Form):
    name = forms.CharField(
        label="Tên đăng nhập hoặc số điện thoại",
        max_length=100,
        error_messages={"required": "Nhập tên đăng nhập hoặc số điện thoại"},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="Mật khẩu",
        max_length=200,
        strip=False,
        error_messages={"required": "Nhập mật khẩu"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    remember = forms.BooleanField(label="Ghi nhớ trên máy này 30 ngày", required=False)


class CodeForm(forms.Form):
    """Six digits from the phone."""

    code = forms.CharField(
        label="Mã 6 chữ số trên điện thoại",
        max_length=10,
        error_messages={"required": "Nhập mã 6 chữ số đang hiện trên điện thoại"},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "hs-in--short"}
        ),
    )


class CodeSetupForm(CodeForm):
    box = forms.CharField(widget=forms.HiddenInput, max_length=500)


class PasskeyForm(forms.Form):
    """The browser's answer, filled in by script."""

    answer = forms.CharField(widget=forms.HiddenInput, max_length=20_000)


class NewPasskeyForm(PasskeyForm):
    name = forms.CharField(
        label="Tên của khóa này",
        help_text="Để nhận ra sau này, ví dụ: Máy bàn ở cơ quan",
        max_length=60,
        error_messages={"required": "Đặt tên cho khóa, ví dụ: Điện thoại của tôi"},
    )


def _new_password(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        strip=False,
        error_messages={"required": "Nhập mật khẩu mới"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = _new_password("Mật khẩu mới")
    again = _new_password("Nhập lại mật khẩu mới")

    def clean(self) -> dict[str, str]:
        """The two must be the same."""
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", "Hai lần nhập mật khẩu phải giống nhau")
        return given


class SlipForm(NewPasswordForm):
    code = forms.CharField(
        label="Mã trên phiếu",
        help_text="12 chữ và số, chữ hoa hay thường đều được",
        max_length=30,
        error_messages={"required": "Nhập mã in trên phiếu"},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "hs-in--short",
            }
        ),
    )
    field_order = ["code", "password", "again"]


class PinForm(forms.Form):
    pin = forms.CharField(
        label="Mã PIN gồm 6 chữ số",
        max_length=6,
        error_messages={"required": "Nhập mã PIN gồm 6 chữ số"},
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric", "maxlength": "6"}),
    )


class NewPinForm(PinForm):
    again = forms.CharField(
        label="Nhập lại mã PIN",
        max_length=6,
        error_messages={"required": "Nhập lại mã PIN"},
        widget=forms.PasswordInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "maxlength": "6", "class": "hs-in--short"}
        ),
    )

    def clean(self) -> dict[str, str]:
        """The two must be the same."""
        given = super().clean() or {}
        if given.get("pin") and given.get("again") and given["pin"] != given["again"]:
            self.add_error("again", "Hai lần nhập mã PIN phải giống nhau")
        return given


class PasswordForm(NewPasswordForm):
    current = forms.CharField(
        label="Mật khẩu đang dùng",
        max_length=200,
        strip=False,
        error_messages={"required": "Nhập mật khẩu đang dùng"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["current", "password", "again"]


class ProfileForm(forms.Form):
    form_of_address = forms.ChoiceField(
        label="Cách xưng hô",
        choices=FORMS_OF_ADDRESS,
        required=False,
        error_messages={"invalid_choice": "Chọn cách xưng hô trong danh sách"},
    )
    phone = forms.CharField(
        label="Số điện thoại",
        help_text="Cũng dùng được để đăng nhập",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "class": "hs-in--short"}),
    )
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        max_length=254,
        error_messages={"invalid": "Địa chỉ thư phải có dạng ten@coquan.vn"},
    )
    text_size = forms.ChoiceField(
        label="Cỡ chữ",
        choices=Officer.Size.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Chọn một cỡ chữ"},
    )
