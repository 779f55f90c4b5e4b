"""Dated settings that the clerk's desk asks for."""

from datetime import date

from hoiso.units.public import setting

LINE_KEY = "secret_register_line"


def keeps_secret_lines(unit_id: int, *, on: date) -> bool:
    """Whether a line without subject may be kept of a state secret; no, unless the province allows it."""
    return bool(setting(unit_id, LINE_KEY, on))
