"""Names of people as branches write them: in capitals, in small letters, with a number or "Bà" before."""

import re

from hoiso.members.imports import phrases
from hoiso.members.imports.errors import WrongCell

_BEFORE = re.compile(
    r"^(?:\d{1,4}\s*[.)\-/]\s*|[-*+•]\s*)?(?:(?:bà|chị|cô|đ/c|đc|đồng chí)[ .:]+(?=\S+\s+\S))?", re.I
)
_NICK = re.compile(r"\s*\(([^)]{1,60})\)\s*$")
_GAPS = re.compile(r"[\s_]+")
_ODD = re.compile(r"[^\w\s'’.\-]|\d")
_SMALL = re.compile(r"[^\W\d_]+")
LONGEST = 100


def read_name(text: str) -> tuple[str, str]:
    """The name with capitals at the beginnings of its words, and what stood in brackets after it.

    Raises `WrongCell` where it is no name.
    """
    nick = _NICK.search(text)
    words = _GAPS.sub(" ", _BEFORE.sub("", text[: nick.start()] if nick else text)).strip(" .,;:-")
    if len(words) < 2 or _ODD.search(words):
        raise WrongCell(phrases.not_a_name(text))
    if len(words) > LONGEST:
        raise WrongCell(phrases.too_long(LONGEST))
    return (_capitals(words), nick[1].strip() if nick else "")


def _capitals(words: str) -> str:
    """Capitals are changed where all or none of the letters of a word are; "McDo" stays."""
    return " ".join(
        _SMALL.sub(lambda part: part[0].capitalize(), word) if word.isupper() or word.islower() else word
        for word in words.split(" ")
    )
