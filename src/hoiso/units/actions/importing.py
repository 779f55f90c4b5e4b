"""Loading a list of units: all of it or nothing, unless bad lines may be left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from hoiso.audit import public as audit
from hoiso.units.actions.codes import give_codes
from hoiso.units.actions.making import Contact, new_unit, store, the_central
from hoiso.units.errors import ListRefused
from hoiso.units.lists import LEVELS, Fault, UnitList, UnitRow, read_units
from hoiso.units.models import IdentityCode, Placement, Unit
from hoiso.units.names import body_of
from hoiso.units.shipped import Period, period_of

_WITH_BODY = (Unit.Kind.PROVINCE, Unit.Kind.DISTRICT, Unit.Kind.COMMUNE)
_CONTACT = ("address", "phone", "email")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a list did, or would do: counts of lines, and the faults of the bad ones."""

    new: int
    same: int
    changed: int
    faults: tuple[Fault, ...]
    loaded: bool

    @property
    def good(self) -> int:
        """Lines without a fault."""
        return self.new + self.same + self.changed


@dataclass(slots=True)
class _Work:
    """What is gathered of a list before anything is stored."""

    new: list[tuple[UnitRow, Unit, Unit | None]] = field(default_factory=list)
    changed: list[Unit] = field(default_factory=list)
    same: int = 0
    faults: list[Fault] = field(default_factory=list)


