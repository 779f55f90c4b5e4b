"""Heads and feet as recognition gives them: figures taken for letters, columns run together, specks."""

import pytest

from hoiso.reading.closing_rules import read_closing
from hoiso.reading.fields import Field, Proposal
from hoiso.reading.lines import Line, Side, Word, lines_of
from hoiso.reading.proposals import propose
from hoiso.reading.syllables import misshapen
from hoiso.reading.text import PageText, PageTexts

UNSURE = 0.8
DATED = "An Khê, ngày 08 tháng 11 năm 2026"
ADDRESSED = "Kính gửi: Hội Liên hiệp Phụ nữ tỉnh"


def _line(text: str, top: float, side: Side, *, sure: float = 0.96) -> Line:
    left, right = {Side.LEFT: (100, 260), Side.RIGHT: (320, 540), Side.WHOLE: (200, 440)}[side]
    return Line(text, (left, top, right, top + 12), bold=False, side=side, gap=True, sure=sure)


def _read(*lines: Line) -> dict[Field, Proposal]:
    page = PageText(1, 595, 842, "\n".join(line.text for line in lines), lines)
    return {one.field: one for one in reversed(propose(PageTexts((page,))))}


def _head(*below: Line, number: str = "Số: 28/KH-UBND", dated: str = DATED) -> dict[Field, Proposal]:
    return _read(
        _line("ỦY BAN NHÂN DÂN", 60, Side.LEFT),
        _line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 60, Side.RIGHT),
        _line("PHƯỜNG AN KHÊ", 88, Side.LEFT),
        _line("Độc lập - Tự do - Hạnh phúc", 88, Side.RIGHT),
        _line(number, 140, Side.LEFT),
        _line(dated, 140, Side.RIGHT),
        *below,
    )


@pytest.mark.parametrize(
    ("written", "day", "doubted"),
    [
        ("An Khê, ngày 08 tháng 11 năm 202ó", "2026-11-08", True),
        ("An Khê, ngày 0Ï tháng II năm 2026", "2026-11-01", True),
        (DATED, "2026-11-08", False),
    ],
)
def test_figures_taken_for_letters_are_put_right_and_doubted(written: str, day: str, doubted: bool) -> None:
    read = _head(dated=written)[Field.DATE]
    assert read.value == day
    assert (read.confidence < UNSURE) is doubted


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("Số: I433/TTYT-VP", "1433/TTYT-VP"),
        ("Sồô 95-KL/BDVTU", "95-KL/BDVTU"),
        ("Số: 109/QĐĐ-PC", "109/QĐ-PC"),
        ("Số: 12/ĐĐBQH-VP", "12/ĐĐBQH-VP"),
    ],
)
def test_the_number_is_read_however_its_letters_were(written: str, symbol: str) -> None:
    assert _head(number=written)[Field.SYMBOL].value == symbol


def test_a_ward_is_no_kind_of_document() -> None:
    read = _head()
    assert read[Field.ISSUER].value == "ỦY BAN NHÂN DÂN PHƯỜNG AN KHÊ"
    assert read[Field.SYMBOL].value == "28/KH-UBND"


def test_a_letter_of_an_office_whose_code_is_that_of_a_kind_stays_a_letter() -> None:
    about = _line("V/v vệ sinh hành lang lưới điện", 166, Side.LEFT)
    read = _head(about, _line(ADDRESSED, 200, Side.WHOLE), number="Số: 1466/PC-VP")
    assert read[Field.KIND].value == "Công văn"


def test_a_subject_set_with_space_between_its_lines_is_whole() -> None:
    about = (_line("V/v rà soát tài khoản của các cấp", 166, Side.LEFT), _line("bị giả mạo", 193, Side.LEFT))
    read = _head(*about, _line(ADDRESSED, 240, Side.WHOLE), number="Số: 146/UBND-VX")
    assert read[Field.SUBJECT].value == "rà soát tài khoản của các cấp bị giả mạo"


