"""Face of duplicates."""

from hoiso.members.duplicates.actions import find_everywhere, find_pairs, merge, tell_apart, undo
from hoiso.members.duplicates.comparing import FIELDS, Compared, compared
from hoiso.members.duplicates.queries import (
    ORDERS,
    UNDO_DAYS,
    VIEWS,
    MergeRow,
    PairRow,
    Side,
    members_of,
    merges,
    pair_page,
    pair_sides,
)

__all__ = [
    "FIELDS",
    "ORDERS",
    "UNDO_DAYS",
    "VIEWS",
    "Compared",
    "MergeRow",
    "PairRow",
    "Side",
    "compared",
    "find_everywhere",
    "find_pairs",
    "members_of",
    "merge",
    "merges",
    "pair_page",
    "pair_sides",
    "tell_apart",
    "undo",
]
