"""Dated settings that the clerk's desk asks for."""

from datetime import date

from django.db.models import Q

from hoiso.units.models import OfficeSetting

LINE_KEY = "secret_register_line"


def keeps_secret_lines(unit_id: int, *, on: date) -> bool:
    """Whether a register line without subject may be kept of a state secret; no, unless allowed.

    The unit's own setting goes before the installation's.
    """
    found = (
        OfficeSetting.objects.filter(Q(unit_id=unit_id) | Q(unit=None), key=LINE_KEY, valid_from__lte=on)
        .order_by("unit_id", "-valid_from")  # PostgreSQL sorts nulls last
        .values_list("value", flat=True)
        .first()
    )
    return bool(found)
