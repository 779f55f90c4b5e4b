"""What the pages of lists need, in the scope in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from hoiso.core.errors import NotThere
from hoiso.core.files.errors import FileRefused
from hoiso.core.paging import Order, Page, most_counted, page_of
from hoiso.members.imports import phrases
from hoiso.members.imports.errors import ListRefused
from hoiso.members.imports.holding import written
from hoiso.members.imports.opening import AT_ONCE, found_in, open_list
from hoiso.members.imports.placing import Branch, places_of
from hoiso.members.imports.rows import MemberRow
from hoiso.members.models import MemberList, MemberListRow

NEWEST = Order("moi", ("id",), descending=True)
BY_ROW = Order("dong", ("sheet", "row", "id"))
FIRST_ROWS = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """A member as she would stand in the register."""

    row: int
    full_name: str
    birth: str
    phone: str
    branch: str
    group: str
    joined: str
    notes: tuple[str, ...]


def lists(unit_id: int, *, cursor: str) -> Page[MemberList]:
    """Lists of the unit, newest first; two statements."""
    rows = MemberList.objects.filter(unit_id=unit_id)
    total = rows[: most_counted()].count()
    return page_of(rows, NEWEST, cursor=cursor, total=total, make=lambda row: row)


def list_of(list_id: int) -> MemberList:
    """One of them; `NotThere` outside the scope. One statement."""
    found = MemberList.objects.select_related("branch").filter(pk=list_id).first()
    if found is None:
        raise NotThere(phrases.NOT_THERE)
    return found


def first_members(one: MemberList, *, today: date) -> tuple[Shown, ...]:
    """The first members of a short list as they would stand in the register. One statement."""
    if not one.ready or one.rows > AT_ONCE:
        return ()
    try:
        found = found_in(one, open_list(one), today=today)
        return tuple(_shown(row) for row in _first(found))
    except (FileRefused, ListRefused):
        return ()


def _first(found: Iterable[object]) -> list[MemberRow]:
    rows: list[MemberRow] = []
    for row in found:
        if isinstance(row, MemberRow):
            rows.append(row)
            if len(rows) == FIRST_ROWS:
                break
    return rows


def _shown(row: MemberRow) -> Shown:
    return Shown(
        row.row, row.full_name, written(row.birth), row.phone, row.branch, row.group, written(row.joined_on),
        tuple(row.notes),
    )  # fmt: skip


def counts(list_id: int) -> dict[str, int]:
    """How many rows are held, by state; one statement."""
    rows = MemberListRow.objects.filter(member_list_id=list_id).values_list("state")
    return dict(rows.annotate(count=Count("id")).order_by())


def held(list_id: int, *, state: str, cursor: str) -> Page[MemberListRow]:
    """Held rows in the order of the file; two statements."""
    rows = MemberListRow.objects.filter(member_list_id=list_id, state=state)
    total = rows[: most_counted()].count()
    return page_of(rows, BY_ROW, cursor=cursor, total=total, make=lambda row: row)


def held_row(list_id: int, row_id: int) -> MemberListRow:
    """One held row. One statement."""
    found = MemberListRow.objects.filter(member_list_id=list_id, pk=row_id).first()
    if found is None:
        raise NotThere(phrases.NOT_THERE)
    return found


def next_open(list_id: int, *, after: MemberListRow) -> int | None:
    """The next row to mend, beginning anew after the last. One statement."""
    rows = MemberListRow.objects.filter(member_list_id=list_id, state=MemberListRow.State.OPEN)
    ids = list(rows.order_by("sheet", "row").values_list("sheet", "row", "pk")[:2_000])
    later = [pk for sheet, row, pk in ids if (sheet, row) > (after.sheet, after.row)]
    return later[0] if later else (ids[0][2] if ids else None)


def branches_of(unit_id: int, *, on: date) -> tuple[Branch, ...]:
    """Branches that members of a list may go to, by name. Two statements at most."""
    found = places_of(unit_id, on=on).branches.values()
    return tuple(sorted(found, key=lambda branch: branch.name))


def every_fault(list_id: int) -> tuple[MemberListRow, ...]:
    """The rows still to mend, for the marked copy. One statement."""
    rows = MemberListRow.objects.filter(member_list_id=list_id, state=MemberListRow.State.OPEN)
    return tuple(rows.order_by("sheet", "row"))
