"""`hoiso units check | import | reorganise | export`."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hoiso.cli import phrases_units as phrases
from hoiso.cli.database import database_ready
from hoiso.cli.output import print_result, write_file
from hoiso.cli.parser import with_json
from hoiso.core import clock
from hoiso.core.errors import DomainError

if TYPE_CHECKING:
    from hoiso.reorganisation.public import Outcome
    from hoiso.units.public import ImportReport

Subparsers = argparse._SubParsersAction
_MOST_BYTES = 20_000_000


def register(subparsers: "Subparsers[argparse.ArgumentParser]") -> None:
    """Add the group."""
    group = subparsers.add_parser("units", help=phrases.UNITS, description=phrases.UNITS)
    commands = group.add_subparsers(title=phrases.COMMANDS, dest="act", metavar="VIỆC", required=True)
    check = commands.add_parser("check", help=phrases.CHECK, description=phrases.CHECK)
    check.set_defaults(run=check_list)
    load = commands.add_parser("import", help=phrases.IMPORT, description=phrases.IMPORT)
    load.add_argument("--skip-bad", action="store_true", help=phrases.SKIP_BAD)
    load.add_argument("--dry-run", action="store_true", help=phrases.DRY_RUN)
    load.set_defaults(run=import_list)
    merge = commands.add_parser("reorganise", help=phrases.REORGANISE, description=phrases.REORGANISE)
    merge.add_argument("--dry-run", action="store_true", help=phrases.DRY_RUN)
    merge.add_argument("--before", metavar="TỆP", type=Path, help=phrases.BEFORE)
    merge.add_argument("--after", metavar="TỆP", type=Path, help=phrases.AFTER)
    merge.add_argument("--districts", metavar="TỆP", type=Path, help=phrases.DISTRICTS)
    merge.set_defaults(run=reorganise)
    for parser in (check, load, merge):
        parser.add_argument("file", metavar="TỆP", type=Path, help=phrases.FILE)
        parser.add_argument("--on", metavar="NGÀY", type=_day, help=phrases.ON)
        with_json(parser)
    write = commands.add_parser("export", help=phrases.EXPORT, description=phrases.EXPORT)
    write.add_argument("file", metavar="TỆP", type=Path, help=phrases.EXPORT_FILE)
    write.add_argument("--on", metavar="NGÀY", type=_day, help=phrases.EXPORT_ON)
    with_json(write)
    write.set_defaults(run=export)


def check_list(arguments: argparse.Namespace) -> int:
    """Say what loading would do.

    `{"new", "same", "changed", "faults": [{"line", "column", "sentence"}], "loaded"}`
    """
    return _load(arguments, only_check=True, skip_bad=False)


def import_list(arguments: argparse.Namespace) -> int:
    """Load a list, all or nothing unless `--skip-bad`; the same JSON as `check`."""
    return _load(arguments, only_check=arguments.dry_run, skip_bad=arguments.skip_bad)


def reorganise(arguments: argparse.Namespace) -> int:
    """Put a reorganisation into force: `{"on", "carried_out", "units", "parts", "notices"}`."""
    content = _content(arguments.file)
    with _system():
        from hoiso.reorganisation import public
        from hoiso.units import shipped
        from hoiso.units.lists import read_districts, read_mapping, read_units
        from hoiso.units.public import Around

        mapping = read_mapping(content)
        if mapping.faults:
            return _refuse(mapping.faults, arguments)
        on = arguments.on or shipped.day_of_mapping(content)
        if on is None:
            raise DomainError(phrases.DAY_NEEDED)
        around = Around(
            read_units(_content(arguments.before)) if arguments.before else shipped.before(),
            read_units(_content(arguments.after)) if arguments.after else shipped.country(),
            shipped.KNOWN_SINCE,
        )
        districts = read_districts(_content(arguments.districts)) if arguments.districts else {}
        try:
            outcome = public.reorganise(
                mapping.rows,
                on=on,
                around=around,
                districts=districts,
                at=clock.now(),
                only_plan=arguments.dry_run,
            )
        except public.FaultsFound as refusal:
            return _refuse(refusal.faults, arguments)
    print_result(_outcome(outcome), as_json=arguments.json, text=phrases.reorganised(outcome))
    return 0


def export(arguments: argparse.Namespace) -> int:
    """Write the units of a day as a list that `import` reads again: `{"file", "units"}`."""
    with _system():
        from hoiso.units.public import units_as_list

        content, count = units_as_list(arguments.on or clock.office_date(clock.now()))
    write_file(arguments.file, content)
    result = {"file": str(arguments.file), "units": count}
    print_result(result, as_json=arguments.json, text=phrases.exported(arguments.file, count))
    return 0


def _load(arguments: argparse.Namespace, *, only_check: bool, skip_bad: bool) -> int:
    content = _content(arguments.file)
    with _system():
        from hoiso.units.public import import_units

        report = import_units(
            content, at=clock.now(), since=arguments.on, skip_bad=skip_bad, only_check=only_check
        )
    print_result(_report(report), as_json=arguments.json, text=phrases.imported(report, checked=only_check))
    return 0 if not report.faults or (skip_bad and report.loaded) else 1


def _refuse(faults: Any, arguments: argparse.Namespace) -> int:
    result = {"carried_out": False, "faults": [_fault(one) for one in faults]}
    print_result(result, as_json=arguments.json, text=phrases.faults_found(faults))
    return 1


@contextmanager
def _system() -> Iterator[None]:
    """The database up, this process the worker, and the system's scope in force in one transaction."""
    with database_ready(role="worker"):
        from hoiso.core import scope

        with scope.transaction_as(scope.system_token(clock.office_date(clock.now()))):
            yield


def _day(text: str) -> date:
    from hoiso.units.lists import read_day

    return read_day(text)


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise DomainError(phrases.no_file(path))
    if path.stat().st_size > _MOST_BYTES:
        raise DomainError(phrases.too_big(path))
    return path.read_bytes()


def _report(report: "ImportReport") -> dict[str, Any]:
    return {
        "new": report.new,
        "same": report.same,
        "changed": report.changed,
        "faults": [_fault(one) for one in report.faults],
        "loaded": report.loaded,
    }


def _fault(one: Any) -> dict[str, Any]:
    return {"line": one.line, "column": one.column, "sentence": one.sentence}


def _outcome(outcome: "Outcome") -> dict[str, Any]:
    done = outcome.units
    return {
        "on": done.on,
        "carried_out": outcome.carried_out,
        "nothing_to_do": outcome.nothing_to_do,
        "units": {
            "ended": done.ended,
            "opened": done.opened,
            "already_known": done.known,
            "links": [
                {"before": one.before_title, "after": one.after_title, "share": one.share}
                for one in done.passings
            ],
        },
        "parts": [
            {
                "title": plan.title,
                "count": plan.count,
                "lines": [
                    {"unit": line.unit_id, "count": line.count, "sentence": line.sentence}
                    for line in plan.lines
                ],
            }
            for plan in outcome.parts
        ],
        "notices": list(done.notices),
    }
