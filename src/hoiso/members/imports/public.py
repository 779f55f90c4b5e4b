"""Face of bringing lists of members in."""

from hoiso.members.imports.actions.mending import blank_wrong, can_be_blanked, drop_row, mend
from hoiso.members.imports.actions.planning import (
    Wish,
    begin,
    check,
    drop,
    lacking,
    set_columns,
    set_places,
    start,
    stop,
)
from hoiso.members.imports.actions.running import carry_on, look_through
from hoiso.members.imports.becoming import not_asked
from hoiso.members.imports.commands import Report, import_files
from hoiso.members.imports.mending import NEEDED
from hoiso.members.imports.opening import OpenedList
from hoiso.members.imports.outputs import marked_copy
from hoiso.members.imports.placing import NEW, Branch
from hoiso.members.imports.queries import (
    branches_of,
    counts,
    every_fault,
    first_members,
    held,
    held_row,
    list_of,
    lists,
    next_open,
)
from hoiso.members.imports.workbook import letter

__all__ = [
    "NEEDED",
    "NEW",
    "Branch",
    "OpenedList",
    "Report",
    "Wish",
    "begin",
    "blank_wrong",
    "branches_of",
    "can_be_blanked",
    "carry_on",
    "check",
    "counts",
    "drop",
    "drop_row",
    "every_fault",
    "first_members",
    "held",
    "held_row",
    "import_files",
    "lacking",
    "letter",
    "list_of",
    "lists",
    "look_through",
    "marked_copy",
    "mend",
    "next_open",
    "not_asked",
    "set_columns",
    "set_places",
    "start",
    "stop",
]
