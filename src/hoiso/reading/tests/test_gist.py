"""What a document asks, of whom, by when."""

from datetime import date

import pytest

from hoiso.reading.gist import MOST, Ask, gist_of

ISSUED = date(2026, 9, 20)
FIRST = """UBND XÃ MỸ YÊN
Số: 12/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
KẾ HOẠCH
Căn cứ Kế hoạch số 5/KH-UBND và theo đề nghị của Hội Liên hiệp Phụ nữ xã.
I. MỤC ĐÍCH
Nâng cao nhận thức của hội viên, đáp ứng yêu cầu của tình hình mới.
II. TỔ CHỨC THỰC HIỆN
1. Hội Liên hiệp Phụ nữ xã chủ trì, phối hợp Công an xã tổ chức tuyên
truyền tại 12 ấp.
"""
SECOND = """2. Đề nghị các ấp rà soát danh sách hộ có hoàn cảnh khó khăn, gửi Uỷ ban
nhân dân xã trước ngày 05/10/2026.
3. Giao Văn phòng theo dõi, đôn đốc và báo cáo kết quả chậm nhất ngày 30 tháng 11.
Trên đây là Kế hoạch của Uỷ ban nhân dân xã.
Nơi nhận:
- Đề nghị các ấp báo cáo trước ngày 01/12/2026.
"""


def test_each_ask_has_its_words_whom_day_and_page() -> None:
    assert gist_of((FIRST, SECOND), issued=ISSUED) == (
        Ask(
            "Hội Liên hiệp Phụ nữ xã chủ trì, phối hợp Công an xã tổ chức tuyên truyền tại 12 ấp",
            "Hội Liên hiệp Phụ nữ xã", None, 1,
        ),
        Ask(
            "Đề nghị các ấp rà soát danh sách hộ có hoàn cảnh khó khăn, gửi Uỷ ban nhân dân xã trước ngày"
            " 05/10/2026",
            "các ấp", date(2026, 10, 5), 2,
        ),
        Ask(
            "Giao Văn phòng theo dõi, đôn đốc và báo cáo kết quả chậm nhất ngày 30 tháng 11",
            "Văn phòng", date(2026, 11, 30), 2,
        ),
    )  # fmt: skip


def test_a_sentence_over_two_pages_belongs_to_the_first() -> None:
    first = "Đề nghị Ban Thường vụ Hội Liên hiệp Phụ nữ các xã, phường gửi báo cáo về Hội"
    second = "liên hiệp tỉnh trước ngày 15/10/2026 để tổng hợp."
    (ask,) = gist_of((first, second), issued=ISSUED)
    assert (ask.page, ask.by, ask.whom) == (
        1, date(2026, 10, 15), "Ban Thường vụ Hội Liên hiệp Phụ nữ các xã, phường",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Xét đề nghị của Chánh Văn phòng tại Tờ trình số 3/TTr-VP.",
        "Nghị định này có hiệu lực từ ngày 01/10/2026.",
        "Trong quý III, các cấp Hội đã tổ chức 120 buổi tuyên truyền.",
        "Nhiệm vụ được giao đã hoàn thành.",
        "",
    ],
)
def test_what_asks_nothing_gives_nothing(text: str) -> None:
    assert gist_of((text,), issued=ISSUED) == ()


def test_of_too_many_the_dated_ones_stay_in_order() -> None:
    lines = [
        f"{number}. Đề nghị ấp {number} rà soát hội viên thuộc diện số {number}." for number in range(1, 31)
    ]
    lines[27] = "28. Đề nghị ấp 28 gửi danh sách trước ngày 10/10/2026."
    found = gist_of(("\n".join(lines),), issued=ISSUED)
    assert len(found) == MOST
    assert found[-1].by == date(2026, 10, 10)
    assert found[0].words.startswith("Đề nghị ấp 1 ")


def test_a_long_file_of_letters_takes_no_long_time() -> None:
    assert len(gist_of(["đề nghị " * 50_000] * 200, issued=None)) <= MOST
