"""Words of a PDF with their boxes. Runs in the limited child."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

from hoiso.core.files.isolation import Json

_MOST_CHARACTERS = 4_000_000
_SPACE = 0.13  # of the height of a line; a space is twice as wide
_FEW_PIECES = 20
_SINGLE = 0.2  # of the pieces of a text have one letter only where words are broken
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
        in_pieces = _in_pieces(text)
        words = _words(page, text_page, width, height) if text and (near_an_end or in_pieces) else []
        if in_pieces:
            text = _joined(words)
        found.append({"width": width, "height": height, "text": text, "words": words})
        text_page.close()
        page.close()
    document.close()
    return found


def _in_pieces(text: str) -> bool:
    """Whether spaces stand inside words: so it is where letters with marks come from another font."""
    pieces = text.split()
    return len(pieces) > _FEW_PIECES and sum(len(piece) == 1 for piece in pieces) > _SINGLE * len(pieces)


def _joined(words: list[Json]) -> str:
    """The words again as text, a line break where the next word lies lower or further left."""
    parts: list[str] = []
    right = foot = 0.0
    for word in words:
        assert isinstance(word, list)
        text, x0, y0, x1, y1 = str(word[0]), *(float(str(edge)) for edge in word[1:5])
        same_line = parts and x0 >= right - 1 and y0 < foot
        parts.append(f" {text}" if same_line else f"\n{text}" if parts else text)
        right, foot = x1, y1
    return "".join(parts)


def _words(
    page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, width: float, height: float
) -> list[Json]:
    words: list[Json] = []
    letters: list[str] = []
    box = [0.0, 0.0, 0.0, 0.0]
    bold = guessed = False
    for index in range(text_page.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text_page.raw, index))
        if letter.isspace() or not letter.isprintable():
            # PDFium guesses spaces where the font changes; the next letter's place tells.
            guessed = bool(letters) and pdfium.FPDFText_IsGenerated(text_page.raw, index) == 1
            if not guessed:
                _close(words, letters, box, page, width, height, bold=bold)
            continue
        left, bottom, right, top = text_page.get_charbox(index, loose=True)
        if guessed and _apart(box, left, bottom, top):
            _close(words, letters, box, page, width, height, bold=bold)
        guessed = False
        if not letters:
            box, bold = [left, bottom, right, top], _is_bold(text_page, index)
        letters.append(letter)
        box = [min(box[0], left), min(box[1], bottom), max(box[2], right), max(box[3], top)]
    _close(words, letters, box, page, width, height, bold=bold)
    return words


def _apart(box: list[float], left: float, bottom: float, top: float) -> bool:
    """Whether a letter stands off the word before it: further on, or on another line."""
    height = max(top - bottom, box[3] - box[1])
    middle = (top + bottom) / 2
    return not -0.5 * height < left - box[2] < _SPACE * height or not box[1] < middle < box[3]


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
