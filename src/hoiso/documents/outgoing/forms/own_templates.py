"""Forms of the unit's own Word templates."""

from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField
from hoiso.documents.outgoing.kinds import KIND_CHOICES

_DOCX = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class TemplateForm(forms.Form):
    """Name, kind and file; when a template is changed, what was changed, and the file may be left out."""

    name = CleanTextField(
        label="Tên mẫu", longest=150, error_messages={"required": "Nhập tên mẫu"},
        help_text="Ví dụ: Kế hoạch năm của Văn phòng",
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Loại văn bản", choices=KIND_CHOICES, initial="plan",
        error_messages={"required": "Chọn loại văn bản", "invalid_choice": "Chọn loại trong danh sách"},
    )  # fmt: skip
    file = forms.FileField(
        label="Tệp mẫu (.docx)", widget=forms.FileInput(attrs={"accept": _DOCX}),
        error_messages={"required": "Chọn tệp mẫu Word", "empty": "Tệp không có nội dung. Chọn tệp khác."},
    )  # fmt: skip
    note = CleanTextField(label="Sửa gì so với bản trước", longest=300, required=False)
    number = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, changing: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.changing = changing
        if changing:
            self.fields["file"].required = False
            self.fields["file"].label = "Tệp của bản mới (.docx)"


class TemplateFilterForm(forms.Form):
    """What the list is narrowed to."""

    loai = forms.ChoiceField(label="Loại văn bản", required=False, choices=[("", "Mọi loại"), *KIND_CHOICES])
