"""A reorganisation file put into force: units end, units begin, and each knows what became of it.

The file maps old communes to new ones and carries neither day nor names nor levels above. Old
units are those of the eve, new ones those of the day; what is not stored yet is taken from the
lists before and after, and so are provinces and districts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from hoiso.core.phrases import vn_date
from hoiso.units.actions.importing import load_list
from hoiso.units.actions.passing import end_units, pass_on
from hoiso.units.errors import ListRefused, UnitRefused
from hoiso.units.lists import Fault, MappingRow, UnitList, UnitRow
from hoiso.units.models import Placement, Succession, Unit
from hoiso.units.passing import Passing
from hoiso.units.shipped import Period
from hoiso.units.succession import MAIN_PART, PART, WHOLE

_LEVELS = (Unit.Kind.PROVINCE, Unit.Kind.DISTRICT, Unit.Kind.COMMUNE)


class FaultsFound(ListRefused):
    """The file contradicts the units that are there; `faults` names every line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"Danh sách có {len(faults)} chỗ sai, chưa làm gì. {faults[0]}", field="file")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Around:
    """The lists before and after, for what is not stored yet; `before_since` begins the former."""

    before: UnitList
    after: UnitList
    before_since: date


@dataclass(frozen=True, slots=True)
class Reorganised:
    """What was done: units that ended, units that began, what passed where, and what to know."""

    on: date
    ended: int
    opened: int
    known: int  # lines that had already happened
    passings: tuple[Passing, ...]
    notices: tuple[str, ...]


@transaction.atomic
def reorganise(
    rows: Sequence[MappingRow],
    *,
    on: date,
    around: Around,
    districts: Mapping[str, str],
    at: datetime,
    actor_id: int | None = None,
) -> Reorganised:
    """Put the file into force on a day. Done again it changes nothing.

    `districts` names the heir of each district by code: a new commune or province. Districts that
    are not named pass to their province, and a notice says so. Raises `FaultsFound` before
    anything is ended when a line cannot be right.
    """
    work = _Work(rows, on, around, at, actor_id)
    work.bring_in_old()
    ending = work.ending()
    work.end(ending)
    opened = work.bring_in_new()
    passings = work.passings(districts)
    fresh = work.not_yet_known(passings)
    if fresh:
        pass_on(fresh, on=on, at=at, actor_id=actor_id)
    return Reorganised(
        on, work.ended, opened, len(passings) - len(fresh), tuple(fresh), tuple(work.notices if fresh else ())
    )


