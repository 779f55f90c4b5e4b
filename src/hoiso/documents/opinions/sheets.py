"""The collected sheet of a round (bảng tổng hợp ý kiến) as Excel and Word; each says who made it, when."""

import io
from collections.abc import Sequence
from datetime import datetime

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from hoiso.core.phrases import vn_date, vn_time
from hoiso.core.sheets import SheetColumn, write_sheet
from hoiso.documents.opinions.queries import OpinionLine, RoundPage

TITLE = "Bảng tổng hợp ý kiến"
_COLUMNS = (
    SheetColumn("STT", 6), SheetColumn("Người, đơn vị được hỏi", 34), SheetColumn("Trả lời", 16),
    SheetColumn("Nội dung ý kiến", 60), SheetColumn("Ngày trả lời", 18),
    SheetColumn("Tiếp thu, giải trình", 50),
)  # fmt: skip
_MM = (10, 48, 26, 90, 28, 65)
_NO_XML = "\ufffe\uffff"


def lines_of(found: RoundPage) -> tuple[str, ...]:
    """What stands above the table: about what, asked what, how many said what."""
    tallies = ", ".join(f"{label.lower()} {count}" for label, count in found.tallies)
    return (
        found.unit_name,
        f"Dự thảo: {found.subject} (bản {found.version_number})",
        f"Nội dung xin ý kiến: {found.question}",
        f"Hạn trả lời {vn_date(found.due_on)}. {found.given}/{found.asked} nơi đã trả lời: {tallies}.",
    )


def as_sheet(found: RoundPage, *, by: str, at: datetime) -> bytes:
    """XLSX."""
    lines = (*lines_of(found), _mark(by, at))
    return write_sheet(TITLE, _COLUMNS, _rows(found.lines), lines=lines, name="Ý kiến")


def as_word(found: RoundPage, *, by: str, at: datetime) -> bytes:
    """DOCX: A4 lying, the head of the table on each page, the mark at its foot."""
    document = docx.Document()
    document.core_properties.title = TITLE
    document.core_properties.author = by
    document.core_properties.created = at.replace(tzinfo=None)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    section.footer.paragraphs[0].text = _plain(_mark(by, at))
    document.add_heading(TITLE, level=1)
    for line in lines_of(found):
        document.add_paragraph(_plain(line))
    table = document.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, _COLUMNS, strict=True):
        cell.paragraphs[0].add_run(column.name).bold = True
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {}))
    for row in _rows(found.lines):
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = _plain(value)
    for row_ in table.rows:
        for cell, width in zip(row_.cells, _MM, strict=True):
            cell.width = Mm(width)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _rows(lines: Sequence[OpinionLine]) -> list[tuple[str, ...]]:
    return [
        (
            str(place),
            line.name,
            line.answer_name,
            "\n".join(
                part for part in (line.text, f"Tệp: {line.file_name}" if line.file_name else "") if part
            ),
            ", ".join(
                part for part in (vn_time(line.answered_at) if line.answered_at else "", _who(line)) if part
            ),
            ": ".join(part for part in (line.outcome_name, line.outcome_text) if part),
        )
        for place, line in enumerate(lines, 1)
    ]


def _who(line: OpinionLine) -> str:
    """Who answered, where it was not the one asked."""
    return "" if line.answered_by_name == line.name else line.answered_by_name


def _mark(by: str, at: datetime) -> str:
    return f"Người lập: {by}, {vn_time(at)}"


def _plain(text: str) -> str:
    """Without characters that XML 1.0 cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter not in _NO_XML))
