"""Lines of a page: words joined into the pieces that a reader sees, column by column.

The head and the foot of an official document stand in two columns. A row of words is cut where
the gap is wider than any space between words, and each piece knows its side.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median

from hoiso.core.folding import fold

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points (1/72 inch) from the upper left corner of the page."""

_SAME_ROW = 0.25  # in heights of the letters
_INTERLACED = 4
_WORD_GAP = 0.6  # in heights of the letters
_WIDE_GAP = 1.3  # in heights of the letters
_RIGHT_HEADS = ("cong hoa xa hoi", "doc lap - tu", "dang cong san viet")
_PLACE_AND_DAY = re.compile(r"[^\W\d_][^,\d]{1,30}, ?ng[àảáạãa]y ")
_BEFORE_BLANKS = ("Số", "Số:", "ngày", "tháng", "năm")  # a blank to be filled in by hand parts nothing
_PARAGRAPH_GAP = 0.9  # in heights of the letters, between the foot of one line and the head of the next


class Side(StrEnum):
    """Where a line stands across the page; UNKNOWN where the source has no geometry."""

    LEFT = "left"
    RIGHT = "right"
    WHOLE = "whole"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place, whether its letters are bold, and how sure (0..1) its letters were read."""

    text: str
    box: Box
    bold: bool
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column. `gap` says that white space stands above it (or an empty line).

    `sure` is that of its least sure word, 1 where nothing had to be recognised; `sures` of each word, empty
    where the words are no longer those that were read.
    """

    text: str
    box: Box | None
    bold: bool
    side: Side
    gap: bool
    sure: float = 1.0
    sures: tuple[float, ...] = ()


def lines_of(words: list[Word], width: float) -> list[Line]:
    """The lines of a page `width` points wide, from top to bottom, left before right."""
    pieces = [piece for row in _rows(words) for piece in _pieces(row)]
    pieces.sort(key=lambda piece: (round(_box(piece)[1]), _box(piece)[0]))
    pieces = _rejoined(pieces)
    lines: list[Line] = []
    for piece in pieces:
        box = _box(piece)
        lines.append(
            Line(
                text=" ".join(word.text for word in piece),
                box=box,
                bold=sum(word.bold for word in piece) * 2 > len(piece),
                side=_side(box, width),
                gap=_gap_above(box, lines),
                sure=min(word.sure for word in piece),
                sures=tuple(word.sure for word in piece),
            )
        )
    return lines


def _rows(words: list[Word]) -> list[list[Word]]:
    """Words that stand on one line, row by row.

    Feet are compared, since accents raise the heads of Vietnamese words; of rows that interlace,
    as those of two columns do, the nearest takes the word.
    """
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box[3]):
        nearest = min(rows[-_INTERLACED:], key=lambda row: _off(word, row), default=None)
        if nearest is not None and _off(word, nearest) < _SAME_ROW * _least_height([word, *nearest]):
            nearest.append(word)
        else:
            rows.append([word])
    return rows


def _off(word: Word, row: list[Word]) -> float:
    return abs(word.box[3] - median(other.box[3] for other in row[-8:]))


def _least_height(words: list[Word]) -> float:
    return min(_height(word.box) for word in words[:8])


def _pieces(row: list[Word]) -> list[list[Word]]:
    row.sort(key=lambda word: word.box[0])
    wide = _WIDE_GAP * median(_height(word.box) for word in row)
    pieces = [[row[0]]]
    for place, (before, word) in enumerate(pairwise(row), start=1):
        apart = word.box[0] - before.box[2] > wide and before.text not in _BEFORE_BLANKS
        following = [other.text for other in row[place:]]
        if apart or begins_right_head(following) or _begins_date(row[:place], following):
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _rejoined(pieces: list[list[Word]]) -> list[list[Word]]:
    """Pieces of one line again as one, where the row of the other column has taken some of its words."""
    whole: list[list[Word]] = []
    for piece in pieces:
        left = next((one for one in reversed(whole[-_INTERLACED:]) if _goes_on(one, piece)), None)
        if left is not None:
            left += piece
            continue
        right = next((one for one in reversed(whole[-_INTERLACED:]) if _goes_on(piece, one)), None)
        if right is not None:
            right[:0] = piece
        else:
            whole.append(piece)
    return whole


def _goes_on(piece: list[Word], other: list[Word]) -> bool:
    one, two = _box(piece), _box(other)
    least = min(_height(one), _height(two))
    return (
        0 <= two[0] - one[2] < _WORD_GAP * least
        and abs(one[3] - two[3]) < _SAME_ROW * least
        and not begins_right_head([word.text for word in other])
        and not _begins_date(piece, [word.text for word in other])
    )


def _begins_date(before: list[Word], words: list[str]) -> bool:
    """Whether place and date begin here, close behind the name in capitals of the left column."""
    left = [word.text for word in before if word.text.isalpha()]
    return bool(
        left and left[-1].isupper() and words[0].istitle() and _PLACE_AND_DAY.match(" ".join(words[:8]))
    )


def begins_right_head(words: list[str]) -> bool:
    """Whether these words begin the right head; a narrow gap before it still parts two columns."""
    return fold(" ".join(words[:4])).startswith(_RIGHT_HEADS)


def _box(piece: list[Word]) -> Box:
    return union([word.box for word in piece])


def union(boxes: list[Box]) -> Box:
    """The smallest box around all of them."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _side(box: Box, width: float) -> Side:
    middle = (box[0] + box[2]) / 2
    if box[2] <= 0.56 * width and middle < 0.42 * width:
        return Side.LEFT
    if box[0] >= 0.38 * width and middle > 0.57 * width:
        return Side.RIGHT
    return Side.WHOLE


def _gap_above(box: Box, lines: list[Line]) -> bool:
    """Whether the nearest line above, in the same column, is further off than lines of a paragraph."""
    above = [
        other.box[3]
        for other in lines[-8:]
        if other.box and other.box[3] <= _middle(box) and other.box[0] < box[2] and other.box[2] > box[0]
    ]
    return not above or box[1] - max(above) > _PARAGRAPH_GAP * _height(box)


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _height(box: Box) -> float:
    return max(box[3] - box[1], 1.0)
