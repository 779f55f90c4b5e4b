"""A Word template ready to be changed: the components of Decree 30, each with its field in its place.

Measures and sizes are those of Decree 30/2020/NĐ-CP, Phụ lục I: A4, margins 20, 20, 30, 15 mm, Times New
Roman, text 14 pt.
"""

import io
import zipfile
from functools import cache

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

_FONT = "Times New Roman"
_CENTRED = WD_ALIGN_PARAGRAPH.CENTER


@cache
def starter() -> bytes:
    """The file's bytes, the same ones each time."""
    document = docx.Document()
    _page(document)
    head = document.add_table(rows=2, cols=2)
    head.autofit = False
    for column, width in zip(head.columns, (68, 97), strict=True):
        for cell in column.cells:
            cell.width = Mm(width)
    left, right = head.cell(0, 0), head.cell(0, 1)
    _line(left, "{{ co_quan_chu_quan }}", size=12, first=True)
    _line(left, "{{ co_quan_ban_hanh }}", size=12, bold=True)
    _line(right, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True, first=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    _line(head.cell(1, 0), "Số: {{ so_ky_hieu }}", size=13, first=True)
    _line(head.cell(1, 1), "{{ dia_danh }}, {{ ngay_thang_nam }}", size=13, italic=True, first=True)
    _centred(document, "{{ loai_van_ban_hoa }}", before=14)
    _centred(document, "{{ trich_yeu }}")
    body = document.add_paragraph()
    body.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    body.paragraph_format.first_line_indent = Mm(12.7)
    body.paragraph_format.space_before = Pt(6)
    _run(body, "{{ noi_dung }}", size=14)
    foot = document.add_table(rows=1, cols=2)
    received, signed = foot.cell(0, 0), foot.cell(0, 1)
    _line(received, "Nơi nhận:", size=12, bold=True, italic=True, first=True, centred=False)
    _line(received, "{{ noi_nhan }}", size=11, centred=False)
    _line(signed, "{%p if tham_quyen_ky %}", size=14, first=True)
    _line(signed, "{{ tham_quyen_ky }}", size=14, bold=True)
    _line(signed, "{%p endif %}", size=14)
    _line(signed, "{{ chuc_vu_ky }}", size=14, bold=True)
    for _ in range(4):
        _line(signed, "", size=14)
    _line(signed, "{{ nguoi_ky }}", size=14, bold=True)
    made = io.BytesIO()
    document.save(made)
    return _undated(made)


def _undated(made: io.BytesIO) -> bytes:
    """Without the moment at which its parts were packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name), before.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    normal.paragraph_format.space_after = Pt(0)
    document.core_properties.author = ""
    document.core_properties.comments = ""


def _line(
    cell: _Cell, text: str, *, size: float, bold: bool = False, italic: bool = False, first: bool = False,
    centred: bool = True,
) -> None:  # fmt: skip
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    if centred:
        paragraph.alignment = _CENTRED
    _run(paragraph, text, size=size, bold=bold, italic=italic)


def _centred(document: WordDocument, text: str, *, before: float = 0) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = _CENTRED
    paragraph.paragraph_format.space_before = Pt(before)
    _run(paragraph, text, size=14, bold=True)


def _run(paragraph: Paragraph, text: str, *, size: float, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = _FONT, Pt(size)
    run.bold, run.italic = bold, italic
