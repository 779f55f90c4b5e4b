"""An old register of the demo's provincial office, sent and looked through, not yet in the books."""

from datetime import date, timedelta
from io import BytesIO

from hoiso.core.sheets import Cell, SheetColumn, write_sheet
from hoiso.demo import accounts
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices
from hoiso.documents.incoming.public import command_actor
from hoiso.documents.tables.takeover import TakeOver
from hoiso.documents.takeover import public

_YEAR = 2019
_HEADINGS = (
    "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản", "Đơn vị hoặc người nhận", "Ghi chú",
)  # fmt: skip
_LINES = (
    ("UBND tỉnh", "KH-UBND", "Kế hoạch: tổ chức Ngày gia đình Việt Nam 28/6"),
    ("Trung ương Hội LHPN Việt Nam", "HD-ĐCT", "Hướng dẫn: tổng kết phong trào thi đua"),
    ("Sở Nội vụ", "SNV-CCVC", "Công văn: rà soát đội ngũ cán bộ nữ"),
    ("Ban Dân vận Tỉnh uỷ", "CV/BDVTU", "Công văn: báo cáo công tác dân vận quý"),
    ("Hội LHPN xã Mỹ Yên", "BC-BTV", "Báo cáo: hoạt động Hội tháng"),
)
_FAULTY = 17


def send_old_register(offices: Offices, year: Year) -> int:
    """Forty lines of 2019; one has no subject and waits to be mended. How many files it stored."""
    unit, clerk = offices.province.unit, offices.demo[accounts.CLERK.key]
    rows: list[list[Cell]] = []
    for number in range(1, 41):
        issuer, notation, subject = _LINES[number % len(_LINES)]
        day = date(_YEAR, 1, 3) + timedelta(days=number * 8)
        told = "" if number == _FAULTY else f"{subject} ({number:02d}/{_YEAR})"
        symbol = f"{number * 3}/{notation}"
        rows.append([day, number, issuer, symbol, day - timedelta(days=3), told, "Văn phòng", ""])
    content = write_sheet(
        f"SỔ ĐĂNG KÝ VĂN BẢN ĐẾN NĂM {_YEAR}", [SheetColumn(name) for name in _HEADINGS], rows
    )
    one = public.begin(
        by=command_actor(unit, at=year.now), unit_id=unit.pk, stream=BytesIO(content),
        name=f"so-den-{_YEAR}.xlsx", wish=public.Wish(), at=year.now,
    )  # fmt: skip
    TakeOver.objects.filter(pk=one.pk).update(made_by=clerk.id, made_by_name=clerk.name)
    return 1
