"""Face of lives: acts on memberships, transfers, members on a day."""

from hoiso.members.lives.actions.doing import MOST_AT_ONCE, Doing, do, do_many, undo_last, undoable
from hoiso.members.lives.actions.transferring import (
    Move,
    Moved,
    ask_transfer,
    receive_transfers,
    refuse_transfer,
    withdraw_transfer,
)
from hoiso.members.lives.actions.travelling import LARGEST, read_slip, slip_of, take_in
from hoiso.members.lives.acts import ACTS, Act, acts_after
from hoiso.members.lives.errors import FileRefused
from hoiso.members.lives.queries.day import ASKED as DAY_STATES
from hoiso.members.lives.queries.day import SORTS as DAY_SORTS
from hoiso.members.lives.queries.day import DayAsked, DayPage, DayRow, DaySum, day_page, day_rows, day_sums
from hoiso.members.lives.queries.life import (
    Life,
    Ticked,
    branches_under,
    communes,
    life_of,
    to_tick,
    transfers,
)

__all__ = [
    "ACTS",
    "DAY_SORTS",
    "DAY_STATES",
    "LARGEST",
    "MOST_AT_ONCE",
    "Act",
    "DayAsked",
    "DayPage",
    "DayRow",
    "DaySum",
    "Doing",
    "FileRefused",
    "Life",
    "Move",
    "Moved",
    "Ticked",
    "acts_after",
    "ask_transfer",
    "branches_under",
    "communes",
    "day_page",
    "day_rows",
    "day_sums",
    "do",
    "do_many",
    "life_of",
    "read_slip",
    "receive_transfers",
    "refuse_transfer",
    "slip_of",
    "take_in",
    "to_tick",
    "transfers",
    "undo_last",
    "undoable",
    "withdraw_transfer",
]
