"""Where a sender's pages have a value: found from the value that a person gave, and read there again.

What is read at a spot needs no rule of the layout: only the place on the page, the words in front of the
value on its line, and the line above it. A spot is kept only if reading there gives that very value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from hoiso.core.folding import fold
from hoiso.reading.fields import Field, Proposal, proposal
from hoiso.reading.head_rules import calendar_day
from hoiso.reading.lines import Line
from hoiso.reading.proposals import plain_pages
from hoiso.reading.text import PageText, PageTexts
from hoiso.reading.vocabulary import KIND_TITLES, LETTER, is_ornament

SPOTTED = (
    Field.ISSUER, Field.SYMBOL, Field.DATE, Field.KIND, Field.SUBJECT, Field.ADDRESSEES, Field.SIGNER,
)  # fmt: skip
LONGEST_WORDS = 120  # of a label, and of the line above

_GROUP = r"[^\W\d_][\w.&]*"
_SYMBOL = re.compile(
    rf"(?<![\w/-])\d{{1,6}}[^\W\d_]?\s?[-/–]\s?(?:(?:19|20)\d\d\s?[-/–]\s?)?{_GROUP}(?:\s?[-/–]\s?{_GROUP})*"
)
_DATE = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s*(?:[/.-]|th[áàảãạa]ng)\s*(?P<month>\d{1,2})"
    r"\s*(?:[/.-]|,?\s*n[ăắằẳẵặâa]m)\s*(?P<year>\d{4})(?!\d)"
)
_RUNS_ON = frozenset({Field.ISSUER, Field.SUBJECT, Field.ADDRESSEES})
_KINDS = {**KIND_TITLES, fold(LETTER): LETTER}
_MOST_LABEL_WORDS = 6
_MOST_LINES = 8
_NEAR = 40.0  # thousandths of the page, for a value that nothing but its place tells
_SAME_COLUMN = 150.0
_EDGES = " .;:,-–\"“”'()[]"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a page: `page` is 1 for the first, -1 for the last of several.

    `box` (left, top, right, bottom) in thousandths of the page, None where the source has no geometry.
    `label` and `above` are folded; `runs_on` says that the value goes on over the lines below.
    """

    page: int
    box: tuple[int, int, int, int] | None
    label: str
    above: str
    runs_on: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    value: str
    lines: tuple[Line, ...]
    spot: Spot


def spot_of(texts: PageTexts, field: Field, value: str) -> Spot | None:
    """Where the value stands and can be read again, None where it does not or the field is not `SPOTTED`."""
    if field not in SPOTTED or not key_of(field, value):
        return None
    for number, page in _pages(texts):
        found = [one for one in _readings(field, page, number) if same(field, one.value, value)]
        # A label tells most, a place alone least.
        for one in sorted(found, key=lambda one: (not one.spot.label, not one.spot.above)):
            again = read_at(texts, field, one.spot)
            if again is not None and same(field, again.value, value):
                return one.spot
    return None


def read_at(texts: PageTexts, field: Field, spot: Spot, *, confidence: float = 1.0) -> Proposal | None:
    """What stands at the spot, as a proposal of this confidence; None where nothing of the kind does."""
    best: tuple[float, PageText, _Reading] | None = None
    for number, page in _pages(texts):
        if number != spot.page:
            continue
        for one in _readings(field, page, number):
            off = _off(one.spot, spot)
            if off is not None and (best is None or off < best[0]):
                best = off, page, one
    if best is None:
        return None
    _, page, one = best
    return proposal(field, one.value, confidence, page, list(one.lines))


def same(field: Field, one: str, other: str) -> bool:
    """Whether two values are the same but for marks, capitals and what stands at their ends."""
    return key_of(field, one) == key_of(field, other)


def key_of(field: Field, value: str) -> str:
    """A value as it is compared."""
    folded = fold(value).strip(_EDGES)
    return folded.replace(" ", "").replace("–", "-").lstrip("0") if field is Field.SYMBOL else folded


def _pages(texts: PageTexts) -> Iterator[tuple[int, PageText]]:
    pages = plain_pages(texts)
    if pages and pages[0].number == 1:
        yield 1, pages[0]
    if len(pages) > 1:
        yield -1, pages[-1]


