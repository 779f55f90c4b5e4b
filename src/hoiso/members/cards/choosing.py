"""Kept filters, and what is printed for those they find."""

from datetime import date
from enum import StrEnum

from django.db.models import Q

from hoiso.members.states import PRESENT, State

MOST = 500
"""Members on one print: what a branch has, and more paper than a printer holds."""


class Kept(StrEnum):
    """Filters that every branch asks for again and again."""

    ALL = "tat-ca"
    VOTING = "bieu-quyet"
    BIRTHDAY = "sinh-nhat"
    NEXT_BIRTHDAY = "sinh-nhat-sau"
    NO_CARD = "chua-the"
    CORE = "nong-cot"
    JUBILEE = "tron-nam"
    NO_PHONE = "chua-dien-thoai"


KEPT = {
    Kept.ALL: "Tất cả hội viên",
    Kept.VOTING: "Hội viên được biểu quyết",
    Kept.BIRTHDAY: "Sinh nhật tháng này",
    Kept.NEXT_BIRTHDAY: "Sinh nhật tháng sau",
    Kept.NO_CARD: "Chưa được cấp thẻ",
    Kept.CORE: "Hội viên nòng cốt",
    Kept.JUBILEE: "Năm nay tròn 10, 20, 30… năm vào Hội",
    Kept.NO_PHONE: "Chưa có số điện thoại",
}


class Sheet(StrEnum):
    """What is printed."""

    CARDS = "the"
    LIST = "danh-sach"
    ATTENDANCE = "diem-danh"
    VOTES = "phieu"
    INVITATIONS = "giay-moi"
    LABELS = "nhan"


SHEETS = {
    Sheet.LIST: "Danh sách gọi điện, liên hệ",
    Sheet.ATTENDANCE: "Danh sách điểm danh cuộc họp",
    Sheet.VOTES: "Danh sách biểu quyết",
    Sheet.INVITATIONS: "Giấy mời, mỗi người một tờ",
    Sheet.LABELS: "Nhãn dán phong bì",
    Sheet.CARDS: "Thẻ hội viên, 10 thẻ một tờ",
}


def condition(kept: Kept, *, on: date) -> Q:
    """What a filter asks of a member's row on a day. Who has left is in none of them."""
    following = on.month % 12 + 1
    years = [on.year - tens for tens in range(10, 100, 10)]
    conditions = {
        Kept.ALL: Q(),
        Kept.VOTING: Q(state=State.ACTIVE, honorary=False),
        Kept.BIRTHDAY: Q(birth_date__month=on.month),
        Kept.NEXT_BIRTHDAY: Q(birth_date__month=following),
        Kept.NO_CARD: Q(card_key="", state=State.ACTIVE),
        Kept.CORE: Q(core=True),
        Kept.JUBILEE: Q(joined_on__year__in=years),
        Kept.NO_PHONE: Q(phone_key=""),
    }
    return conditions[kept] & Q(state__in=PRESENT, merged_into=None)