class _Work:
    """One file being put into force, step by step, inside the transaction."""

    def __init__(
        self, rows: Sequence[MappingRow], on: date, around: Around, at: datetime, actor_id: int | None
    ) -> None:
        self.rows, self.on, self.around, self.at, self.actor_id = rows, on, around, at, actor_id
        self.eve = on - timedelta(days=1)
        self.ended = 0
        self.notices: list[str] = []
        self.old_codes = {row.old_code for row in rows}
        self.new_codes = {row.new_code for row in rows}
        self.old: dict[str, Unit] = {}
        self.new: dict[str, Unit] = {}
        self.above_old: list[Unit] = []
        self.parents: dict[int, Unit] = {}

    def bring_in_old(self) -> None:
        """Find the old communes of the eve; store from the list before those that are missing."""
        self.old = _communes(self.old_codes, self.eve)
        named = {row.code: row for row in self.around.before.rows if row.level == Unit.Kind.COMMUNE}
        self._refuse(self._old_faults(named))
        missing = self.old_codes - self.old.keys()
        if missing:
            wanted = _with_levels_above(missing, self.around.before.rows)
            period = Period(self.around.before_since, self.eve, start_known=False)
            self._load(wanted, period)
            self.old = _communes(self.old_codes, self.eve)
        self.parents = _parents([unit.pk for unit in self.old.values()], self.eve)
        districts = {unit.pk: unit for unit in self.parents.values() if unit.kind == Unit.Kind.DISTRICT}
        self.parents |= _parents(list(districts), self.eve)
        self.above_old = list({unit.pk: unit for unit in self.parents.values()}.values())

    def _old_faults(self, named: Mapping[str, UnitRow]) -> Iterable[Fault]:
        for row in self.rows:
            listed, there = named.get(row.old_code), self.old.get(row.old_code)
            if there is None and listed is None:
                yield Fault(
                    row.line, "old_commune_code", f"không có xã mã {row.old_code} ngày {vn_date(self.eve)}"
                )
            elif there is not None and listed is not None and there.name != listed.name:
                yield Fault(
                    row.line,
                    "old_commune_code",
                    f"mã {row.old_code} ngày {vn_date(self.eve)} là {there.name},"
                    f" danh sách trước khi sắp xếp ghi {listed.name}",
                )

    def ending(self) -> list[Unit]:
        """Old communes that still run, and the districts and provinces that lose their last commune."""
        running = [unit for unit in self.old.values() if unit.valid_to is None or unit.valid_to > self.eve]
        leaving = {unit.pk for unit in self.old.values()}
        for level in (Unit.Kind.DISTRICT, Unit.Kind.PROVINCE):
            for unit in [one for one in self.above_old if one.kind == level]:
                below = set(
                    Placement.objects.filter(parent=unit, valid_from__lte=self.eve)
                    .exclude(valid_to__lt=self.eve)
                    .filter(unit__kind__in=(Unit.Kind.DISTRICT, Unit.Kind.COMMUNE))
                    .values_list("unit_id", flat=True)
                )
                if below <= leaving and not self._goes_on(unit):
                    leaving.add(unit.pk)
                    if unit.valid_to is None or unit.valid_to > self.eve:
                        running.append(unit)
                else:
                    self.above_old.remove(unit)
                    self.notices.append(f"{unit.name} vẫn hoạt động sau ngày {vn_date(self.eve)}.")
        return running

    def end(self, units: Sequence[Unit]) -> None:
        """End what still runs, so that its codes are free for the new units."""
        if units:
            end_units(units, on=self.on)
            self.ended = len(units)

    def bring_in_new(self) -> int:
        """Find the new communes of the day; store from the list after those that are missing."""
        self.new = _communes(self.new_codes, self.on)
        missing = self.new_codes - self.new.keys()
        listed = {row.code for row in self.around.after.rows if row.level == Unit.Kind.COMMUNE}
        self._refuse(
            Fault(row.line, "new_commune_code", f"không có xã mã {row.new_code} từ ngày {vn_date(self.on)}")
            for row in self.rows
            if row.new_code in missing - listed
        )
        before = Unit.objects.count()
        if missing:
            self._load(
                _with_levels_above(missing, self.around.after.rows), Period(self.on, None, start_known=True)
            )
            self.new = _communes(self.new_codes, self.on)
        self.parents |= _parents([unit.pk for unit in self.new.values()], self.on)
        return Unit.objects.count() - before

    def passings(self, districts: Mapping[str, str]) -> list[Passing]:
        """What passes where: communes by the file, districts as named, provinces by their communes."""
        links = [_passing(self.old[row.old_code], self.new[row.new_code], row.share) for row in self.rows]
        for unit in self.above_old:
            provinces = self._provinces_of_heirs(unit)
            named = districts.get(unit.official_code) if unit.kind == Unit.Kind.DISTRICT else None
            if named is not None:
                links.append(_passing(unit, self._named_heir(unit, named, provinces), WHOLE))
                continue
            if unit.kind == Unit.Kind.DISTRICT:
                self.notices.append(
                    f"{unit.name} (mã {unit.official_code}) chưa có đơn vị kế thừa được chỉ định,"
                    f" chuyển về {provinces[0].name}."
                )
                provinces = provinces[:1]
            shares = [WHOLE] if len(provinces) == 1 else [MAIN_PART] + [PART] * (len(provinces) - 1)
            links += [_passing(unit, heir, share) for heir, share in zip(provinces, shares, strict=True)]
        return links

    def not_yet_known(self, passings: Sequence[Passing]) -> list[Passing]:
        """The passings that are not recorded yet; a record that says otherwise is refused."""
        known = {
            (link.before_id, link.after_id): link
            for link in Succession.objects.filter(before_id__in={one.before_id for one in passings})
        }
        fresh = [one for one in passings if (one.before_id, one.after_id) not in known]
        ended_otherwise = {link.before_id for link in known.values()} & {one.before_id for one in fresh}
        if ended_otherwise:
            unit = next(one for one in fresh if one.before_id in ended_otherwise)
            raise UnitRefused(
                f"{unit.before_title} đã có đơn vị kế thừa khác với danh sách này.", field="file"
            )
        return fresh

    def _goes_on(self, province: Unit) -> bool:
        """Whether a province keeps its code and name and takes nobody else in: then it does not end."""
        if province.kind != Unit.Kind.PROVINCE:
            return False
        others = [one for one in self.above_old if one.kind == Unit.Kind.PROVINCE and one.pk != province.pk]
        after = [row for row in self.around.after.rows if row.level == Unit.Kind.PROVINCE]
        same = any(row.code == province.official_code and row.name == province.name for row in after)
        return (
            not others and (same or not after) and not (province.valid_to and province.valid_to <= self.eve)
        )

    def _provinces_of_heirs(self, unit: Unit) -> list[Unit]:
        """Provinces of the communes that its communes went to, the one with most of them first."""
        count: Counter[int] = Counter()
        found: dict[int, Unit] = {}
        for row in self.rows:
            old = self.old[row.old_code]
            chain = [self.parents[old.pk].pk, *self._above(self.parents[old.pk])]
            if unit.pk in chain and row.share != PART:
                province = self.parents[self.new[row.new_code].pk]
                found[province.pk] = province
                count[province.pk] += 1
        return [found[key] for key, _ in count.most_common()]

    def _above(self, unit: Unit) -> list[int]:
        parent = self.parents.get(unit.pk)
        return [parent.pk] if parent is not None else []

    def _named_heir(self, unit: Unit, code: str, provinces: Sequence[Unit]) -> Unit:
        heir = self.new.get(code) or next((one for one in provinces if one.official_code == code), None)
        if heir is None:
            raise UnitRefused(
                f"Đơn vị kế thừa mã {code} của {unit.name} không phải xã mới hay tỉnh mới trong danh sách.",
                field="districts",
            )
        return heir

    def _load(self, rows: Sequence[UnitRow], period: Period) -> None:
        report = load_list(UnitList(tuple(rows), ()), period, at=self.at, actor_id=self.actor_id)
        self._refuse(report.faults)

    def _refuse(self, faults: Iterable[Fault]) -> None:
        found = tuple(faults)
        if found:
            raise FaultsFound(found)


