"""The form on which a copy is asked for."""

from collections.abc import Sequence
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField
from hoiso.documents.layouts import copies
from hoiso.documents.outgoing.public import CopyWish
from hoiso.documents.outgoing.signers import Signer

_FORMS = (
    (copies.CopyForm.CERTIFIED.value, "Sao y: toàn bộ bản chính"),
    (copies.CopyForm.EXTRACT.value, "Trích sao: một phần bản chính"),
    (copies.CopyForm.RECOPY.value, "Sao lục: toàn bộ một bản sao y"),
)


class CopyForm(forms.Form):
    """Kind of copy, signer, recipients; for an extract the lines that are copied."""

    form = forms.ChoiceField(
        label="Hình thức sao", choices=_FORMS, widget=forms.RadioSelect, initial=_FORMS[0][0],
        error_messages={"required": "Chọn hình thức sao"},
    )  # fmt: skip
    signer = forms.TypedChoiceField(
        label="Người ký bản sao", coerce=int, error_messages={"required": "Chọn người ký bản sao"}
    )
    recipients = CleanTextField(
        label="Nơi nhận bản sao", longest=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    text = CleanTextField(label="Phần được trích", required=False, widget=forms.Textarea(attrs={"rows": 12}))
    source_is_copy = forms.BooleanField(label="Bản nguồn là bản sao y", required=False)

    def __init__(self, *args: Any, people: Sequence[Signer], text: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["signer"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(one.id), one.label) for one in people]
        self.fields["text"].initial = text

    def wish(self) -> CopyWish:
        """What was asked for."""
        given = self.cleaned_data
        return CopyWish(
            form=copies.CopyForm(given["form"]),
            signer_id=given["signer"],
            recipients=tuple(line.strip() for line in given["recipients"].splitlines() if line.strip()),
            text=given["text"],
            source_is_copy=given["source_is_copy"],
        )
