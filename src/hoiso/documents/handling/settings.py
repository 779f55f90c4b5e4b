"""Dated settings of handling."""

from datetime import date
from enum import StrEnum

from django.db.models import Q

from hoiso.units.models import OfficeSetting

PROPOSAL_STEPS = "proposal_steps"


class Steps(StrEnum):
    """How many people a proposal of handling passes before somebody instructs."""

    NONE = "none"  # registered documents lie before the leaders at once
    ONE = "one"  # clerk or office head to leader
    TWO = "two"  # clerk to office head, office head to leader


def proposal_steps(unit_id: int, *, on: date) -> Steps:
    """The unit's way on that day, the installation's where the unit has none, else one step."""
    found = (
        OfficeSetting.objects.filter(
            Q(unit_id=unit_id) | Q(unit=None), key=PROPOSAL_STEPS, valid_from__lte=on
        )
        .order_by("unit_id", "-valid_from")  # PostgreSQL sorts nulls last: the unit's own first
        .values_list("value", flat=True)
        .first()
    )
    return Steps(found) if found in set(Steps) else Steps.ONE
