"""Forms of tasks without a document."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.work.models import Repeat
from hoiso.work.people import Person
from hoiso.work.tasks.public import Wanted

_LONGEST = 2_000
_REASON = 500
MILESTONES = 4


class _WithPeople(forms.Form):
    """A form that chooses among the people of a unit."""

    def __init__(
        self,
        data: Any = None,
        *,
        people: Sequence[Person],
        today: date,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        set_today(self, today)
        ids = [(str(one.id), f"{one.full_name}, {one.title}") for one in people]
        for name in ("lead", "to_officer"):
            if name in self.fields:
                self._choice(name).choices = [("", "Chọn"), *ids]
        for name in ("team", "helpers"):
            if name in self.fields:
                self._choice(name).choices = ids

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field


def _people(label: str, hint: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=hint,
        error_messages={"invalid_choice": "Chọn người trong danh sách"},
    )  # fmt: skip


class GiveForm(_WithPeople):
    """A new task: what, by whom, until when, with which deadlines on the way."""

    title = CleanTextField(label="Tên việc", longest=300)
    text = CleanTextField(
        label="Nội dung", required=False, longest=_LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    lead = forms.ChoiceField(
        label="Người chủ trì", required=False,
        error_messages={"invalid_choice": "Chọn người trong danh sách"},
    )  # fmt: skip
    team = _people(
        "Hoặc mời một nhóm", "Ai nhận trước thì chủ trì việc. Chỉ chọn khi để trống người chủ trì."
    )
    helpers = _people("Phối hợp", "")
    helpers_due = VietnameseDateField(label="Hạn của người phối hợp", required=False)
    due_on = VietnameseDateField(label="Hạn", required=False)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for number in range(1, MILESTONES + 1):
            self.fields[f"mark_{number}"] = CleanTextField(label=f"Mốc {number}", required=False, longest=200)
            day = VietnameseDateField(label=f"Ngày của mốc {number}", required=False)
            day.today = options["today"]
            self.fields[f"mark_on_{number}"] = day

    @property
    def marks(self) -> list[tuple[Any, Any]]:
        """Pairs of fields, for the page."""
        return [(self[f"mark_{number}"], self[f"mark_on_{number}"]) for number in range(1, MILESTONES + 1)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in range(1, MILESTONES + 1):
            title, day = given.get(f"mark_{number}"), given.get(f"mark_on_{number}")
            if title and not day and f"mark_on_{number}" not in self.errors:
                self.add_error(f"mark_on_{number}", f"Nhập ngày của mốc “{title}”")
            if day and not title:
                self.add_error(f"mark_{number}", "Nhập tên của mốc")
        return given

    @property
    def wanted(self) -> Wanted:
        """Of a valid form."""
        given = self.cleaned_data
        return Wanted(
            title=given["title"], text=given["text"], lead=int(given["lead"]) if given["lead"] else None,
            team=[int(one) for one in given["team"]] if not given["lead"] else (),
            helpers=[(int(one), given["helpers_due"]) for one in given["helpers"]], due_on=given["due_on"],
            milestones=self.milestones,
        )  # fmt: skip

    @property
    def milestones(self) -> list[tuple[str, date]]:
        """Of a valid form."""
        given = self.cleaned_data
        return [
            (given[f"mark_{number}"], given[f"mark_on_{number}"])
            for number in range(1, MILESTONES + 1)
            if given.get(f"mark_{number}")
        ]


class ReportForm(forms.Form):
    """How far it is, in words and per cent. The files are read from the request."""

    text = CleanTextField(
        label="Nội dung báo cáo", longest=_LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    percent = forms.IntegerField(
        label="Tiến độ, phần trăm", required=False, min_value=0, max_value=100,
        error_messages={
            "invalid": "Tiến độ là một số từ 0 đến 100",
            "min_value": "Tiến độ từ 0 đến 100 phần trăm",
            "max_value": "Tiến độ từ 0 đến 100 phần trăm",
        },
    )  # fmt: skip


class FinishForm(forms.Form):
    """The result."""

    result = CleanTextField(label="Kết quả", longest=_LONGEST, widget=forms.Textarea(attrs={"rows": 4}))


class ReasonForm(forms.Form):
    """One sentence of explanation."""

    reason = CleanTextField(label="Lý do", longest=_REASON, widget=forms.Textarea(attrs={"rows": 3}))


class RescheduleForm(ReasonForm):
    """Another deadline and the reason."""

    due_on = VietnameseDateField(label="Hạn mới", required=False, help_text="Bỏ trống: không đặt hạn")
    field_order = ("due_on", "reason")

    def __init__(self, data: Any = None, *, today: date, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        set_today(self, today)


class HandOnForm(_WithPeople):
    """Another lead and the reason."""

    to_officer = forms.ChoiceField(
        label="Người nhận việc",
        error_messages={"required": "Chọn người nhận việc", "invalid_choice": "Chọn người trong danh sách"},
    )
    reason = CleanTextField(label="Lý do", longest=_REASON, widget=forms.Textarea(attrs={"rows": 3}))


class RepeatForm(_WithPeople):
    """A task that comes again."""

    title = CleanTextField(label="Tên việc", longest=300, help_text="Ví dụ: Báo cáo tháng gửi Tỉnh uỷ")
    text = CleanTextField(
        label="Nội dung", required=False, longest=_LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    lead = forms.ChoiceField(
        label="Người chủ trì",
        error_messages={"required": "Chọn người chủ trì", "invalid_choice": "Chọn người trong danh sách"},
    )
    every = forms.ChoiceField(label="Lặp lại", choices=Repeat.Every.choices, initial="month")
    day = forms.IntegerField(
        label="Ngày hạn", min_value=1, max_value=31,
        help_text="Ngày trong tháng; việc hằng tuần: 1 là thứ Hai, 7 là Chủ nhật",
        error_messages={
            "required": "Nhập ngày hạn", "invalid": "Ngày hạn là một số",
            "min_value": "Ngày hạn từ 1 đến 31", "max_value": "Ngày hạn từ 1 đến 31",
        },
    )  # fmt: skip
    ahead = forms.IntegerField(
        label="Giao trước mấy ngày", min_value=0, max_value=60, initial=7,
        error_messages={
            "required": "Nhập số ngày giao trước", "invalid": "Số ngày giao trước là một số",
            "min_value": "Số ngày giao trước từ 0 đến 60", "max_value": "Số ngày giao trước từ 0 đến 60",
        },
    )  # fmt: skip
