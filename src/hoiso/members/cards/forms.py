"""Whom to print for, and what."""

from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField
from hoiso.members.cards.choosing import KEPT, SHEETS, Sheet
from hoiso.members.cards.meeting import Meeting
from hoiso.members.register.public import Branches


class PrintForm(forms.Form):
    """The list, the branch, the paper, and what stands on it of a meeting."""

    sheet = forms.ChoiceField(
        label="In gì", widget=forms.RadioSelect,
        choices=[(one.value, label) for one, label in SHEETS.items()],
        error_messages={"required": "Chọn thứ cần in", "invalid_choice": "Chọn thứ cần in trong danh sách"},
    )  # fmt: skip
    kept = forms.ChoiceField(
        label="Cho những ai", choices=[(one.value, label) for one, label in KEPT.items()],
        error_messages={"required": "Chọn danh sách", "invalid_choice": "Chọn danh sách có sẵn"},
    )  # fmt: skip
    what = CleanTextField(label="Cuộc họp, việc gì", longest=200, required=False)
    time = CleanTextField(label="Thời gian", longest=100, required=False)
    place = CleanTextField(label="Địa điểm", longest=200, required=False)
    signer = CleanTextField(label="Người mời", longest=100, required=False)

    def __init__(self, *args: Any, branches: Branches, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["branch"] = forms.TypedChoiceField(
            label="Chi hội", coerce=int, empty_value=None, required=False,
            choices=[("", "Tất cả chi hội"), *((str(one.id), one.name) for one in branches.branches)],
            error_messages={"invalid_choice": "Chọn chi hội trong danh sách"},
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """An invitation says to what, when and where."""
        given = super().clean() or {}
        if given.get("sheet") == Sheet.INVITATIONS.value:
            asked = {
                "what": "Ghi mời dự việc gì, ví dụ: Họp chi hội quý IV",
                "time": "Ghi thời gian, ví dụ: 8 giờ ngày 01/12/2026",
                "place": "Ghi địa điểm, ví dụ: Nhà văn hoá ấp",
            }
            for name, sentence in asked.items():
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return given

    def meeting(self) -> Meeting:
        """What was typed of the meeting."""
        given = self.cleaned_data
        return Meeting(what=given["what"], time=given["time"], place=given["place"], signer=given["signer"])
