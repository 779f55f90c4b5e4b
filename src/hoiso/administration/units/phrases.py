"""Words of the pages of units."""

from datetime import date

from hoiso.core.phrases import vn_date

KINDS = {
    "central": "Trung ương",
    "province": "Tỉnh",
    "district": "Huyện",
    "commune": "Xã, phường",
    "branch": "Chi hội",
    "group": "Tổ phụ nữ",
    "outside": "Cơ quan ngoài Hội",
}
SHARES = {"whole": "Toàn bộ", "part-main": "Phần lớn", "part": "Một phần"}
STYLES = {"new": "Quyết định 20/2020", "old": "QCVN 102:2016", "other": "Khác"}


def period(valid_from: date, valid_to: date | None, *, start_known: bool = True) -> str:
    """The days of a unit or code: "từ 01/07/2025", "đến 30/06/2025", both."""
    since = f"từ {vn_date(valid_from)}" if start_known else ""
    until = f"đến {vn_date(valid_to)}" if valid_to else ""
    return " ".join(filter(None, [since, until])) or "đang hoạt động"
