"""The registering form with a question for each closed code, and the same questions alone."""

from collections.abc import Sequence
from typing import Any

from django import forms

from hoiso.documents.incoming import phrases
from hoiso.documents.incoming.forms import RegistrationForm
from hoiso.documents.incoming.queries.codes import CodeAsked


class CodesForm(forms.Form):
    """What a person decides about the closed codes that a message names."""

    def __init__(self, *args: Any, codes: Sequence[CodeAsked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = codes
        for one in codes:
            self.fields[f"code_{one.id}"] = _field(one)

    @property
    def code_fields(self) -> list[tuple[CodeAsked, forms.BoundField]]:
        """Each code with its question, for the page."""
        return [(one, self[f"code_{one.id}"]) for one in self.codes]

    def answers(self) -> dict[int, str]:
        """The decisions by id."""
        return {one.id: self.cleaned_data[f"code_{one.id}"] for one in self.codes}


class ConfirmingForm(CodesForm, RegistrationForm):
    """The line of the register, with the codes to be confirmed before it."""


def _field(one: CodeAsked) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"Mã định danh đã đóng {one.code}",
        choices=one.choices,
        widget=forms.RadioSelect,
        error_messages={"required": phrases.CODE_TO_CONFIRM.format(code=one.code)},
    )
