"""Forms of the yearly plan of dossiers."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.documents.keeping.archive import RETENTIONS
from hoiso.documents.keeping.public import LineFacts


class NewPlanForm(forms.Form):
    """For which year a plan is drawn up."""

    year = forms.IntegerField(
        label="Danh mục của năm",
        min_value=1930,
        max_value=2200,
        error_messages={
            "required": "Nhập năm của danh mục",
            "invalid": "Năm phải là số, ví dụ 2026",
            "min_value": "Năm phải từ 1930",
            "max_value": "Năm phải đến 2200",
        },
    )


class PlanLineForm(forms.Form):
    """One row of the table of a plan. A row without code and title counts as empty, and goes."""

    id = forms.TypedChoiceField(coerce=int, required=False, empty_value=None, widget=forms.HiddenInput)
    code = CleanTextField(label="Số, ký hiệu", longest=20, required=False)
    title = CleanTextField(
        label="Tiêu đề hồ sơ", longest=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    heading = CleanTextField(label="Đề mục", longest=200, required=False)
    retention = forms.ChoiceField(
        label="Thời hạn bảo quản", choices=(("", "Chọn"), *RETENTIONS), required=False
    )
    keeper = forms.TypedChoiceField(label="Người lập", coerce=int, required=False, empty_value=None)
    note = CleanTextField(label="Ghi chú", longest=300, required=False)

    def __init__(
        self, *args: Any, people: Mapping[int, str], known: Iterable[int] = (), **options: Any
    ) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)
        here = dict(people)
        kept = (self.initial or {}).get("keeper")
        if kept and kept not in here:
            here[kept] = str(self.initial.get("keeper_name") or "Người đã chuyển")
        self.people = here
        self.fields["keeper"].choices = [("", "Chưa giao"), *here.items()]  # type: ignore[attr-defined]
        self.fields["id"].choices = [("", ""), *((one, one) for one in known)]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if name != "id":
                field.widget.attrs["aria-label"] = str(field.label)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it that makes a line."""
        return not (self.cleaned_data.get("code") or self.cleaned_data.get("title"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("code") or given.get("title"):
            for name in ("code", "title", "retention"):
                if name not in self.errors and not given.get(name):
                    label = str(self.fields[name].label)
                    verb = "Chọn" if name == "retention" else "Nhập"
                    self.add_error(name, f"{verb} {label[0].lower()}{label[1:]}")
        return given

    def line(self, row: int) -> LineFacts:
        """What was typed, as the action wants it."""
        given = self.cleaned_data
        keeper = given["keeper"]
        return LineFacts(
            id=given["id"], row=row, heading=given["heading"], code=given["code"], title=given["title"],
            keeper_id=keeper, keeper_name=self.people.get(keeper, ""), retention=given["retention"],
            note=given["note"],
        )  # fmt: skip


class ApprovePlanForm(forms.Form):
    """The day of approval, and the decision by which it was approved."""

    approved_on = VietnameseDateField(label="Ngày duyệt", past=True)
    decision = CleanTextField(
        label="Số, ký hiệu quyết định ban hành",
        longest=100,
        required=False,
        help_text="Ví dụ 05/QĐ-BTV. Để trống nếu duyệt ngay trên hệ thống.",
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)
