"""Words of handling that stand in no template: lines of the timeline, notices, views."""

from collections.abc import Sequence
from datetime import date

from hoiso.core.phrases import vn_date

# Offered where a unit has kept no typical instructions of its own.
TYPICAL = (
    "Nghiên cứu, tham mưu thực hiện.",
    "Soạn văn bản trả lời, trình ký.",
    "Triển khai đến cơ sở và báo cáo kết quả.",
    "Tổng hợp số liệu, báo cáo đúng hạn.",
    "Dự họp thay và báo cáo lại.",
    "Lưu hồ sơ để theo dõi.",
)
SELF_HANDLED = "Tự xử lý."
ONLY_INFORMED = "Chuyển để biết, không phải xử lý."
ONLY_KEPT = "Chỉ lưu, không phải trả lời."
CLOSED_WITH_LEAD = "Người chủ trì đã kết thúc văn bản."
UNDONE = "Hoàn tác ngay sau khi giao"

PART = {"lead": "chủ trì", "coordinate": "phối hợp", "informed": "để biết"}

VIEWS = (
    ("dang-lam", "Đang làm"),
    ("qua-han", "Quá hạn"),
    ("cho-nhan", "Chờ tôi nhận"),
    ("de-biet", "Để biết"),
    ("da-xong", "Đã xong"),
)


def until(due_on: date | None) -> str:
    """ ", hạn 24/11/2026", or nothing."""
    return f", hạn {vn_date(due_on)}" if due_on else ""


def people(lead: str, coordinate: Sequence[str], informed: Sequence[str]) -> str:
    """ "Nguyễn Thị Lệ chủ trì; phối hợp: …; để biết: …"."""
    parts = [f"{lead} chủ trì"] if lead else []
    if coordinate:
        parts.append(f"phối hợp: {', '.join(coordinate)}")
    if informed:
        parts.append(f"để biết: {', '.join(informed)}")
    return "; ".join(parts)


def named(symbol: str, subject: str) -> str:
    """A document in a notice: its symbol and its whole subject."""
    return f"{symbol}, {subject}" if symbol else subject
