"""The table of recipients as it comes back from the page, and the forms beside it."""

from dataclasses import dataclass, field
from typing import Any, Self

from django import forms
from django.http import QueryDict  # noqa: TID251 - the type of what a form is given

from hoiso.core.forms import CleanTextField, clean_text, id_from, ids_from
from hoiso.documents.outgoing.content import RecipientChoice
from hoiso.documents.tables.outgoing import Recipient

_MOST = 2_000
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class RecipientTable:
    """The rows in their order, without the one whose "Bỏ" was pressed, and what was asked to be added."""

    rows: tuple[RecipientChoice, ...]
    unit_ids: tuple[int, ...] = ()
    group_id: int | None = None
    below: bool = False
    typed: str = ""
    paper_name: str = ""
    errors: tuple[str, ...] = field(default=())

    @classmethod
    def read(cls, data: QueryDict) -> Self:
        """What the page sent; a number of copies that is no number is told, and kept at 0."""
        dropped = data.get("bo", "")
        errors: list[str] = []
        rows = tuple(
            _row(data, place, errors)
            for place in data.getlist("dong")[:_MOST]
            if place != dropped and data.get(f"ten-{place}", "").strip()
        )
        units = [*data.getlist("noi_nhan"), *data.getlist("chon"), data.get("don_vi_ma", "")]
        return cls(
            rows=rows,
            unit_ids=tuple(ids_from(units)),
            group_id=id_from(data.get("nhom", "")),
            below=data.get("them") == "duoi",
            typed="" if data.get("don_vi_ma") else clean_text(data.get("don_vi", "")),
            paper_name=clean_text(data.get("ten_giay", ""))[:_LONGEST],
            errors=tuple(errors),
        )


def _row(data: QueryDict, place: str, errors: list[str]) -> RecipientChoice:
    name = clean_text(data.get(f"ten-{place}", ""))[:_LONGEST]
    line = data.get(f"gui-{place}", Recipient.Line.PAPER)
    unit_id = id_from(data.get(f"ma-{place}", ""))
    copies = data.get(f"ban-{place}", "").strip()
    if copies and not (copies.isascii() and copies.isdigit() and len(copies) < 5):
        errors.append(f"Số bản giấy gửi {name} phải là một số, ví dụ 1")
        copies = "0"
    return RecipientChoice(
        name=name,
        unit_id=unit_id,
        line=line if unit_id is not None and line in Recipient.Line.values else Recipient.Line.PAPER.value,
        printed=f"in-{place}" in data,
        addressee=f"kg-{place}" in data,
        paper_copies=int(copies or 0),
    )


class SearchForm(forms.Form):
    """The box in which a unit is looked for."""

    don_vi = CleanTextField(label="Tìm đơn vị nhận", longest=200, required=False)


class GroupForm(forms.Form):
    """Name of a recipient group."""

    name = CleanTextField(label="Tên nhóm", longest=100, error_messages={"required": "Nhập tên nhóm"})
    don_vi = CleanTextField(label="Thêm đơn vị vào nhóm", longest=200, required=False)

    def units(self) -> tuple[int, ...]:
        """The chosen units, without the one whose "Bỏ" was pressed."""
        data: Any = self.data
        chosen = [*data.getlist("don_vi_nhom"), data.get("don_vi_ma", "")]
        return tuple(dict.fromkeys(ids_from(one for one in chosen if one != data.get("bo"))))
