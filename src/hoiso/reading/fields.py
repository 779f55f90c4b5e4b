"""What is proposed for the register: the fields, and one proposal with where it was read."""

import re
from dataclasses import dataclass
from enum import StrEnum

from hoiso.reading.corrections import known
from hoiso.reading.lines import Box, Line, union
from hoiso.reading.syllables import misshapen
from hoiso.reading.text import PageText


class Field(StrEnum):
    """Fields of the register that a page can tell. Values are text; dates are ISO (2026-01-05)."""

    ISSUER = "issuer"
    PARENT = "parent"
    SYMBOL = "symbol"
    NUMBER = "number"
    NOTATION = "notation"
    DATE = "date"
    PLACE = "place"
    KIND = "kind"
    SUBJECT = "subject"
    ADDRESSEES = "addressees"
    RECIPIENTS = "recipients"
    CAPACITY = "capacity"
    POSITION = "position"
    SIGNER = "signer"
    URGENCY = "urgency"
    SECRECY = "secrecy"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for a field, read at one place.

    `confidence` (0..1) is set by the rule that read it: 0.9 and more is right in nearly every
    document of our cases, below 0.6 a guess that a person should look at. `page` counts from 1.
    `quote` is what stands on the page, `box` where (points from the upper left), None where the
    source has no geometry; `size` is that of the page. Lists (addressees, recipients) are joined
    by "; ".
    """

    field: Field
    value: str
    confidence: float
    page: int
    quote: str
    box: Box | None
    size: tuple[float, float] = (0.0, 0.0)


# How often a recognised word is wrong, by how sure (at least) Tesseract is of it, measured on the own half
# and on papers drawn by chance: it is nearly as sure of "tuyên" as of "tuyển". Words of set phrases are put
# right and hardly ever wrong; kinds and stamps are told by lists. Only what may be wrong is counted.
_WORDS = ((0.955, 0.004), (0.0, 0.12))
_NAMES_OF_OFFICES = ((0.90, 0.006), (0.80, 0.12), (0.0, 0.3))  # capitals: it is never surer than 0.97 of them
_LISTS = ((0.955, 0.003), (0.0, 0.12))
_CODES = ((0.88, 0.004), (0.0, 0.12))  # VT, THPC: in capitals, of which it is less sure
_PEOPLE = ((0.94, 0.004), (0.0, 0.15))
_FIGURES = ((0.90, 0.005), (0.65, 0.08), (0.0, 0.3))
_DAYS = ((0.85, 0.005), (0.0, 0.2))
_EDGES = ".,;:()"
_KNOWN = 0.0005
_MISSHAPEN = 0.3  # a word that no Vietnamese word is
_DOT_INSIDE = re.compile(r"[A-ZĐ]{2}\.[A-ZĐ]")
_RISKS = {
    Field.ISSUER: _NAMES_OF_OFFICES, Field.PARENT: _NAMES_OF_OFFICES, Field.CAPACITY: _NAMES_OF_OFFICES,
    Field.POSITION: _NAMES_OF_OFFICES, Field.SUBJECT: _WORDS, Field.PLACE: _WORDS, Field.ADDRESSEES: _LISTS,
    Field.RECIPIENTS: _LISTS, Field.SIGNER: _PEOPLE, Field.SYMBOL: _FIGURES, Field.NUMBER: _FIGURES,
    Field.NOTATION: _FIGURES, Field.DATE: _DAYS, Field.DEADLINE: _DAYS,
}  # fmt: skip
_IN_FIGURES = frozenset({Field.SYMBOL, Field.NUMBER, Field.NOTATION, Field.DATE, Field.DEADLINE})


def proposal(field: Field, value: str, confidence: float, page: PageText, lines: list[Line]) -> Proposal:
    """A proposal read from whole lines of a page; where they were recognised, as sure as their words are."""
    boxes = [line.box for line in lines if line.box]
    quote = "\n".join(line.text for line in lines)
    sure = confidence
    for line in lines:
        if line.sure < 1:
            sure *= _right(field, line)
    box = union(boxes) if boxes else None
    return Proposal(field, value, round(sure, 2), page.number, quote, box, (page.width, page.height))


def _right(field: Field, line: Line) -> float:
    """How likely all words of a recognised line that count for the field are right."""
    risks = _RISKS.get(field)
    if risks is None:
        return 1.0
    words = line.text.split()
    sures = line.sures if len(line.sures) == len(words) else (line.sure,) * len(words)
    right = 1.0
    for word, sure, known_word in zip(words, sures, known(line.text), strict=True):
        if not any(map(str.isdigit if field in _IN_FIGURES else str.isalnum, word)):
            continue
        if not known_word and (misshapen(word) or _DOT_INSIDE.search(word)):
            right *= 1 - _MISSHAPEN
        else:
            table = _CODES if risks is _LISTS and word.strip(_EDGES).isupper() else risks
            right *= 1 - (_KNOWN if known_word else next(risk for least, risk in table if sure >= least))
    return right
