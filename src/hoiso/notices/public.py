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
from hoiso.notices.push.devices import Subscription, add_device, drop_device, own_devices, sender_key
from hoiso.notices.push.here import COOKIE, cookie_of, device_here, is_shared
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
    "COOKIE",
    "EVENTS",
    "UNREAD",
    "ChosenWays",
    "NoticeRow",
    "Subscription",
    "Ways",
    "add_device",
    "choose",
    "chosen_ways",
    "cookie_of",
    "device_here",
    "drop_device",
    "drop_reminder",
    "is_shared",
    "mail_is_set_up",
    "mark_all_read",
    "mark_read",
    "notices",
    "own_address",
    "own_devices",
    "own_reminders",
    "remind_me",
    "sender_key",
    "tell",
]
