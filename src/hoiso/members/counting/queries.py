"""Counts of a unit and of each unit below it, of any day and period, and the people behind them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from hoiso.core.paging import Order, Page, capped_counts, page_of
from hoiso.core.phrases import number
from hoiso.members.counting.hiding import Cell, hidden
from hoiso.members.counting.indicators import AGES, CUTS, PLACES, WAYS_IN
from hoiso.members.counting.rules import Counted
from hoiso.members.models import CoreSpan, Member, MemberSpan
from hoiso.units.models import Placement, Unit

SMALL = 5
"""Below this a number is hidden where the people behind it may not be seen."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of one unit: of the last day (`of`), and who came and went in the period."""

    of: Mapping[str, int]
    ways_in: Mapping[str, int]
    ways_out: Mapping[str, int]

    @property
    def members(self) -> int:
        return self.of["members"]

    @property
    def came(self) -> int:
        return sum(self.ways_in.values())

    @property
    def gone(self) -> int:
        return sum(self.ways_out.values())

    @property
    def opening(self) -> int:
        return self.members - self.came + self.gone

    @property
    def as_told(self) -> int:
        """Counted members, and those that branches without a list told."""
        return self.members + self.of["told"]

    def values(self) -> dict[str, int]:
        """By code of `indicators.INDICATORS`, without rates and women."""
        ways, out = self.ways_in, self.ways_out
        return {
            **self.of, "opening": self.opening, "in": self.came, "out": self.gone,
            **{way: ways.get(way, 0) for way in WAYS_IN},
            "gone": sum(out.get(way, 0) for way in _KINDS["gone"]),
            "left": sum(out.get(way, 0) for way in _KINDS["left"]),
            "dead": out.get("dead", 0),
            "resting": sum(out.get(way, 0) for way in _KINDS["resting"]),
            "away": self.of["away"], "waiting": self.of["waiting"], "suspended": self.of["suspended"],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a unit's count: its name, women of full age, and when its branch told a number."""

    name: str
    women: int | None = None
    women_year: int | None = None
    women_source: str = ""
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """The unit's own numbers and those of the units below it, by their names."""

    whole: Figures
    units: dict[int, Figures]
    beside: dict[int, Beside]
    women: Beside
    small: int = SMALL
    by_cut: dict[int | None, dict[str, int]] = field(default_factory=dict)


_BESIDE = """
SELECT u.id, u.name, w.women, w.year, w.source, b."on"
FROM units_unit u
LEFT JOIN LATERAL (SELECT w.women, w.year, w.source FROM members_womencount w
  WHERE w.unit_id = u.id AND w.year <= %(year)s ORDER BY w.year DESC, w.id DESC LIMIT 1) w ON true
LEFT JOIN LATERAL (SELECT b."on" FROM members_branchcount b
  WHERE u.kind = 'branch' AND b.unit_id = u.id AND b."on" <= %(day)s
  ORDER BY b."on" DESC, b.id DESC LIMIT 1) b ON true
WHERE u.id = ANY (%(units)s) ORDER BY u.folded, u.id
"""


def counts(place: Counted, *, first: date, last: date, cut: str = "") -> Counts:
    """Everything that the page of numbers shows. Three statements, one more for a cut that is not of age."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit_id, figures FROM hoiso_tally(%s, %s)", [place.unit_id, last])
        tallies: dict[int | None, dict[str, int]] = {
            unit: dict(zip(PLACES, (one or 0 for one in found), strict=True))
            for unit, found in cursor.fetchall()
        }
        cursor.execute(
            "SELECT unit_id, way, kind, total FROM hoiso_member_movements(%s, %s, %s)",
            [place.unit_id, first, last],
        )
        ways: dict[tuple[int | None, str], dict[str, int]] = defaultdict(dict)
        for unit, way, kind, total in cursor.fetchall():
            ways[unit, way][kind] = total
        by_cut: dict[int | None, dict[str, int]] = defaultdict(dict)
        if cut in CUTS and cut != "tuoi":
            cursor.execute(
                "SELECT unit_id, value, total FROM hoiso_tally_cut(%s, %s, %s)", [place.unit_id, last, cut]
            )
            for unit, value, total in cursor.fetchall():
                by_cut[unit][value] = total
        units = [unit for unit in {*tallies, place.unit_id} if unit is not None]
        cursor.execute(_BESIDE, {"units": units, "day": last, "year": last.year})
        rows = cursor.fetchall()
    beside = {row[0]: Beside(*row[1:6]) for row in rows}
    figures = {unit: Figures(found, ways[unit, "in"], ways[unit, "out"]) for unit, found in tallies.items()}
    if cut == "tuoi":
        by_cut = {unit: {age: found[age] for age in AGES} for unit, found in tallies.items()}
    elif cut in CUTS and CUTS[cut].sensitive:
        by_cut = {unit: _with_unknown(by_cut[unit], found["members"]) for unit, found in tallies.items()}
    whole = figures.pop(None, Figures(dict.fromkeys(PLACES, 0), {}, {}))
    shown = {unit: figures[unit] for unit in beside if unit in figures and _worth(figures[unit])}
    return Counts(
        whole, {} if place.is_branch else {unit: one for unit, one in shown.items() if unit is not None},
        beside, _women(place, beside), SMALL, dict(by_cut),
    )  # fmt: skip


def _with_unknown(found: dict[str, int], members: int) -> dict[str, int]:
    """Members of whom nothing was kept under a pseudonym count as not written."""
    rest = members - sum(found.values())
    return found | {"": found.get("", 0) + rest} if rest > 0 else found


def _worth(one: Figures) -> bool:
    """A branch that ended before and had nobody is left out."""
    return bool(one.of["branches"] or one.members or one.came or one.gone)


def _women(place: Counted, beside: Mapping[int, Beside]) -> Beside:
    """Of a commune its own; of the province the sum, where every commune shown has one."""
    if not place.is_province:
        return beside.get(place.unit_id, Beside(place.title))
    known = [one for unit, one in beside.items() if unit != place.unit_id]
    if not known or any(one.women is None for one in known):
        return Beside(place.title)
    years = {one.women_year for one in known}
    return Beside(
        place.title, sum(one.women or 0 for one in known), min(year for year in years if year),
        "Cộng các xã, phường",
    )  # fmt: skip


def rate(part: int, whole: int | None) -> float | None:
    """Percent, None where there is nothing to divide by. Over 100 stays over 100."""
    return part * 100 / whole if whole else None


@dataclass(frozen=True, slots=True)
class Shown:
    """The numbers of one unit as they may be shown: None where hidden."""

    opening: Cell
    came: Cell
    gone: Cell
    members: Cell
    core: Cell


def shown_rows(units: Mapping[int, Figures], *, least: int | None) -> dict[int, Shown]:
    """The table of units, with what tells too much hidden; `least` None: the list may be seen."""
    order = list(units)
    moved: list[list[Cell]] = [[units[unit].came, units[unit].gone] for unit in order]
    cored: list[list[Cell]] = [[units[unit].of["core"], 0] for unit in order]
    sums: list[Cell] = [units[unit].members for unit in order]
    if least is not None and order:
        moved = hidden([[units[unit].came, units[unit].gone] for unit in order], least=least)
        cored = hidden(
            [[units[u].of["core"], units[u].members - units[u].of["core"]] for u in order], least=least
        )
        sums = [row[0] for row in hidden([[units[unit].members] for unit in order], least=least)]
    rows = {}
    for place, unit in enumerate(order):
        known = sums[place] is not None
        came, gone = moved[place]
        rows[unit] = Shown(
            opening=units[unit].opening if known else None, came=came, gone=gone, members=sums[place],
            core=cored[place][0] if known else None,
        )  # fmt: skip
    return rows


def shown_values(one: Figures, *, least: int | None) -> dict[str, Cell]:
    """Every number of a unit by code, small ones hidden together with what would give them away."""
    values: dict[str, Cell] = dict(one.values())
    if least is None:
        return values
    groups = (WAYS_IN, ("gone", "left", "dead", "resting"), ("in", "out"))
    for codes in groups:
        row = hidden([[one.values()[code] for code in codes]], least=least)[0]
        values |= {
            code: cell if values[code] is not None else None for code, cell in zip(codes, row, strict=True)
        }
    for code in ("opening", "members", "core", "away", "waiting", "suspended", "honorary"):
        if 0 < one.values()[code] < least:
            values[code] = None
    return values


def told_words(found: Counts) -> str:
    """Which of the two numbers is shown: counted from lists, told by branches, or both."""
    of = found.whole.of
    listed = f"{number(of['listed'])} trên {number(of['branches'])} chi hội có danh sách, đếm từng người"
    if not of["told_branches"]:
        return f"Số đếm từ danh sách: {listed}."
    return (
        f"Số đếm từ danh sách: {listed}. {number(of['told_branches'])} chi hội chưa có danh sách báo thêm"
        f" {number(of['told'])} hội viên, để riêng."
    )


PEOPLE = {
    "members": "Đang sinh hoạt", "core": "Nòng cốt", "away": "Tạm vắng", "waiting": "Chờ công nhận",
    "suspended": "Tạm dừng sinh hoạt", "honorary": "Hội viên danh dự", "in": "Tăng trong kỳ",
    "out": "Giảm trong kỳ", "admitted": "Kết nạp mới", "readmitted": "Kết nạp lại", "came": "Chuyển đến",
    "back": "Sinh hoạt trở lại", "entered": "Ghi bổ sung vào sổ", "gone": "Chuyển đi", "left": "Ra khỏi Hội",
    "dead": "Qua đời", "resting": "Tạm vắng, tạm dừng trong kỳ", "age_1": "Dưới 30 tuổi",
    "age_2": "Từ 30 đến 39 tuổi", "age_3": "Từ 40 đến 49 tuổi", "age_4": "Từ 50 đến 59 tuổi",
    "age_5": "Từ 60 tuổi",
}  # fmt: skip
"""Numbers whose people can be listed."""
_BANDS = {"age_1": (None, 29), "age_2": (30, 39), "age_3": (40, 49), "age_4": (50, 59), "age_5": (60, None)}
_KINDS = {
    "gone": ("went", "moved"), "left": ("left", "struck_off", "expelled", "other"), "dead": ("dead",),
    "resting": ("away", "suspended", "waiting", "refused"),
}  # fmt: skip
BY_NAME = Order("ten", ("name_key", "id"))


@dataclass(frozen=True, slots=True)
class Person:
    """One of the people behind a number."""

    id: int
    full_name: str
    birth: str
    branch: str


def people(place: Counted, code: str, *, first: date, last: date, cursor: str) -> Page[Person]:
    """The people behind a number, by name, as far as she sees them. Two or three statements."""
    chosen = _behind(place, code, first=first, last=last)
    if chosen.query.is_empty():
        return Page((), 0, 0, 0, "", "")
    total = capped_counts({"asked": chosen})["asked"]
    rows = chosen.values("id", "name_key", "full_name", "birth_date", "birth_year", "branch__name")
    return page_of(rows, BY_NAME, cursor=cursor, total=total, make=_person)


def _behind(place: Counted, code: str, *, first: date, last: date) -> "QuerySet[Member]":
    members = Member.objects.filter(merged_into=None)
    if code in WAYS_IN or code in _KINDS or code in ("in", "out"):
        moved = _moved(place, code, first=first, last=last)
        return members.filter(pk__in=moved) if moved else members.none()
    on_day = Q(valid_from__lte=last) & (Q(valid_to=None) | Q(valid_to__gte=last))
    branches: Any = [place.unit_id]
    if not place.is_branch:
        branches = Placement.objects.filter(
            on_day, parent_id=place.unit_id, unit__kind=Unit.Kind.BRANCH
        ).values("unit_id")
    state = code if code in ("away", "waiting", "suspended") else "active"
    spans = MemberSpan.objects.filter(on_day, primary=True, state=state, branch_id__in=branches)
    members = members.filter(Exists(spans.filter(member_id=OuterRef("pk"))))
    if code == "core":
        members = members.filter(Exists(CoreSpan.objects.filter(on_day, member_id=OuterRef("pk"))))
    if code == "honorary":
        members = members.filter(honorary=True)
    if code in _BANDS:
        youngest, oldest = _BANDS[code]
        if youngest is not None:
            members = members.filter(birth_year__lte=last.year - youngest)
        if oldest is not None:
            members = members.filter(birth_year__gte=last.year - oldest)
    return members


def _moved(place: Counted, code: str, *, first: date, last: date) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT member_id, way, kind FROM hoiso_members_moved(%s, %s, %s)", [place.unit_id, first, last]
        )
        rows = cursor.fetchall()
    kinds = _KINDS.get(code, (code,))
    return [
        member for member, way, kind in rows
        if (way == code or (kind in kinds and (way == "in") == (code in WAYS_IN)))
        and (code not in ("in", "out") or way == code)
    ]  # fmt: skip


def _person(row: Mapping[str, Any]) -> Person:
    birth = f"{row['birth_date']:%d/%m/%Y}" if row["birth_date"] else str(row["birth_year"])
    return Person(row["id"], row["full_name"], birth, row["branch__name"])
