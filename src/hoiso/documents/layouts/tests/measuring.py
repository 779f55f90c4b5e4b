"""Reads a made PDF as a ruler would: lines of text and drawn rules, in millimetres from the top left."""

import ctypes
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_MM = 25.4 / 72


@dataclass(frozen=True)
class Letter:
    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: str


@dataclass(frozen=True)
class Line:
    """Letters of one baseline with no wide gap between: text, extent in mm, size in points, font names."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters).strip()

    @property
    def left(self) -> float:
        return self.letters[0].left

    @property
    def right(self) -> float:
        return max(letter.right for letter in self.letters if not letter.text.isspace())

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def baseline(self) -> float:
        return self.letters[0].baseline

    @property
    def size(self) -> float:
        return self.letters[0].size

    @property
    def fonts(self) -> set[str]:
        return {letter.font for letter in self.letters}


@dataclass(frozen=True)
class Rule:
    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class MeasuredPage:
    def __init__(self, page: pdfium.PdfPage) -> None:
        self.width = page.get_width() * _MM
        self.height = page.get_height() * _MM
        self.lines = _lines(_letters(page))
        self.rules = _rules(page)

    def line(self, start: str) -> Line:
        """The one line that begins with these words."""
        found = [line for line in self.lines if line.text.startswith(start)]
        assert len(found) == 1, f"{start!r}: {[line.text for line in self.lines]}"
        return found[0]

    def rule_below(self, line: Line) -> Rule:
        """The nearest flat rule within 5 mm below a line, under some part of it."""
        near = [
            rule
            for rule in self.rules
            if rule.height < 1 and 0 < rule.top - line.baseline < 5 and line.left < rule.middle < line.right
        ]
        assert near, f"no rule below {line.text!r}"
        return min(near, key=lambda rule: rule.top)


def measured(made: bytes) -> list[MeasuredPage]:
    with pdfium.PdfDocument(made) as document:
        return [MeasuredPage(page) for page in document]


def text_of(made: bytes) -> str:
    with pdfium.PdfDocument(made) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _letters(page: pdfium.PdfPage) -> list[Letter]:
    height = page.get_height()
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0, 10, 13) or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        name = ctypes.create_string_buffer(100)
        raw.FPDFText_GetFontInfo(text, index, name, 100, ctypes.c_int())
        found.append(
            Letter(
                text=chr(code),
                left=x.value * _MM,
                right=max(right.value, x.value) * _MM,
                baseline=(height - y.value) * _MM,
                size=round(raw.FPDFText_GetFontSize(text, index), 1),
                font=name.value.decode().split("+")[-1],
            )
        )
    return found


def _lines(letters: list[Letter]) -> list[Line]:
    rows: dict[float, list[Letter]] = {}
    for letter in letters:
        key = next((row for row in rows if abs(row - letter.baseline) < 0.2), letter.baseline)
        rows.setdefault(key, []).append(letter)
    lines = []
    for key in sorted(rows):
        row = sorted(rows[key], key=lambda letter: letter.left)
        cuts = [
            0,
            *(at + 1 for at, (one, two) in enumerate(pairwise(row)) if two.left - one.right > 12),
            len(row),
        ]
        lines += [Line(tuple(row[start:end])) for start, end in pairwise(cuts)]
    return [line for line in lines if line.text]


def _rules(page: pdfium.PdfPage) -> list[Rule]:
    height = page.get_height()
    found = []
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = drawn.get_bounds()
        found.append(Rule(left * _MM, right * _MM, (height - top) * _MM, (height - bottom) * _MM))
    return found
