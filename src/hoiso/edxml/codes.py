"""The standard's code lists, dates and numbers: text in, meaning or None out."""

import re
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Final

from hoiso.core.clock import OFFICE_ZONE

_DAY: Final = re.compile(r"([0-9]{4})/([0-9]{2})/([0-9]{2})")
_MOMENT: Final = re.compile(r"([0-9]{4})/([0-9]{2})/([0-9]{2}) ([0-9]{2}):([0-9]{2}):([0-9]{2})")
_COUNT: Final = re.compile(r"[0-9]{1,9}")
_STATUS: Final = re.compile(r"0*([0-9]{1,2})")


class Kind(StrEnum):
    """BussinessDocType."""

    NEW = "0"
    REVOKE = "1"
    UPDATE = "2"
    REPLACE = "3"


class Priority(Enum):
    """Priority as senders mean it (reference, section 1.3): 4 is known to some, 5 an old ordinary."""

    ORDINARY = "thường"
    URGENT = "khẩn"
    VERY_URGENT = "thượng khẩn"
    EXPRESS = "hỏa tốc"
    EXPRESS_TIMED = "hỏa tốc hẹn giờ"
    UNKNOWN = "không rõ"

    @property
    def pressing(self) -> bool:
        """Whether it goes before ordinary mail; an unknown one is treated as urgent."""
        return self is not Priority.ORDINARY


_PRIORITIES: Final = {
    "0": Priority.ORDINARY,
    "1": Priority.URGENT,
    "2": Priority.VERY_URGENT,
    "3": Priority.EXPRESS,
    "4": Priority.EXPRESS_TIMED,
    "5": Priority.ORDINARY,
}


class Status(StrEnum):
    """StatusCode; 07 to 12 and 14 are not seen anywhere."""

    ARRIVED = "01"
    REFUSED = "02"
    ACCEPTED = "03"
    ASSIGNED = "04"
    IN_WORK = "05"
    FINISHED = "06"
    TAKE_BACK_ASKED = "13"
    TAKE_BACK_AGREED = "15"
    TAKE_BACK_REFUSED = "16"


STATUS_NAMES: Final = {
    Status.ARRIVED: "đã đến",
    Status.REFUSED: "từ chối tiếp nhận",
    Status.ACCEPTED: "đã tiếp nhận",
    Status.ASSIGNED: "phân công xử lý",
    Status.IN_WORK: "đang xử lý",
    Status.FINISHED: "hoàn thành",
    Status.TAKE_BACK_ASKED: "yêu cầu lấy lại, cập nhật",
    Status.TAKE_BACK_AGREED: "đồng ý lấy lại, cập nhật",
    Status.TAKE_BACK_REFUSED: "từ chối lấy lại, cập nhật",
}
_KINDS: Final = {kind.value: kind for kind in Kind}
_STATUSES: Final = {status.value: status for status in Status}
KIND_NAMES: Final = {
    Kind.NEW: "văn bản mới",
    Kind.REVOKE: "thu hồi",
    Kind.UPDATE: "cập nhật",
    Kind.REPLACE: "thay thế",
}


def kind(text: str | None) -> Kind | None:
    """What the message does; nothing said means new, a number outside the list None."""
    if text is None:
        return Kind.NEW
    return _KINDS.get(text)


def priority(text: str | None) -> Priority:
    """Urgency; nothing said means ordinary."""
    return Priority.ORDINARY if text is None else _PRIORITIES.get(text, Priority.UNKNOWN)


def status_code(text: str) -> str:
    """Two characters for what some senders store as an integer ("1", "001"); else unchanged."""
    found = _STATUS.fullmatch(text)
    return found.group(1).zfill(2) if found else text


def status(text: str | None) -> Status | None:
    """The status of a two-character code, None when it is not in the list."""
    return _STATUSES.get(text or "")


def day(text: str | None) -> date | None:
    """The day written `yyyy/MM/dd`; None for any other form and for days that do not exist."""
    found = _DAY.fullmatch(text or "")
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def moment(text: str | None) -> datetime | None:
    """The moment written `yyyy/MM/dd HH:mm:ss`. The standard gives no zone: Vietnam's is meant."""
    found = _MOMENT.fullmatch(text or "")
    if not found:
        return None
    year, month, of_month, hour, minute, second = (int(part) for part in found.groups())
    try:
        return datetime(year, month, of_month, hour, minute, second, tzinfo=OFFICE_ZONE)
    except ValueError:
        return None


def count(text: str | None) -> int | None:
    """A number of pages or copies: ASCII digits only ("18.0", "٣", "1e9", "-1" are none)."""
    return int(text) if text is not None and _COUNT.fullmatch(text) else None


def day_text(value: date) -> str:
    """A day as the standard writes it."""
    return f"{value.year:04}/{value.month:02}/{value.day:02}"


def moment_text(value: datetime) -> str:
    """A moment as the standard writes it: Vietnam's clock, no zone."""
    here = value.astimezone(OFFICE_ZONE)
    return f"{here.year:04}/{here.month:02}/{here.day:02} {here:%H:%M:%S}"
