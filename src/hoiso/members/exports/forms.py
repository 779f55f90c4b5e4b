"""Forms of exports."""

from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField
from hoiso.members.models import MemberExport


class ExportForm(forms.Form):
    """What the list is for, and as which file."""

    purpose = forms.ChoiceField(
        label="Dùng để làm gì", choices=MemberExport.Purpose.choices, widget=forms.RadioSelect,
        error_messages={"required": "Chọn mục đích", "invalid_choice": "Chọn mục đích trong danh sách"},
    )  # fmt: skip
    purpose_words = CleanTextField(label="Ghi rõ", longest=300, required=False)
    file_format = forms.ChoiceField(
        label="Loại tệp", choices=MemberExport.Format.choices, widget=forms.RadioSelect,
        error_messages={"required": "Chọn loại tệp", "invalid_choice": "Chọn loại tệp trong danh sách"},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Another purpose is told in words."""
        given = super().clean() or {}
        if given.get("purpose") == MemberExport.Purpose.OTHER and not given.get("purpose_words"):
            self.add_error("purpose_words", "Ghi rõ việc khác là việc gì")
        return given


class DecisionForm(forms.Form):
    """Why it is refused, or a word with the approval."""

    reason = CleanTextField(label="Ghi chú, lý do không duyệt", longest=300, required=False)


class MarkForm(forms.Form):
    """A file that was found somewhere."""

    tep = forms.FileField(
        label="Tệp danh sách (Excel hoặc CSV)",
        error_messages={"required": "Chọn tệp", "empty": "Tệp này rỗng", "missing": "Chọn tệp"},
    )
