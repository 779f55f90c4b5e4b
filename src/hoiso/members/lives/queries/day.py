"""Members as they were on a day, under the units of then or of today; the province's sums of that day."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from hoiso.members.states import State

SIZE = 50
MEMBERS = (State.ACTIVE, State.AWAY, State.SUSPENDED)
ASKED = (*MEMBERS, State.WAITING)
SORTS = {
    "ten": ("Hội viên", "name_key, id"),
    "tuoi": ("Sinh", "birth_year, name_key, id"),
    "chi-hoi": ("Chi hội khi đó", "branch, name_key, id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAsked:
    """Whose members on which day. `now_units`: what is under it today. `state` empty: all."""

    place_id: int
    day: date
    today: date
    now_units: bool = False
    state: str = ""
    sort: str = "ten"


@dataclass(frozen=True, slots=True)
class DayRow:
    """One member of that day. `here`: she is still kept here, so her page may be opened."""

    id: int
    full_name: str
    birth: str
    state_name: str
    branch: str
    group: str
    commune: str
    new_branch: str
    new_commune: str
    here: bool


@dataclass(frozen=True, slots=True)
class DayPage:
    """One page and how many there are in all."""

    rows: tuple[DayRow, ...]
    number: int
    total: int

    @property
    def first(self) -> int:
        return (self.number - 1) * SIZE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1 if self.rows else 0


# The sort is one of SORTS, never what was typed.
_ROWS = """
SELECT id, full_name, birth_date, birth_year, state, branch, group_name, commune, new_branch, new_commune,
  here, count(*) OVER ()
FROM hoiso_members_on(%s, %s, %s, %s) WHERE state = ANY (%s) ORDER BY {} LIMIT %s OFFSET %s
"""


def day_page(asked: DayAsked, *, number: int) -> DayPage:
    """A page of the list of that day. One statement, two where the page is beyond the last."""
    rows, total = _asked(asked, limit=SIZE, offset=(number - 1) * SIZE)
    if not rows and number > 1:
        rows, total = _asked(asked, limit=SIZE, offset=0)
        number = 1
    return DayPage(rows, number, total)


def day_rows(asked: DayAsked, *, most: int) -> tuple[DayRow, ...]:
    """The whole list of that day. One statement."""
    return _asked(asked, limit=most, offset=0)[0]


def _asked(asked: DayAsked, *, limit: int, offset: int) -> tuple[tuple[DayRow, ...], int]:
    states = [asked.state] if asked.state else [str(state) for state in MEMBERS]
    with connection.cursor() as cursor:
        cursor.execute(
            _ROWS.format(SORTS[asked.sort][1]),
            [asked.place_id, asked.day, asked.today, asked.now_units, states, limit, offset],
        )
        found = cursor.fetchall()
    rows = tuple(
        DayRow(
            row[0],
            row[1],
            f"{row[2]:%d/%m/%Y}" if row[2] else str(row[3]),
            str(State(row[4]).label),
            *row[5:11],
        )
        for row in found
    )
    return rows, found[0][11] if found else 0


@dataclass(frozen=True, slots=True)
class DaySum:
    """How many members a commune had on a day, in how many branches."""

    commune_id: int
    commune: str
    branches: int
    total: int


def day_sums(*, day: date, today: date, now_units: bool) -> tuple[DaySum, ...]:
    """Sums of all communes, for the province's office alone. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hoiso_members_counted_on(%s, %s, %s)", [day, today, now_units])
        return tuple(DaySum(*row) for row in cursor.fetchall())
