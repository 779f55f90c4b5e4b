import io

import pikepdf
import pytest
from PIL import Image

from hoiso.core.files.kinds import Kind
from hoiso.core.files.tests import samples as make
from hoiso.reading.lines import Side
from hoiso.reading.text import PageTexts, text_of

from .cases import SHEETS, WORD_LETTER
from .typeset import a_sheet_as_pdf


@pytest.fixture
def read(tmp_path):
    def read(content, kind):
        path = tmp_path / "content"
        path.write_bytes(content)
        return text_of(path, kind)

    return read


def a_scan(pages=2):
    target = io.BytesIO()
    picture = Image.new("RGB", (400, 560), "white")
    picture.save(target, "PDF", save_all=True, append_images=[picture] * (pages - 1))
    return target.getvalue()


def test_the_text_and_the_columns_of_a_pdf(read):
    texts = read(a_sheet_as_pdf(SHEETS[0].source), Kind.PDF)
    assert not texts.is_scan
    assert "Tổ chức ngày hội phụ nữ khởi nghiệp" in texts.text
    sides = {line.text: line.side for line in texts.pages[0].lines}
    assert sides["HỘI LHPN TỈNH TÂY NINH"] is Side.LEFT
    assert sides["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"] is Side.RIGHT
    assert sides["KẾ HOẠCH"] is Side.WHOLE
    assert [line.bold for line in texts.pages[0].lines if line.text == "Số: 05/KH-HPN"] == [False]


def test_without_places_the_text_is_the_same(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(a_sheet_as_pdf(SHEETS[0].source))
    whole, quick = text_of(path, Kind.PDF), text_of(path, Kind.PDF, places=False)
    assert quick.text == whole.text != ""
    assert whole.pages[0].lines
    assert not quick.pages[0].lines


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_of_a_turned_page_are_as_displayed(read, turn):
    upright = read(a_sheet_as_pdf(SHEETS[0].source), Kind.PDF).pages[0]
    with pikepdf.open(io.BytesIO(a_sheet_as_pdf(SHEETS[0].source))) as pdf:
        pdf.pages[0].rotate(turn, relative=False)
        target = io.BytesIO()
        pdf.save(target)
    turned = read(target.getvalue(), Kind.PDF).pages[0]
    assert (turned.width > turned.height) == (turn != 180)
    assert sorted(turned.text.replace("\r\n", " ").split()) == sorted(upright.text.split())
    for line in turned.lines:
        x0, y0, x1, y1 = line.box
        assert 0 <= x0 < x1 <= turned.width
        assert 0 <= y0 < y1 <= turned.height


def test_a_scan_has_no_text(read):
    texts = read(a_scan(), Kind.PDF)
    assert texts.is_scan
    assert [page.has_text for page in texts.pages] == [False, False]
    assert texts.pages[0].lines == ()


def test_the_text_of_a_word_file(read):
    texts = read(WORD_LETTER, Kind.DOCX)
    assert "tặng quà Tết" in texts.text
    lines = {line.text: line for line in texts.pages[0].lines}
    assert lines["HỘI LHPN TỈNH TÂY NINH"].bold
    assert lines["HỘI LHPN TỈNH TÂY NINH"].side is Side.LEFT
    assert lines["Tây Ninh, ngày 08 tháng 01 năm 2026"].side is Side.RIGHT
    assert not lines["HỘI LHPN VIỆT NAM"].bold


def test_struck_text_and_doubled_text_boxes_are_left_out(read):
    body = (
        "<w:p><w:r><w:t>giữ</w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:tab/><w:t>thêm</w:t></w:r></w:ins></w:p>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice><w:p><w:r><w:t>khung</w:t></w:r></w:p></mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>khung</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
    )
    assert read(make.a_word_file(body=body), Kind.DOCX).text == "giữ\tthêm\nkhung"


def test_plain_text_in_its_encodings(read):
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert read("Kế hoạch\n".encode(encoding), Kind.TXT).text == "Kế hoạch\n"


def test_what_cannot_be_read_is_told_and_does_not_stop_the_work(read):
    assert read(b"%PDF-1.7 nothing", Kind.PDF) == PageTexts((), "Chưa đọc được chữ trong tệp.")
    assert read(b"PK\x03\x04", Kind.DOCX) == PageTexts((), "Chưa đọc được chữ trong tệp.")
    assert read(b"x", Kind.ZIP) == PageTexts(())


def test_a_word_file_that_grows_does_not_fill_the_memory(read):
    grown = "<w:p><w:r><w:t>" + "a" * (40 << 20) + "</w:t></w:r></w:p>"
    texts = read(make.a_word_file(body=grown), Kind.DOCX)
    assert len(texts.text) <= 5_000_000
