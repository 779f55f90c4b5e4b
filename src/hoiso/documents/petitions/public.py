"""Face of letters and petitions."""

from hoiso.documents.petitions.actions.course import record
from hoiso.documents.petitions.actions.deciding import (
    accept,
    extend,
    finish,
    forward,
    give,
    keep_by,
    put_away,
    refuse,
    take_from,
)
from hoiso.documents.petitions.actions.registering import NEW, Upload, correct, register
from hoiso.documents.petitions.entry import Letter, keys_of
from hoiso.documents.petitions.queries import (
    DEFAULT_VIEW,
    ORDERS,
    VIEWS,
    CountRow,
    LikeOne,
    OpenedPetition,
    PetitionFilter,
    PetitionRow,
    counted,
    file_of,
    like_ones,
    petition,
    register_page,
    rows_for_export,
)
from hoiso.documents.petitions.rules import chooses_keeper, opens, require_open
from hoiso.documents.petitions.terms import answer_by

__all__ = [
    "DEFAULT_VIEW",
    "NEW",
    "ORDERS",
    "VIEWS",
    "CountRow",
    "Letter",
    "LikeOne",
    "OpenedPetition",
    "PetitionFilter",
    "PetitionRow",
    "Upload",
    "accept",
    "answer_by",
    "chooses_keeper",
    "correct",
    "counted",
    "extend",
    "file_of",
    "finish",
    "forward",
    "give",
    "keep_by",
    "keys_of",
    "like_ones",
    "opens",
    "petition",
    "put_away",
    "record",
    "refuse",
    "register",
    "register_page",
    "require_open",
    "rows_for_export",
    "take_from",
]
