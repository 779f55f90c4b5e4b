"""What administrators do to units, codes, settings and the calendar: permission, then the act."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.administration.units.rules import require_keeper, require_setting
from hoiso.core.errors import NotThere
from hoiso.units import public as units
from hoiso.units.errors import CodeRefused, UnitRefused
from hoiso.units.models import Holiday, IdentityCode, OfficeSetting, Succession, Unit


def add_unit(
    *,
    by: Actor,
    kind: str,
    name: str,
    parent_id: int | None,
    valid_from: date,
    official_code: str,
    body_name: str,
    contact: units.Contact,
    at: datetime,
) -> Unit:
    """Add a unit by hand."""
    require_keeper(by)
    return units.add_unit(
        kind=kind,
        name=name,
        parent=_unit(parent_id) if parent_id else None,
        valid_from=valid_from,
        official_code=official_code,
        body_name=body_name,
        contact=contact,
        at=at,
        actor_id=by.officer_id,
    )


def change_contact(*, by: Actor, unit_id: int, contact: units.Contact, at: datetime) -> Unit:
    """Correct how a unit is reached."""
    require_keeper(by)
    return units.change_contact(unit=_unit(unit_id), contact=contact, at=at, actor_id=by.officer_id)


def import_units(
    content: bytes, *, by: Actor, since: date | None, skip_bad: bool, only_check: bool, at: datetime
) -> units.ImportReport:
    """Load a list of units, or say what loading would do."""
    require_keeper(by)
    return units.import_units(
        content, since=since, skip_bad=skip_bad, only_check=only_check, at=at, actor_id=by.officer_id
    )


def give_code(
    *, by: Actor, unit_id: int, text: str, valid_from: date, alias: bool, at: datetime
) -> IdentityCode:
    """Give a unit an identity code, or a second one beside the primary."""
    require_keeper(by)
    return units.give_code(
        unit=_unit(unit_id), text=text, valid_from=valid_from, alias=alias, at=at, actor_id=by.officer_id
    )


@transaction.atomic
def close_code(*, by: Actor, code_id: int, last_day: date, successor: str, at: datetime) -> IdentityCode:
    """Close a code; `successor` is the code offered instead, empty when there is none."""
    require_keeper(by)
    code = IdentityCode.objects.filter(pk=code_id).first()
    if code is None:
        raise NotThere("Không có mã này.")
    instead = None
    if successor.strip():
        instead = IdentityCode.objects.filter(code=successor.strip().upper()).first()
        if instead is None:
            raise CodeRefused("Mã thay thế chưa có trong hệ thống. Cấp mã đó trước.", field="successor")
    return units.close_code(code=code, last_day=last_day, successor=instead, at=at, actor_id=by.officer_id)


@transaction.atomic
def settle_part(
    *, by: Actor, succession_id: int, branch_ids: Sequence[int], note: str, at: datetime
) -> Succession:
    """Say how a part of a divided unit was divided, and which branches it took."""
    require_keeper(by)
    link = Succession.objects.filter(pk=succession_id, share=Succession.Share.PART).first()
    if link is None:
        raise NotThere("Không có phần chia này.")
    chosen = list(Unit.objects.filter(pk__in=branch_ids))
    return units.settle_part(succession=link, note=note, move=chosen, at=at, actor_id=by.officer_id)


def decide_setting(
    *, by: Actor, key: str, written: str, unit_id: int | None, valid_from: date, at: datetime
) -> OfficeSetting:
    """Decide a setting for a unit (None: the whole installation) from a day on."""
    require_setting(by, unit_id)
    return units.decide_setting(
        key=key, written=written, unit_id=unit_id, valid_from=valid_from, at=at, actor_id=by.officer_id
    )


def keep_day(*, by: Actor, day: date, name: str, working: bool, at: datetime) -> Holiday:
    """Keep a day off, or a weekend day that is worked."""
    require_keeper(by)
    return units.keep_day(day=day, name=name, working=working, at=at, actor_id=by.officer_id)


def drop_day(*, by: Actor, day: date, at: datetime) -> bool:
    """Take a day out of the table."""
    require_keeper(by)
    return units.drop_day(day=day, at=at, actor_id=by.officer_id)


def start_year(*, by: Actor, year: int, at: datetime) -> int:
    """Put the fixed holidays of a year into the table."""
    require_keeper(by)
    return units.start_year(year=year, at=at, actor_id=by.officer_id)


def _unit(unit_id: int) -> Unit:
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise UnitRefused("Chọn đơn vị trong danh sách.")
    return unit
