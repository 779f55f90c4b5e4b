"""The text of a file, page by page, with the place of its lines where there is one."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from hoiso.core.files.isolation import ChildFailed, Json, isolated
from hoiso.core.files.kinds import Kind
from hoiso.reading.lines import Line, Side, Word, begins_right_head, lines_of
from hoiso.reading.pdf_text import read_pdf
from hoiso.reading.word_text import read_word

_SECONDS = 60
_MEGABYTES = 1024
_PAGES_WITH_WORDS = 3
_FEWEST_LETTERS = 40  # a page with fewer is a picture with, at most, a stamp of a signature
_MOST_HEAD_WORDS = 40
_COLUMNS = re.compile(r"\t+| {3,}")


@dataclass(frozen=True, slots=True)
class PageText:
    """A page counted from 1. Sizes in points; 0 where the source has no pages (Word, plain text)."""

    number: int
    width: float
    height: float
    text: str
    lines: tuple[Line, ...]

    @property
    def has_text(self) -> bool:
        """Whether there is more to read than a stamp; a scan has none before text recognition."""
        return sum(letter.isalpha() for letter in self.text) >= _FEWEST_LETTERS


@dataclass(frozen=True, slots=True)
class PageTexts:
    """All pages of a file. `problem` is a sentence when the file could not be read, else empty."""

    pages: tuple[PageText, ...]
    problem: str = ""

    @property
    def text(self) -> str:
        """The text of all pages, for search; a form feed between pages."""
        return "\f".join(page.text for page in self.pages)

    @property
    def is_scan(self) -> bool:
        """Whether most pages are pictures without text."""
        without = sum(not page.has_text for page in self.pages)
        return bool(self.pages) and without * 2 > len(self.pages)


def text_of(path: Path, kind: Kind, *, places: bool = True) -> PageTexts:
    """The text of a PDF, Word (DOCX) or plain text file; no pages for other kinds.

    Without `places` the pages of a PDF may come without lines: most of the time goes into them.
    Parsing happens in a child with limits. A file that cannot be read gives no pages and a
    `problem`, never an error: the document can still be registered by hand.
    """
    try:
        if kind is Kind.PDF:
            return _pdf(path, _PAGES_WITH_WORDS if places else 0)
        if kind is Kind.DOCX:
            return _word(path)
        if kind in (Kind.TXT, Kind.CSV):
            return plain_text(_decoded(path.read_bytes()))
    except ChildFailed as failure:
        slow = failure.cause in ("time", "memory")
        return PageTexts((), "Tệp quá dài, chưa đọc được chữ." if slow else "Chưa đọc được chữ trong tệp.")
    return PageTexts(())


def plain_text(text: str) -> PageTexts:
    """One page of plain text; wide spaces or a tab cut a line into two columns."""
    lines: list[Line] = []
    gap = True
    for row in unicodedata.normalize("NFC", text).splitlines():
        if not row.strip():
            gap = True
            continue
        indented = bool(_COLUMNS.match(row)) or row.startswith("   ")
        pieces = [cut for piece in _COLUMNS.split(row) if piece.strip() for cut in _cut_at_right_head(piece)]
        for place, piece in enumerate(pieces):
            side = _plain_side(place, len(pieces), indented=indented)
            lines.append(Line(text=piece, box=None, bold=False, side=side, gap=gap))
        gap = False
    return PageTexts((PageText(1, 0, 0, text, tuple(lines)),))


def _cut_at_right_head(piece: str) -> list[str]:
    words = piece.split()
    if len(words) > _MOST_HEAD_WORDS:
        return [" ".join(words)]
    for place in range(1, len(words)):
        if begins_right_head(words[place:]):
            return [" ".join(words[:place]), " ".join(words[place:])]
    return [" ".join(words)]


def _plain_side(place: int, pieces: int, *, indented: bool) -> Side:
    if pieces == 2:
        return Side.LEFT if place == 0 else Side.RIGHT
    return Side.WHOLE if pieces > 2 or indented else Side.UNKNOWN


def _pdf(path: Path, pages_with_words: int) -> PageTexts:
    answer = isolated(
        read_pdf, str(path.absolute()), pages_with_words, seconds=_SECONDS, megabytes=_MEGABYTES
    )
    assert isinstance(answer, list)
    return PageTexts(tuple(page_text(number, page) for number, page in enumerate(answer, start=1)))


def page_text(number: int, page: Json) -> PageText:
    """A page as the child has answered it (`read_pdf`, `ocr_child.recognise`)."""
    assert isinstance(page, dict)
    width, height, text, words = page["width"], page["height"], page["text"], page["words"]
    assert isinstance(width, float | int)
    assert isinstance(height, float | int)
    assert isinstance(text, str)
    assert isinstance(words, list)
    composed = _composed(text)
    lines = tuple(lines_of([_word_of(word) for word in words], float(width)))
    return PageText(number, float(width), float(height), composed, lines)


def _word_of(word: Json) -> Word:
    assert isinstance(word, list)
    text, x0, y0, x1, y1, bold, *sure = word
    box = (float(str(x0)), float(str(y0)), float(str(x1)), float(str(y1)))
    how_sure = float(str(sure[0])) if sure else 1.0
    return Word(_composed(str(text)), box, bool(bold), how_sure)


def _composed(text: str) -> str:
    """Letters with their marks as one; the Icelandic letter that looks like Đ is taken for it everywhere."""
    return unicodedata.normalize("NFC", text).replace("Ð", "Đ")


def _word(path: Path) -> PageTexts:
    answer = isolated(read_word, str(path.absolute()), seconds=_SECONDS, megabytes=_MEGABYTES)
    assert isinstance(answer, list)
    lines: list[Line] = []
    texts: list[str] = []
    gap = True
    for row in answer:
        assert isinstance(row, list)
        text, bold, cell = unicodedata.normalize("NFC", str(row[0])), bool(row[1]), row[2]
        texts.append(text)
        if not text:
            gap = True
            continue
        side = (
            {0: Side.LEFT, 1: Side.RIGHT}.get(cell, Side.UNKNOWN) if isinstance(cell, int) else Side.UNKNOWN
        )
        lines.append(Line(text, None, bold, side, gap))
        gap = False
    return PageTexts((PageText(1, 0, 0, "\n".join(texts), tuple(lines)),))


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8-sig", "replace")
