"""Which value of a setting holds at a unit on a day.

A value belongs to a unit or to the whole installation, from a day on. A unit without one has its
parent's, then the installation's, then the default of the registry. What is decided for the whole
installation (`Setting.whole`) no unit decides otherwise.
"""

import json
from collections.abc import Iterable
from datetime import date

from django.db import connection

from hoiso.core.folding import nfc
from hoiso.units.errors import SettingRefused
from hoiso.units.setting_types import Kind, Setting, Value
from hoiso.units.settings_registry import REGISTRY

_YES = {"có", "co", "1", "true", "on"}
_NO = {"không", "khong", "0", "false", "", "off"}


def get(unit_id: int | None, key: str, on: date) -> Value:
    """The value of one setting. One statement. An unknown key raises KeyError: it is a slip of ours."""
    return get_many(unit_id, (key,), on)[key]


def get_many(unit_id: int | None, keys: Iterable[str], on: date) -> dict[str, Value]:
    """The values of several settings at a unit on a day. One statement."""
    wanted = {key: REGISTRY[key] for key in keys}
    values: dict[str, Value] = {key: setting.default for key, setting in wanted.items()}
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, {"unit": unit_id, "on": on, "keys": list(wanted)})
        rows = cursor.fetchall()
    found: set[str] = set()
    for key, written, of_unit in rows:  # nearest unit first; null there means "as above"
        value = json.loads(written) if isinstance(written, str) else written
        if key not in found and value is not None and not (of_unit and wanted[key].whole):
            found.add(key)
            values[key] = value
    return values


def accept(key: str, written: str) -> Value | None:
    """What was typed for a setting, as the value to keep; None gives the decision back to the unit above.

    Raises `SettingRefused` with a sentence in the setting's own words.
    """
    setting = REGISTRY.get(key)
    if setting is None:
        raise SettingRefused("Không có thiết lập này.")
    text = nfc(written)
    if setting.kind is Kind.FLAG:
        return _flag(text)
    if not text:
        return None
    if setting.kind is Kind.MANY:
        return _several(setting, text)
    if setting.kind is Kind.NUMBER:
        return _number(setting, text)
    if setting.kind is Kind.CHOICE and text not in dict(setting.choices):
        raise SettingRefused("Chọn một giá trị trong danh sách.", field="value")
    if len(text) > setting.longest:
        raise SettingRefused(f"Giá trị dài nhất {setting.longest} ký tự.", field="value")
    return text


def words(key: str, value: Value | None) -> str:
    """A value as it is shown: the words of a choice, Có or Không, the number with its unit."""
    setting = REGISTRY[key]
    if value is None:
        return "theo đơn vị cấp trên"
    if setting.kind is Kind.FLAG:
        return "Có" if value else "Không"
    if isinstance(value, list):
        return ", ".join(dict(setting.choices).get(one, one) for one in value) or "không có"
    if setting.kind is Kind.CHOICE:
        return dict(setting.choices).get(str(value), str(value))
    return f"{value} {setting.unit}".strip() or "chưa nhập"


def _flag(text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise SettingRefused("Chọn Có hoặc Không.", field="value")


def _several(setting: Setting, text: str) -> list[str]:
    chosen = [one.strip() for one in text.split(",") if one.strip()]
    if not set(chosen) <= set(dict(setting.choices)):
        raise SettingRefused("Chọn trong danh sách.", field="value")
    return chosen


def _number(setting: Setting, text: str) -> int:
    if not text.isdecimal() or not setting.least <= int(text) <= setting.most:
        raise SettingRefused(
            f"Nhập một số từ {setting.least} đến {setting.most}, không có dấu.", field="value"
        )
    return int(text)


_IN_FORCE = """
WITH RECURSIVE up(id, depth) AS (
  SELECT %(unit)s::bigint, 0
  UNION ALL
  SELECT p.parent_id, up.depth + 1 FROM units_placement p JOIN up ON p.unit_id = up.id
  WHERE up.depth < 10 AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)
)
SELECT key, value, depth IS NOT NULL FROM (
  SELECT DISTINCT ON (s.key, s.unit_id) s.key, s.value, up.depth
  FROM units_officesetting s LEFT JOIN up ON up.id = s.unit_id
  WHERE s.key = ANY (%(keys)s) AND s.valid_from <= %(on)s AND (s.unit_id IS NULL OR up.id IS NOT NULL)
  ORDER BY s.key, s.unit_id, s.valid_from DESC
) latest ORDER BY depth NULLS LAST
"""
