"""What the pages of units need beyond single reads of `units`."""

from dataclasses import dataclass
from datetime import date

from hoiso.administration.units.borders import borders
from hoiso.administration.units.phrases import period
from hoiso.core.folding import fold
from hoiso.units.models import IdentityCode, Unit
from hoiso.units.names import split_level
from hoiso.units.public import TreeRow

_CODES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class MapArea:
    """One commune of the map: `level` 2 for wards, 1 for rural communes."""

    id: int
    code: str
    name: str
    path: str
    level: int
    here: bool


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in the drawn tree, with those of its children that are opened."""

    row: TreeRow
    children: tuple["Node", ...]

    @property
    def open(self) -> bool:
        return bool(self.children)


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code of the codes page."""

    id: int
    code: str
    style: str
    unit_id: int
    unit_title: str
    primary: bool
    days: str
    closed: bool
    successor: str
    demo: bool


def map_areas(*, on: date, here: int | None) -> tuple[MapArea, ...]:
    """The communes of the map that stand on a day, by name. One statement."""
    shapes = {shape.code: shape.path for shape in borders().shapes}
    standing = Unit.objects.filter(kind=Unit.Kind.COMMUNE, official_code__in=shapes, valid_from__lte=on)
    areas = [
        MapArea(
            unit.pk,
            unit.official_code,
            unit.name,
            shapes[unit.official_code],
            _ward(unit.name),
            unit.pk == here,
        )
        for unit in standing.exclude(valid_to__lt=on)
    ]
    return tuple(sorted(areas, key=lambda area: fold(split_level(area.name)[1])))


def nested(rows: tuple[TreeRow, ...]) -> tuple[Node, ...]:
    """The opened tree as nodes within nodes; a row whose parent is not among the rows is a root."""
    below: dict[int | None, list[TreeRow]] = {}
    known = {row.id for row in rows}
    for row in rows:
        below.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)

    def node(row: TreeRow) -> Node:
        return Node(row, tuple(node(child) for child in below.get(row.id, ())))

    return tuple(node(row) for row in below.get(None, ()))


def code_rows(text: str) -> tuple[CodeRow, ...]:
    """Codes that begin with the text (all when empty), open ones first. One statement."""
    codes = IdentityCode.objects.select_related("unit", "successor")
    if text:
        codes = codes.filter(code__startswith=text)
    listed = codes.order_by("valid_to", "code")[:_CODES_SHOWN]
    return tuple(
        CodeRow(
            code.pk,
            code.code,
            code.get_style_display(),
            code.unit_id,
            code.unit.title,
            code.primary,
            period(code.valid_from, code.valid_to),
            code.valid_to is not None,
            code.successor.code if code.successor else "",
            code.demo,
        )
        for code in sorted(listed, key=lambda code: (code.valid_to is not None, code.code))
    )


def code_by_id(code_id: int) -> IdentityCode | None:
    """A code with its unit. One statement."""
    return IdentityCode.objects.select_related("unit", "successor").filter(pk=code_id).first()


def _ward(name: str) -> int:
    return 2 if split_level(name)[0] == "Phường" else 1