def test_a_year_below_its_date_belongs_to_it() -> None:
    year = Line("2026", (400, 154, 430, 166), bold=False, side=Side.RIGHT, gap=False, sure=0.96)
    assert _head(year, dated=DATED.removesuffix(" 2026"))[Field.DATE].value == "2026-11-08"


def test_an_issuer_cut_within_the_name_of_its_place_is_doubted() -> None:
    read = _read(
        _line("BAN CHỈ HUY QUÂN SỰ PHƯỜNG MỸ", 60, Side.LEFT),
        _line("Số: 28/KH-BCH", 140, Side.LEFT),
        _line("Mỹ Hạnh, ngày 08 tháng 11 năm 2026", 140, Side.RIGHT),
    )
    assert read[Field.ISSUER].confidence < UNSURE


def test_a_place_that_ends_like_the_word_for_province_is_whole() -> None:
    read = _read(
        _line("ĐẢNG BỘ TỈNH HÀ TĨNH", 60, Side.LEFT),
        _line("BAN DÂN VẬN", 88, Side.LEFT),
        _line("Số 28-KH/BDVTU", 140, Side.LEFT),
    )
    assert (read[Field.PARENT].value, read[Field.ISSUER].value) == ("ĐẢNG BỘ TỈNH HÀ TĨNH", "BAN DÂN VẬN")


def test_place_and_date_close_behind_the_issuer_are_another_column() -> None:
    left, row = 200.0, []
    for text in ["CHI", "BỘ", "TIỂU", "HỌC", "Đức", "Huệ,", "ngày", "19", "tháng", "3", "năm", "2026"]:
        row.append(Word(text, (left, 100, left + 6 * len(text), 112), bold=False, sure=0.96))
        left += 6 * len(text) + 4
    lines = [line.text for line in lines_of(row, 595)]
    assert lines == ["CHI BỘ TIỂU HỌC", "Đức Huệ, ngày 19 tháng 3 năm 2026"]


def test_words_that_the_row_of_the_other_column_took_come_back() -> None:
    words = [
        Word("Lưu:", (80, 92, 110, 103.5), bold=False, sure=0.96),
        Word("Đoàn", (380, 93, 414, 106.0), bold=True, sure=0.96),
        Word("Tuấn", (418, 94, 450, 106.8), bold=True, sure=0.96),
    ]
    assert "Đoàn Tuấn" in [line.text for line in lines_of(words, 595)]


def _recipient(text: str, left: float, top: float, sure: float) -> Line:
    return Line(text, (left, top, left + 100, top + 11), bold=False, side=Side.LEFT, gap=False, sure=sure)


def test_specks_between_the_columns_are_no_recipients_and_marks_are_put_right() -> None:
    lines = (
        _recipient("Nơi nhận: _", 87, 600, 0.97),
        _recipient("Tên Đ", 171, 600, 0.04),
        _recipient("- Tỉnh uỷ (b/€);", 87, 614, 0.9),
        _recipient("|=", 150, 620, 0.5),
        _recipient("_ Lưu: VT. N€.", 87, 628, 0.9),
    )
    assert read_closing((PageText(1, 595, 842, "", lines),))[0].value == "Tỉnh uỷ (b/c); Lưu: VT, NC"


def test_recipients_without_the_copy_that_is_kept_are_doubted() -> None:
    lines = (_line("Nơi nhận:", 600, Side.LEFT), _line("- Ban Thường vụ;", 614, Side.LEFT))
    assert read_closing((PageText(1, 595, 842, "", lines),))[0].confidence < UNSURE


@pytest.mark.parametrize("word", ["NỮẤP", "SỰXÃ", "TÂMY", "nữcán", "Ýăớ"])
def test_letters_that_are_no_syllable_are_told(word: str) -> None:
    assert misshapen(word)


@pytest.mark.parametrize("word", ["khuỷu", "thuở", "quyển", "giếng", "gì", "hoà", "ủy", "SGDĐT", "fanpage"])
def test_syllables_codes_and_foreign_words_are_let_be(word: str) -> None:
    assert not misshapen(word)
