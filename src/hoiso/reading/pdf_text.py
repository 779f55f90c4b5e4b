"""Words of a PDF with their boxes. Runs in the limited child."""

import pypdfium2

from hoiso.core.files.isolation import Json
from hoiso.reading.pdf_letters import words_by_place

_MOST_CHARACTERS = 4_000_000
_FEW_PIECES = 20
_SINGLE = 0.12  # of the pieces of a text have one letter only where words are broken


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
        words = words_by_place(page, text_page) if text and (near_an_end or in_pieces) else []
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
    single = sum(len(piece) == 1 and piece.isalpha() for piece in pieces)
    return len(pieces) > _FEW_PIECES and single > _SINGLE * len(pieces)


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
