"""The list of a branch or of a unit's branches: filtered, searched, sorted, paged; whole for files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from hoiso.core.paging import Order, Page, SortsLast, capped_counts, page_of
from hoiso.members.models import Member
from hoiso.members.register.queries.finding import Question, found_ids
from hoiso.members.register.rules import Place
from hoiso.members.states import GONE, PRESENT, State

ORDERS = {
    "ten": Order("ten", ("name_key", "id")),
    "ten-nguoc": Order("ten-nguoc", ("name_key", "id"), descending=True),
    "tuoi": Order("tuoi", ("birth_year", "name_key", "id")),
    "tre": Order("tre", ("birth_year", "name_key", "id"), descending=True),
    "vao": Order("vao", ("joined_key", "id")),
    "vao-moi": Order("vao-moi", ("joined_key", "id"), descending=True),
}
VIEWS = {"dang": "Đang trong danh sách", "cho": "Chờ công nhận", "vang": "Tạm vắng", "thoi": "Đã thôi"}
STATES: dict[str, tuple[State, ...]] = {
    "dang": PRESENT, "cho": (State.WAITING,), "vang": (State.AWAY, State.SUSPENDED), "thoi": GONE,
}  # fmt: skip
_COLUMNS = (
    "id", "code", "full_name", "name_key", "birth_date", "birth_year", "phone", "hamlet", "card_number",
    "joined_on", "state", "core", "honorary", "branch_id", "group_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFilter:
    """What is asked for. `typed` is the search box; ages in years on the day the list is made."""

    view: str = "dang"
    branch_id: int | None = None
    group_id: int | None = None
    core: bool = False
    age_from: int | None = None
    age_to: int | None = None
    asked: Question | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything but the view is asked for."""
        return self != MemberFilter(view=self.view)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One line of the list."""

    id: int
    code: str
    full_name: str
    birth: str
    phone: str
    hamlet: str
    card_number: str
    joined_on: date | None
    state: str
    core: bool
    honorary: bool
    branch_id: int
    group_id: int | None

    @property
    def state_name(self) -> str:
        return str(State(self.state).label)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page, and how many each view holds (None while something is searched)."""

    page: Page[MemberRow]
    counts: dict[str, int | None]


def member_page(place: Place, wanted: MemberFilter, *, order: Order, cursor: str, today: date) -> Listed:
    """A page of the place's members. Two statements; one or two more where something is searched."""
    chosen = filtered(place, wanted, today=today)
    if chosen.query.is_empty():
        return Listed(Page((), 0, 0, 0, "", ""), dict.fromkeys(VIEWS))
    counted: dict[str, QuerySet[Member]] = {} if wanted.asked else _views(place, wanted.branch_id)
    counts = capped_counts({**counted, "asked": chosen})
    page = page_of(
        _ordered(chosen, order).values(*dict.fromkeys((*_COLUMNS, *order.keys))), order,
        cursor=cursor, total=counts.pop("asked"), make=_row,
    )  # fmt: skip
    return Listed(page, {view: counts.get(view) for view in VIEWS})


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One line of a file: a row of the list with the names of branch and group."""

    full_name: str
    birth: str
    phone: str
    hamlet: str
    branch: str
    group: str
    state_name: str
    core: bool
    joined_on: date | None
    card_number: str
    code: str


def all_lines(place: Place, wanted: MemberFilter, *, today: date, most: int) -> Iterator[MemberLine]:
    """The list whole, by name, for a file; rows as they come. One statement, two with a search."""
    names = ("branch__name", "group__name")
    chosen = filtered(place, wanted, today=today).order_by("name_key", "id").values(*_COLUMNS, *names)[:most]
    for row in chosen.iterator(chunk_size=2_000):
        one = _row(row)
        yield MemberLine(
            one.full_name, one.birth, one.phone, one.hamlet, row["branch__name"], row["group__name"] or "",
            one.state_name, one.core, one.joined_on, one.card_number, one.code,
        )  # fmt: skip


def how_many(place: Place, wanted: MemberFilter, *, today: date) -> int:
    """How many the filter has, exactly. One statement."""
    return filtered(place, wanted, today=today).count()


def filtered(place: Place, wanted: MemberFilter, *, today: date) -> "QuerySet[Member]":
    """The place's members that the filter asks for."""
    states = STATES[wanted.view]
    chosen = _at(place, wanted.branch_id).filter(state__in=states)
    if wanted.group_id is not None:
        chosen = chosen.filter(group_id=wanted.group_id)
    if wanted.core:
        chosen = chosen.filter(core=True)
    if wanted.age_from is not None:
        chosen = chosen.filter(birth_year__lte=today.year - wanted.age_from)
    if wanted.age_to is not None:
        chosen = chosen.filter(birth_year__gte=today.year - wanted.age_to)
    if wanted.asked is not None:
        where = wanted.branch_id or place.unit_id
        found = found_ids(where, wanted.asked, states=states)
        chosen = chosen.filter(pk__in=found) if found else chosen.none()
    return chosen


def _at(place: Place, branch_id: int | None) -> "QuerySet[Member]":
    members = Member.objects.filter(merged_into=None)
    if not place.is_branch and branch_id is None:
        return members.filter(commune_id=place.unit_id)
    branch = place.unit_id if place.is_branch else branch_id
    second = Q(other_units__contains=[branch]) & ~Q(other_units=[])
    return members.filter(Q(branch_id=branch) | second)


def _views(place: Place, branch_id: int | None) -> dict[str, "QuerySet[Member]"]:
    here = _at(place, branch_id)
    return {view: here.filter(state__in=states) for view, states in STATES.items()}


def _ordered(members: "QuerySet[Member]", order: Order) -> "QuerySet[Member]":
    return members.annotate(joined_key=SortsLast("joined_on")) if "joined_key" in order.keys else members


def _row(row: Mapping[str, Any]) -> MemberRow:
    birth = f"{row['birth_date']:%d/%m/%Y}" if row["birth_date"] else str(row["birth_year"])
    return MemberRow(
        row["id"], row["code"], row["full_name"], birth, row["phone"], row["hamlet"], row["card_number"],
        row["joined_on"], row["state"], row["core"], row["honorary"], row["branch_id"], row["group_id"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MaskedRow:
    """What the province's office is shown of a member that is not its own."""

    id: int
    code: str
    full_name: str
    birth_year: int
    state: str
    branch_id: int
    branch: str
    commune_id: int
    commune: str

    @property
    def state_name(self) -> str:
        return str(State(self.state).label)


def masked(asked: Question, *, most: int = 25) -> tuple[MaskedRow, ...]:
    """Members of the whole province for its office, best first. Two or three statements."""
    ids = found_ids(None, asked, states=None, most=most)
    if not ids:
        return ()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hoiso_members_masked(%s)", [ids])
        return tuple(MaskedRow(*row) for row in cursor.fetchall())
