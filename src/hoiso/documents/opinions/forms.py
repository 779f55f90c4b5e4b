"""Forms of the rounds of opinions."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.documents.tables.opinions import Opinion
from hoiso.work.people import Person

_MANNERS = (
    ("mo", "Mở: người được hỏi thấy ý kiến của nhau"),
    ("kin", "Kín: chỉ người hỏi thấy, đến khi kết thúc"),
)


class RoundForm(forms.Form):
    """What is asked of whom until when."""

    question = CleanTextField(
        label="Nội dung cần xin ý kiến", longest=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Nhập nội dung cần xin ý kiến"},
    )  # fmt: skip
    due_on = VietnameseDateField(
        label="Hạn trả lời", error_messages={"required": "Nhập hạn trả lời, ví dụ 20/09/2026"}
    )
    manner = forms.ChoiceField(
        label="Cách lấy ý kiến", choices=_MANNERS, widget=forms.RadioSelect, initial="mo",
        error_messages={"required": "Chọn mở hoặc kín", "invalid_choice": "Chọn mở hoặc kín"},
    )  # fmt: skip
    officers = forms.TypedMultipleChoiceField(
        label="Người trong đơn vị", coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Chọn người trong danh sách"},
    )  # fmt: skip
    units = forms.TypedMultipleChoiceField(
        label="Đơn vị khác", coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Chọn đơn vị trong danh sách"},
    )  # fmt: skip

    def __init__(
        self, *args: Any, people: Sequence[Person], places: Mapping[int, str], today: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        set_today(self, today)
        self._choose("officers", [(one.id, f"{one.full_name}, {one.title}") for one in people])
        self._choose("units", list(places.items()))

    def _choose(self, name: str, choices: list[tuple[int, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = choices


class AnswerForm(forms.Form):
    """Agree, disagree, or something else. The file is read from the request."""

    answer = forms.ChoiceField(
        label="Ý kiến", choices=Opinion.Answer.choices, widget=forms.RadioSelect,
        error_messages={
            "required": "Chọn đồng ý, không đồng ý hoặc ý kiến khác",
            "invalid_choice": "Chọn đồng ý, không đồng ý hoặc ý kiến khác",
        },
    )  # fmt: skip
    text = CleanTextField(
        label="Nội dung góp ý", longest=5_000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Không đồng ý hoặc có ý kiến khác thì ghi rõ cần sửa gì",
    )  # fmt: skip
    without_file = forms.BooleanField(label="Bỏ tệp đã gửi", required=False)


class ExtendForm(forms.Form):
    """A later deadline."""

    due_on = VietnameseDateField(
        label="Hạn mới", error_messages={"required": "Nhập hạn mới, ví dụ 20/09/2026"}
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        set_today(self, today)


class OutcomeForm(forms.Form):
    """What the drafter makes of an answer."""

    outcome = forms.ChoiceField(
        label="Kết quả", choices=Opinion.Outcome.choices, widget=forms.RadioSelect,
        error_messages={
            "required": "Chọn tiếp thu, tiếp thu một phần hoặc giải trình",
            "invalid_choice": "Chọn tiếp thu, tiếp thu một phần hoặc giải trình",
        },
    )  # fmt: skip
    text = CleanTextField(
        label="Tiếp thu, giải trình", longest=5_000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
