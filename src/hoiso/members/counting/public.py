"""Face of counting."""

from hoiso.members.counting.actions.reports import (
    Period,
    change_report,
    close_report,
    draw_report,
    drawn_of,
    return_report,
    send_report,
    value_of,
)
from hoiso.members.counting.actions.telling import WomenLine, read_women, tell_branch, tell_women
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
    told_words,
)
from hoiso.members.counting.report_queries import last_period, opened_report, reports_at
from hoiso.members.counting.rules import Counted, above_of_own, closes, counted_place, keeps_report, signs

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
    "Period",
    "WomenLine",
    "above_of_own",
    "change_report",
    "close_report",
    "closes",
    "counted_place",
    "counts",
    "draw_report",
    "drawn_of",
    "hidden",
    "keeps_report",
    "last_period",
    "opened_report",
    "people",
    "rate",
    "read_women",
    "reports_at",
    "return_report",
    "send_report",
    "shown_rows",
    "shown_values",
    "signs",
    "tell_branch",
    "tell_women",
    "told_words",
    "value_of",
]
