"""Where words that were searched for stand: in which file of a document, on which page, where on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoiso.documents.files.pictures import ReadableText, text_as_read, words_with_places
from hoiso.documents.files.queries import ServedFile, files_of, progress_of_all
from hoiso.documents.search.public import Question, found_in, words_together
from hoiso.reading.places import PlacedWord


@dataclass(frozen=True, slots=True)
class Mark:
    """A found word on the picture of its page, in thousandths of the page."""

    left: int
    top: int
    width: int
    height: int


def place_of_words(document_id: int, asked: Question) -> tuple[ServedFile, int] | None:
    """The file and page (from 1) on which most different words of the question stand together, or None.

    Two statements. Raises `NotThere` where nothing may be read.
    """
    files = files_of(document_id)
    known = progress_of_all(files)
    best: tuple[int, ServedFile, int] | None = None
    for file in files:
        found = best_page(text_as_read(file, known.get(file.sha256)), asked)
        if found and (best is None or found[0] > best[0]):
            best = (found[0], file, found[1])
    return best[1:] if best else None


def best_page(read: ReadableText, asked: Question) -> tuple[int, int] | None:
    """How many different words stand together at most, and on which page first; None without any."""
    each = [(words_together(text, asked), -number) for number, text in enumerate(read.pages, start=1)]
    together, page = max(each, default=(0, 0))
    return (together, -page) if together else None


def pages_with_words(read: ReadableText, asked: Question) -> dict[int, int]:
    """How often words of the question stand on each page (from 1) that has any."""
    counts = {number: len(found_in(text, asked)) for number, text in enumerate(read.pages, start=1)}
    return {number: count for number, count in counts.items() if count}


def marks_of(
    file: ServedFile, read: ReadableText, pages: Sequence[int], asked: Question
) -> dict[int, tuple[Mark, ...]]:
    """The marks on the pictures of these pages."""
    wanted = [
        number for number in pages if number <= len(read.pages) and found_in(read.pages[number - 1], asked)
    ]
    placed = words_with_places(file, read, wanted)
    return {
        number: tuple(mark for word in words for mark in _marks(word, asked))
        for number, words in placed.items()
    }


def _marks(word: PlacedWord, asked: Question) -> list[Mark]:
    """A word such as “05/KH-BTV” is marked where the part asked for stands."""
    text, left, top, width, height = word
    letter = width / max(len(text), 1)
    return [
        Mark(left + int(letter * start), top, max(int(letter * (stop - start) + 0.5), 1), height)
        for start, stop in found_in(text, asked)
    ]
