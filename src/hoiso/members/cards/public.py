"""Face of cards and lists."""

from hoiso.members.cards.actions import print_for
from hoiso.members.cards.choosing import KEPT, SHEETS, Kept, Sheet
from hoiso.members.cards.codes import token_of
from hoiso.members.cards.meeting import Meeting
from hoiso.members.cards.queries import Checked, checked, chosen

__all__ = [
    "KEPT",
    "SHEETS",
    "Checked",
    "Kept",
    "Meeting",
    "Sheet",
    "checked",
    "chosen",
    "print_for",
    "token_of",
]