def _off(here: Spot, spot: Spot) -> float | None:
    """How far a reading is from the spot, None where it is not this spot at all."""
    if here.label != spot.label or here.runs_on != spot.runs_on:
        return None
    apart = _apart(here, spot)
    if spot.above and here.above == spot.above and (apart is None or apart[0] < _SAME_COLUMN):
        return 0.0 if apart is None else hypot(*apart) / 10
    if apart is None:
        return 1000.0 if spot.label else None
    if spot.label or hypot(*apart) < _NEAR:
        return 100 + hypot(*apart)
    return None


def _apart(here: Spot, spot: Spot) -> tuple[float, float] | None:
    """Thousandths across (at the edge or the middle that is nearer) and down."""
    if here.box is None or spot.box is None:
        return None
    edge = abs(here.box[0] - spot.box[0])
    middle = abs(here.box[0] + here.box[2] - spot.box[0] - spot.box[2]) / 2
    return min(edge, middle), abs(here.box[1] - spot.box[1])


def _readings(field: Field, page: PageText, number: int) -> Iterator[_Reading]:
    """Everything on the page that could be a value of the field."""
    for place, line in enumerate(page.lines):
        above = _above(page.lines, place)
        for label, value, lines in _values(field, page.lines, place):
            if _may_be(field, value):
                spot = Spot(number, _box(line, page), fold(label)[-LONGEST_WORDS:], above, len(lines) > 1)
                yield _Reading(value, lines, spot)


def _values(field: Field, lines: tuple[Line, ...], place: int) -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    line = lines[place]
    if field is Field.SYMBOL:
        for found in _SYMBOL.finditer(line.text):
            yield _before(line, found), re.sub(r"\s", "", found[0]), (line,)
    elif field is Field.DATE:
        for found in _DATE.finditer(line.text):
            day = calendar_day(found["day"], found["month"], found["year"])
            if day is not None:
                yield _before(line, found), day.isoformat(), (line,)
    else:
        run = _run(lines, place) if field in _RUNS_ON else (line,)
        for label, rest in _labelled(line.text):
            yield label, _kind(rest) if field is Field.KIND else rest.strip(), (line,)
            if len(run) > 1:
                yield label, " ".join([rest.strip(), *(more.text.strip() for more in run[1:])]), run


def _before(line: Line, found: "re.Match[str]") -> str:
    """The words in front of a value on its line, behind any figures: those change."""
    return re.split(r"\S*\d\S*", line.text[: found.start()])[-1]


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """The line as it is, and behind words that end in a colon."""
    yield "", text
    words = text.split()
    for place, word in enumerate(words[:_MOST_LABEL_WORDS], start=1):
        if word.endswith(":") and place < len(words):
            yield " ".join(words[:place]), " ".join(words[place:])


def _run(lines: tuple[Line, ...], place: int) -> tuple[Line, ...]:
    """The line and those that go on below it in its column."""
    first = lines[place]
    taken = [first]
    for line in lines[place + 1 :]:
        if line.side is not first.side:
            if line.box is None:
                break
            continue
        if line.gap or line.bold != first.bold or is_ornament(line.text) or len(taken) == _MOST_LINES:
            break
        taken.append(line)
    return tuple(taken)


def _kind(text: str) -> str:
    """The kind that the text begins with, else empty."""
    words = text.split()
    for length in range(min(4, len(words)), 0, -1):
        if name := _KINDS.get(fold(" ".join(words[:length])).strip(_EDGES)):
            return name
    return ""


def _may_be(field: Field, value: str) -> bool:
    words = value.split()
    if field is Field.SIGNER:
        return 2 <= len(words) <= 6 and all(word.isalpha() and word[0].isupper() for word in words)
    if field in _RUNS_ON:
        return len(words) >= 2 and any(map(str.isalpha, value))
    return bool(value)


def _above(lines: tuple[Line, ...], place: int) -> str:
    """The nearest line above in the same column, folded; figures are left out, they change."""
    line = lines[place]
    for other in reversed(lines[:place]):
        if line.box is None or other.box is None:
            return _plain(other.text) if other.side is line.side else ""
        if other.box[0] < line.box[2] and other.box[2] > line.box[0] and not is_ornament(other.text):
            return _plain(other.text)
    return ""


def _plain(text: str) -> str:
    return "" if any(map(str.isdigit, text)) else fold(text)[-LONGEST_WORDS:]


def _box(line: Line, page: PageText) -> tuple[int, int, int, int] | None:
    if line.box is None or page.width <= 0 or page.height <= 0:
        return None
    left, top, right, bottom = line.box
    across, down = 1000 / page.width, 1000 / page.height
    return round(left * across), round(top * down), round(right * across), round(bottom * down)
