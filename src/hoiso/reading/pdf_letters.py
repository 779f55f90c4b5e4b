"""Letters of a PDF page by where they stand. Runs in the limited child.

Where a font lacks the letters with Vietnamese marks, programs draw a line first without them and then put
them in from another font: in the order of drawing "HỘI" is "H I … Ộ". Read by place it is whole again.
"""

import ctypes
from statistics import median
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from hoiso.core.files.isolation import Json

_SAME_LINE = 1.5  # points between the feet of letters of one line
_APART = 0.09  # of the size of the letters; a space is twice as wide
_ABOVE, _BELOW = 0.9, 0.2  # how far letters reach from their foot, of their size
_BOLD_FROM = 600  # of 1000, as font weights go


class _Letter(NamedTuple):
    foot: float
    left: float
    right: float
    size: float
    text: str
    bold: bool


def words_by_place(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> list[Json]:
    """The words of a page, line by line, as `read_pdf` gives them; the order of drawing does not count."""
    words: list[Json] = []
    for line in _lines(_letters(text_page)):
        size = median(letter.size for letter in line)
        run: list[_Letter] = []
        for letter in sorted(line, key=lambda one: one.left):
            if run and (letter.text.isspace() or letter.left - run[-1].right > _APART * size):
                words.append(_word(run, page, size))
                run = []
            if not letter.text.isspace():
                run.append(letter)
        if run:
            words.append(_word(run, page, size))
    return words


def _letters(text_page: pypdfium2.PdfTextPage) -> list[_Letter]:
    found = []
    across, foot = ctypes.c_double(), ctypes.c_double()
    for index in range(text_page.count_chars()):
        text = chr(pdfium.FPDFText_GetUnicode(text_page.raw, index))
        if pdfium.FPDFText_IsGenerated(text_page.raw, index) == 1 or not (
            text.isprintable() or text.isspace()
        ):
            continue
        pdfium.FPDFText_GetCharOrigin(text_page.raw, index, across, foot)
        box = text_page.get_charbox(index, loose=True)
        left, bottom, right, top = box
        size = _size(text_page, index, top - bottom)
        found.append(_Letter(foot.value, left, right, size, text, _is_bold(text_page, index)))
    return found


def _size(text_page: pypdfium2.PdfTextPage, index: int, high: float) -> float:
    """The size of a letter in points; some files scale it, and then its box tells about as much."""
    size = float(pdfium.FPDFText_GetFontSize(text_page.raw, index))
    return size if 0.5 * size < high < 2 * size else high


def _lines(letters: list[_Letter]) -> list[list[_Letter]]:
    lines: list[list[_Letter]] = []
    for letter in sorted(letters, key=lambda one: -one.foot):
        if lines and lines[-1][0].foot - letter.foot < _SAME_LINE:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return lines


def _word(run: list[_Letter], page: pypdfium2.PdfPage, size: float) -> Json:
    """A word with the height of its line: letters of two fonts are not equally high."""
    width, height = page.get_size()
    low, high = run[0].foot - _BELOW * size, run[0].foot + _ABOVE * size
    corners = [_displayed(page, x, y, width, height) for x, y in ((run[0].left, low), (run[-1].right, high))]
    (x0, x1), (y0, y1) = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    bold = sum(one.bold for one in run) * 2 >= len(run)
    return ["".join(one.text for one in run), x0, y0, x1, y1, bold]


def _displayed(
    page: pypdfium2.PdfPage, x: float, y: float, width: float, height: float
) -> tuple[float, float]:
    """A point of the page's own space where it is shown: rotation and crop box are accounted for."""
    across, down = ctypes.c_int(), ctypes.c_int()
    fine = 20
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, round(width * fine), round(height * fine), 0, x, y, across, down)
    return across.value / fine, down.value / fine


def _is_bold(text_page: pypdfium2.PdfTextPage, index: int) -> bool:
    """Whether a letter is of a bold font, by the font's name or weight."""
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page.raw, index, name, 128, flags)
    return b"bold" in name.value.lower() or pdfium.FPDFText_GetFontWeight(text_page.raw, index) >= _BOLD_FROM
