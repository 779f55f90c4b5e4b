"""`hoiso documents import | export | import-package | take-over`."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hoiso.cli import phrases_documents as phrases
from hoiso.cli.database import database_ready
from hoiso.cli.output import print_result, write_file
from hoiso.cli.parser import with_json
from hoiso.core import clock
from hoiso.core.errors import DomainError

if TYPE_CHECKING:
    from hoiso.documents.incoming.public import ImportedFile
    from hoiso.documents.takeover.public import Report

Subparsers = argparse._SubParsersAction


def register(subparsers: "Subparsers[argparse.ArgumentParser]") -> None:
    """Add the group."""
    group = subparsers.add_parser("documents", help=phrases.DOCUMENTS, description=phrases.DOCUMENTS)
    commands = group.add_subparsers(title=phrases.COMMANDS, dest="act", metavar="VIỆC", required=True)
    load = commands.add_parser("import", help=phrases.IMPORT, description=phrases.IMPORT)
    load.add_argument("files", metavar="TỆP", type=Path, nargs="+", help=phrases.FILES)
    load.set_defaults(run=import_files)
    write = commands.add_parser("export", help=phrases.EXPORT, description=phrases.EXPORT)
    write.add_argument("file", metavar="TỆP", type=Path, help=phrases.EXPORT_FILE)
    write.add_argument("--series", choices=("incoming", "outgoing"), default="incoming", help=phrases.SERIES)
    write.add_argument("--on", metavar="NGÀY", type=_day, help=phrases.ON)
    write.set_defaults(run=export_book)
    package = commands.add_parser("import-package", help=phrases.PACKAGE, description=phrases.PACKAGE)
    package.add_argument("file", metavar="TỆP", type=Path, help=phrases.PACKAGE_FILE)
    package.set_defaults(run=import_package)
    past = commands.add_parser("take-over", help=phrases.TAKE_OVER, description=phrases.TAKE_OVER)
    past.add_argument("files", metavar="TỆP", type=Path, nargs="+", help=phrases.TAKE_OVER_FILES)
    past.add_argument("--series", choices=("incoming", "outgoing", "internal"), help=phrases.TAKE_OVER_SERIES)
    past.add_argument("--year", metavar="NĂM", type=int, help=phrases.TAKE_OVER_YEAR)
    past.set_defaults(run=take_over)
    for parser in (load, write, package, past):
        parser.add_argument("--unit", metavar="MÃ", required=True, help=phrases.UNIT)
        with_json(parser)


def import_files(arguments: argparse.Namespace) -> int:
    """Take edXML files into a unit's incoming book.

    `[{"file", "result": new|message|duplicate|waiting|refused, "document_id", "number", "said",
    "remarks", "codes"}]`; 1 when a file was refused, the others are in. `waiting`: it names a closed
    identity code, `codes` says which and who follows, and a clerk there confirms on the pages.
    """
    with database_ready(role="worker"):
        from hoiso.core import scope
        from hoiso.documents.incoming import public

        now = clock.now()
        with scope.transaction_as(scope.system_token(clock.office_date(now))):
            to = public.addressee(arguments.unit, at=now)
        done = list(public.import_files(arguments.files, unit=to.unit, closed=to.closed, at=now))
    rows = [_row(one) for one in done]
    text = "\n".join(
        phrases.imported(row["file"], row["result"], row["said"], row["remarks"]) for row in rows
    )
    print_result(rows, as_json=arguments.json, text=text)
    return int(any(row["result"] == "refused" for row in rows))


def export_book(arguments: argparse.Namespace) -> int:
    """Write the book that holds the day: `{"file", "book", "rows"}`."""
    if arguments.file.suffix.lower() not in (".xlsx", ".pdf"):
        raise DomainError(phrases.WRONG_ENDING)
    with database_ready(role="worker"):
        from hoiso.core import scope
        from hoiso.documents.incoming import public as incoming
        from hoiso.documents.registers import public as registers

        now = clock.now()
        with scope.transaction_as(scope.system_token(clock.office_date(now))):
            unit = incoming.unit_of_code(arguments.unit, at=now)
            book = registers.book_of(unit.pk, arguments.series, on=arguments.on or clock.office_date(now))
            if book is None:
                raise DomainError(phrases.no_book(arguments.series))
            lines = list(registers.all_lines(book.pk))
            write = registers.as_pdf if arguments.file.suffix.lower() == ".pdf" else registers.as_sheet
            content = write(book, lines, printed_by=incoming.COMMAND_NAME, at=now)
    write_file(arguments.file, content)
    result = {"file": str(arguments.file), "book": book.name, "rows": len(lines)}
    print_result(result, as_json=arguments.json, text=phrases.exported(arguments.file, len(lines)))
    return 0


def import_package(arguments: argparse.Namespace) -> int:
    """Take the package of a dossier in: `{"file", "dossier_id", "code", "year", "documents"}`."""
    with database_ready(role="worker"):
        from hoiso.core import scope
        from hoiso.documents.incoming import public as incoming
        from hoiso.documents.keeping import public as keeping

        now = clock.now()
        try:
            with (
                arguments.file.open("rb") as stream,
                scope.transaction_as(scope.system_token(clock.office_date(now))),
            ):
                unit = incoming.unit_of_code(arguments.unit, at=now)
                dossier = keeping.import_package(
                    by=incoming.command_actor(unit, at=now), unit_id=unit.pk, stream=stream, at=now
                )
                documents = dossier.entries.count()
        except OSError as error:
            raise DomainError(phrases.unreadable(arguments.file, error.errno or 0)) from error
    result = {
        "file": str(arguments.file),
        "dossier_id": dossier.pk,
        "code": dossier.code,
        "year": dossier.year,
        "documents": documents,
    }
    text = phrases.package_taken(arguments.file, dossier.code, dossier.year, documents)
    print_result(result, as_json=arguments.json, text=text)
    return 0


def take_over(arguments: argparse.Namespace) -> int:
    """Take old registers and their scans over; 0 when every line and every scan went in.

    `[{"file", "take_over_id", "series", "year", "lines", "taken", "again", "faults": [{"line", "sentence"}],
    "scans", "scans_refused": [{"name", "sentence"}], "refused"}]`, a row a sheet.
    """
    with database_ready(role="worker"):
        from hoiso.core import scope
        from hoiso.documents.incoming import public as incoming
        from hoiso.documents.takeover import public

        now = clock.now()
        with scope.transaction_as(scope.system_token(clock.office_date(now))):
            unit = incoming.unit_of_code(arguments.unit, at=now)
        wish = public.Wish(series=arguments.series or "", year=arguments.year)
        reports = list(
            public.take_over_files(
                arguments.files, unit=unit, wish=wish, at=now, told=None if arguments.json else _tell_lines
            )
        )
    rows = [_taken_over(one) for one in reports]
    print_result(rows, as_json=arguments.json, text="\n".join(phrases.taken_over(row) for row in rows))
    return int(not all(one.whole for one in reports))


def _tell_lines(done: int, lines: int) -> None:
    sys.stderr.write(f"{phrases.lines_done(done, lines)}\n")


def _taken_over(one: "Report") -> dict[str, Any]:
    return {
        "file": one.file,
        "take_over_id": one.take_over_id,
        "series": one.series,
        "year": one.year,
        "lines": one.lines,
        "taken": one.taken,
        "again": one.again,
        "faults": [{"line": row, "sentence": sentence} for row, sentence in one.faults],
        "scans": one.scans,
        "scans_refused": [{"name": name, "sentence": sentence} for name, sentence in one.scans_refused],
        "refused": one.refused,
    }


def _row(one: "ImportedFile") -> dict[str, Any]:
    taken = one.taken
    return {
        "file": one.file,
        "result": str(taken.result),
        "document_id": taken.document_id,
        "number": taken.number,
        "said": taken.said,
        "remarks": list(taken.remarks),
        "codes": [
            {"code": one.code, "successor": one.successor_title, "successor_code": one.successor_code}
            for one in taken.codes
        ],
    }


def _day(text: str) -> date:
    from hoiso.units.lists import read_day

    return read_day(text)