class Standing:
    """Units by kind and official code, those stored and those of the list, to find parents and repeats."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._by_code: dict[tuple[str, str], list[Unit]] = {}
        self._by_name: dict[tuple[str, str, int], list[Unit]] = {}
        listed = list(units)
        nameless = [unit.pk for unit in listed if not unit.official_code]
        places = Placement.objects.filter(unit_id__in=nameless).order_by("valid_from")
        above = dict(places.values_list("unit_id", "parent_id"))
        for unit in listed:
            self.add(unit, above.get(unit.pk))

    def add(self, unit: Unit, above: Unit | int | None) -> None:
        """Take one more unit in, with the unit (or its id) that it lies under."""
        if unit.official_code:
            self._by_code.setdefault((unit.kind, unit.official_code), []).append(unit)
        else:
            self._by_name.setdefault((unit.kind, unit.folded, _mark(above)), []).append(unit)

    def overlapping(self, candidate: Unit, above: Unit | None) -> Unit | None:
        """The unit of the same code, or without a code of the same name and place, in the same days."""
        if candidate.official_code:
            known = self._by_code.get((candidate.kind, candidate.official_code), [])
        else:
            known = self._by_name.get((candidate.kind, candidate.folded, _mark(above)), [])
        for unit in known:
            starts_in_time = candidate.valid_to is None or unit.valid_from <= candidate.valid_to
            if starts_in_time and (unit.valid_to is None or candidate.valid_from <= unit.valid_to):
                return unit
        return None

    def parent(self, code: str, below: str, on: date) -> Unit | None:
        """The unit with the code at the nearest level above `below` that stands on the day."""
        for level in reversed(LEVELS[: LEVELS.index(below)]):
            for unit in self._by_code.get((level, code), []):
                if unit.stands_on(on):
                    return unit
        return None


@transaction.atomic
def import_units(
    content: bytes,
    *,
    at: datetime,
    actor_id: int | None = None,
    since: date | None = None,
    skip_bad: bool = False,
    only_check: bool = False,
) -> ImportReport:
    """Load a list of units, or with `only_check` say what loading would do.

    `since` is the first day of units whose line names none; the lists that come with the package
    are recognised and need none. Nothing is loaded while a line is bad, unless `skip_bad`.
    Loading a list again changes nothing. Raises `ListRefused` when the file is no list of units.
    """
    listed = read_units(content)
    period = Period(since, None, start_known=True) if since else period_of(content)
    before = transaction.savepoint()
    report = load_list(listed, period, at=at, actor_id=actor_id, skip_bad=skip_bad, only_check=only_check)
    if report.loaded:
        transaction.savepoint_commit(before)
    else:
        transaction.savepoint_rollback(before)  # Central, which the check may have needed
    return report


def load_list(
    listed: UnitList,
    period: Period | None,
    *,
    at: datetime,
    actor_id: int | None = None,
    skip_bad: bool = False,
    only_check: bool = False,
) -> ImportReport:
    """Load a list that has been read; see `import_units`."""
    if period is None and any(row.valid_from is None for row in listed.rows):
        raise ListRefused("Danh sách không ghi ngày bắt đầu. Hãy cho biết ngày.", field="since")
    work = _sort_out(listed, period, the_central(at=at, actor_id=actor_id))
    faults = tuple(sorted((*listed.faults, *work.faults), key=lambda fault: fault.line))
    may_load = not only_check and (skip_bad or not faults)
    report = ImportReport(len(work.new), work.same, len(work.changed), faults, loaded=may_load)
    if may_load:
        _store(work, at, actor_id)
        audit.record(
            "import_units", "units", None, at=at, actor_id=actor_id, unit_id=None,
            new=report.new, changed=report.changed, bad=len(faults),
        )  # fmt: skip
    return report


def _mark(above: Unit | int | None) -> int:
    """What a unit lies under, as a key: an id, a mark of a unit not stored yet, or nothing."""
    if above is None:
        return 0
    return above if isinstance(above, int) else above.pk or -id(above)


def _sort_out(listed: UnitList, period: Period | None, central: Unit) -> _Work:
    known = Standing(Unit.objects.filter(kind__in={row.level for row in listed.rows} | set(_WITH_BODY)))
    taken_codes = dict(IdentityCode.objects.values_list("code", "unit_id"))
    work = _Work()
    for row in sorted(listed.rows, key=lambda row: LEVELS.index(row.level)):
        unit = _unit_of(row, period)
        parent = _parent_of(row, unit, known, central, work)
        same = known.overlapping(unit, parent)
        if same is not None:
            _repeat(row, unit, same, work)
        elif row.identity_code and row.identity_code in taken_codes:
            work.faults.append(
                Fault(row.line, "identity_code", f"mã {row.identity_code} đã cấp, không cấp lại")
            )
        elif parent is not None or row.level in ("central", "outside"):
            taken_codes[row.identity_code] = 0
            known.add(unit, parent)
            work.new.append((row, unit, parent))
    return work


def _unit_of(row: UnitRow, period: Period | None) -> Unit:
    first = row.valid_from or (period.first if period else None)
    assert first is not None  # refused before
    last = row.valid_to or (period.last if period and not row.valid_from else None)
    return new_unit(
        kind=row.level,
        name=row.name,
        valid_from=first,
        valid_to=last,
        start_known=bool(row.valid_from) or period is None or period.start_known,
        official_code=row.code,
        body_name=row.body_name or (body_of(row.name) if row.level in _WITH_BODY else ""),
        contact=Contact(row.address, row.phone, row.email),
        source="list",
    )


def _parent_of(row: UnitRow, unit: Unit, known: Standing, central: Unit, work: _Work) -> Unit | None:
    if row.level in ("central", "outside"):
        return None
    if row.level == "province" and not row.parent_code:
        return central
    parent = known.parent(row.parent_code, row.level, unit.valid_from)
    if parent is None:
        column = "parent_code"
        sentence = f"không có đơn vị cấp trên mã {row.parent_code} vào ngày {unit.valid_from:%d/%m/%Y}"
        work.faults.append(Fault(row.line, column, sentence))
    return parent


def _repeat(row: UnitRow, unit: Unit, same: Unit, work: _Work) -> None:
    """A line whose unit is already there: the same again, a new contact, or a contradiction."""
    if same.name != unit.name:
        period = f"từ {same.valid_from:%d/%m/%Y}" + (
            f" đến {same.valid_to:%d/%m/%Y}" if same.valid_to else ""
        )
        work.faults.append(Fault(row.line, "code", f"mã {row.code} là của {same.name} {period}"))
    elif same.valid_from != unit.valid_from and row.valid_from is not None:
        work.faults.append(Fault(row.line, "valid_from", f"{same.name} đã có từ {same.valid_from:%d/%m/%Y}"))
    elif any(getattr(unit, name) and getattr(unit, name) != getattr(same, name) for name in _CONTACT):
        for name in _CONTACT:
            setattr(same, name, getattr(unit, name) or getattr(same, name))
        work.changed.append(same)
    else:
        work.same += 1


def _store(work: _Work, at: datetime, actor_id: int | None) -> None:
    units: Sequence[Unit] = [unit for _, unit, _ in work.new]
    store(units, [parent for _, _, parent in work.new])
    Unit.objects.bulk_update(work.changed, _CONTACT)
    give_codes(
        [(unit, row.identity_code) for row, unit, _ in work.new if row.identity_code],
        at=at,
        actor_id=actor_id,
    )
