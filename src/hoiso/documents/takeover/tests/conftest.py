"""A unit with its clerk, and sheets of old registers."""

import io
from collections.abc import Sequence
from datetime import date, datetime

import pytest
import xlsxwriter

from hoiso.access.models import Officer, Role
from hoiso.core.clock import OFFICE_ZONE
from hoiso.units.models import Unit
from tests.factories.people import a_unit, an_officer

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=OFFICE_ZONE)
TODAY = date(2026, 11, 24)
INCOMING = (
    "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản", "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú",
)  # fmt: skip
OUTGOING = (
    "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký",
    "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ghi chú",
)  # fmt: skip

Row = Sequence[object]


@pytest.fixture
def unit(db: None) -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit, name="Trần Thị Văn Thư")


def a_sheet(headings: Row, rows: Sequence[Row], *, above: Sequence[str] = ()) -> io.BytesIO:
    """An Excel file as an office keeps its register: title, headings, a line a document."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("Sổ")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for place, cells in enumerate([*([one] for one in above), headings, *rows]):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(place, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
            elif cell is not None:
                sheet.write(place, column, cell)
    book.close()
    target.seek(0)
    return target


def incoming_row(number: object, **changes: object) -> list[object]:
    """One line of an incoming register of 2023, in the columns of the law."""
    given: dict[str, object] = {
        "day": date(2023, 3, 15), "issuer": "UBND tỉnh", "symbol": f"{number}/KH-UBND",
        "issued": date(2023, 3, 10), "subject": f"Kế hoạch: tổ chức hội thi số {number}",
        "receiver": "Lê Thị Gấm", "note": "",
    }  # fmt: skip
    given |= changes
    return [
        given["day"], number, given["issuer"], given["symbol"], given["issued"], given["subject"],
        given["receiver"], "", "", given["note"],
    ]  # fmt: skip


def outgoing_row(symbol: str, **changes: object) -> list[object]:
    """One line of an outgoing register of 2023."""
    given: dict[str, object] = {
        "day": date(2023, 5, 4), "subject": f"Về việc báo cáo {symbol}", "signer": "Nguyễn Thị Lan",
        "receiver": "UBND xã; Các chi hội", "copies": 3, "note": "",
    }  # fmt: skip
    given |= changes
    return [
        symbol, given["day"], given["subject"], given["signer"], given["receiver"], "", given["copies"],
        given["note"],
    ]  # fmt: skip
