"""What a person may be told of. Each act that tells somebody names one of these; each is chosen apart.

A new line of work adds its events here and calls `tell(..., event=)`: the choices, the e-mail and
the digest follow.
"""

from dataclasses import dataclass

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of notice: its code, and its name on the page of choices."""

    code: str
    label: str


EVENTS = (
    Event("task_given", "Được giao việc, đổi hạn, huỷ việc"),
    Event("task_due", "Việc sắp đến hạn"),
    Event("task_late", "Việc đã quá hạn"),
    Event("urged", "Được đôn đốc"),
    Event("progress", "Tiến độ và kết quả của việc đã giao"),
    Event("escalated", "Việc của đơn vị quá hạn lâu (dành cho lãnh đạo)"),
    Event("calendar", "Lịch công tác và cuộc họp"),
    Event("figures", "Yêu cầu số liệu"),
    Event("petition", "Đơn thư: được giao, sắp đến hạn, quá hạn"),
    Event("own_reminder", "Lời nhắc tự đặt"),
    Event(OTHER, "Các thông báo khác"),
)
CODES = frozenset(event.code for event in EVENTS)
