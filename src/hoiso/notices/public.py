"""Face of notices."""

from hoiso.notices.actions import mark_all_read, mark_read, tell
from hoiso.notices.queries import UNREAD, NoticeRow, notices

__all__ = ["UNREAD", "NoticeRow", "mark_all_read", "mark_read", "notices", "tell"]
