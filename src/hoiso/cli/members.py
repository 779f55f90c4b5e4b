"""`hoiso members import`."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hoiso.cli import phrases_members as phrases
from hoiso.cli.database import database_ready
from hoiso.cli.output import print_result
from hoiso.cli.parser import with_json
from hoiso.core import clock

if TYPE_CHECKING:
    from datetime import date

    from hoiso.members.imports.public import Report

Subparsers = argparse._SubParsersAction


def register(subparsers: "Subparsers[argparse.ArgumentParser]") -> None:
    """Add the group."""
    group = subparsers.add_parser("members", help=phrases.MEMBERS, description=phrases.MEMBERS)
    commands = group.add_subparsers(title=phrases.COMMANDS, dest="act", metavar="VIỆC", required=True)
    load = commands.add_parser("import", help=phrases.IMPORT, description=phrases.IMPORT)
    load.add_argument("files", metavar="TỆP", type=Path, nargs="+", help=phrases.FILES)
    load.add_argument("--unit", metavar="MÃ", required=True, help=phrases.UNIT)
    load.add_argument("--as-of", metavar="NGÀY", type=_day, help=phrases.AS_OF)
    load.add_argument("--open-branches", action="store_true", help=phrases.OPEN_BRANCHES)
    with_json(load)
    load.set_defaults(run=import_lists)


def import_lists(arguments: argparse.Namespace) -> int:
    """Bring lists of members into the register of a unit and of those below it.

    `[{"file", "list_id", "rows", "taken", "again", "aside", "faults": [{"sheet", "row", "sentence"}],
    "refused"}]`, one a file; 1 when a row or a file did not go in, the others are in. The same file again
    changes nothing, and goes on where it was killed.
    """
    with database_ready(role="worker"):
        from hoiso.core import scope
        from hoiso.documents.incoming import public as incoming
        from hoiso.members.imports import public

        now = clock.now()
        with scope.transaction_as(scope.system_token(clock.office_date(now))):
            unit = incoming.unit_of_code(arguments.unit, at=now)
        reports = list(
            public.import_files(
                arguments.files, unit=unit, as_of=arguments.as_of, open_branches=arguments.open_branches,
                at=now, told=None if arguments.json else _tell_rows,
            )
        )  # fmt: skip
    rows = [_row(one) for one in reports]
    print_result(rows, as_json=arguments.json, text="\n".join(phrases.imported(row) for row in rows))
    return int(not all(one.whole for one in reports))


def _tell_rows(done: int, rows: int) -> None:
    sys.stderr.write(f"{phrases.rows_done(done, rows)}\n")


def _row(one: "Report") -> dict[str, Any]:
    return {
        "file": one.file,
        "list_id": one.list_id,
        "rows": one.rows,
        "taken": one.taken,
        "again": one.again,
        "aside": one.aside,
        "faults": [{"sheet": sheet, "row": row, "sentence": told} for sheet, row, told in one.faults],
        "refused": one.refused,
    }


def _day(text: str) -> "date":
    from hoiso.units.lists import read_day

    return read_day(text)
