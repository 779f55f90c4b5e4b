"""Face of notices."""

from hoiso.notices.actions import mark_all_read, mark_read, tell
from hoiso.notices.queries import NoticeRow, notices, unread_count

__all__ = ["NoticeRow", "mark_all_read", "mark_read", "notices", "tell", "unread_count"]
