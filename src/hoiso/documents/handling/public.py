"""Face of handling: what the other folders of documents, the pages and the commands may call."""

from hoiso.documents.handling.actions.calling_off import call_off, take_up_again
from hoiso.documents.handling.actions.extending import ask_extension, decide_extension
from hoiso.documents.handling.actions.finishing import (
    Finished,
    Others,
    finish,
    finish_document,
    finish_from_answer,
    self_handle,
)
from hoiso.documents.handling.actions.handing_over import HandOver, Piece, hand_over, plan_hand_over
from hoiso.documents.handling.actions.instructing import (
    Confirmed,
    confirm_proposal,
    confirm_proposals,
    instruct,
)
from hoiso.documents.handling.actions.proposing import pass_up, propose, send_back, withdraw_proposal
from hoiso.documents.handling.actions.splitting import split
from hoiso.documents.handling.actions.taking_back import unaccept
from hoiso.documents.handling.actions.withdrawing import withdraw_distribution
from hoiso.documents.handling.actions.wording import add_typical, drop_typical
from hoiso.documents.handling.actions.working import accept, mark_opened, pass_on, read_away, report, urge
from hoiso.documents.handling.people import Colleague, UnitBelow, colleagues
from hoiso.documents.handling.queries.board import Card, Column, board, due_between
from hoiso.documents.handling.queries.desk import About, Given, Proposed, about, given, kept_typical, proposed
from hoiso.documents.handling.queries.glance import Glance, GlanceFilter, all_rows, glance, people_counts
from hoiso.documents.handling.queries.tasks import TaskPage, finish_page, my_tasks, task_page
from hoiso.documents.handling.queries.waiting import waiting_list
from hoiso.documents.handling.receivers import Chosen, Receivers

__all__ = [
    "About",
    "Card",
    "Chosen",
    "Colleague",
    "Column",
    "Confirmed",
    "Finished",
    "Given",
    "Glance",
    "GlanceFilter",
    "HandOver",
    "Others",
    "Piece",
    "Proposed",
    "Receivers",
    "TaskPage",
    "UnitBelow",
    "about",
    "accept",
    "add_typical",
    "all_rows",
    "ask_extension",
    "board",
    "call_off",
    "colleagues",
    "confirm_proposal",
    "confirm_proposals",
    "decide_extension",
    "drop_typical",
    "due_between",
    "finish",
    "finish_document",
    "finish_from_answer",
    "finish_page",
    "given",
    "glance",
    "hand_over",
    "instruct",
    "kept_typical",
    "mark_opened",
    "my_tasks",
    "pass_on",
    "pass_up",
    "people_counts",
    "plan_hand_over",
    "propose",
    "proposed",
    "read_away",
    "report",
    "self_handle",
    "send_back",
    "split",
    "take_up_again",
    "task_page",
    "unaccept",
    "urge",
    "waiting_list",
    "withdraw_distribution",
    "withdraw_proposal",
]
