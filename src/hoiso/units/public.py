"""Face of units: what other parts, the commands and the views may call."""

from hoiso.units.actions.codes import close_code, give_code, give_codes
from hoiso.units.actions.importing import ImportReport, import_units
from hoiso.units.actions.loading import around_reform, load_country, load_shipped, load_tay_ninh_history
from hoiso.units.actions.making import Contact, add_outside, add_unit, change_contact, the_central
from hoiso.units.actions.passing import end_units, move_unit, pass_on, settle_part
from hoiso.units.actions.reorganising import Around, FaultsFound, Reorganised, reorganise
from hoiso.units.actions.settings import decide_setting, drop_day, keep_day, keep_days, start_year
from hoiso.units.passing import ApplyMerger, PartPlan, Passing, PlanLine, PlanMerger
from hoiso.units.queries.calendar import YearTable, office_calendar, year_table
from hoiso.units.queries.days import DayAnswer, Found, unit_by_code, unit_on
from hoiso.units.queries.divisions import Division, division, open_divisions, waiting_divisions
from hoiso.units.queries.history import became, came_from, history
from hoiso.units.queries.identity import CodeAnswer, CodeState, codes_of, look_up_code, primary_code
from hoiso.units.queries.listing import (
    ListFilter,
    UnitLine,
    UnitPage,
    cells_of,
    export_lines,
    list_units,
    units_as_list,
)
from hoiso.units.queries.search import SearchRow, search
from hoiso.units.queries.settings import Decision, SettingLine, decisions, settings_in_force
from hoiso.units.queries.sheet import CodeLine, UnitSheet, unit_sheet
from hoiso.units.queries.tree import TreeRow, branches, opened_tree, units_above, units_below
from hoiso.units.settings import get as setting
from hoiso.units.settings import get_many as settings_of
from hoiso.units.settings import words as setting_words
from hoiso.units.succession import Fate, History, Link, Standing

__all__ = [
    "ApplyMerger",
    "Around",
    "CodeAnswer",
    "CodeLine",
    "CodeState",
    "Contact",
    "DayAnswer",
    "Decision",
    "Division",
    "Fate",
    "FaultsFound",
    "Found",
    "History",
    "ImportReport",
    "Link",
    "ListFilter",
    "PartPlan",
    "Passing",
    "PlanLine",
    "PlanMerger",
    "Reorganised",
    "SearchRow",
    "SettingLine",
    "Standing",
    "TreeRow",
    "UnitLine",
    "UnitPage",
    "UnitSheet",
    "YearTable",
    "add_outside",
    "add_unit",
    "around_reform",
    "became",
    "branches",
    "came_from",
    "cells_of",
    "change_contact",
    "close_code",
    "codes_of",
    "decide_setting",
    "decisions",
    "division",
    "drop_day",
    "end_units",
    "export_lines",
    "give_code",
    "give_codes",
    "history",
    "import_units",
    "keep_day",
    "keep_days",
    "list_units",
    "load_country",
    "load_shipped",
    "load_tay_ninh_history",
    "look_up_code",
    "move_unit",
    "office_calendar",
    "open_divisions",
    "opened_tree",
    "pass_on",
    "primary_code",
    "reorganise",
    "search",
    "setting",
    "setting_words",
    "settings_in_force",
    "settings_of",
    "settle_part",
    "start_year",
    "the_central",
    "unit_by_code",
    "unit_on",
    "unit_sheet",
    "units_above",
    "units_as_list",
    "units_below",
    "waiting_divisions",
    "year_table",
]
