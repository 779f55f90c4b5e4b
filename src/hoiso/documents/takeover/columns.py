"""The columns of an old register, recognised by what they are called.

The names are those of Decree 30/2020, Phụ lục IV, and what offices call them besides.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hoiso.core.folding import fold
from hoiso.documents.tables.book import Series
from hoiso.documents.takeover.errors import SheetRefused

Cell = object
HEAD_WITHIN = 30  # rows of title above the headings
_ODD = re.compile(r"[^a-z0-9 ]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a line tells: its name for officers, and the headings by which it is known, folded."""

    key: str
    label: str
    headings: tuple[str, ...]


_ISSUED = (
    "ngay thang van ban", "ngay van ban", "ngay thang nam van ban", "ngay thang", "ngay thang nam",
    "ngay ban hanh", "ngay ky", "ngay vb", "ngay thang vb", "ngay di",
)  # fmt: skip
_SYMBOL = (
    "so ky hieu van ban", "so ky hieu", "so va ky hieu", "so va ky hieu van ban", "ky hieu",
    "ky hieu van ban",
    "so hieu", "so hieu van ban", "so ky hieu vb", "so kh", "so ky hieu van ban den",
)  # fmt: skip
_SUBJECT = (
    "ten loai va trich yeu noi dung van ban", "ten loai va trich yeu noi dung", "ten loai va trich yeu",
    "ten loai trich yeu noi dung van ban", "ten loai trich yeu noi dung", "ten loai trich yeu",
    "trich yeu noi dung van ban", "trich yeu noi dung", "trich yeu", "noi dung", "noi dung van ban",
    "noi dung trich yeu",
)  # fmt: skip
_SHARED = (
    Field("subject", "Trích yếu nội dung", _SUBJECT),
    Field("kind", "Loại văn bản", ("ten loai", "loai van ban", "the loai", "ten loai van ban", "loai")),
    Field("signer", "Người ký", ("nguoi ky", "ho ten nguoi ky", "ho va ten nguoi ky")),
    Field("copies", "Số lượng bản", ("so luong ban", "so ban", "so luong", "sl")),
    Field("pages", "Số trang", ("so trang", "so to", "tong so trang")),
    Field("urgency", "Độ khẩn", ("do khan", "muc do khan", "khan")),
    Field("secrecy", "Độ mật", ("do mat", "muc do mat", "mat")),
    Field("note", "Ghi chú", ("ghi chu", "chu thich")),
)
INCOMING = (
    Field("number", "Số đến", ("so den", "so den van ban", "so thu tu den", "so vb den", "so van ban den")),
    Field("day", "Ngày đến", ("ngay den", "ngay nhan", "ngay thang den", "ngay vao so", "ngay nhan van ban")),
    Field("issuer", "Tác giả, nơi gửi", (
        "tac gia", "tac gia van ban", "co quan ban hanh", "co quan to chuc ban hanh", "noi gui",
        "noi ban hanh",
        "don vi gui", "co quan gui", "noi gui van ban", "don vi ban hanh", "noi phat hanh",
    )),
    Field("symbol", "Số, ký hiệu văn bản", (*_SYMBOL, "so van ban", "so vb")),
    Field("issued", "Ngày văn bản", _ISSUED),
    Field("receiver", "Đơn vị hoặc người nhận", (
        "don vi hoac nguoi nhan", "don vi nguoi nhan", "nguoi nhan", "don vi nhan", "nguoi xu ly",
        "don vi xu ly", "noi nhan", "noi nhan van ban",
    )),
    *_SHARED,
)  # fmt: skip
OUTGOING = (
    Field("number", "Số văn bản", ("so", "so van ban", "so di", "so vb", "so van ban di", "so vb di")),
    Field("symbol", "Số, ký hiệu văn bản", (*_SYMBOL, "so ky hieu van ban di")),
    Field("day", "Ngày văn bản", _ISSUED),
    Field("receiver", "Nơi nhận", (
        "noi nhan van ban", "noi nhan", "noi gui", "noi gui den", "don vi nhan", "don vi nguoi nhan",
        "don vi hoac nguoi nhan", "co quan nhan",
    )),
    *_SHARED,
)  # fmt: skip
_NEEDED = {Series.INCOMING: ("number", "day", "subject"), Series.OUTGOING: ("day", "subject")}


def fields_of(series: str) -> tuple[Field, ...]:
    """What a line of that series may tell, in the order of the register."""
    return INCOMING if series == Series.INCOMING else OUTGOING


@dataclass(frozen=True, slots=True)
class Head:
    """Where the headings stand (row as Excel counts), what they are, and the year named above them."""

    row: int
    headings: tuple[str, ...]
    year: int | None


def head_of(rows: Sequence[Sequence[Cell]], *, name: str = "") -> Head:
    """The row with the most known headings among the first thirty. Raises `SheetRefused`."""
    known = {word for field in (*INCOMING, *OUTGOING) for word in field.headings}
    best, most = 0, 0
    for place, cells in enumerate(rows[:HEAD_WITHIN]):
        count = len({word for cell in cells if (word := _bare(cell)) in known})
        if count > most:
            best, most = place, count
    headings = tuple(_said(cell) for cell in rows[best]) if most else ()
    if most < 2 or not any(_bare(one) in _SUBJECT for one in headings):
        raise SheetRefused(
            "Không thấy dòng tiêu đề. Tệp cần một dòng ghi tên các cột như Số đến, Ngày đến,"
            " Số, ký hiệu văn bản, Trích yếu nội dung",
            field="file",
        )
    above = " ".join([*(str(cell) for cells in rows[:best] for cell in cells), name.replace("_", " ")])
    years = {int(found) for found in _YEAR.findall(above)}
    return Head(best + 1, headings, years.pop() if len(years) == 1 else None)


def series_of(headings: Sequence[str]) -> Series:
    """Incoming where a number or a day of arrival has its column, else outgoing."""
    words = {_bare(one) for one in headings}
    arrival = {*INCOMING[0].headings, *INCOMING[1].headings}
    return Series.INCOMING if words & arrival else Series.OUTGOING


def columns_of(headings: Sequence[str], series: str) -> dict[str, int]:
    """Field to column (from 0): each field the best of its names, each column once."""
    words = [_bare(one) for one in headings]
    found: dict[str, int] = {}
    for field in fields_of(series):
        place = next(
            (
                words.index(name)
                for name in field.headings
                if name in words and words.index(name) not in found.values()
            ),
            None,
        )
        if place is not None:
            found[field.key] = place
    return found


def missing(columns: Mapping[str, int], series: str) -> tuple[str, ...]:
    """Labels of the fields without which no line can be taken over."""
    labels = {field.key: field.label for field in fields_of(series)}
    wanted = [*_NEEDED.get(Series(series), _NEEDED[Series.OUTGOING])]
    lacking = [labels[key] for key in wanted if key not in columns]
    if series != Series.INCOMING and not {"number", "symbol"} & columns.keys():
        lacking.insert(0, labels["symbol"])
    return tuple(lacking)


def letter(place: int) -> str:
    """What Excel calls the column: A, B, …, Z, AA."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _said(cell: Cell) -> str:
    return " ".join(str(cell if cell is not None else "").split())[:100]


def _bare(cell: Cell) -> str:
    return " ".join(_ODD.sub(" ", fold(_said(cell))).split())
