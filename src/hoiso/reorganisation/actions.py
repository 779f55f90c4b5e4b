"""Units end and others take over, with everything that hangs on them, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from hoiso.access.public import Actor, Right, require_any
from hoiso.reorganisation.changes import Change, ChangeKind, passings_of, plan_of
from hoiso.reorganisation.parts import PARTS
from hoiso.units import public as units
from hoiso.units.lists import MappingRow
from hoiso.units.models import Unit
from hoiso.units.public import Around, PartPlan, Passing, Reorganised

CARRY_OUT = "reorganisation.carry_out"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reorganisation did, or with `only_plan` would do, to units and to each part."""

    units: Reorganised
    parts: tuple[PartPlan, ...]
    carried_out: bool

    @property
    def nothing_to_do(self) -> bool:
        """Whether everything in the file had already happened."""
        return not self.units.passings and not self.units.ended and not self.units.opened


@transaction.atomic
def reorganise(
    rows: Sequence[MappingRow],
    *,
    on: date,
    around: Around,
    districts: Mapping[str, str],
    at: datetime,
    only_plan: bool = False,
) -> Outcome:
    """Put a reorganisation file into force. A second time it changes nothing.

    A plan is the real thing done and taken back: what is told is exactly what would happen.
    Raises `units.FaultsFound` when a line cannot be right. For commands: under the system's scope.
    """
    before = transaction.savepoint()
    done = units.reorganise(rows, on=on, around=around, districts=districts, at=at)
    plans = _tell_parts(done.passings, on=on, at=at)
    if only_plan:
        transaction.savepoint_rollback(before)
    else:
        transaction.savepoint_commit(before)
    return Outcome(done, plans, carried_out=not only_plan)


@transaction.atomic
def change_unit(change: Change, *, by: Actor, at: datetime) -> tuple[Passing, ...]:
    """Rename, merge, split or close one unit from a day on, and take everything along.

    What the web's role may not touch (books of other units) the worker does, by a job of this
    transaction. Raises `UnitRefused` when the change is not possible.
    """
    require_any(by, Right.ADMINISTER_PROVINCE)
    unit, passings = _pass_on(change, by=by, at=at)
    waiting: list[JSONValue] = [part.name for part in PARTS if part.by_worker]
    for part in PARTS:
        if not part.by_worker:
            part.apply(passings, on=change.on, at=at, actor_id=by.officer_id)
    app.configure_task(CARRY_OUT, queueing_lock=f"{CARRY_OUT}.{unit.pk}").defer(
        parts=waiting, unit_id=unit.pk, on=change.on.isoformat(), officer_id=by.officer_id
    )
    return passings


def _pass_on(change: Change, *, by: Actor, at: datetime) -> tuple[Unit, tuple[Passing, ...]]:
    unit, planned = plan_of(change)
    units.end_units([unit], on=change.on)
    passings = []
    for one in planned:
        if change.kind is ChangeKind.RENAME:
            passings.append(_renamed(unit, change, by=by, at=at))
        else:
            passings.append(one)
    units.pass_on(passings, on=change.on, at=at, actor_id=by.officer_id)
    return unit, tuple(passings)


def _renamed(unit: Unit, change: Change, *, by: Actor, at: datetime) -> Passing:
    """The new row of a renamed unit, under the same parent, with the same code and contact."""
    place = unit.placements.order_by("-valid_from").select_related("parent").first()
    after = units.add_unit(
        kind=unit.kind,
        name=change.name,
        body_name=change.body_name,
        valid_from=change.on,
        parent=place.parent if place else None,
        official_code=unit.official_code,
        contact=units.Contact(unit.address, unit.phone, unit.email),
        source=unit.source,
        at=at,
        actor_id=by.officer_id,
    )
    return Passing(unit.pk, unit.title, after.pk, after.title, "whole", renaming=True)


def _tell_parts(passings: Sequence[Passing], *, on: date, at: datetime) -> tuple[PartPlan, ...]:
    if not passings:
        return ()
    plans = [plan for part in PARTS for plan in part.plan(passings, on=on)]
    for part in PARTS:
        part.apply(passings, on=on, at=at, actor_id=None)
    return tuple(plans)


def carry_out(*, parts: Sequence[str], unit_id: int, on: date, officer_id: int, at: datetime) -> None:
    """What the web left to the worker, for one ended unit; `officer_id` asked. Again: changes nothing."""
    passings = passings_of(unit_id, on)
    for part in PARTS:
        if part.name in parts:
            part.apply(passings, on=on, at=at, actor_id=officer_id)
