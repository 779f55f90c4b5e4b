"""The history of a unit as a picture: earlier units above, it in the middle, later ones below.

Narrow enough for a phone (290 pixels at 18-pixel letters), so it needs no script and no zoom. The
page has the same in a table.
"""

from dataclasses import dataclass

from hoiso.administration.units.phrases import SHARES, period
from hoiso.units.public import Fate, History, Standing

WIDTH = 290
_LEFT, _BOX, _LINE, _PAD, _GAP, _BETWEEN = 32, 257, 25, 10, 10, 34
_LETTERS = 22  # of 18 pixels that surely fit into a box
_MOST = 12  # boxes of one side; more are told in words and stand in the table


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of words, its baseline at `y`."""

    y: int
    words: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A unit in the picture; `dashed` when only a part passed, `here` for the unit of the page."""

    y: int
    height: int
    lines: tuple[TextLine, ...]
    dashed: bool
    here: bool
    url_id: int | None

    @property
    def middle(self) -> int:
        """Where its line to the others joins it."""
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes from above to below and the trunk that joins them, all in pixels."""

    height: int
    boxes: tuple[Box, ...]
    trunk_top: int
    trunk_bottom: int
    width: int = WIDTH
    left: int = _LEFT
    box: int = _BOX


def picture_of(history: History) -> Picture:
    """The picture of a unit's history, from its first origins to its last heirs."""
    boxes: list[Box] = []
    y = _side(boxes, history.origins(), 1)
    y = _put(boxes, history.unit, "", y, here=True) + _BETWEEN
    bottom = _side(boxes, history.heirs(), y)
    return Picture(
        height=max(bottom - _GAP, boxes[-1].y + boxes[-1].height + 1),
        boxes=tuple(boxes),
        trunk_top=boxes[0].middle,
        trunk_bottom=boxes[-1].middle,
    )


def _side(boxes: list[Box], fates: tuple[Fate, ...], y: int) -> int:
    """Boxes of one side, downwards from `y`; where the next one may begin."""
    for fate in fates[:_MOST]:
        y = _put(boxes, fate.unit, fate.share, y) + _GAP
    if len(fates) > _MOST:
        text = (f"và {len(fates) - _MOST} đơn vị khác,", "xem bảng bên cạnh")
        y = _box(boxes, [(line, False) for line in text], y, dashed=True, here=False, url_id=None) + _GAP
    return y - _GAP + _BETWEEN if fates else y


def _put(boxes: list[Box], unit: Standing, share: str, y: int, *, here: bool = False) -> int:
    days = period(unit.valid_from, unit.valid_to, start_known=unit.start_known)
    code = f"mã {unit.official_code}" if unit.official_code else ""
    about = ", ".join(filter(None, [code, SHARES.get(share, "").lower()]))
    lines = [(line, True) for line in _wrapped(unit.name)]
    lines += [(line, False) for text in (days, about) if text for line in _wrapped(text)]
    return _box(boxes, lines, y, dashed=share == "part", here=here, url_id=None if here else unit.id)


def _box(
    boxes: list[Box], lines: list[tuple[str, bool]], y: int, *, dashed: bool, here: bool, url_id: int | None
) -> int:
    height = len(lines) * _LINE + 2 * _PAD
    placed = tuple(
        TextLine(y + _PAD + number * _LINE + 18, words, bold) for number, (words, bold) in enumerate(lines)
    )
    boxes.append(Box(y, height, placed, dashed, here, url_id))
    return y + height


def _wrapped(name: str) -> list[str]:
    lines: list[str] = [""]
    for word in name.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > _LETTERS and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
