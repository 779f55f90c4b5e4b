"""Documents for the tests: a commune's plan, a province's letter, a Party cell's decision."""

from dataclasses import replace
from datetime import date
from typing import Any

from hoiso.documents.layouts.body import parse
from hoiso.documents.layouts.kinds import kind
from hoiso.documents.layouts.official_document import (
    Annex,
    Capacity,
    Circulation,
    Layout,
    OfficialDocument,
    Urgency,
    signing_block,
)

PLAN_TEXT = """\
Căn cứ Điều lệ Hội Liên hiệp Phụ nữ Việt Nam;
Căn cứ Kế hoạch số 12/KH-BTV ngày 12 tháng 01 năm 2026 của Ban Thường vụ Hội LHPN tỉnh Tây Ninh.
Ban Thường vụ Hội LHPN xã Cần Giuộc xây dựng kế hoạch tổ chức ngày hội như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao nhận thức của cán bộ, hội viên, phụ nữ về chuyển đổi số, khởi nghiệp và \
xây dựng gia đình hạnh phúc; tạo điều kiện để chị em giao lưu, học tập kinh nghiệm, \
giới thiệu sản phẩm của tổ hợp tác do phụ nữ quản lý.
- Giới thiệu sản phẩm của phụ nữ.
2. Yêu cầu
a) Tổ chức thiết thực, tiết kiệm.
II. TỔ CHỨC THỰC HIỆN
| STT | Việc cần làm | Người chủ trì | Hạn |
| 1 | Chuẩn bị sân khấu | Chi hội ấp 1 | 01/03/2026 |
Đề nghị các chi hội nghiêm túc thực hiện."""


def a_plan(**changes: Any) -> OfficialDocument:
    """Plan 05/KH-HPN of a commune, layout A."""
    document = OfficialDocument(
        layout=Layout.ND30_UNION,
        kind=kind("plan"),
        parent_line="HỘI LHPN TỈNH TÂY NINH",
        issuer_lines=("HỘI LHPN XÃ CẦN GIUỘC",),
        issuer_name="Hội LHPN xã Cần Giuộc",
        number="05",
        notation="KH-HPN",
        place="Cần Giuộc",
        day=date(2026, 2, 3),
        subject="Tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026",
        body=parse(PLAN_TEXT),
        signing=signing_block(
            layout=Layout.ND30_UNION,
            capacity=Capacity.COLLECTIVE,
            collective="Ban Thường vụ",
            position="Chủ tịch",
            signer="Nguyễn Thị Ánh Tuyết",
        ),
        recipients=("Hội LHPN tỉnh", "Các chi hội phụ nữ"),
        archive_line="VT, VP",
    )
    return replace(document, **changes)


def a_letter(**changes: Any) -> OfficialDocument:
    """Công văn 112/CV-BTV of the province to two addressees, layout A, with every optional component."""
    document = OfficialDocument(
        layout=Layout.ND30_UNION,
        kind=kind("letter"),
        parent_line="HỘI LHPN VIỆT NAM",
        issuer_lines=("HỘI LHPN TỈNH TÂY NINH", "BAN THƯỜNG VỤ"),
        issuer_name="Ban Thường vụ Hội LHPN tỉnh Tây Ninh",
        number="112",
        notation="CV-BTV",
        place="Tây Ninh",
        day=date(2026, 6, 9),
        subject="báo cáo kết quả phong trào thi đua",
        body=parse("Ban Thường vụ đề nghị các đơn vị báo cáo.\n1. Kết quả thực hiện;\n2. Kiến nghị"),
        signing=signing_block(
            layout=Layout.ND30_UNION,
            capacity=Capacity.COLLECTIVE_FOR_HEAD,
            collective="Ban Thường vụ",
            head_position="Chủ tịch",
            position="Phó Chủ tịch",
            signer="Lê Thị Thu Hà",
        ),
        addressees=("Hội LHPN các xã, phường", "Các đơn vị trực thuộc"),
        recipients=("Thường trực Tỉnh uỷ",),
        archive_line="VT, BPT",
        urgency=Urgency.URGENT,
        circulation=Circulation.INTERNAL,
        drafter_mark="NTH",
        copies=25,
        contact_lines=("Số 1, đường Cách Mạng Tháng Tám, tỉnh Tây Ninh. Điện thoại: 0276 3000 000.",),
        annexes=(
            Annex(title="Danh sách đơn vị", body=parse("Một dòng.")),
            Annex(title="Biểu tổng hợp", body=parse("| STT | Chỉ tiêu |\n| 1 | Hội viên |"), landscape=True),
        ),
    )
    return replace(document, **changes)


def a_party_decision(**changes: Any) -> OfficialDocument:
    """Decision 07-QĐ/CB of a Party cell, layout B."""
    document = OfficialDocument(
        layout=Layout.PARTY_05,
        kind=kind("decision"),
        parent_line="ĐẢNG UỶ XÃ CẦN GIUỘC",
        issuer_lines=("CHI BỘ HỘI LHPN",),
        number="07",
        notation="QĐ/CB",
        place="Cần Giuộc",
        day=date(2026, 9, 20),
        subject="phân công nhiệm vụ đảng viên",
        body=parse(
            "CHI BỘ HỘI LIÊN HIỆP PHỤ NỮ\nCăn cứ Điều lệ Đảng;\nCăn cứ Quy chế làm việc.\nQUYẾT ĐỊNH:\n"
            "Điều 1. Phân công đồng chí Nguyễn Thị A.\nĐiều 2. Đồng chí có tên thi hành Quyết định này./."
        ),
        signing=signing_block(
            layout=Layout.PARTY_05,
            capacity=Capacity.COLLECTIVE,
            collective="Chi bộ",
            position="Bí thư",
            signer="Lê Thị Thu Hà",
        ),
        recipients=("Đảng uỷ xã", "Như Điều 2"),
        archive_line="Chi bộ",
    )
    return replace(document, **changes)
