"""An uploaded PDF or Word file measured as paper, in a limited child."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from hoiso.core.errors import DomainError
from hoiso.core.files.isolation import ChildFailed, Json, isolated
from hoiso.core.files.kinds import Kind
from hoiso.documents.checking import pdf_child, word_child

_SECONDS = 60
_MEGABYTES = 1024


class UnreadableFile(DomainError):
    """The file cannot be measured: broken, too long, or of another kind."""


Margins = tuple[float, float, float, float]
"""Top, bottom, left, right, in mm."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line (PDF) or paragraph (Word). Places in mm from the top left, None in Word; size in points.

    `cell` is table, row and column where a paragraph stands in a table.
    """

    text: str
    font: str
    size: float
    page: int = 1
    left: float | None = None
    right: float | None = None
    baseline: float | None = None
    bold: bool = False
    centred: bool = False
    cell: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as paper. `width`, `height` in mm of each page (Word: of the first section).

    `margins` are top, bottom, left, right in mm: what Word is set to, or what the letters of a PDF
    leave free; None for a scan without letters.
    """

    kind: Kind
    sizes: tuple[tuple[float, float], ...]
    margins: Margins | None
    lines: tuple[PaperLine, ...]
    pages: int | None

    @property
    def is_scan(self) -> bool:
        """Whether there is no text to measure."""
        return sum(len(line.text) for line in self.lines) < 40


def paper_of(path: Path, kind: Kind) -> Paper:
    """The file measured. Raises `UnreadableFile` with a sentence."""
    if kind not in (Kind.PDF, Kind.DOCX):
        raise UnreadableFile(
            "Chỉ đọc được tệp PDF và Word (.docx). Lưu tệp thành .docx rồi chọn lại.", field="file"
        )
    reader = pdf_child.read_paper if kind is Kind.PDF else word_child.read_paper
    try:
        answer = isolated(reader, str(path.absolute()), seconds=_SECONDS, megabytes=_MEGABYTES)
    except ChildFailed as failure:
        slow = failure.cause in ("time", "memory")
        raise UnreadableFile(
            "Tệp quá dài, chưa đọc được."
            if slow
            else "Không đọc được tệp này. Mở tệp, lưu lại rồi chọn lại.",
            field="file",
        ) from failure
    assert isinstance(answer, dict)
    return _pdf(answer) if kind is Kind.PDF else _word(answer)


def _pdf(answer: dict[str, Json]) -> Paper:
    sizes: list[tuple[float, float]] = []
    lines: list[PaperLine] = []
    for number, page in enumerate(_rows(answer["pages"]), start=1):
        sizes.append((_number(page["width"]), _number(page["height"])))
        lines += [
            PaperLine(
                text=unicodedata.normalize("NFC", str(row["text"])),
                font=str(row["font"]),
                size=_number(row["size"]),
                page=number,
                left=_number(row["left"]),
                right=_number(row["right"]),
                baseline=_number(row["baseline"]),
                bold="bold" in str(row["font"]).lower(),
            )
            for row in _rows(page["lines"])
        ]
    return Paper(Kind.PDF, tuple(sizes), _free(lines, sizes), tuple(lines), int(_number(answer["count"])))


def _free(lines: list[PaperLine], sizes: list[tuple[float, float]]) -> Margins | None:
    """What the letters leave free at each side, page numbers and small marks of signatures aside."""
    kept = [line for line in lines if line.size >= 10.5 and not line.text.strip("- ").isdigit()]
    portrait = [line for line in kept if sizes[line.page - 1][0] <= sizes[line.page - 1][1]]
    if not portrait:
        return None
    tops = [(line.baseline or 0) - line.size * 0.7 * 25.4 / 72 for line in portrait]
    feet = [sizes[line.page - 1][1] - (line.baseline or 0) for line in portrait]
    rights = [sizes[line.page - 1][0] - (line.right or 0) for line in portrait]
    return min(tops), min(feet), min(line.left or 0 for line in portrait), min(rights)


def _word(answer: dict[str, Json]) -> Paper:
    page = answer["page"]
    assert isinstance(page, dict)
    size = (_number(page["width"]), _number(page["height"]))
    margins = tuple(_number(page[name]) for name in ("top", "bottom", "left", "right"))
    lines = tuple(
        PaperLine(
            text=unicodedata.normalize("NFC", str(row["text"])),
            font=str(row["font"]),
            size=_number(row["size"]),
            bold=bool(row["bold"]),
            centred=bool(row["centred"]),
            cell=_cell(row["cell"]),
        )
        for row in _rows(answer["paragraphs"])
    )
    known = size[0] > 0
    return Paper(
        Kind.DOCX,
        (size,) if known else (),
        (margins[0], margins[1], margins[2], margins[3]) if known and any(margins) else None,
        lines,
        None,
    )


def _cell(value: Json) -> tuple[int, int, int] | None:
    if not isinstance(value, list):
        return None
    table, row, column = (int(_number(each)) for each in value)
    return table, row, column


def _rows(value: Json) -> list[dict[str, Json]]:
    assert isinstance(value, list)
    return [row for row in value if isinstance(row, dict)]


def _number(value: Json) -> float:
    assert isinstance(value, int | float)
    return float(value)
