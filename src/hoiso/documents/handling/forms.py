"""Forms of handling: the tick table of people with deadline and words, and the small ones around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from hoiso.access.public import Right
from hoiso.core.folding import fold
from hoiso.core.forms import CleanTextField
from hoiso.documents.handling.deadlines import DeadlineField
from hoiso.documents.handling.people import Colleague, UnitBelow
from hoiso.documents.handling.receivers import Chosen, Receivers

Typed = MultiValueDict[str, str]
SEARCH_FROM = 12
_LONGEST = 2_000
_REASON = 500


@dataclass(frozen=True, slots=True)
class ReceiverRow:
    """One line of a tick table; `id` is what its fields send."""

    id: str
    name: str
    title: str
    lead: bool
    coordinate: bool
    informed: bool


_UNIT = "dv"  # before the id of a unit in the same fields as the officers' ids


class HandlingForm(forms.Form):
    """Who leads, helps and is informed, until when, in which words.

    `needle` narrows the table of people, and `unit_needle` that of units, to names with those
    words; whoever is ticked stays in it.
    """

    lead = forms.ChoiceField(label="Người chủ trì", required=False, widget=forms.RadioSelect)
    coordinate = forms.MultipleChoiceField(label="Phối hợp", required=False)
    informed = forms.MultipleChoiceField(label="Để biết", required=False)
    due_on = DeadlineField(required=False)
    typical = forms.MultipleChoiceField(
        label="Câu thường dùng", required=False, widget=forms.CheckboxSelectMultiple
    )
    text = CleanTextField(
        label="Nội dung", required=False, longest=_LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    to_officer = forms.ChoiceField(
        label="Trình", required=False, error_messages={"invalid_choice": "Chọn lãnh đạo trong danh sách"}
    )

    def __init__(
        self,
        data: Typed | None = None,
        *,
        people: Sequence[Colleague],
        typical: Sequence[str],
        today: date,
        leaders: Sequence[Colleague] = (),
        units: Sequence[UnitBelow] = (),
        needle: str = "",
        unit_needle: str = "",
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.people, self.needle = people, needle
        self.units, self.unit_needle = units, unit_needle
        ids = [(str(one.id), one.full_name) for one in people]
        ids += [(f"{_UNIT}{one.id}", one.name) for one in units]
        self._field("lead").choices = [("", "Không có"), *ids]
        self._field("coordinate").choices = ids
        self._field("informed").choices = ids
        self._field("typical").choices = [(words, words) for words in typical]
        self._field("to_officer").choices = [
            (str(one.id), f"{one.full_name}, {one.title}") for one in leaders
        ]
        self.fields["to_officer"].required = bool(leaders)
        due = self.fields["due_on"]
        assert isinstance(due, DeadlineField)
        due.today = today

    @property
    def rows(self) -> tuple[ReceiverRow, ...]:
        """The table: everybody whose name has the words searched for, and whoever is ticked."""
        return self._rows(
            [(str(one.id), one.full_name, one.title, one.folded) for one in self.people], self.needle
        )

    @property
    def unit_rows(self) -> tuple[ReceiverRow, ...]:
        """The table of units below, narrowed in the same way."""
        return self._rows(
            [(f"{_UNIT}{one.id}", one.name, "", one.folded) for one in self.units], self.unit_needle
        )

    @property
    def units_open(self) -> bool:
        """Whether the table of units is shown at once: something is ticked in it, or looked for."""
        return bool(self.unit_needle) or any(
            row.lead or row.coordinate or row.informed for row in self.unit_rows
        )

    def _rows(self, offered: Sequence[tuple[str, str, str, str]], needle: str) -> tuple[ReceiverRow, ...]:
        lead = str(self["lead"].value() or "")
        coordinate = {str(one) for one in self["coordinate"].value() or ()}
        informed = {str(one) for one in self["informed"].value() or ()}
        words = fold(needle)
        return tuple(
            ReceiverRow(key, name, title, key == lead, key in coordinate, key in informed)
            for key, name, title, folded in offered
            if words in folded or key in {lead, *coordinate, *informed}
        )

    @property
    def nobody_leads(self) -> bool:
        """Whether "nobody" is ticked: chosen, or meant by a proposal that only informs."""
        return not self["lead"].value() and (self.is_bound or bool(self["informed"].value()))

    @property
    def searchable(self) -> bool:
        """Whether there are so many people that a search box helps."""
        return len(self.people) >= SEARCH_FROM

    @property
    def receivers(self) -> Receivers:
        """Of a valid form."""
        given = self.cleaned_data
        lead = [given["lead"]] if given["lead"] else []
        people, units = (
            [_ids(keys, units=units) for keys in (lead, given["coordinate"], given["informed"])]
            for units in (False, True)
        )
        return Receivers.chosen(
            next(iter(people[0]), None), people[1], people[2],
            units=Chosen.of(next(iter(units[0]), None), units[1], units[2]),
        )  # fmt: skip

    @property
    def words(self) -> str:
        """Of a valid form: the typical sentences that were ticked, then what was typed."""
        parts = [*self.cleaned_data["typical"], self.cleaned_data["text"]]
        return " ".join(part for part in parts if part).strip()

    @property
    def to_officer_id(self) -> int:
        """Of a valid form that has leaders to choose from."""
        return int(self.cleaned_data["to_officer"])

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field


def _ids(keys: Sequence[str], *, units: bool) -> list[int]:
    """Ids of officers, or of units, among the ticked keys of both."""
    return [int(key.removeprefix(_UNIT)) for key in keys if key.startswith(_UNIT) is units]


def ticked(receivers: Receivers) -> dict[str, object]:
    """The fields of the form as they stand for these receivers."""
    units = receivers.units
    led = receivers.lead if receivers.lead is not None else units.lead and f"{_UNIT}{units.lead}"
    return {
        "lead": led or "",
        "coordinate": [*receivers.coordinate, *(f"{_UNIT}{one}" for one in units.coordinate)],
        "informed": [*receivers.informed, *(f"{_UNIT}{one}" for one in units.informed)],
    }


def kept(data: Typed) -> dict[str, Any]:
    """What was typed so far, for a form that is shown again without being judged."""
    many = ("coordinate", "informed", "typical")
    single = ("lead", "due_on", "text", "to_officer")
    return {name: data.getlist(name) for name in many} | {name: data.get(name, "") for name in single}


def leaders_among(people: Sequence[Colleague], *, but: int, heads_first: bool) -> tuple[Colleague, ...]:
    """To whom a proposal may go: who instructs at the unit; with two steps the office head alone, first."""
    able = tuple(one for one in people if one.id != but and one.holds(Right.INSTRUCT))
    heads = tuple(one for one in able if "office_head" in one.roles)
    if heads_first and heads:
        return heads
    leading = tuple(one for one in able if "leader" in one.roles)
    return (*leading, *(one for one in able if one not in leading))


class SelfHandlingForm(forms.Form):
    """A note and a deadline to oneself; both may stay empty."""

    typical = forms.MultipleChoiceField(
        label="Câu thường dùng", required=False, widget=forms.CheckboxSelectMultiple
    )
    text = CleanTextField(
        label="Nội dung xử lý",
        required=False,
        longest=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due_on = DeadlineField(required=False)

    def __init__(
        self, data: Typed | None, *, typical: Sequence[str], today: date, due_on: date | None
    ) -> None:
        super().__init__(data, initial={"due_on": due_on})
        chosen, due = self.fields["typical"], self.fields["due_on"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        assert isinstance(due, DeadlineField)
        chosen.choices = [(words, words) for words in typical]
        due.today = today

    @property
    def words(self) -> str:
        """Of a valid form."""
        parts = [*self.cleaned_data["typical"], self.cleaned_data["text"]]
        return " ".join(part for part in parts if part).strip()


class ReasonForm(forms.Form):
    """One sentence of explanation."""

    reason = CleanTextField(longest=_REASON, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Typed | None, *, label: str) -> None:
        super().__init__(data)
        self.fields["reason"].label = label
        self.fields["reason"].error_messages["required"] = f"Nhập {label[0].lower()}{label[1:]}"


class ReportForm(forms.Form):
    """How far a task is, in words and per cent. The files are read from the request."""

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


class PassOnForm(forms.Form):
    """Who takes a task over, and why."""

    to_officer = forms.ChoiceField(
        label="Người nhận việc",
        error_messages={
            "required": "Chọn người nhận việc",
            "invalid_choice": "Chọn người nhận việc trong danh sách",
        },
    )
    reason = CleanTextField(label="Lý do chuyển", longest=_REASON, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Typed | None, *, people: Sequence[Colleague]) -> None:
        super().__init__(data)
        field = self.fields["to_officer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Chọn"), *((str(one.id), f"{one.full_name}, {one.title}") for one in people)]


class ExtendForm(forms.Form):
    """Another date and the reason."""

    due_on = DeadlineField(
        label="Hạn mới", error_messages={"required": "Nhập hạn mới, ví dụ 20/09/2026 hoặc “5 ngày làm việc”"}
    )
    reason = CleanTextField(
        label="Lý do xin thêm thời gian", longest=_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Typed | None, *, today: date) -> None:
        super().__init__(data)
        due = self.fields["due_on"]
        assert isinstance(due, DeadlineField)
        due.today = today


class AnswerForm(forms.Form):
    """The answer to an asked extension."""

    answer = CleanTextField(
        label="Ý kiến trả lời", required=False, longest=_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Cần ghi lý do nếu không đồng ý",
    )  # fmt: skip


class FinishForm(forms.Form):
    """The result, the answering document, and what becomes of helpers who still work."""

    result = CleanTextField(
        label="Kết quả", required=False, longest=_LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    answer = forms.ChoiceField(
        label="Văn bản trả lời",
        required=False,
        error_messages={"invalid_choice": "Chọn văn bản trả lời trong danh sách"},
    )
    others = forms.ChoiceField(
        label="Người phối hợp chưa xong",
        required=False,
        widget=forms.RadioSelect,
        choices=(
            ("wait", "Chờ những người này xong thì văn bản mới kết thúc"),
            ("close", "Kết thúc văn bản luôn, những người này không phải làm tiếp"),
        ),
    )

    def __init__(
        self, data: Typed | None, *, answers: Sequence[tuple[int, str]], answered_by: int | None
    ) -> None:
        super().__init__(data, initial={"answer": str(answered_by or "")})
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Không có văn bản trả lời"), *((str(pk), words) for pk, words in answers)]

    @property
    def answer_id(self) -> int | None:
        """Of a valid form."""
        return int(self.cleaned_data["answer"]) if self.cleaned_data["answer"] else None


class TypicalForm(forms.Form):
    """One more typical sentence."""

    text = CleanTextField(label="Câu thường dùng mới", longest=300)
