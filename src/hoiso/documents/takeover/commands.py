"""Taking over without a clerk: sheets, ZIPs and folders of scans handed over on the command line."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.documents.incoming.public import command_actor
from hoiso.documents.tables.takeover import TakeOver, TakeOverScan
from hoiso.documents.takeover.actions.planning import Wish, begin, check, start
from hoiso.documents.takeover.actions.running import Tell, carry_on, match_waiting
from hoiso.documents.takeover.actions.scans import bring_scans, take_scan
from hoiso.documents.takeover.errors import SheetRefused
from hoiso.documents.takeover.queries import all_faults
from hoiso.units.models import Unit

_SHEETS = frozenset({".xlsx", ".xls", ".ods", ".xlsm"})


@dataclass(slots=True)
class Report:
    """What became of one sheet: counts, faults by line, scans without one. `refused`: why nothing went in."""

    file: str
    take_over_id: int | None = None
    series: str = ""
    year: int | None = None
    lines: int = 0
    taken: int = 0
    again: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)
    scans: int = 0
    scans_refused: list[tuple[str, str]] = field(default_factory=list)
    refused: str = ""

    @property
    def whole(self) -> bool:
        """Whether every line and every scan went in."""
        return not (self.refused or self.faults or self.scans_refused)


def take_over_files(
    paths: Sequence[Path], *, unit: Unit, wish: Wish, at: datetime, told: Tell | None = None
) -> Iterator[Report]:
    """Each sheet into the books; ZIPs and folders are scans for the sheets before them.

    A sheet that is refused stops nothing. Doing it again gives nothing new, and goes on where it was killed.
    """
    scans = [path for path in paths if path.is_dir() or path.suffix.lower() not in _SHEETS]
    sheets = [path for path in paths if path not in scans]
    if not sheets:
        raise SheetRefused("Cần ít nhất một tệp Excel (.xlsx) của sổ cũ.")
    for path in sheets:
        report = Report(str(path))
        try:
            _take(path, scans, report, unit=unit, wish=wish, at=at, told=told)
        except DomainError as refusal:
            report.refused = refusal.sentence
        except OSError as error:
            report.refused = f"Không đọc được tệp: {os.strerror(error.errno or 0)}."
        yield report


def _take(
    path: Path,
    scans: Sequence[Path],
    report: Report,
    *,
    unit: Unit,
    wish: Wish,
    at: datetime,
    told: Callable[[int, int], None] | None,
) -> None:
    by = command_actor(unit, at=at)
    with _system(at), path.open("rb") as stream:
        one = begin(by=by, unit_id=unit.pk, stream=stream, name=path.name, wish=wish, at=at)
        if one.state == TakeOver.State.CHECKING:
            check(one, at=at)
        report.take_over_id, report.series, report.year, report.lines = one.pk, one.series, one.year, one.rows
        if one.taken:
            start(by=by, take_over_id=one.pk, at=at, by_job=False)
    carry_on(one.pk, told=told)
    with _system(at):
        one.refresh_from_db()
        report.refused = one.problem
        report.again = one.again
        report.taken = one.taken if one.state == TakeOver.State.DONE else 0
        report.faults = [(fault.row, fault.sentence) for fault in all_faults(one.pk)]
    if scans:
        _scans(one, scans, report, at=at)


def _scans(one: TakeOver, scans: Sequence[Path], report: Report, *, at: datetime) -> None:
    by = command_actor(Unit(pk=one.unit_id), at=at)
    for path in scans:
        if path.is_dir():
            for file in sorted(found for found in path.rglob("*") if found.is_file()):
                with _system(at), file.open("rb") as stream:
                    take_scan(one, cast(BinaryIO, stream), str(file.relative_to(path)), by=by, at=at)
        else:
            with _system(at), path.open("rb") as stream:
                bring_scans(by=by, take_over_id=one.pk, files=[(stream, path.name)], at=at, by_job=False)
    match_waiting(one.pk)
    with _system(at):
        states = TakeOverScan.State
        report.scans = one.scans.filter(state=states.MATCHED).count()
        refused = one.scans.filter(state=states.REFUSED).order_by("name")
        report.scans_refused = list(refused.values_list("name", "sentence"))


def _system(at: datetime) -> AbstractContextManager[None]:
    return scope.transaction_as(scope.system_token(office_date(at)))
