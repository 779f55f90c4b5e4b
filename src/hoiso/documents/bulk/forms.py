"""The one thing that an act on many may ask."""

from collections.abc import Sequence
from typing import Any

from django import forms


class DossierForm(forms.Form):
    """Into which dossier."""

    dossier = forms.TypedChoiceField(
        label="Hồ sơ", coerce=int,
        error_messages={"required": "Chọn hồ sơ", "invalid_choice": "Chọn hồ sơ trong danh sách"},
    )  # fmt: skip

    def __init__(self, *args: Any, dossiers: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["dossier"].choices = [("", "Chọn hồ sơ"), *dossiers]  # type: ignore[attr-defined]
