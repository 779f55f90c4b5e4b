"""Forms of bringing lists of members in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from hoiso.core.forms import CleanTextField, VietnameseDateField
from hoiso.members.imports.fields import BY_KEY, FIELDS
from hoiso.members.imports.public import NEEDED, NEW, Branch, Wish, letter
from hoiso.members.models import MemberListRow

_LONGEST = 500
_MOST_PLACES = 300


class ListForm(forms.Form):
    """The file of a list, the day it describes, the branch where it names none."""

    file = forms.FileField(
        label="Tệp danh sách hội viên",
        error_messages={
            "required": "Chọn tệp Excel của danh sách",
            "empty": "Tệp không có nội dung. Chọn lại tệp",
        },
    )
    branch = forms.ChoiceField(
        label="Chi hội", required=False, error_messages={"invalid_choice": "Chọn lại chi hội"}
    )
    as_of = VietnameseDateField(label="Danh sách tính đến ngày", required=False, past=True)

    def __init__(self, *given: Any, branches: Sequence[Branch], today: date) -> None:
        super().__init__(*given)
        self.fields["branch"].choices = [  # type: ignore[attr-defined]
            ("", "Theo tệp"),
            *((str(one.id), one.name) for one in branches),
        ]
        self.fields["as_of"].today = today  # type: ignore[attr-defined]

    def wish(self) -> Wish:
        """What was said beside the file."""
        given = self.cleaned_data
        return Wish(given["as_of"], int(given["branch"]) if given["branch"] else None)


class ColumnsForm(forms.Form):
    """What each column of one kind of head tells."""

    remember = forms.BooleanField(
        label="Nhớ cách đọc này cho tệp sau có cùng tên cột", required=False, initial=True
    )

    def __init__(self, data: Any = None, *, columns: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(data)
        self._columns = columns
        for column in columns:
            now = column["field"]
            choices = [("", "Không đưa vào"), *((one.key, one.label) for one in FIELDS)]
            if "=" in now:
                key, _, value = now.partition("=")
                choices.append((now, f"{BY_KEY[key].label}: {value} (ô đánh dấu x)"))
            self.fields[f"cot_{column['place']}"] = forms.ChoiceField(
                label=f"Cột {letter(column['place'])}", choices=choices, initial=now, required=False,
                error_messages={"invalid_choice": "Chọn lại mục của cột này"},
            )  # fmt: skip

    @property
    def lines(self) -> list[tuple[Mapping[str, Any], forms.BoundField, bool]]:
        """Each column with its field, and whether she should look at it."""
        return [
            (column, self[f"cot_{column['place']}"], bool(column["field"]) and column["sure"] < 0.7)
            for column in self._columns
        ]

    def chosen(self) -> dict[int, str]:
        """Field by column."""
        return {
            column["place"]: self.cleaned_data.get(f"cot_{column['place']}", "") for column in self._columns
        }


class PlacesForm(forms.Form):
    """Which branch each name of the list is."""

    default = forms.ChoiceField(
        label="Hội viên không ghi chi hội thì thuộc", required=False,
        error_messages={"invalid_choice": "Chọn lại chi hội"},
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        places: Sequence[Mapping[str, Any]],
        branches: Sequence[Branch],
        default: int | None,
        opening: bool,
    ) -> None:
        super().__init__(data, initial={"default": str(default or "")})
        standing = [(str(one.id), one.name) for one in branches]
        self.fields["default"].choices = [("", "Chưa chọn"), *standing]  # type: ignore[attr-defined]
        self._numbers = [
            number for number, place in enumerate(places) if not place["found"] or place.get("unit_id")
        ][:_MOST_PLACES]
        self._places = places
        for number in self._numbers:
            place = places[number]
            more = [(NEW, f"Lập chi hội mới “{place['branch']}”")] if opening else []
            self.fields[f"noi_{number}"] = forms.ChoiceField(
                label=place["branch"], choices=[("", "Chưa chọn"), *more, *standing], required=False,
                initial=str(place.get("unit_id") or ""),
                error_messages={"invalid_choice": "Chọn lại chi hội"},
            )  # fmt: skip

    @property
    def lines(self) -> list[tuple[Mapping[str, Any], forms.BoundField]]:
        """Each name with its choice."""
        return [(self._places[number], self[f"noi_{number}"]) for number in self._numbers]

    def chosen(self) -> tuple[dict[int, int | str | None], int | None]:
        """Branch by the number of the name, and the one for rows without a name."""
        given = {number: self.cleaned_data.get(f"noi_{number}", "") for number in self._numbers}
        default = self.cleaned_data.get("default", "")
        return (
            {number: _unit(value) for number, value in given.items()},
            int(default) if default else None,
        )


def _unit(value: str) -> int | str | None:
    return (NEW if value == NEW else int(value)) if value else None


class RowForm(forms.Form):
    """A row that was held back, by field; what is wrong stands beside its field."""

    branch = forms.ChoiceField(
        label="Chi hội", required=False, error_messages={"invalid_choice": "Chọn lại chi hội"}
    )

    def __init__(self, data: Any = None, *, held: MemberListRow, branches: Sequence[Branch]) -> None:
        super().__init__(data)
        named = held.values.get("branch") or held.context.get("branch", "")
        self.fields["branch"].choices = [  # type: ignore[attr-defined]
            ("", f"Như danh sách ghi: {named}" if named else "Chọn chi hội"),
            *((str(one.id), one.name) for one in branches),
        ]
        self._branches = {str(one.id): one.name for one in branches}
        keys = [key for key in held.values if key != "branch" and key.partition("=")[0] in BY_KEY]
        keys += [fault["key"] for fault in held.faults if fault["key"] in BY_KEY and fault["key"] not in keys]
        self.keys = [key for key in dict.fromkeys(keys) if key != "branch"]
        for key in self.keys:
            self.fields[f"o_{key}"] = CleanTextField(
                label=BY_KEY[key.partition("=")[0]].label, required=False, max_length=_LONGEST,
                initial=held.values.get(key, ""),
            )  # fmt: skip

    @property
    def lines(self) -> list[forms.BoundField]:
        """The fields of the row, those that nobody can do without first."""
        order = list(BY_KEY)
        first = sorted(self.keys, key=lambda key: (key not in NEEDED, order.index(key.partition("=")[0])))
        return [self[f"o_{key}"] for key in first]

    def values(self) -> dict[str, str]:
        """What was typed, by field."""
        return {key: self.cleaned_data.get(f"o_{key}", "") for key in self.keys}

    def branch_name(self) -> str:
        """The name of the branch that was chosen; empty where the list's own word stays."""
        return self._branches.get(self.cleaned_data.get("branch", ""), "")
