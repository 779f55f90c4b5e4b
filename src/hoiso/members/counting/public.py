"""Face of counting."""

from hoiso.members.counting.actions import WomenLine, read_women, tell_branch, tell_women
from hoiso.members.counting.hiding import hidden
from hoiso.members.counting.indicators import BY_CODE, CUTS, INDICATORS, Cut, Indicator
from hoiso.members.counting.queries import (
    PEOPLE,
    Counts,
    Figures,
    counts,
    people,
    rate,
    shown_rows,
    shown_values,
)
from hoiso.members.counting.rules import Counted, counted_place

__all__ = [
    "BY_CODE",
    "CUTS",
    "INDICATORS",
    "PEOPLE",
    "Counted",
    "Counts",
    "Cut",
    "Figures",
    "Indicator",
    "WomenLine",
    "counted_place",
    "counts",
    "hidden",
    "people",
    "rate",
    "read_women",
    "shown_rows",
    "shown_values",
    "tell_branch",
    "tell_women",
]
