"""Forms of taking over old registers."""

from typing import Any

from django import forms

from hoiso.documents.incoming.forms import ManyFilesField, ManyFilesInput
from hoiso.documents.tables.book import Series
from hoiso.documents.tables.takeover import TakeOver
from hoiso.documents.takeover.actions.planning import Wish
from hoiso.documents.takeover.columns import Field, fields_of, letter

_SERIES = [(value, label) for value, label in Series.choices if value != Series.COPIES]
_OLDEST = 1930


class _WishForm(forms.Form):
    series = forms.ChoiceField(
        label="Sổ ghi", choices=[("", "Nhận ra theo tên cột"), *_SERIES], required=False
    )
    year = forms.IntegerField(
        label="Năm của sổ", min_value=_OLDEST, max_value=2200, required=False,
        error_messages={"invalid": "Năm của sổ phải là số có bốn chữ số, ví dụ 2023"},
    )  # fmt: skip

    def wish(self) -> Wish:
        """What was said beside the cells."""
        given = self.cleaned_data
        return Wish(given["series"], given.get("numbering", ""), given["year"])


class SheetForm(_WishForm):
    """The file of an old register."""

    file = forms.FileField(
        label="Tệp Excel của sổ cũ",
        error_messages={
            "required": "Chọn tệp Excel của sổ cũ",
            "empty": "Tệp không có nội dung. Chọn lại tệp",
        },
    )
    field_order = ("file", "series", "year")


class PlanForm(_WishForm):
    """Which column tells what."""

    numbering = forms.ChoiceField(label="Đánh số", choices=TakeOver.Numbering.choices)
    field_order = ("series", "numbering", "year")

    def __init__(self, data: Any = None, *, one: TakeOver, samples: tuple[str, ...] = ()) -> None:
        initial = {"series": one.series, "numbering": one.numbering, "year": one.year}
        initial |= {f"cot_{key}": str(place) for key, place in one.columns.items()}
        super().__init__(data, initial=initial)
        self.fields["series"].choices = _SERIES  # type: ignore[attr-defined]
        self._known: tuple[Field, ...] = fields_of(one.series)
        named = [
            (str(place), _choice(place, name, samples[place] if place < len(samples) else ""))
            for place, name in enumerate(one.headings)
        ]
        for field in self._known:
            self.fields[f"cot_{field.key}"] = forms.ChoiceField(
                label=field.label, choices=[("", "Không có cột này"), *named], required=False
            )

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"cot_{field.key}"] for field in self._known]

    def columns(self) -> dict[str, int | None]:
        """Field to column."""
        given = {field.key: self.cleaned_data.get(f"cot_{field.key}", "") for field in self._known}
        return {key: int(place) if place else None for key, place in given.items()}


class ScansForm(forms.Form):
    """Scans, or ZIPs of them."""

    uploads = ManyFilesField(
        label="Tệp bản quét",
        widget=ManyFilesInput(attrs={"multiple": True}),
        error_messages={"required": "Chọn các tệp bản quét, hoặc một tệp ZIP"},
    )


def _choice(place: int, name: str, sample: str) -> str:
    head = f"{letter(place)}: {name or 'không có tên'}"
    return f"{head} (ví dụ: {sample[:40]})" if sample else head
