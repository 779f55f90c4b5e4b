"""Forms of standard procedures."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.work.models import Procedure
from hoiso.work.people import Person
from hoiso.work.procedures.public import MOST_STEPS, Step, Writing, steps_of

_SHOWN = 4
_BEFORE, _AFTER = "truoc", "sau"


class WriteForm(forms.Form):
    """A procedure: its name, the event, and its steps in order."""

    title = CleanTextField(label="Tên quy trình", longest=200)
    event = CleanTextField(label="Tên ngày mốc", longest=100, help_text="Ví dụ: Ngày khai mạc đại hội")
    text = CleanTextField(
        label="Giới thiệu", required=False, longest=1_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, procedure: Procedure | None = None) -> None:
        initial: dict[str, Any] = {}
        if procedure is not None:
            initial = {"title": procedure.title, "event": procedure.event, "text": procedure.text}
            for place, step in enumerate(steps_of(procedure.steps), start=1):
                initial |= {
                    f"title_{place}": step.title, f"role_{place}": step.role, f"days_{place}": abs(step.days),
                    f"side_{place}": _AFTER if step.days > 0 else _BEFORE, f"part_{place}": step.part,
                    f"text_{place}": step.text,
                }  # fmt: skip
        super().__init__(data, initial=initial)
        number = "Số ngày là một số từ 0 đến 400"
        for place in range(1, MOST_STEPS + 1):
            self.fields |= {
                f"title_{place}": CleanTextField(label=f"Việc {place}", required=False, longest=300),
                f"role_{place}": CleanTextField(label="Vai trò", required=False, longest=60),
                f"days_{place}": forms.IntegerField(
                    label="Số ngày", required=False, min_value=0, max_value=400,
                    error_messages={"invalid": number, "min_value": number, "max_value": number},
                ),
                f"side_{place}": forms.ChoiceField(
                    label="Trước hay sau ngày mốc", required=False, initial=_BEFORE,
                    choices=[(_BEFORE, "Trước ngày mốc"), (_AFTER, "Sau ngày mốc")],
                    error_messages={"invalid_choice": "Chọn trước hoặc sau ngày mốc"},
                ),
                f"part_{place}": forms.BooleanField(label="Là phần của việc ở trên", required=False),
                f"text_{place}": CleanTextField(label="Nội dung", required=False, longest=500),
            }  # fmt: skip

    def slots(self) -> Iterator[tuple[int, dict[str, BoundField]]]:
        """The fields of each step, for the page."""
        for place in range(1, MOST_STEPS + 1):
            names = ("title", "role", "days", "side", "part", "text")
            yield place, {name: self[f"{name}_{place}"] for name in names}

    @property
    def first_steps(self) -> list[tuple[int, dict[str, BoundField]]]:
        """Steps that are in use, and at least four."""
        used = [place for place, fields in self.slots() if fields["title"].value()]
        shown = max([_SHOWN, *used])
        return [slot for slot in self.slots() if slot[0] <= shown]

    @property
    def more_steps(self) -> list[tuple[int, dict[str, BoundField]]]:
        """The others."""
        shown = len(self.first_steps)
        return [slot for slot in self.slots() if slot[0] > shown]

    def writing(self) -> Writing:
        """Of a valid form."""
        given = self.cleaned_data
        steps = []
        for place in range(1, MOST_STEPS + 1):
            if given[f"title_{place}"]:
                days = given[f"days_{place}"] or 0
                steps.append(
                    Step(
                        given[f"title_{place}"], given[f"role_{place}"],
                        days if given[f"side_{place}"] == _AFTER else -days, given[f"part_{place}"],
                        given[f"text_{place}"],
                    )
                )  # fmt: skip
        return Writing(title=given["title"], event=given["event"], text=given["text"], steps=steps)


class StartForm(forms.Form):
    """The day of the event, and a person for each role."""

    title = CleanTextField(
        label="Tên lần thực hiện", longest=200, help_text="Ví dụ: Đại hội nhiệm kỳ 2026–2031"
    )
    event_on = VietnameseDateField(label="Ngày mốc")

    def __init__(
        self, data: Any = None, *, procedure: Procedure, roles: Sequence[str], people: Sequence[Person],
        today: date,
    ) -> None:  # fmt: skip
        super().__init__(data, initial={"title": procedure.title})
        self.fields["event_on"].label = procedure.event
        self.roles = roles
        self.names = {one.id: one.full_name for one in people}
        chosen = [("", "Chọn"), *((str(one.id), f"{one.full_name}, {one.title}") for one in people)]
        for place, role in enumerate(roles):
            self.fields[f"who_{place}"] = forms.ChoiceField(
                label=role, choices=chosen,
                error_messages={
                    "required": f"Chọn người cho vai trò “{role}”",
                    "invalid_choice": "Chọn người trong danh sách",
                },
            )  # fmt: skip
        set_today(self, today)

    @property
    def people(self) -> dict[str, int]:
        """Of a valid form: who does each role."""
        return {role: int(self.cleaned_data[f"who_{place}"]) for place, role in enumerate(self.roles)}

    def name_of(self, role: str) -> str:
        """Of a valid form: the person's name."""
        return self.names[self.people[role]]


class MoveForm(forms.Form):
    """Another day of the event, and why."""

    event_on = VietnameseDateField(label="Ngày mốc mới")
    reason = CleanTextField(label="Lý do", longest=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, event: str, today: date) -> None:
        super().__init__(data)
        self.fields["event_on"].label = f"{event} mới"
        set_today(self, today)
