"""Face of tasks without a document."""

from hoiso.work.tasks.actions.calling_off import call_off, take_up_again
from hoiso.work.tasks.actions.giving import Wanted, cancel, give, hand_on, reopen, reschedule
from hoiso.work.tasks.actions.repeating import give_turns, repeat, stop_repeating
from hoiso.work.tasks.actions.replacing import hand_on_repeat, replace_helper
from hoiso.work.tasks.actions.settling import settle
from hoiso.work.tasks.actions.warning import warn
from hoiso.work.tasks.actions.working import (
    Upload,
    accept,
    finish,
    finish_part,
    let_watch,
    reach,
    report,
    urge,
    watch,
)
from hoiso.work.tasks.queries.lists import VIEWS, WAITING, open_of, repeats, tasks
from hoiso.work.tasks.queries.one import evidence, task_of, task_page
from hoiso.work.tasks.rules import OPEN

__all__ = [
    "OPEN",
    "VIEWS",
    "WAITING",
    "Upload",
    "Wanted",
    "accept",
    "call_off",
    "cancel",
    "evidence",
    "finish",
    "finish_part",
    "give",
    "give_turns",
    "hand_on",
    "hand_on_repeat",
    "let_watch",
    "open_of",
    "reach",
    "reopen",
    "repeat",
    "repeats",
    "replace_helper",
    "report",
    "reschedule",
    "settle",
    "stop_repeating",
    "take_up_again",
    "task_of",
    "task_page",
    "tasks",
    "urge",
    "warn",
    "watch",
]
