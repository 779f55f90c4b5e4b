"""Names that were recognised take the tones that names have; the copy kept by the clerk's office is VT."""

from dataclasses import replace

import pytest

from hoiso.reading.closing_rules import read_closing
from hoiso.reading.corrections import corrected, spelt_as
from hoiso.reading.fields import Field, proposal
from hoiso.reading.lines import Line, Side
from hoiso.reading.names import name_put_right
from hoiso.reading.text import PageText


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("Phan Thị Cấm Tú", "Phan Thị Cẩm Tú"),
        ("Nguyên Thị Mai Hoa", "Nguyên Thị Mai Hoa"),  # Nguyên is a name too
        ("LÊ THỊ THU HẢNG", "LÊ THỊ THU HẢNG"),
        ("Rơ Châm H", "Rơ Châm H"),
    ],
)
def test_a_tone_that_no_name_has_is_put_right(read: str, right: str) -> None:
    assert name_put_right(read)[0] == right


def test_a_name_that_is_none_is_doubted() -> None:
    assert name_put_right("Lê Thị Mai Hoa")[1] == 1
    assert name_put_right("Phan Thị Cấm Tú")[1] < 1
    assert name_put_right("Lô Thị Xnguyt")[1] <= 0.7


def _page(*lines: Line) -> PageText:
    return PageText(1, 595, 842, "\n".join(line.text for line in lines), lines)


def _line(text: str, left: float, top: float, side: Side, *, sure: float = 0.9) -> Line:
    return Line(text, (left, top, left + 120, top + 10), bold=False, side=side, gap=False, sure=sure)


FOOT = (
    _line("TM. BAN THƯỜNG VỤ", 330, 600, Side.RIGHT),
    _line("PHÓ CHỦ TỊCH", 340, 612, Side.RIGHT),
    _line("- Như trên;", 80, 612, Side.LEFT),
    _line("- Các chi hội;", 80, 624, Side.LEFT),
    _line("- Lưu: VI, NTH.", 80, 636, Side.LEFT),
    _line("Phan Thị Cấm Tú", 340, 680, Side.RIGHT),
)


def test_recipients_are_found_without_their_heading_and_vt_is_put_right() -> None:
    read = {one.field: one for one in read_closing((_page(*FOOT),))}
    assert read[Field.RECIPIENTS].value == "Như trên; Các chi hội; Lưu: VT, NTH"
    assert read[Field.RECIPIENTS].confidence < 0.8
    assert read[Field.SIGNER].value == "Phan Thị Cẩm Tú"
    assert read[Field.SIGNER].confidence < 0.8


def test_what_was_not_recognised_stays_as_it_is_written() -> None:
    heading = _line("Nơi nhận:", 80, 602, Side.LEFT)
    lines = [replace(line, sure=1.0) for line in (heading, *FOOT)]
    read = {one.field: one for one in read_closing((_page(*lines),))}
    assert read[Field.RECIPIENTS].value == "Như trên; Các chi hội; Lưu: VI, NTH"
    assert read[Field.SIGNER].value == "Phan Thị Cấm Tú"


@pytest.mark.parametrize(
    ("read", "right"),
    [("- lau: VŨ CCVC.", "Lưu: VT, CCVC"), ("Lưu: VTL", "Lưu: VT"), ("- Lưu VP, TH.", "Lưu VP, TH")],
)
def test_what_is_kept_by_the_clerks_office_is_read_however_it_was_recognised(read: str, right: str) -> None:
    page = _page(_line("Nơi nhận:", 80, 602, Side.LEFT), _line(read, 80, 614, Side.LEFT))
    assert read_closing((page,))[0].value == right


def test_recognised_text_is_as_sure_as_its_words_together() -> None:
    def sure(text: str, *, letters: float) -> float:
        lines = [_line(text, 80, 602, Side.WHOLE, sure=letters)]
        return proposal(Field.SUBJECT, text, 0.9, _page(*lines), lines).confidence

    assert sure("giếng khoan " * 7, letters=0.96) < sure("giếng khoan", letters=0.96)
    assert sure("giếng khoan", letters=0.96) >= 0.8 > sure("giếng khoan", letters=0.93)
    assert sure("tăng cường tập huấn", letters=0.6) >= 0.8  # set phrases, which were put right
    assert sure("giếngkhoan ăn", letters=0.96) < 0.8  # no syllable is so
    assert sure("giếng khoan " * 7, letters=1.0) == 0.9


def test_a_place_is_spelt_in_capitals_as_before_the_date() -> None:
    assert spelt_as("ỦY BAN NHÂN DÂN XÃ ĐÔNG SEN", "Đồng Sen") == "ỦY BAN NHÂN DÂN XÃ ĐỒNG SEN"
    assert spelt_as("HỘI LHPN XÃ ĐÔNG HOÀ", "Tây Ninh") == "HỘI LHPN XÃ ĐÔNG HOÀ"


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("VW rà soát trẻ em", "V/v rà soát trẻ em"),
        ("Viv góp ý dự thảo", "V/v góp ý dự thảo"),
        ("Vì vậy đề nghị", "Vì vậy đề nghị"),
        ("|HOÀ TÓC|", "HOẢ TỐC"),
        ("MẤT", "MẤT"),
        ("V4 rà soát trẻ em", "V/v rà soát trẻ em"),
        ("Kêt quả câp phát quà Têt", "Kết quả cấp phát quà Tết"),
        ("PHƯƠNG ÁN", "PHƯƠNG ÁN"),
        ("PHƯỜNG AN KHÊ", "PHƯỜNG AN KHÊ"),
        ("Nguyễn Văn Đông", "Nguyễn Văn Đông"),
    ],
)
def test_about_is_known_however_it_was_recognised(read: str, right: str) -> None:
    assert corrected(_line(read, 80, 130, Side.LEFT)).text == right
    certain = replace(_line(read, 80, 130, Side.LEFT), sure=1.0)
    assert corrected(certain).text == read
