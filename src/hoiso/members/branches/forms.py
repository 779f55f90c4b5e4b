"""Forms of branches that pass on."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.members.branches.public import Order
from hoiso.members.models import BranchOrder
from hoiso.members.register.public import Branch, Branches


class OrderForm(forms.Form):
    """A branch that goes into another, or groups that become a new one."""

    def __init__(self, *args: Any, today: date, branches: Branches, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"] = forms.ChoiceField(
            label="Việc", widget=forms.RadioSelect, initial="merge",
            choices=[("merge", "Nhập cả chi hội vào chi hội khác"),
                     ("split", "Tách một số tổ thành chi hội mới")],
            error_messages={"required": "Chọn việc cần làm", "invalid_choice": "Chọn việc cần làm"},
        )  # fmt: skip
        self.fields["branch"] = _one("Chi hội nhập đi, hoặc chia tách", branches.branches, required=True)
        self.fields["heir"] = _one("Nhập vào chi hội", branches.branches, required=False)
        self.fields["name"] = CleanTextField(label="Tên chi hội mới", longest=200, required=False)
        names = {one.id: one.name for one in branches.branches}
        self.fields["groups"] = forms.TypedMultipleChoiceField(
            label="Tổ về chi hội mới", coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(str(one.id), f"{one.name}, {names.get(one.above, '')}") for one in branches.groups],
            error_messages={"invalid_choice": "Chọn tổ trong danh sách"},
        )  # fmt: skip
        self.fields["on"] = VietnameseDateField(label="Từ ngày", past=True)
        self.fields["paper"] = CleanTextField(
            label="Quyết định hoặc biên bản", longest=200,
            error_messages={"required": "Ghi số quyết định, hoặc biên bản họp ngày nào"},
        )  # fmt: skip
        set_today(self, today)

    def order(self) -> Order:
        """What was entered."""
        given = self.cleaned_data
        merges = given["kind"] == "merge"
        return Order(
            kind=BranchOrder.Kind(given["kind"]), branch_id=given["branch"], on=given["on"],
            paper=given["paper"], heir_id=given["heir"] if merges else None,
            name="" if merges else given["name"], groups=() if merges else tuple(given["groups"]),
        )  # fmt: skip


def _one(label: str, units: Iterable[Branch], *, required: bool) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=int, empty_value=None, required=required,
        choices=[("", "Chọn chi hội"), *((str(one.id), one.name) for one in units)],
        error_messages={"required": "Chọn chi hội", "invalid_choice": "Chọn chi hội trong danh sách"},
    )  # fmt: skip
