"""Whose posts reach what lies at a unit: its own, and those of the units that took it over."""

from datetime import date

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL


def reaching(unit_id: int, *, on: date) -> RawSQL:
    """The unit and its heirs of the day, for `unit_id__in`: a sub-select, not a statement of its own."""
    return RawSQL("SELECT unnest(hoiso_heirs(%s, %s))", (unit_id, on), output_field=BigIntegerField())
