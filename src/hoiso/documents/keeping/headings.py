"""Headings of the yearly list of dossiers as groups by level: "Tổ chức > Đại hội" is I, then I.1."""

import re
from collections.abc import Iterable, Iterator

DEEPEST = 3
BETWEEN = ">"
_TYPED = re.compile(r"([IVXLC0-9]+(?:\.[0-9]+)*)\.")
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def levels(heading: str) -> tuple[str, ...]:
    """The groups from the outermost in, at most `DEEPEST`; what is deeper stays with the innermost."""
    parts = [part.strip() for part in heading.split(BETWEEN, DEEPEST - 1)]
    return tuple(part for part in parts if part)


def groups(headings: Iterable[str]) -> Iterator[tuple[tuple[int, str], ...]]:
    """For each line, the groups that begin above it: level from 1, and its numbered words.

    The first level has Roman numbers, those below it I.1 and I.1.1. Who typed a number keeps it.
    """
    before: tuple[str, ...] = ()
    counts = [0] * DEEPEST
    numbers, shown = [""] * DEEPEST, [""] * DEEPEST
    for heading in headings:
        path = levels(heading)
        same = 0
        while same < min(len(path), len(before)) and path[same] == before[same]:
            same += 1
        opened: list[tuple[int, str]] = []
        if path and same == len(path) < len(before):  # back to a group after those inside it
            opened.append((same, shown[same - 1]))
        for level in range(same, len(path)):
            counts[level] += 1
            counts[level + 1 :] = [0] * (DEEPEST - level - 1)
            words = path[level]
            typed = _TYPED.match(words)
            own = roman(counts[level]) if level == 0 else f"{numbers[level - 1]}.{counts[level]}"
            numbers[level] = typed[1] if typed else own
            shown[level] = words if typed else f"{own}. {words}"
            opened.append((level + 1, shown[level]))
        before = path
        yield tuple(opened)


def roman(number: int) -> str:
    """1 is I."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text
