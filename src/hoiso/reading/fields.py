"""What is proposed for the register: the fields, and one proposal with where it was read."""

from dataclasses import dataclass
from enum import StrEnum

from hoiso.reading.lines import Box, Line, union
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


# Recognition is as sure of "tuyên" as of "tuyển": each word of free text takes something off.
_FREE_TEXT = frozenset({Field.ISSUER, Field.PARENT, Field.SUBJECT, Field.ADDRESSEES, Field.RECIPIENTS})
_EACH_WORD = 0.985


def proposal(field: Field, value: str, confidence: float, page: PageText, lines: list[Line]) -> Proposal:
    """A proposal read from whole lines of a page; never surer than the letters it was read from.

    Where they were recognised, a longer text is less sure than a shorter one.
    """
    boxes = [line.box for line in lines if line.box]
    quote = "\n".join(line.text for line in lines)
    letters = min((line.sure for line in lines), default=1.0)
    if letters < 1 and field in _FREE_TEXT:
        letters *= _EACH_WORD ** len(value.split())
    sure = round(confidence * letters, 2)
    box = union(boxes) if boxes else None
    return Proposal(field, value, sure, page.number, quote, box, (page.width, page.height))
