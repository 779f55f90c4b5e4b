"""Face of notices."""

from hoiso.notices.actions import (
    Ways,
    choose,
    drop_reminder,
    mark_all_read,
    mark_read,
    remind_me,
    tell,
)
from hoiso.notices.events import EVENTS
from hoiso.notices.mailing import is_set_up as mail_is_set_up
from hoiso.notices.queries import (
    UNREAD,
    ChosenWays,
    NoticeRow,
    chosen_ways,
    notices,
    own_address,
    own_reminders,
)

__all__ = [
    "EVENTS",
    "UNREAD",
    "ChosenWays",
    "NoticeRow",
    "Ways",
    "choose",
    "chosen_ways",
    "drop_reminder",
    "mail_is_set_up",
    "mark_all_read",
    "mark_read",
    "notices",
    "own_address",
    "own_reminders",
    "remind_me",
    "tell",
]
