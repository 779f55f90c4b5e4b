"""A PDF as paper: its pages, and its lines with font, size and place in millimetres. Runs in the child."""

import ctypes
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from hoiso.core.files.isolation import Json

_MM = 25.4 / 72
_MOST_PAGES = 60
_MOST_LETTERS = 400_000
_WIDE_GAP = 8.0  # mm between two columns

Letter = tuple[str, float, float, float, float, str]  # letter, left, right, baseline (mm), size (pt), font


def read_paper(path: str) -> dict[str, Json]:
    """{"pages": [{width, height, lines: [{text, left, right, baseline, size, font}]}], "count": n}."""
    pages: list[Json] = []
    left = _MOST_LETTERS
    document = pypdfium2.PdfDocument(path)
    for page in list(document)[:_MOST_PAGES]:
        letters = _letters(page, left)
        left -= len(letters)
        pages.append(
            {
                "width": page.get_width() * _MM,
                "height": page.get_height() * _MM,
                "lines": [_line(row) for row in _rows(letters)],
            }
        )
    return {"pages": pages, "count": len(document)}


def _letters(page: pypdfium2.PdfPage, most: int) -> list[Letter]:
    text = page.get_textpage()
    height = page.get_height()
    found: list[Letter] = []
    for index in range(min(text.count_chars(), most)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in (0, 10, 13) or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        sides = [ctypes.c_double() for _ in range(4)]
        pdfium.FPDFText_GetCharBox(text, index, *sides)
        name = ctypes.create_string_buffer(100)
        pdfium.FPDFText_GetFontInfo(text, index, name, 100, ctypes.c_int())
        size = _drawn_size(text, index)
        font = name.value.decode("utf-8", "replace").split("+")[-1]
        found.append(
            (
                chr(code),
                x.value * _MM,
                max(sides[1].value, x.value) * _MM,
                (height - y.value) * _MM,
                size,
                font,
            )
        )
    return found


def _drawn_size(text: pypdfium2.PdfTextPage, index: int) -> float:
    """The size as drawn: the font's own, scaled by the matrix of the page."""
    matrix = pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(text, index)
    if pdfium.FPDFText_GetMatrix(text, index, matrix):
        scale = (matrix.b**2 + matrix.d**2) ** 0.5
        size *= scale or 1.0
    return round(float(size), 1)


def _rows(letters: list[Letter]) -> list[list[Letter]]:
    rows: dict[float, list[Letter]] = {}
    for letter in letters:
        key = next((row for row in reversed(rows) if abs(row - letter[3]) < 0.4), letter[3])
        rows.setdefault(key, []).append(letter)
    found = []
    for key in sorted(rows):
        row = sorted(rows[key], key=lambda letter: letter[1])
        cuts = [
            0,
            *(at + 1 for at, (one, two) in enumerate(pairwise(row)) if two[1] - one[2] > _WIDE_GAP),
            len(row),
        ]
        found += [row[start:end] for start, end in pairwise(cuts)]
    return [row for row in found if any(not letter[0].isspace() for letter in row)]


def _line(row: list[Letter]) -> Json:
    inked = [letter for letter in row if not letter[0].isspace()]
    longest = max(
        {letter[4] for letter in inked}, key=lambda size: sum(letter[4] == size for letter in inked)
    )
    return {
        "text": " ".join("".join(letter[0] for letter in row).split()),
        "left": inked[0][1],
        "right": max(letter[2] for letter in inked),
        "baseline": inked[0][3],
        "size": longest,
        "font": max(
            {letter[5] for letter in inked}, key=lambda font: sum(letter[5] == font for letter in inked)
        ),
    }
