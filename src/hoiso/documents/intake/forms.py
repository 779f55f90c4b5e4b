"""The forms by which stacks and photographs are brought."""

from django import forms

from hoiso.documents.incoming.forms import ManyFilesField, ManyFilesInput


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


class PhotographsForm(forms.Form):
    """The pages of one document, photographed in order."""

    uploads = ManyFilesField(
        label="Ảnh các trang, theo thứ tự",
        widget=ManyFilesInput(
            attrs={"multiple": True, "accept": "image/jpeg,image/png,image/webp", "capture": "environment"}
        ),
        error_messages={"required": "Chụp hoặc chọn ít nhất một ảnh"},
    )
