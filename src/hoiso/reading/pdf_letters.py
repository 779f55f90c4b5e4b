"""Letters of a PDF page by where they stand. Runs in the limited child.

Where a font lacks the letters with Vietnamese marks, programs draw a line first without them and then put
them in from another font: in the order of drawing "HỘI" is "H I … Ộ". Read by place it is whole again.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from hoiso.core.files.isolation import Json

_SAME_LINE = 1.5  # points between the feet of neighbours of one line
_APART = 0.09  # of the size of the letters; a space is twice as wide
_BACK = 0.5  # of the size, by which a letter may reach under the one before it
_ABOVE, _BELOW = 0.9, 0.2  # how far letters reach from their foot, of their size
_BUCKET = 2.0  # points
_SPACE = 32
_BOLD_FROM = 600  # of 1000, as font weights go


@dataclass(slots=True)
class _Run:
    """Letters drawn one behind the other."""

    foot: float
    left: float
    right: float
    end_foot: float
    size: float
    bold: bool
    letters: list[str]
    order: int
    last: tuple[float, float]  # edges of the last letter; those of a ligature have the same


def words_by_place(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> list[Json]:
    """The words of a page as `read_pdf` gives them, in the order in which each began to be drawn."""
    chains: list[list[_Run]] = []
    ends: dict[int, list[list[_Run]]] = {}
    for run in sorted(_runs(text_page), key=lambda one: one.left):
        chain = next((one for one in _near(ends, run) if _goes_on(one[-1], run)), None)
        if chain is None:
            chain = []
            chains.append(chain)
        else:
            ends[_bucket(chain[-1].end_foot)].remove(chain)
        chain.append(run)
        ends.setdefault(_bucket(run.end_foot), []).append(chain)
    chains.sort(key=lambda chain: min(run.order for run in chain))
    return [_word(chain, page) for chain in chains]


def _runs(text_page: pypdfium2.PdfTextPage) -> list[_Run]:
    found: list[_Run] = []
    raw = text_page.raw
    across, foot, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    run: _Run | None = None
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code <= _SPACE:
            pdfium.FPDFText_GetLooseCharBox(raw, index, box)
            if run is not None:
                _space_behind(run, box.left)
            if pdfium.FPDFText_IsGenerated(raw, index) != 1:
                run = None
            continue
        letter = chr(code)
        if letter.isspace() or not letter.isprintable():
            run = None
            continue
        pdfium.FPDFText_GetCharOrigin(raw, index, across, foot)
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        at, left, right = foot.value, box.left, box.right
        ligature = run is not None and run.last == (left, right) and right > left
        if run is not None and (ligature or _follows(run, left, at)):
            run.letters.append(letter)
            run.right, run.end_foot, run.last = right, at, (left, right)
            continue
        size = _size(raw, index, abs(box.top - box.bottom))
        run = _Run(at, left, right, at, size, _is_bold(raw, index), [letter], index, (left, right))
        found.append(run)
    return found


def _space_behind(run: _Run, at: float) -> None:
    """A space, drawn or added by PDFium, tells where the pen was: marks reach further than it."""
    if sum(run.last) / 2 < at < run.right:
        run.right = at


def _follows(run: _Run, left: float, foot: float) -> bool:
    return (
        -_BACK * run.size <= left - run.right <= _APART * run.size and abs(foot - run.end_foot) < _SAME_LINE
    )


def _goes_on(run: _Run, other: _Run) -> bool:
    return _follows(run, other.left, other.foot)


def _near(ends: dict[int, list[list[_Run]]], run: _Run) -> Iterator[list[_Run]]:
    middle = _bucket(run.foot)
    for bucket in (middle, middle - 1, middle + 1):
        yield from ends.get(bucket, ())


def _bucket(foot: float) -> int:
    return round(foot / _BUCKET)


def _size(raw: pdfium.FPDF_TEXTPAGE, index: int, high: float) -> float:
    """The size of a letter in points; some files scale it, and then its box tells about as much."""
    size = float(pdfium.FPDFText_GetFontSize(raw, index))
    return size if 0.5 * size < high < 2 * size else high


def _word(chain: list[_Run], page: pypdfium2.PdfPage) -> Json:
    """A word with the height of its letters' size: letters of two fonts are not equally high."""
    width, height = page.get_size()
    first, last = chain[0], chain[-1]
    size = max(run.size for run in chain)
    corners = [
        _displayed(page, x, y, width, height)
        for x, y in ((first.left, first.foot - _BELOW * size), (last.right, first.foot + _ABOVE * size))
    ]
    (x0, x1), (y0, y1) = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    text = "".join(letter for run in chain for letter in run.letters)
    bold = sum(len(run.letters) for run in chain if run.bold) * 2 >= len(text)
    return [text, x0, y0, x1, y1, bold]


def _displayed(
    page: pypdfium2.PdfPage, x: float, y: float, width: float, height: float
) -> tuple[float, float]:
    """A point of the page's own space where it is shown: rotation and crop box are accounted for."""
    across, down = ctypes.c_int(), ctypes.c_int()
    fine = 20
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, round(width * fine), round(height * fine), 0, x, y, across, down)
    return across.value / fine, down.value / fine


def _is_bold(raw: pdfium.FPDF_TEXTPAGE, index: int) -> bool:
    """Whether a letter is of a bold font, by the font's name or weight."""
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, index, name, 128, flags)
    return b"bold" in name.value.lower() or pdfium.FPDFText_GetFontWeight(raw, index) >= _BOLD_FROM
