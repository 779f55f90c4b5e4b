"""Words of a PDF with their boxes. Runs in the limited child."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

from hoiso.core.files.isolation import Json

_MOST_CHARACTERS = 4_000_000
_BOLD_FROM = 600  # of 1000, as font weights go


def read_pdf(path: str, pages_with_words: int) -> list[Json]:
    """Each page as {"width", "height", "text", "words"}; words only of the first and last pages.

    A word is [text, x0, y0, x1, y1, bold], in points from the upper left corner as displayed.
    """
    found: list[Json] = []
    left = _MOST_CHARACTERS
    document = pypdfium2.PdfDocument(path)
    count = len(document)
    for number in range(count):
        page = document[number]
        text_page = page.get_textpage()
        width, height = page.get_size()
        text = text_page.get_text_bounded()[:left] if left else ""
        left -= len(text)
        near_an_end = number < pages_with_words or number >= count - pages_with_words
        words = _words(page, text_page, width, height) if near_an_end and text else []
        found.append({"width": width, "height": height, "text": text, "words": words})
        text_page.close()
        page.close()
    document.close()
    return found


def _words(
    page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, width: float, height: float
) -> list[Json]:
    words: list[Json] = []
    letters: list[str] = []
    box = [0.0, 0.0, 0.0, 0.0]
    bold = False
    for index in range(text_page.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text_page.raw, index))
        if letter.isspace() or not letter.isprintable():
            _close(words, letters, box, page, width, height, bold=bold)
            continue
        left, bottom, right, top = text_page.get_charbox(index, loose=True)
        if not letters:
            box, bold = [left, bottom, right, top], _is_bold(text_page, index)
        letters.append(letter)
        box = [min(box[0], left), min(box[1], bottom), max(box[2], right), max(box[3], top)]
    _close(words, letters, box, page, width, height, bold=bold)
    return words


def _close(
    words: list[Json],
    letters: list[str],
    box: list[float],
    page: pypdfium2.PdfPage,
    width: float,
    height: float,
    *,
    bold: bool,
) -> None:
    if letters:
        corners = [_displayed(page, x, y, width, height) for x, y in ((box[0], box[1]), (box[2], box[3]))]
        (x0, x1), (y0, y1) = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        words.append(["".join(letters), x0, y0, x1, y1, bold])
        letters.clear()


def _displayed(
    page: pypdfium2.PdfPage, x: float, y: float, width: float, height: float
) -> tuple[float, float]:
    """A point of the page's own space where it is shown: rotation and crop box are accounted for."""
    across, down = ctypes.c_int(), ctypes.c_int()
    fine = 20
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, round(width * fine), round(height * fine), 0, x, y, across, down)
    return across.value / fine, down.value / fine


def _is_bold(text_page: pypdfium2.PdfTextPage, index: int) -> bool:
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page.raw, index, name, 128, flags)
    return b"bold" in name.value.lower() or pdfium.FPDFText_GetFontWeight(text_page.raw, index) >= _BOLD_FROM
