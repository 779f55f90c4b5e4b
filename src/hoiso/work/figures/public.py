"""Face of requests for figures."""

from hoiso.work.figures.actions.collecting import (
    freeze,
    give_back,
    give_up,
    move_deadline,
    take,
    take_all,
    urge_silent,
)
from hoiso.work.figures.actions.drawing import Drawing, draw, lay_before_leaders, redraw, send
from hoiso.work.figures.actions.filling import hand_in, keep
from hoiso.work.figures.columns import Column, Kind
from hoiso.work.figures.queries.lists import VIEWS, figure_list, units_to_ask
from hoiso.work.figures.queries.one import (
    SHEET_VIEWS,
    SheetPage,
    own_request,
    request_page,
    sheet_of,
    sheet_page,
    summary,
)
from hoiso.work.figures.workbook import Reading, empty_table, export, read_table

__all__ = [
    "SHEET_VIEWS",
    "VIEWS",
    "Column",
    "Drawing",
    "Kind",
    "Reading",
    "SheetPage",
    "draw",
    "empty_table",
    "export",
    "figure_list",
    "freeze",
    "give_back",
    "give_up",
    "hand_in",
    "keep",
    "lay_before_leaders",
    "move_deadline",
    "own_request",
    "read_table",
    "redraw",
    "request_page",
    "send",
    "sheet_of",
    "sheet_page",
    "summary",
    "take",
    "take_all",
    "units_to_ask",
    "urge_silent",
]
