"""Face of the rounds of opinions."""

from hoiso.documents.opinions.actions import (
    Upload,
    answer,
    close,
    close_due,
    extend,
    open_round,
    settle,
    urge,
)
from hoiso.documents.opinions.people import AskedDraft, askable_people, askable_units, asked_draft
from hoiso.documents.opinions.queries import (
    ORDERS,
    VIEWS,
    OpinionLine,
    RoundPage,
    RoundRow,
    all_rounds,
    opinion_file,
    opinion_line,
    round_page,
    rounds,
)
from hoiso.documents.opinions.sheets import as_sheet, as_word

__all__ = [
    "ORDERS",
    "VIEWS",
    "AskedDraft",
    "OpinionLine",
    "RoundPage",
    "RoundRow",
    "Upload",
    "all_rounds",
    "answer",
    "as_sheet",
    "as_word",
    "askable_people",
    "askable_units",
    "asked_draft",
    "close",
    "close_due",
    "extend",
    "open_round",
    "opinion_file",
    "opinion_line",
    "round_page",
    "rounds",
    "settle",
    "urge",
]
