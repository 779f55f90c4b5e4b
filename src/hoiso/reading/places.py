"""Every word of some pages of a PDF with its place, for marking words on the pictures of the pages."""

from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from hoiso.core.files.isolation import ChildFailed, Json, isolated
from hoiso.reading.pdf_letters import words_by_place

SIDE = 1000
PlacedWord = tuple[str, int, int, int, int]
"""A word, and left, top, width, height in thousandths of the page as it is displayed."""

_SECONDS = 30
_MEGABYTES = 1024
_MOST_WORDS = 5_000  # of a page


def placed_words(path: Path, pages: Sequence[int]) -> dict[int, tuple[PlacedWord, ...]]:
    """The words of each page (from 1) that there is, read in a child with limits.

    A file that cannot be read has none: its pages are shown without marks.
    """
    try:
        answer = isolated(
            read_places, str(path.absolute()), ",".join(str(page) for page in pages),
            seconds=_SECONDS, megabytes=_MEGABYTES,
        )  # fmt: skip
    except ChildFailed:
        return {}
    assert isinstance(answer, list)
    found: dict[int, tuple[PlacedWord, ...]] = {}
    for page in answer:
        assert isinstance(page, dict)
        words = page["words"]
        assert isinstance(words, list)
        found[int(str(page["number"]))] = tuple(_word(word) for word in words)
    return found


def _word(word: Json) -> PlacedWord:
    assert isinstance(word, list)
    left, top, width, height = (int(str(part)) for part in word[1:5])
    return (str(word[0]), left, top, width, height)


def read_places(path: str, pages: str) -> list[Json]:
    """Each page of a list such as "3,7" as {"number", "words"}. Runs in the child."""
    found: list[Json] = []
    document = pypdfium2.PdfDocument(path)
    for number in map(int, pages.split(",")):
        if not 1 <= number <= len(document):
            continue
        page = document[number - 1]
        width, height = page.get_size()
        words = words_by_place(page, page.get_textpage())[:_MOST_WORDS]
        found.append({"number": number, "words": [_in_shares(word, width, height) for word in words]})
    document.close()
    return found


def _in_shares(word: Json, width: float, height: float) -> Json:
    assert isinstance(word, list)
    x0, y0, x1, y1 = (float(str(edge)) for edge in word[1:5])
    across, down = SIDE / max(width, 1), SIDE / max(height, 1)
    left, top = max(round(x0 * across), 0), max(round(y0 * down), 0)
    return [
        str(word[0]), left, top,
        min(round((x1 - x0) * across), SIDE - left), min(round((y1 - y0) * down), SIDE - top),
    ]  # fmt: skip
