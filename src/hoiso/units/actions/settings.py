"""Deciding a setting, and keeping the table of days off."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import JSONField, Value

from hoiso.audit import public as audit
from hoiso.core.folding import nfc
from hoiso.units.errors import SettingRefused
from hoiso.units.models import Holiday, OfficeSetting
from hoiso.units.settings import accept
from hoiso.units.settings_registry import REGISTRY
from hoiso.units.working_days import DayOff, proposed_holidays

_YEARS = range(2000, 2101)


@transaction.atomic
def decide_setting(
    *,
    key: str,
    written: str,
    unit_id: int | None,
    valid_from: date,
    at: datetime,
    actor_id: int | None = None,
) -> OfficeSetting:
    """Keep what was decided for a unit (None: the whole installation) from a day on.

    A second decision for the same day replaces the first. An empty value gives the decision back
    to the unit above. Raises `SettingRefused`.
    """
    value = accept(key, written)
    if unit_id is not None and REGISTRY[key].whole:
        raise SettingRefused("Thiết lập này do quản trị tỉnh đặt chung cho toàn hệ thống.")
    known = OfficeSetting.objects.filter(key=key, valid_from=valid_from)
    same_day = known.filter(unit__isnull=True) if unit_id is None else known.filter(unit_id=unit_id)
    row = same_day.select_for_update().first() or OfficeSetting(key=key, valid_from=valid_from)
    row.unit_id, row.set_by = unit_id, actor_id
    row.value = Value(None, JSONField()) if value is None else value  # JSON null, not an SQL one
    row.save()
    audit.record(
        "decide_setting", "setting", row.pk, at=at, actor_id=actor_id, unit_id=unit_id, key=key,
        valid_from=valid_from.isoformat(),
    )  # fmt: skip
    return row


@transaction.atomic
def keep_day(*, day: date, name: str, working: bool, at: datetime, actor_id: int | None = None) -> Holiday:
    """Keep a day off, or a weekend day on which the office works. The same day again is replaced."""
    clean = nfc(name)
    if not clean:
        raise SettingRefused("Nhập tên ngày nghỉ", field="name")
    if day.year not in _YEARS:
        raise SettingRefused("Năm phải từ 2000 đến 2100", field="day")
    row, _ = Holiday.objects.update_or_create(day=day, defaults={"name": clean, "working": working})
    audit.record("keep_day", "holiday", row.pk, at=at, actor_id=actor_id, unit_id=None, day=day.isoformat())
    return row


@transaction.atomic
def drop_day(*, day: date, at: datetime, actor_id: int | None = None) -> bool:
    """Take a day out of the table; whether it was there."""
    count, _ = Holiday.objects.filter(day=day).delete()
    if count:
        audit.record("drop_day", "holiday", None, at=at, actor_id=actor_id, unit_id=None, day=day.isoformat())
    return bool(count)


def start_year(*, year: int, at: datetime, actor_id: int | None = None) -> int:
    """Put the fixed holidays of a year into the table, with the days off in lieu; how many were new.

    Tết, Giỗ Tổ and the swaps of the year are added by a person. Done again it adds nothing.
    """
    if year not in _YEARS:
        raise SettingRefused("Năm phải từ 2000 đến 2100", field="year")
    return keep_days(proposed_holidays(year), at=at, actor_id=actor_id)


@transaction.atomic
def keep_days(days: tuple[DayOff, ...], *, at: datetime, actor_id: int | None = None) -> int:
    """Put days into the table where the day is not there yet; how many were new."""
    known = set(Holiday.objects.filter(day__in=[one.day for one in days]).values_list("day", flat=True))
    fresh = [Holiday(day=one.day, name=one.name, working=one.working) for one in days if one.day not in known]
    Holiday.objects.bulk_create(fresh)
    if fresh:
        audit.record("keep_days", "holiday", None, at=at, actor_id=actor_id, unit_id=None, count=len(fresh))
    return len(fresh)
