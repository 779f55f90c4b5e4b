"""Where the words asked for stand in a text: marked, and cut out of a long one."""

import re
import unicodedata
from typing import NamedTuple

from hoiso.documents.search.words import Question, word_forms

_BEFORE, _AFTER = 90, 210
_WORD = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"\s+")


class Piece(NamedTuple):
    """A piece of a text, `marked` where it is a word that was asked for."""

    text: str
    marked: bool


def marked(text: str, asked: Question) -> tuple[Piece, ...]:
    """The whole text in pieces; words that were asked for, in any accents, are marked."""
    pieces: list[Piece] = []
    end = 0
    for start, stop in found_in(text, asked):
        if start > end:
            pieces.append(Piece(text[end:start], marked=False))
        pieces.append(Piece(text[start:stop], marked=True))
        end = stop
    if end < len(text) or not text:
        pieces.append(Piece(text[end:], marked=False))
    return tuple(pieces)


def passage(text: str, asked: Question) -> tuple[Piece, ...]:
    """About 300 letters around the first place where most of the words stand close together."""
    whole = unicodedata.normalize("NFC", text)
    places = found_in(whole, asked)
    if not places:
        return ()
    _, at = _most_together(whole, places)
    start = max(at - _BEFORE, 0)
    stop = min(at + _AFTER, len(whole))
    if start:
        start = whole.find(" ", start, at) + 1 or start
    if stop < len(whole):
        stop = max(whole.rfind(" ", at, stop), at + 1)
    cut = _SPACES.sub(" ", whole[start:stop]).strip()
    return marked(f"{'… ' if start else ''}{cut}{' …' if stop < len(whole) else ''}", asked)


def words_together(text: str, asked: Question) -> int:
    """How many different words that were asked for stand together in one stretch of the text."""
    places = found_in(text, asked)
    return _most_together(text, places)[0] if places else 0


def found_in(text: str, asked: Question) -> list[tuple[int, int]]:
    """From where to where each word stands that was asked for, in any accents."""
    words, beginning = frozenset(asked.folded_words), asked.beginning
    found = []
    for word in _WORD.finditer(text):
        bare = word_forms(word[0])[0]
        if bare in words or (beginning and bare.startswith(beginning)):
            found.append(word.span())
    return found


def _most_together(text: str, places: list[tuple[int, int]]) -> tuple[int, int]:
    """How many different words a stretch of the passage's length holds at most, and where it begins."""
    best, at = 0, places[0][0]
    for number, (start, _) in enumerate(places[:500]):
        near = {word_forms(text[a:b])[0] for a, b in places[number : number + 40] if a - start < _AFTER}
        if len(near) > best:
            best, at = len(near), start
    return best, at
