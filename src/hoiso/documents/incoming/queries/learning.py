"""Reads of what the desk has learnt from its corrections."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet

from hoiso.core.clock import office_date
from hoiso.core.folding import fold
from hoiso.core.paging import Order, Page, most_counted, page_of
from hoiso.documents.incoming import phrases
from hoiso.documents.incoming.learning import FROM_TIMES, Habit
from hoiso.documents.tables.learning import SenderHabit
from hoiso.reading.fields import Field
from hoiso.reading.spots import Spot

LEARNT_ORDERS: Final = {
    "noi-gui": Order("noi-gui", ("folded", "pk")),
    "noi-gui-nguoc": Order("noi-gui-nguoc", ("folded", "pk"), descending=True),
    "dung": Order("dung", ("times", "pk"), descending=True),
    "dung-it": Order("dung-it", ("times", "pk")),
    "moi": Order("moi", ("last_at", "pk"), descending=True),
    "cu": Order("cu", ("last_at", "pk")),
}
MOST_HABITS = 400  # of a desk; the one not met for longest goes


def habit_of(row: SenderHabit) -> Habit:
    """A row as the rules take it."""
    box = tuple(row.box) if row.box else None
    assert box is None or len(box) == 4
    spot = Spot(row.page, box, row.label, row.above, row.runs_on) if row.page else None
    return Habit(
        row.pk, row.sender, row.issuer_unit_id, Field(row.field), spot, row.proposed, row.times, row.missed
    )


def habits_of(unit_id: int) -> tuple[Habit, ...]:
    """All that the desk has learnt. One statement."""
    return tuple(habit_of(row) for row in SenderHabit.objects.filter(unit_id=unit_id)[: 2 * MOST_HABITS])


@dataclass(frozen=True, slots=True)
class HabitLine:
    """What was learnt of one box of a sender, as the page shows it. `used` says what it does now."""

    id: int
    sender: str
    box: str
    where: str
    proposed: str
    became: str
    used: str
    times: int
    missed: int
    last_at: datetime
    document_id: int

    @property
    def last_on(self) -> date:
        return office_date(self.last_at)


def learnt(unit_id: int, *, words: str, order: str, cursor: str) -> Page[HabitLine]:
    """What the desk has learnt of senders with these words in their name. Two statements.

    `order` is a key of `LEARNT_ORDERS`.
    """
    rows = _with_words(unit_id, words)
    total = rows[: most_counted()].count()
    return page_of(rows, LEARNT_ORDERS[order], cursor=cursor, total=total, make=_line)


def all_learnt(unit_id: int, *, words: str, order: str) -> Iterator[HabitLine]:
    """All of it in its order, for the export. One statement."""
    chosen = LEARNT_ORDERS[order]
    keys = (f"-{key}" if chosen.descending else key for key in chosen.keys)
    return (_line(row) for row in _with_words(unit_id, words).order_by(*keys))


def _with_words(unit_id: int, words: str) -> QuerySet[SenderHabit]:
    rows = SenderHabit.objects.filter(unit_id=unit_id)
    key = fold(words)
    return rows.filter(folded__contains=key) if key else rows


def _line(row: SenderHabit) -> HabitLine:
    habit = habit_of(row)
    if habit.acts and (habit.spot or habit.field is Field.ISSUER):
        used = phrases.HABIT_USED
    elif row.times < FROM_TIMES:
        used = phrases.HABIT_ONCE
    else:
        used = phrases.HABIT_DOUBTED
    return HabitLine(
        row.pk, row.sender, phrases.HABIT_BOXES[row.field], _where(row), row.proposed, row.became, used,
        row.times, row.missed, row.last_at, row.document_id,
    )  # fmt: skip


def _where(row: SenderHabit) -> str:
    """The spot in words."""
    if not row.page:
        return phrases.HABIT_NOWHERE
    place = phrases.HABIT_FIRST if row.page == 1 else phrases.HABIT_LAST
    if row.box:
        left, top, right, _ = row.box
        height = phrases.HABIT_HEIGHTS[min(2, top * 3 // 1000)]
        middle = (left + right) // 2
        place = f"{place}, {height} {phrases.HABIT_SIDES[0 if middle < 400 else 2 if middle > 600 else 1]}"
    if row.label:
        place += phrases.HABIT_LABEL.format(label=row.label)
    return place
