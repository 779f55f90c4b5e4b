"""What is entered beside the counts: women of a commune by year, the number of a branch without a list."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import NotAllowed
from hoiso.core.folding import fold
from hoiso.members.counting.errors import NotCountable
from hoiso.members.counting.rules import Counted
from hoiso.members.models import BranchCount, WomenCount
from hoiso.units.models import Placement, Unit

_MOST = 1_000_000
_MOST_LINES = 2_000


@dataclass(frozen=True, slots=True)
class WomenLine:
    """One line of what was entered: the commune, as a name or its official code, and its number."""

    commune: str
    women: int


@transaction.atomic
def tell_women(
    *, by: Actor, place: Counted, year: int, lines: Iterable[WomenLine], source: str, at: datetime
) -> int:
    """Keep the number of women of full age of communes for a year; how many lines were kept.

    A line whose commune is not known refuses the whole, with its words. Earlier numbers stay as rows.
    """
    if not place.enters_women:
        raise NotAllowed("Số phụ nữ từ đủ 18 tuổi do Hội xã, phường hoặc Hội tỉnh nhập.")
    given = list(lines)
    units = _units(place, [line.commune for line in given])
    rows = []
    for line in given:
        unit_id = units.get(fold(line.commune))
        if unit_id is None:
            raise NotCountable(
                f"Không tìm thấy xã, phường “{line.commune}”. Ghi đúng tên hoặc mã.", field="lines"
            )
        rows.append(
            WomenCount(
                unit_id=unit_id, year=year, women=line.women, source=source, set_by=by.officer_id, set_at=at
            )
        )
    WomenCount.objects.bulk_create(rows)
    audit.record(
        "member_women_told", "unit", place.unit_id, at=at, actor_id=by.officer_id, unit_id=place.unit_id,
        year=year, lines=len(rows),
    )  # fmt: skip
    return len(rows)


def read_women(text: str) -> list[WomenLine]:
    """Lines of a list or CSV: the commune (name or code), then its number, between them ; , or a tab.

    A first line without a number is a head. NotCountable names the first line that cannot be read.
    """
    sample = text.splitlines()[:_MOST_LINES]
    mark = next((mark for mark in (";", "\t") if any(mark in line for line in sample)), ",")
    found: list[WomenLine] = []
    for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=mark), start=1):
        told = [cell.strip() for cell in cells if cell.strip()]
        if not told:
            continue
        digits = told[-1].replace(".", "").replace(" ", "")
        if len(told) < 2 or not (digits.isascii() and digits.isdecimal()) or int(digits) > _MOST:
            if number == 1:
                continue
            raise NotCountable(
                f"Dòng {number}: ghi tên xã, phường, dấu chấm phẩy rồi số phụ nữ. Ví dụ: Xã Mỹ Yên; 6.250",
                field="lines",
            )
        found.append(WomenLine(told[-2], int(digits)))
        if len(found) > _MOST_LINES:
            raise NotCountable(f"Mỗi lần nhập nhiều nhất {_MOST_LINES} dòng.", field="lines")
    if not found:
        raise NotCountable("Nhập ít nhất một dòng có tên xã, phường và số phụ nữ.", field="lines")
    return found


def _units(place: Counted, wanted: list[str]) -> dict[str, int]:
    """Communes by their folded name and by their code: the place itself, or those below the province."""
    here = Unit.objects.filter(valid_to=None, kind=Unit.Kind.COMMUNE)
    if place.is_province:
        here = here.filter(
            pk__in=Placement.objects.filter(parent_id=place.unit_id, valid_to=None).values("unit")
        )
    else:
        here = here.filter(pk=place.unit_id)
    found: dict[str, int] = {}
    for unit, name, code in here.values_list("pk", "name", "official_code"):
        found[fold(name)] = unit
        if code:
            found[fold(code)] = unit
    if not place.is_province and len(wanted) == 1:
        found.setdefault(fold(wanted[0]), place.unit_id)
    return found


@transaction.atomic
def tell_branch(*, by: Actor, place: Counted, on: date, members: int, at: datetime) -> BranchCount:
    """Keep the number that a branch without a list tells, of a day."""
    if not (place.is_branch and place.sees_people):
        raise NotAllowed("Số chi hội báo do chi hội trưởng hoặc Hội xã, phường nhập.")
    if on > office_date(at):
        raise NotCountable("Ngày báo chưa tới. Ghi ngày hôm nay hoặc trước đó.", field="on")
    told = BranchCount.objects.create(
        unit_id=place.unit_id, on=on, members=members, told_by=by.full_name, set_by=by.officer_id, set_at=at
    )
    audit.record(
        "member_branch_told", "unit", place.unit_id, at=at, actor_id=by.officer_id, unit_id=place.unit_id
    )
    return told
