"""Where documents begin in a stack: bars, blank sheets, letterheads."""

import pytest

from hoiso.documents.intake.tests.samples import a_blank, a_letter, a_separator, sheets
from hoiso.reading.separator import bars, has_bars
from hoiso.reading.stack_child import _MOST_INK, _ink
from hoiso.reading.stacks import Look, Start, Why, headed, proposed_starts
from hoiso.reading.text import PageText, plain_text

BLANK = Look(blank=True, separator=False)
BARS = Look(blank=False, separator=True)
PAGE = Look(blank=False, separator=False)
LETTER = "UBND XÃ MỸ YÊN\nSố: 12/UBND-VX\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


def page(text: str) -> PageText:
    return plain_text(text).pages[0]


def test_the_bars_are_code_39_of_one_word() -> None:
    assert len(bars()) == 7 * 9 + 6
    assert sum(bars()) == 7 * 15 + 6


@pytest.mark.parametrize("angle", [0, 3, -4, 90, 180, 270])
@pytest.mark.parametrize("dpi", [75, 100, 150])
def test_a_separator_is_seen_however_it_lies(angle: int, dpi: int) -> None:
    assert has_bars(sheets(a_separator(), dpi=dpi, angle=angle)[0])


def test_other_pages_are_no_separators() -> None:
    assert not has_bars(sheets(a_letter(7, "họp"), dpi=100)[0])
    assert not has_bars(a_blank())


def test_dust_and_the_shade_of_the_lid_are_no_ink_but_a_page_number_is() -> None:
    sheet = a_blank()
    assert _ink(sheet) < _MOST_INK
    sheet.paste(30, (600, 300, 680, 325))
    assert _ink(sheet) > _MOST_INK


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LETTER, True),
        ("ĐẢNG CỘNG SẢN VIỆT NAM\nSố 05-KH/HPN\nKẾ HOẠCH\n", True),
        ("CỌNG HÒA XÃ HỘI CHỦ NGHIA VIÊT NAM\nSố: 3/BC-BTV\n", True),  # as a poor scan is read
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐỘC LẬP - TỰ DO - HẠNH PHÚC\nĐƠN XIN VAY VỐN\n", False),
        ("PHỤ LỤC 1\n" + LETTER, None),
        ("Mẫu số 02\n" + LETTER, None),
        ("2\nnhiệm vụ do Đảng Cộng sản Việt Nam lãnh đạo, nước Cộng hòa xã hội chủ nghĩa Việt Nam\n", None),
        ("", None),
    ],
)
def test_a_letterhead_is_told_from_what_only_names_the_country(text: str, said: bool | None) -> None:
    assert headed(PageText(1, 0, 0, text, plain_text(text).pages[0].lines if text else ())) is said


def test_starts_are_proposed_with_their_reason() -> None:
    looks = (BARS, PAGE, PAGE, BLANK, PAGE, BLANK, BARS, PAGE, PAGE)
    texts = {9: page(LETTER), 3: page("2\nnội dung tiếp theo của văn bản")}
    assert proposed_starts(looks, texts) == (
        Start(2, Why.SEPARATOR, sure=True),
        Start(5, Why.BLANK, sure=False),
        Start(8, Why.SEPARATOR, sure=True),
        Start(9, Why.HEAD, sure=True),
    )
    assert proposed_starts((BLANK, BARS), {}) == ()
    assert proposed_starts((PAGE, PAGE), {}) == (Start(1, Why.FIRST, sure=True),)
