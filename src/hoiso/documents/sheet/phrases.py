"""Sentences of the document's page: who holds it, what was instructed, what is late."""

from collections.abc import Sequence
from datetime import date, datetime

from hoiso.core.phrases import vn_date, vn_time

ARRIVED_BY = {
    "post": "Bưu điện",
    "hand": "Trao tay",
    "email": "Thư điện tử",
    "axis": "Trục liên thông",
    "here": "Trong hệ thống",
    "fax": "Fax",
    "other": "Cách khác",
}
ROLES = {
    "main": "Văn bản chính",
    "annex": "Phụ lục",
    "made": "Bản do hệ thống tạo",
    "signed": "Bản đã ký, đóng dấu",
    "message": "Tệp edXML gốc",
    "copy": "Bản sao",
}
FIELDS = {
    "symbol": "Số, ký hiệu",
    "subject": "Trích yếu",
    "issuer": "Nơi gửi",
    "issuer_unit": "Nơi gửi trong danh sách",
    "issued_on": "Ngày văn bản",
    "arrived_on": "Ngày đến",
    "arrived_by": "Cách gửi đến",
    "kind": "Loại văn bản",
    "kind_name": "Loại văn bản",
    "signer": "Người ký",
    "signer_position": "Chức vụ người ký",
    "urgency": "Độ khẩn",
    "due_on": "Hạn xử lý",
    "page_amount": "Số trang",
    "copies": "Số bản",
    "addressees": "Nơi nhận ghi trên văn bản",
    "description": "Ghi chú sổ",
    "circulation": "Phạm vi lưu hành",
    "paper_follows": "Bản giấy gửi sau",
    "place": "Nơi ban hành",
    "exchange_id": "Mã định danh văn bản",
}
MESSAGES = {
    "new": "Văn bản mới",
    "revoke": "Thu hồi",
    "copy_made": "Sao văn bản",
    "update": "Cập nhật",
    "replace": "Thay thế",
    "status": "Báo trạng thái",
    "unknown": "Không rõ loại",
}
LINKS = {
    "answers": ("Trả lời văn bản", "Được trả lời bằng văn bản"),
    "based_on": ("Căn cứ văn bản", "Là căn cứ của văn bản"),
    "replaces": ("Thay thế văn bản", "Đã được thay thế bằng văn bản"),
    "amends": ("Sửa đổi, bổ sung văn bản", "Đã được sửa đổi, bổ sung bằng văn bản"),
    "sent_with": ("Gửi kèm văn bản", "Có văn bản gửi kèm"),
}
DELIVERY = {
    "queued": "Chờ gửi",
    "arrived": "Đã đến, chưa mở",
    "opened": "Đã mở",
    "received": "Đã vào sổ",
    "assigned": "Đã phân công",
    "in_work": "Đang xử lý",
    "done": "Đã xong",
    "refused": "Từ chối nhận",
    "withdrawn": "Đã thu lại",
}
LINES = {"here": "Trong hệ thống", "outside": "Qua trục liên thông", "paper": "Bản giấy"}
INSTRUCTED = "Bút phê"
RECALLED = "Nơi gửi đã thu hồi văn bản này"
RECALLED_BY_MESSAGE = "Thông điệp thu hồi nhận lúc {}"
OPENED = "Mở xem văn bản được giao"
LINK_MADE = "Đã ghi liên kết giữa hai văn bản."
LINK_GONE = "Đã bỏ liên kết."
LINK_WORDS = "Nhập số, ký hiệu hoặc vài chữ của trích yếu"
LINK_NOBODY = "Không tìm thấy văn bản nào của đơn vị theo nội dung vừa nhập"
LINK_CHOOSE = "Có nhiều văn bản phù hợp. Chọn một văn bản trong danh sách bên dưới"


def held(name: str, since: datetime | None) -> str:
    """Who holds it and since when."""
    return f"{name} đang giữ từ {vn_time(since)}." if since else f"{name} đang giữ."


def waits_at_desk(since: datetime) -> str:
    return f"Đang ở văn thư từ {vn_time(since)}, chưa trình."


def waits_for_review(asked: Sequence[str], later: Sequence[str], version: int, since: datetime) -> str:
    """Who is asked now, and whose turn comes after."""
    words = f"Chờ {', '.join(asked)} duyệt bản {version} từ {vn_time(since)}."
    return f"{words} Sau đó đến {', rồi '.join(later)}." if later else words


def instructed(by: str, text: str) -> str:
    words = " ".join(text.split())
    return f"{by} bút phê: “{words.rstrip('.')}”." if words else ""


def late(names: Sequence[str]) -> str:
    return f"Đang quá hạn: {', '.join(names)}."


def finished(on: date | None, text: str) -> str:
    when = f"Đã xong ngày {vn_date(on)}." if on else "Đã xong."
    return f"{when} {text}".strip()


def sent(total: int, unopened: int, refused: int) -> str:
    """How the recipients stand."""
    words = f"Đã gửi {total} nơi nhận"
    if unopened:
        words += f", {unopened} nơi chưa mở"
    if refused:
        words += f", {refused} nơi từ chối nhận"
    return f"{words}."


def only_informed(waiting: int) -> str:
    return f"Gửi để biết, còn {waiting} người chưa xem." if waiting else "Gửi để biết, mọi người đã xem."
