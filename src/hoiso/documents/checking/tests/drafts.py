"""Drafts for the checker's tests: one without a fault, and changes on it."""

from dataclasses import replace
from datetime import date
from typing import Any

from hoiso.documents.checking.checker import check
from hoiso.documents.checking.findings import Finding, Written
from hoiso.documents.layouts.kinds import kind
from hoiso.documents.layouts.official_document import Layout
from hoiso.units.working_days import Calendar

TODAY = date(2026, 11, 24)
CALENDAR = Calendar(off=frozenset({date(2026, 11, 27)}), worked=frozenset({date(2026, 11, 28)}))

CLEAN = Written(
    kind=kind("plan"),
    layout=Layout.ND30_UNION,
    today=TODAY,
    subject="Tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026",
    body=(
        "Căn cứ Điều lệ Hội Liên hiệp Phụ nữ Việt Nam;\n"
        "Căn cứ Kế hoạch số 12/KH-BTV ngày 12 tháng 01 năm 2026 của Ban Thường vụ Hội LHPN tỉnh.\n"
        "I. MỤC ĐÍCH, YÊU CẦU\n"
        "1. Mục đích\n"
        "a) Nâng cao nhận thức của hội viên;\n"
        "b) Tạo điều kiện giao lưu.\n"
        "2. Yêu cầu\n"
        "Thiết thực, tiết kiệm.\n"
        "II. TỔ CHỨC THỰC HIỆN\n"
        "Các chi hội báo cáo trước ngày 15 tháng 12 năm 2026."
    ),
    notation="KH-HPN",
    place="Cần Giuộc",
    parent_line="HỘI LHPN TỈNH TÂY NINH",
    issuer_lines="HỘI LHPN XÃ CẦN GIUỘC",
    archive_line="VT, VP",
    capacity="collective",
    position="Chủ tịch",
    signer="Nguyễn Thị Ánh Tuyết",
    recipients=("Hội LHPN tỉnh", "Các chi hội phụ nữ"),
)


def found(**changes: Any) -> list[Finding]:
    """What the checker says to the clean draft with these changes."""
    return list(check(replace(CLEAN, **changes), CALENDAR))


def said(**changes: Any) -> list[str]:
    """The rules that speak."""
    return [one.rule for one in found(**changes)]
