"""Face of standard procedures."""

from hoiso.work.procedures.actions import Writing, copy_shipped, move_event, retire, start, write
from hoiso.work.procedures.queries import (
    Move,
    moves,
    procedure_of,
    procedures,
    run_of,
    runs,
    tasks_of,
)
from hoiso.work.procedures.shipped import SHIPPED
from hoiso.work.procedures.steps import MOST_STEPS, Planned, Step, plan, roles_of, steps_of

__all__ = [
    "MOST_STEPS",
    "SHIPPED",
    "Move",
    "Planned",
    "Step",
    "Writing",
    "copy_shipped",
    "move_event",
    "moves",
    "plan",
    "procedure_of",
    "procedures",
    "retire",
    "roles_of",
    "run_of",
    "runs",
    "start",
    "steps_of",
    "tasks_of",
    "write",
]
