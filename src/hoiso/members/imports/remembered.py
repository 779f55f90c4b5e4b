"""How lists with certain headings are read: shipped, or chosen by an officer once and remembered."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from hoiso.members.imports.fields import BY_KEY, bare
from hoiso.members.imports.layout import Column, Layout
from hoiso.members.models import MemberListForm

_PROGRAM = Path(__file__).parent / "data" / "program.json"


@dataclass(frozen=True, slots=True)
class Form:
    """A remembered way to read: its name, and the field by heading (folded); "" for none."""

    name: str
    fields: Mapping[str, str]


def signature_of(headings: Sequence[str]) -> str:
    """The same for the same headings in any order."""
    words = sorted(word for heading in headings if (word := bare(heading)))
    return hashlib.sha256("|".join(words).encode()).hexdigest()


@cache
def shipped() -> Mapping[str, Form]:
    """The national member program's export, by signature."""
    told = json.loads(_PROGRAM.read_text(encoding="utf-8"))
    unknown = set(told["fields"].values()) - BY_KEY.keys()
    if unknown:
        raise ValueError(f"{_PROGRAM.name} names unknown fields: {sorted(unknown)}")
    fields = {bare(heading): field for heading, field in told["fields"].items()}
    return {signature_of(list(told["fields"])): Form(told["name"], fields)}


def forms_for(layouts: Sequence[Layout], *, unit_id: int) -> dict[str, Form]:
    """By signature: the unit's own before those of others, the newest before older. One statement."""
    wanted = {_signature(layout) for layout in layouts}
    found = {name: form for name, form in shipped().items() if name in wanted}
    rows = MemberListForm.objects.filter(signature__in=wanted).order_by("set_at")
    for own in (False, True):
        for row in rows:
            if (row.unit_id == unit_id) is own:
                found[row.signature] = Form(row.name, row.fields)
    return found


def read_by(layout: Layout, forms: Mapping[str, Form]) -> tuple[Layout, str]:
    """The layout as it is remembered, and the name of what is remembered; as it is where nothing is."""
    form = forms.get(_signature(layout))
    if form is None:
        return layout, ""
    columns = tuple(_as_remembered(column, form) for column in layout.columns)
    return replace(layout, columns=columns), form.name


def _as_remembered(column: Column, form: Form) -> Column:
    field = form.fields.get(bare(column.heading)) if column.heading else None
    return column if field is None else replace(column, field=field, sure=1.0)


def _signature(layout: Layout) -> str:
    return signature_of([column.heading for column in layout.columns])
