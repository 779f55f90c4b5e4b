"""Lists brought in without an officer, on the command line."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.documents.incoming.public import command_actor
from hoiso.members.imports.actions.planning import Wish, begin, placed, start
from hoiso.members.imports.actions.running import Tell, carry_on
from hoiso.members.imports.opening import OpenedList, found_in
from hoiso.members.imports.placing import NEW, choice_of
from hoiso.members.imports.queries import every_fault
from hoiso.members.imports.rows import MemberRow
from hoiso.members.models import MemberList
from hoiso.units.models import Unit


@dataclass(slots=True)
class Report:
    """What became of one list. `refused`: why nothing went in. Faults by sheet (from 1), row and sentence."""

    file: str
    list_id: int | None = None
    rows: int = 0
    taken: int = 0
    again: int = 0
    aside: int = 0
    faults: list[tuple[int, int, str]] = field(default_factory=list)
    refused: str = ""

    @property
    def whole(self) -> bool:
        """Whether every member of the list is in the register now."""
        return not (self.refused or self.faults)


def import_files(
    paths: Sequence[Path],
    *,
    unit: Unit,
    as_of: date | None = None,
    open_branches: bool = False,
    at: datetime,
    told: Tell | None = None,
) -> Iterator[Report]:
    """Each list into the register of the unit and of those below it. A list that is refused stops nothing.

    Doing it again gives nothing new, and goes on where it was killed. `open_branches`: branches that do not
    stand yet are opened under the unit, or under the commune that the row names.
    """
    for path in paths:
        report = Report(str(path))
        try:
            _take(path, report, unit=unit, as_of=as_of, open_branches=open_branches, at=at, told=told)
        except DomainError as refusal:
            report.refused = refusal.sentence
        except OSError as error:
            report.refused = f"Không đọc được tệp: {os.strerror(error.errno or 0)}."
        yield report


def _take(
    path: Path,
    report: Report,
    *,
    unit: Unit,
    as_of: date | None,
    open_branches: bool,
    at: datetime,
    told: Tell | None,
) -> None:
    by = command_actor(unit, at=at)
    system = scope.system_token(office_date(at))
    with scope.transaction_as(system), path.open("rb") as stream:
        one, opened = begin(
            by=by, unit_id=unit.pk, stream=stream, name=path.name, wish=Wish(as_of), at=at, look=False
        )
        report.list_id, report.rows = one.pk, one.rows
        if open_branches:
            one.places = _new_places(one, opened, at=at)
            one.save(update_fields=["places"])
        start(by=by, list_id=one.pk, at=at, by_job=False)
    carry_on(one.pk, opened=opened, told=told)
    with scope.transaction_as(system):
        one.refresh_from_db()
        report.refused = one.problem
        report.taken, report.again, report.aside = one.taken, one.again, one.aside
        report.faults = [(row.sheet + 1, row.row, row.sentence) for row in every_fault(one.pk)]


def _new_places(one: MemberList, opened: OpenedList, *, at: datetime) -> list[dict[str, object]]:
    """Every branch that the list names and that does not stand, to be opened."""
    today = office_date(at)
    places = placed(one, on=today)
    found: dict[tuple[str, str], dict[str, object]] = {}
    for row in found_in(one, opened, today=today):
        if isinstance(row, MemberRow) and row.branch and isinstance(places.of(row), str):
            key = choice_of(row)
            found.setdefault(
                key,
                {
                    "commune_key": key[0], "key": key[1], "commune": row.commune, "branch": row.branch,
                    "rows": 0, "unit_id": NEW, "found": "",
                },
            )  # fmt: skip
    return list(found.values())
