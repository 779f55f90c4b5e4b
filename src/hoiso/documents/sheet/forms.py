"""The form by which documents are linked."""

from django import forms

from hoiso.core.forms import CleanTextField
from hoiso.documents.tables.document import Link


class LinkForm(forms.Form):
    """What this document is to another, and words by which the other is found."""

    kind = forms.ChoiceField(
        label="Văn bản này",
        choices=Link.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn quan hệ giữa hai văn bản"},
    )
    words = CleanTextField(
        label="Văn bản kia",
        longest=200,
        required=False,
        help_text="Ghi số, ký hiệu (ví dụ 118/KH-BTV), số đến, hoặc vài chữ của trích yếu",
    )
