"""Which of two rows stays, and what is taken from the other."""

from collections.abc import Sequence
from typing import Any

from django import forms

from hoiso.members.duplicates.comparing import Compared

_SIDES = [("first", "Hồ sơ 1"), ("second", "Hồ sơ 2")]


class MergeForm(forms.Form):
    """The row that goes on; for each line that differs, from which row it is taken."""

    kept = forms.ChoiceField(
        label="Giữ hồ sơ nào", choices=_SIDES, widget=forms.RadioSelect,
        error_messages={"required": "Chọn hồ sơ được giữ lại", "invalid_choice": "Chọn hồ sơ 1 hoặc hồ sơ 2"},
    )  # fmt: skip
    both_branches = forms.BooleanField(label="Chị sinh hoạt ở cả hai chi hội", required=False)

    def __init__(self, *args: Any, lines: Sequence[Compared], **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = [line for line in lines if line.differs]
        for line in self.lines:
            self.fields[line.name] = forms.ChoiceField(
                label=line.label,
                choices=_SIDES,
                error_messages={
                    "required": f"{line.label}: chọn một trong hai",
                    "invalid_choice": f"{line.label}: chọn một trong hai",
                },
            )

    def from_gone(self) -> dict[str, bool]:
        """The lines that are taken from the row that is no more."""
        given = self.cleaned_data
        return {line.name: given[line.name] != given["kept"] for line in self.lines}

    def marked(self) -> list[tuple[Compared, str]]:
        """Each line with the side that is marked: what was sent, or what is proposed."""
        return [(line, str(self.data.get(line.name, line.proposed))) for line in self.lines]
