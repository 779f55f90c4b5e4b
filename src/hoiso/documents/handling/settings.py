"""Dated settings of handling; their page and words stand with all others in `units`."""

from datetime import date
from enum import StrEnum

from hoiso.units.public import setting

PROPOSAL_STEPS = "proposal_steps"


class Steps(StrEnum):
    """How many people a proposal of handling passes before somebody instructs."""

    NONE = "none"  # registered documents lie before the leaders at once
    ONE = "one"  # clerk or office head to leader
    TWO = "two"  # clerk to office head, office head to leader


def proposal_steps(unit_id: int, *, on: date) -> Steps:
    """The unit's way on that day. One statement."""
    return Steps(str(setting(unit_id, PROPOSAL_STEPS, on)))
