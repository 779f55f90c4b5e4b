"""The work list of pairs, two members side by side, and what was merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from hoiso.core.errors import NotThere
from hoiso.core.paging import Order, Page, capped_counts, page_of
from hoiso.members.models import Member, MemberMerge, MemberPair
from hoiso.members.register.public import Place
from hoiso.members.states import State

UNDO_DAYS = 30
NO_PAIR = "Không có cặp hội viên này, hoặc không còn thuộc nơi đồng chí phụ trách."
ORDERS = {
    "chac": Order("chac", ("level", "id")),
    "moi": Order("moi", ("id",), descending=True),
}
VIEWS = {"mo": "Chờ xem", "chac": "Chắc chắn trùng", "khac": "Đã ghi là hai người"}
_ASKED = {
    "mo": Q(state=MemberPair.State.OPEN),
    "chac": Q(state=MemberPair.State.OPEN, level=MemberPair.Level.CERTAIN),
    "khac": Q(state=MemberPair.State.DIFFERENT),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. Who is not kept here is shown by name, year and place alone."""

    member_id: int
    full_name: str
    birth: str
    branch: str
    commune: str
    state_name: str
    hers: bool


@dataclass(frozen=True, slots=True)
class PairRow:
    """A line of the work list."""

    id: int
    level: int
    level_name: str
    why: str
    sides: tuple[Side, ...]


def pair_page(
    place: Place, *, view: str, order: Order, cursor: str
) -> tuple[Page[PairRow], Mapping[str, int | None]]:
    """A page of the place's pairs, and how many each view holds. Three statements."""
    chosen = {name: _at(place).filter(asked) for name, asked in _ASKED.items()}
    counts = capped_counts(chosen)
    page = page_of(
        chosen[view].values("id", "level", "why"), order, cursor=cursor, total=counts[view], make=dict
    )
    sides = _sides([row["id"] for row in page.rows])
    rows = tuple(_row(row, sides.get(row["id"], ())) for row in page.rows)
    return Page(rows, page.first, page.last, page.total, page.previous, page.next), counts


def pair_sides(pair_id: int) -> PairRow:
    """One pair. Two statements. Raises NotThere."""
    found = MemberPair.objects.filter(pk=pair_id).values("id", "level", "why").first()
    sides = _sides([pair_id]).get(pair_id, ()) if found else ()
    if found is None or len(sides) != 2:
        raise NotThere(NO_PAIR)
    return _row(found, sides)


def members_of(pair: PairRow) -> tuple[Member, Member] | None:
    """The rows of both, where both are kept here. One statement."""
    if not all(side.hers for side in pair.sides):
        return None
    ids = [side.member_id for side in pair.sides]
    found = {one.pk: one for one in Member.objects.filter(pk__in=ids).select_related("branch", "commune")}
    return (found[ids[0]], found[ids[1]]) if len(found) == 2 else None


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge that was done; `until` is the last day on which it can be undone."""

    id: int
    kept_id: int
    name: str
    branch: str
    old_code: str
    by_name: str
    at: datetime
    until: date
    undoable: bool


def merges(place: Place, *, today: date, most: int = 100) -> tuple[MergeRow, ...]:
    """Merges of the place that stand, the latest first. One statement."""
    at = {"kept__branch_id": place.unit_id} if place.is_branch else {"kept__commune_id": place.unit_id}
    found = MemberMerge.objects.filter(undone_at=None, **at).select_related("kept", "kept__branch", "gone")
    rows = []
    for one in found.order_by("-at", "-id")[:most]:
        until = one.at.date() + timedelta(days=UNDO_DAYS)
        rows.append(
            MergeRow(
                one.pk, one.kept_id, one.kept.full_name, one.kept.branch.name, one.gone.code, one.by_name,
                one.at, until, today <= until,
            )
        )  # fmt: skip
    return tuple(rows)


def _at(place: Place) -> "QuerySet[MemberPair]":
    here = Q(branch_id=place.unit_id) if place.is_branch else Q(commune_id=place.unit_id)
    first = Exists(Member.objects.filter(here, pk=OuterRef("first_id")))
    second = Exists(Member.objects.filter(here, pk=OuterRef("second_id")))
    return MemberPair.objects.filter(Q(first) | Q(second))


def _sides(pairs: list[int]) -> dict[int, tuple[Side, ...]]:
    sides: dict[int, tuple[Side, ...]] = {}
    if not pairs:
        return sides
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hoiso_members_of_pairs(%s)", [pairs])
        for pair, member, name, year, day, branch, commune, state, hers in cursor.fetchall():
            birth = f"{day:%d/%m/%Y}" if day else str(year)
            side = Side(member, name, birth, branch, commune, str(State(state).label), hers)
            sides[pair] = (*sides.get(pair, ()), side)
    return sides


def _row(row: Mapping[str, Any], sides: tuple[Side, ...]) -> PairRow:
    level = MemberPair.Level(row["level"])
    return PairRow(row["id"], level.value, str(level.label), str(MemberPair.Why(row["why"]).label), sides)
