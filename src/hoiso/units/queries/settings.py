"""What has been decided: every setting with its value in force, and the decisions behind one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hoiso.units.models import OfficeSetting
from hoiso.units.setting_types import Setting, Value
from hoiso.units.settings import get_many, words
from hoiso.units.settings_registry import REGISTRY


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting as the list shows it."""

    setting: Setting
    value: Value
    words: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about a setting."""

    valid_from: date
    words: str
    unit_title: str


def settings_in_force(unit_id: int | None, *, on: date) -> tuple[SettingLine, ...]:
    """Every setting with the value that holds at a unit on a day. One statement."""
    values = get_many(unit_id, REGISTRY, on)
    lines = REGISTRY.items()
    return tuple(SettingLine(setting, values[key], words(key, values[key])) for key, setting in lines)


def decisions(key: str, unit_ids: Iterable[int | None]) -> tuple[Decision, ...]:
    """Decisions at some units and for the whole installation, newest first. One statement."""
    of_units = Q(unit__in=[unit_id for unit_id in unit_ids if unit_id is not None])
    rows = OfficeSetting.objects.filter(of_units | Q(unit=None), key=key)
    return tuple(
        Decision(row.valid_from, words(key, row.value), row.unit.title if row.unit else "Toàn hệ thống")
        for row in rows.select_related("unit").order_by("-valid_from", "id")
    )
