"""Face of reorganisation, for commands and pages."""

from hoiso.reorganisation.actions import Outcome, change_unit, reorganise
from hoiso.reorganisation.changes import Change, ChangeKind, plan_of, told
from hoiso.units.public import FaultsFound

__all__ = ["Change", "ChangeKind", "FaultsFound", "Outcome", "change_unit", "plan_of", "reorganise", "told"]
