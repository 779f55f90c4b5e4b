"""The books and slips of Annex IV."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from hoiso.documents.layouts.register_books import (
    HANDLING,
    INCOMING,
    OUTGOING,
    HandlingRow,
    IncomingRow,
    OutgoingRow,
    Register,
    render_register,
)
from hoiso.documents.layouts.slips import (
    DocumentFacts,
    ForwardingSlip,
    HandlingSlip,
    Opinion,
    SlipHead,
    render_forwarding_slip,
    render_handling_slip,
)
from hoiso.documents.layouts.tests.measuring import measured, text_of

PRINTED_AT = datetime(2026, 11, 24, 1, 15, tzinfo=UTC)
HEAD = SlipHead(
    unit_lines=("HỘI LHPN VIỆT NAM", "HỘI LHPN TỈNH TÂY NINH"),
    office="Hội LHPN tỉnh Tây Ninh",
    place="Tây Ninh",
    day=date(2026, 9, 20),
    printed_by="Trần Thị Bé",
    printed_at=PRINTED_AT,
)
FACTS = DocumentFacts(
    kind="công văn",
    symbol="345/ĐCT-TG",
    day=date(2026, 9, 5),
    issuer="Đoàn Chủ tịch Trung ương Hội",
    subject="Báo cáo phong trào thi đua quý III",
)


def an_incoming_row(number: int, subject: str = "Báo cáo kết quả phong trào thi đua") -> IncomingRow:
    return IncomingRow(
        arrival_date=date(2026, 9, 20),
        arrival_number=f"{number:02d}",
        issuer="Hội LHPN xã Cần Giuộc",
        symbol=f"{number:02d}/BC-HPN",
        document_date=date(2026, 9, 18),
        kind_and_subject=subject,
        receiver="Nguyễn Thị Ánh Tuyết",
        passed_on=date(2026, 9, 21),
    )


def a_register(**values: Any) -> Register:
    return Register(
        **{
            "row_type": IncomingRow,
            "rows": [an_incoming_row(1), an_incoming_row(2)],
            "book": "Sổ văn bản đến năm 2026",
            "period": "từ 01/9/2026 đến 30/9/2026",
            "unit": "Hội LHPN tỉnh Tây Ninh",
            "unit_lines": ("HỘI LHPN VIỆT NAM", "HỘI LHPN TỈNH TÂY NINH"),
            "printed_by": "Trần Thị Bé",
            "printed_at": PRINTED_AT,
            **values,
        }
    )


def words(made: bytes) -> str:
    return " ".join(text_of(made).split())


def test_the_books_have_the_columns_of_the_law() -> None:
    assert [len(form.columns) for form in (INCOMING, OUTGOING, HANDLING)] == [10, 10, 7]
    assert [column.name for column in INCOMING.columns] == [
        "Ngày đến",
        "Số đến",
        "Tác giả",
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Đơn vị hoặc người nhận",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ]


def test_a_book_has_a_title_page_and_says_who_printed_it_when() -> None:
    made = render_register(a_register())
    pages = measured(made)
    assert [(round(page.width), round(page.height)) for page in pages] == [(297, 210)] * 2
    title = [line.text for line in pages[0].lines]
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" in title
    assert "Kỳ: từ 01/9/2026 đến 30/9/2026" in title
    assert "Từ số 01 đến số 02; 2 dòng" in title
    assert pages[1].line("Trang").text == "Trang 1/1"
    assert pages[1].lines[-1].text == "In lúc 08:15 ngày 24/11/2026, người in: Trần Thị Bé"


def test_every_cell_of_a_row_is_printed_in_the_order_of_the_columns() -> None:
    text = words(render_register(a_register()))
    for number in ("01", "02"):
        assert (
            f"20/09/2026 {number} Hội LHPN xã Cần Giuộc {number}/BC-HPN 18/09/2026 "
            "Báo cáo kết quả phong trào thi đua Nguyễn Thị Ánh Tuyết 21/09/2026"
        ) in text


def test_the_head_of_the_table_and_the_page_count_stand_on_each_page() -> None:
    pages = measured(render_register(a_register(rows=[an_incoming_row(at) for at in range(1, 120)])))
    assert len(pages) > 3
    for at, page in enumerate(pages[1:], start=1):
        assert page.line("Trang").text == f"Trang {at}/{len(pages) - 1}"
        assert page.line("(10)").text == "(10)"


def test_the_outgoing_and_the_handling_book() -> None:
    outgoing = OutgoingRow(
        symbol="05/KH-BTV",
        document_date=date(2026, 1, 5),
        kind_and_subject="Kế hoạch tổ chức ngày hội",
        signer="Lê Thị Thu Hà",
        recipients="96 xã, phường",
        copy_keeper="Văn thư",
        copies=97,
    )
    handling = HandlingRow(
        arrival_number="128",
        document="Công văn số 345/ĐCT-TG ngày 05/9/2026 của Đoàn Chủ tịch",
        receiver="Ban Phong trào",
        deadline=date(2026, 9, 25),
        progress="Đang làm",
    )
    out = words(render_register(a_register(row_type=OutgoingRow, rows=[outgoing])))
    follow = words(render_register(a_register(row_type=HandlingRow, rows=[handling])))
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in out
    assert "05/KH-BTV" in out
    assert "97" in out
    assert "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN" in follow
    assert "25/09/2026" in follow


def test_an_empty_book_says_so() -> None:
    assert "Không có văn bản trong kỳ này." in words(render_register(a_register(rows=[])))


def test_rows_of_two_books_are_not_mixed() -> None:
    with pytest.raises(TypeError, match="IncomingRow in a book of OutgoingRow"):
        render_register(a_register(row_type=OutgoingRow))


def test_a_book_prints_what_others_sent_whatever_it_holds() -> None:
    rows = [an_incoming_row(1, "Chúc mừng 🎉 #let $x"), an_incoming_row(2, "y" * 500)]
    made = render_register(a_register(rows=rows))
    assert "Chúc mừng □ #let $x" in words(made)
    assert max(line.right for page in measured(made) for line in page.lines) <= 285.5


@pytest.mark.slow(reason="a year's book: 3,000 rows typeset once")
def test_a_years_book_is_made_whole() -> None:
    made = render_register(a_register(rows=[an_incoming_row(at) for at in range(1, 3001)]))
    assert "3000/BC-HPN" in words(made)


def test_the_handling_slip_is_one_page_with_the_laws_three_parts() -> None:
    slip = HandlingSlip(
        head=HEAD,
        document=FACTS,
        arrival_number="128",
        arrival_date=date(2026, 9, 7),
        deadline=date(2026, 9, 25),
        leader=Opinion(lines=("Giao Ban Phong trào chủ trì.",), by="Lê Thị Thu Hà", day=date(2026, 9, 8)),
        unit_head=Opinion(),
        officer=Opinion(),
    )
    pages = measured(render_handling_slip(slip))
    assert len(pages) == 1
    lines = [line.text for line in pages[0].lines]
    parts = [
        "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN",
        "1. Ý kiến của lãnh đạo cơ quan, tổ chức",
        "- Giao Ban Phong trào chủ trì.",
        "Lê Thị Thu Hà, 08/09/2026",
        "2. Ý kiến của lãnh đạo đơn vị",
        "3. Ý kiến đề xuất của người giải quyết",
    ]
    assert [text for text in lines if text in parts] == parts
    # Five lines to write on for each of the two opinions not given yet.
    assert len([rule for rule in pages[0].rules if rule.width > 160]) == 10


def test_the_forwarding_slip_tells_what_goes_to_whom_and_why() -> None:
    slip = ForwardingSlip(
        head=HEAD,
        symbol="07/PC-BTV",
        document=FACTS,
        receiver="Hội LHPN xã Cần Giuộc",
        reason="Giải quyết theo thẩm quyền",
        enclosed=("Công văn số 345/ĐCT-TG",),
        position="Chánh Văn phòng",
        signer="Nguyễn Thị A",
    )
    text = words(render_forwarding_slip(slip))
    assert "PHIẾU CHUYỂN" in text
    assert "Số: 07/PC-BTV" in text
    assert "Công văn số 345/ĐCT-TG ngày 05/09/2026 của Đoàn Chủ tịch Trung ương Hội" in text
    assert "Giải quyết theo thẩm quyền" in text
    assert "CHÁNH VĂN PHÒNG" in text