def _communes(codes: Iterable[str], day: date) -> dict[str, Unit]:
    found = Unit.objects.filter(kind=Unit.Kind.COMMUNE, official_code__in=codes, valid_from__lte=day)
    return {unit.official_code: unit for unit in found.exclude(valid_to__lt=day)}


def _parents(unit_ids: Sequence[int], day: date) -> dict[int, Unit]:
    places = Placement.objects.filter(
        unit_id__in=unit_ids, valid_from__lte=day, parent__kind__in=_LEVELS
    ).exclude(valid_to__lt=day)
    return {place.unit_id: place.parent for place in places.select_related("parent")}


def _with_levels_above(codes: Iterable[str], rows: Sequence[UnitRow]) -> list[UnitRow]:
    """The rows of communes and of the districts and provinces above them."""
    wanted = set(codes)
    communes = [row for row in rows if row.level == Unit.Kind.COMMUNE and row.code in wanted]
    above = {row.parent_code for row in communes}
    districts = [row for row in rows if row.level == Unit.Kind.DISTRICT and row.code in above]
    above |= {row.parent_code for row in districts}
    provinces = [row for row in rows if row.level == Unit.Kind.PROVINCE and row.code in above]
    return [*provinces, *districts, *communes]


def _passing(before: Unit, after: Unit, share: str) -> Passing:
    return Passing(before.pk, before.title, after.pk, after.title, share)
