"""Forms of requests for figures: drawing a table, filling it, and the short ones."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from hoiso.core.forms import CleanTextField, VietnameseDateField, set_today
from hoiso.work.figures.columns import (
    KIND_NAMES,
    MOST_COLUMNS,
    CellFault,
    Cells,
    Column,
    Kind,
    place_words,
    read_cell,
    show_cell,
)
from hoiso.work.figures.public import Drawing
from hoiso.work.models import FigureRequest

_ROW_NAME = 200
_SHOWN_COLUMNS = 3


class DrawForm(forms.Form):
    """A table: its name, columns, rows, deadline, and the units that are asked."""

    title = CleanTextField(
        label="Tên bảng số liệu", longest=300, help_text="Ví dụ: Số hội viên và chi hội đến 30/6/2026"
    )
    text = CleanTextField(
        label="Hướng dẫn điền", required=False, longest=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = VietnameseDateField(label="Hạn nộp")
    rows = CleanTextField(
        label="Các dòng của bảng", required=False, longest=12_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi dòng một tên, ví dụ: Tổng số hội viên. Bỏ trống thì bảng chỉ có một dòng.",
    )  # fmt: skip
    asked = forms.MultipleChoiceField(
        label="Đơn vị được hỏi", widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Chọn ít nhất một đơn vị", "invalid_choice": "Chọn đơn vị trong danh sách",
        },
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        units: Sequence[tuple[int, str]],
        today: date,
        request: FigureRequest | None = None,
    ) -> None:
        initial: dict[str, Any] = {"asked": [str(one) for one, _ in units]}
        if request is not None:
            initial = {
                "title": request.title, "text": request.text, "due_on": request.due_on,
                "rows": "\n".join(request.rows), "asked": [str(one) for one in request.asked],
            }  # fmt: skip
            for place, column in enumerate(map(Column.of, request.columns), start=1):
                initial |= {
                    f"column_{place}": column.name, f"kind_{place}": str(column.kind),
                    f"required_{place}": column.required, f"summed_{place}": column.summed,
                    f"note_{place}": column.note,
                }  # fmt: skip
        super().__init__(data, initial=initial)
        for place in range(1, MOST_COLUMNS + 1):
            self.fields |= {
                f"column_{place}": CleanTextField(label=f"Tên cột {place}", required=False, longest=120),
                f"kind_{place}": forms.ChoiceField(
                    label="Loại số liệu", choices=[(str(one), KIND_NAMES[one]) for one in Kind],
                    initial=Kind.WHOLE, required=False,
                    error_messages={"invalid_choice": "Chọn loại số liệu trong danh sách"},
                ),
                f"required_{place}": forms.BooleanField(label="Bắt buộc điền", required=False),
                f"summed_{place}": forms.BooleanField(label="Cộng khi tổng hợp", required=False),
                f"note_{place}": CleanTextField(label="Ghi chú", required=False, longest=200),
            }  # fmt: skip
        asked = self.fields["asked"]
        assert isinstance(asked, forms.MultipleChoiceField)
        asked.choices = [(str(one), name) for one, name in units]
        set_today(self, today)

    def slots(self) -> Iterator[tuple[int, dict[str, BoundField]]]:
        """The fields of each column, for the page."""
        for place in range(1, MOST_COLUMNS + 1):
            names = ("column", "kind", "required", "summed", "note")
            yield place, {name: self[f"{name}_{place}"] for name in names}

    @property
    def first_columns(self) -> list[tuple[int, dict[str, BoundField]]]:
        """Columns that are in use, and at least three."""
        used = [place for place, fields in self.slots() if fields["column"].value()]
        shown = max([_SHOWN_COLUMNS, *used])
        return [slot for slot in self.slots() if slot[0] <= shown]

    @property
    def more_columns(self) -> list[tuple[int, dict[str, BoundField]]]:
        """The others."""
        shown = len(self.first_columns)
        return [slot for slot in self.slots() if slot[0] > shown]

    def clean_rows(self) -> list[str]:
        """Names of the rows; too long ones are refused."""
        names = [line.strip() for line in self.cleaned_data["rows"].split("\n") if line.strip()]
        if long := next((name for name in names if len(name) > _ROW_NAME), None):
            raise forms.ValidationError(f"Tên dòng “{long[:40]}…” dài quá {_ROW_NAME} ký tự")
        return names

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for place in range(1, MOST_COLUMNS + 1):
            named = given.get(f"column_{place}")
            marked = given.get(f"required_{place}") or given.get(f"note_{place}")
            if not named and marked and f"column_{place}" not in self.errors:
                self.add_error(f"column_{place}", f"Nhập tên cột {place}")
        return given

    def drawing(self) -> Drawing:
        """Of a valid form."""
        given = self.cleaned_data
        return Drawing(
            title=given["title"], text=given["text"], due_on=given["due_on"], rows=given["rows"],
            asked=[int(one) for one in given["asked"]],
            columns=[
                Column(
                    given[f"column_{place}"], Kind(given[f"kind_{place}"] or Kind.WHOLE),
                    given[f"required_{place}"], given[f"summed_{place}"], given[f"note_{place}"],
                )
                for place in range(1, MOST_COLUMNS + 1)
                if given[f"column_{place}"]
            ],
        )  # fmt: skip


class FillForm(forms.Form):
    """The cells of a table, as they are typed. `faults`: what is known to be wrong with cells of a file."""

    def __init__(
        self,
        data: Any = None,
        *,
        columns: Sequence[Column],
        rows: Sequence[str],
        cells: Cells,
        today: date,
        faults: Mapping[tuple[int, int], str] | None = None,
    ) -> None:
        super().__init__(data)
        self.columns, self.rows, self.today = columns, rows, today
        self.faults = dict(faults or {})
        self.cells: Cells = cells
        alone = len(columns) == 1
        for down, row in enumerate(rows):
            for across, column in enumerate(columns):
                number = column.is_number
                attrs = {"inputmode": "decimal"} if number else {}
                label = row if alone and row else column.heading
                self.fields[cell_name(down, across)] = forms.CharField(
                    label=label if column.required else f"{label} (nếu có)", required=False,
                    help_text=column.hint, initial=show_cell(column.kind, cells[down][across]),
                    widget=forms.TextInput(attrs={**attrs, "autocomplete": "off"}),
                )  # fmt: skip

    @property
    def lines(self) -> list[tuple[str, list[tuple[BoundField, Column]]]]:
        """The fields row by row, for the page."""
        return [
            (name, [(self[cell_name(down, across)], column) for across, column in enumerate(self.columns)])
            for down, name in enumerate(self.rows)
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        read: list[tuple[str, ...]] = []
        for down in range(len(self.rows)):
            line = []
            for across, column in enumerate(self.columns):
                name = cell_name(down, across)
                try:
                    line.append(read_cell(column.kind, given.get(name, ""), today=self.today))
                except CellFault as fault:
                    line.append("")
                    where = place_words(self.columns, self.rows, down, across)
                    self.add_error(name, self.faults.get((down, across)) or f"{where}: {fault}")
            read.append(tuple(line))
        self.cells = tuple(read)
        return given

    def point_at(self, faults: Mapping[tuple[int, int], str]) -> None:
        """Put the sentences beside the cells."""
        for (down, across), fault in faults.items():
            where = place_words(self.columns, self.rows, down, across)
            self.add_error(cell_name(down, across), f"{where}: {fault}")


def cell_name(down: int, across: int) -> str:
    """The name of a cell's input."""
    return f"o_{down}_{across}"


class FileForm(forms.Form):
    """A filled table as a file."""

    file = forms.FileField(
        label="Bảng đã điền (tệp Excel)", error_messages={"required": "Chọn tệp Excel đã điền"}
    )


class ReasonForm(forms.Form):
    """One sentence of explanation."""

    reason = CleanTextField(label="Lý do", longest=500, widget=forms.Textarea(attrs={"rows": 3}))


class DeadlineForm(ReasonForm):
    """Another deadline and the reason."""

    due_on = VietnameseDateField(label="Hạn nộp mới")
    field_order = ("due_on", "reason")

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data)
        set_today(self, today)
