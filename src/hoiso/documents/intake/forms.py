"""The form by which a stack of scans is brought."""

from django import forms


class StackForm(forms.Form):
    """One PDF of many documents."""

    upload = forms.FileField(
        label="Tập bản quét (một tệp PDF)",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": "Chọn tệp PDF của tập bản quét",
            "empty": "Tệp này không có gì bên trong. Quét lại rồi chọn tệp mới",
        },
    )
