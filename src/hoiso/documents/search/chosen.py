"""What was found with the columns that a person chose, as Excel, Word or PDF; each says who made it, when."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Row

from hoiso.core.phrases import vn_date, vn_time
from hoiso.core.sheets import Cell, SheetColumn, write_sheet
from hoiso.documents.layouts.lists import ListColumn, PrintedList, render_list
from hoiso.documents.search.queries import Hit
from hoiso.documents.tables.document import Urgency

_NO_XML = "\ufffe\uffff"
_TITLE = "Danh sách văn bản"
_WIDTH = 5.5  # characters of a sheet for one share of the printed width


@dataclass(frozen=True, slots=True)
class Column:
    """A column that may be chosen: name, share of the width, and how a document fills it."""

    name: str
    share: float
    value: Callable[[Hit], Cell]
    right: bool = False


COLUMNS: dict[str, Column] = {
    "so-sach": Column("Loại sổ", 1.6, lambda hit: hit.direction_name),
    "so": Column("Số đến, số đi", 1.2, lambda hit: hit.number, right=True),
    "ngay": Column("Ngày đến, ngày đi", 1.8, lambda hit: hit.day),
    "ky-hieu": Column("Số, ký hiệu", 2.4, lambda hit: hit.symbol),
    "ngay-van-ban": Column("Ngày văn bản", 1.8, lambda hit: hit.issued_on),
    "co-quan": Column("Cơ quan ban hành", 3.2, lambda hit: hit.issuer),
    "loai": Column("Loại văn bản", 1.8, lambda hit: hit.kind_name),
    "trich-yeu": Column("Trích yếu", 6.5, lambda hit: hit.subject),
    "nguoi-ky": Column("Người ký", 2.2, lambda hit: hit.signer),
    "do-khan": Column("Độ khẩn", 1.3, lambda hit: str(Urgency(hit.urgency).label)),
    "han": Column("Hạn xử lý", 1.8, lambda hit: hit.due_on),
    "tinh-trang": Column("Tình trạng", 1.8, lambda hit: hit.state_name),
    "xong": Column("Ngày xong", 1.8, lambda hit: hit.finished_on),
    "nguoi-giu": Column("Người giữ", 2.2, lambda hit: hit.holder_name),
}
USUAL = ("so", "ngay", "ky-hieu", "ngay-van-ban", "co-quan", "trich-yeu", "tinh-trang")


@dataclass(frozen=True, slots=True)
class Mark:
    """Of which search and unit, by whom and when it was made."""

    asked: str
    unit: str
    by: str
    at: datetime

    @property
    def words(self) -> str:
        return f"Người in: {self.by}, {vn_time(self.at)}"


def as_sheet(hits: Sequence[Hit], columns: Sequence[Column], mark: Mark) -> bytes:
    """The chosen columns as XLSX."""
    heads = [SheetColumn(one.name, max(10, round(one.share * _WIDTH))) for one in columns]
    rows = ([one.value(hit) for one in columns] for hit in hits)
    return write_sheet(_TITLE, heads, rows, lines=(mark.unit, mark.asked, mark.words), name=_TITLE)


def as_pdf(hits: Sequence[Hit], columns: Sequence[Column], mark: Mark) -> bytes:
    """The chosen columns as PDF/A, the mark on each page."""
    return render_list(
        PrintedList(
            title=_TITLE,
            unit=mark.unit,
            unit_lines=(mark.unit,),
            lines=(mark.asked,),
            columns=tuple(ListColumn(one.name, one.share, right=one.right) for one in columns),
            rows=[tuple(_shown(one.value(hit)) for one in columns) for hit in hits],
            after=(f"{len(hits)} văn bản.",),
            landscape=len(columns) > 4,
            printed_by=mark.by,
            printed_at=mark.at,
        )
    )


def as_word(hits: Sequence[Hit], columns: Sequence[Column], mark: Mark) -> bytes:
    """The chosen columns as DOCX: A4 lying, the head of the table on each page, the mark at its foot."""
    document = docx.Document()
    document.core_properties.title = _TITLE
    document.core_properties.author = mark.by
    document.core_properties.created = mark.at.replace(tzinfo=None)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    section.footer.paragraphs[0].text = _plain(mark.words)
    document.add_heading(_TITLE, level=1)
    for line in (mark.unit, mark.asked):
        document.add_paragraph(_plain(line))
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(column.name).bold = True
    _repeat(table.rows[0])
    for hit in hits:
        for cell, column in zip(table.add_row().cells, columns, strict=True):
            cell.text = _plain(_shown(column.value(hit)))
    document.add_paragraph(f"{len(hits)} văn bản.")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _repeat(row: _Row) -> None:
    """Print the row again at the head of each page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {}))


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return vn_date(cell) if isinstance(cell, date) else str(cell)


def _plain(text: str) -> str:
    """Without characters that XML 1.0 cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter not in _NO_XML))
