"""A stack of scans in one PDF: where a document begins in it, and its pages cut out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from hoiso.core.files.errors import FileRefused, Reason
from hoiso.core.files.isolation import ChildFailed, isolated
from hoiso.core.folding import fold
from hoiso.reading.stack_child import cut_out, look
from hoiso.reading.text import PageText

_AT_ONCE = 25
_SECONDS = 60
_MEGABYTES = 1500
_TOP_LINES = 14
_NATION = ["cong", "hoa", "xa", "hoi", "chu", "nghia", "viet", "nam"]
_MOTTO = ["doc", "lap", "tu", "do", "hanh", "phuc"]
_PARTY = ["dang", "cong", "san", "viet", "nam"]
_MISREAD = 2  # words of a head that recognition may spoil
_PARTY_MISREAD = 1
_ANNEX = ("phu luc", "mau so", "mau phieu", "bieu so", "bieu mau", "mau 0", "mau 1", "du thao")
_NUMBERED = ("so:", "so ", "s6:", "s6 ")


class Why(StrEnum):
    """Why a document begins at a page."""

    FIRST = "first"
    SEPARATOR = "separator"
    HEAD = "head"
    BLANK = "blank"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class Look:
    """What a page looks like."""

    blank: bool
    separator: bool


@dataclass(frozen=True, slots=True)
class Start:
    """A document begins at this page (from 1). Not `sure`: a person should look twice."""

    page: int
    why: Why
    sure: bool


def look_through(path: Path, pages: int) -> tuple[Look, ...]:
    """What each page of a PDF looks like, drawn in limited children.

    Raises `FileRefused` when a page cannot be drawn.
    """
    found: list[Look] = []
    for first in range(1, pages + 1, _AT_ONCE):
        try:
            answer = isolated(
                look, str(path.absolute()), first, min(pages, first + _AT_ONCE - 1),
                seconds=_SECONDS, megabytes=_MEGABYTES,
            )  # fmt: skip
        except ChildFailed as failure:
            raise FileRefused("Không xem được các trang của tập này.", reason=Reason.BROKEN) from failure
        assert isinstance(answer, list)
        for one in answer:
            assert isinstance(one, dict)
            found.append(Look(bool(one["blank"]), bool(one["separator"])))
    return tuple(found)


def part_of(path: Path, pages: Sequence[int]) -> bytes:
    """These pages of a PDF as a PDF of their own. The stack is only read. Raises `FileRefused`."""
    try:
        made = isolated(
            cut_out, str(path.absolute()), json.dumps(list(pages)), seconds=_SECONDS, megabytes=_MEGABYTES
        )
    except ChildFailed as failure:
        raise FileRefused("Không tách được các trang này ra khỏi tập.", reason=Reason.BROKEN) from failure
    assert isinstance(made, bytes)
    return made


def proposed_starts(looks: Sequence[Look], texts: Mapping[int, PageText]) -> tuple[Start, ...]:
    """Where documents begin: behind separators and blank sheets, and where a letterhead stands.

    `texts` are the pages read so far, by number; the others can only be looked at.
    """
    starts: list[Start] = []
    behind: Why | None = Why.FIRST
    for number, one in enumerate(looks, start=1):
        if one.separator or one.blank:
            if one.separator or behind is None:
                behind = Why.SEPARATOR if one.separator else Why.BLANK
            continue
        head = headed(texts[number]) if number in texts else None
        if behind in (Why.FIRST, Why.SEPARATOR):
            starts.append(Start(number, behind, sure=True))
        elif head is not None:
            starts.append(Start(number, Why.HEAD, sure=head))
        elif behind is Why.BLANK:
            starts.append(Start(number, Why.BLANK, sure=False))
        behind = None
    return tuple(starts)


def headed(page: PageText) -> bool | None:
    """Whether a letterhead stands on top of a page: None for no, False without a number below it.

    Forms annexed to a document bear the country's name too; they say at the top what they are.
    """
    top = _top(page)
    folded = [fold(line) for line in top]
    if any(line.startswith(_ANNEX) for line in folded[:3]):
        return None
    words = [word for line in top for word in line.replace("-", " ").replace("–", " ").split()]
    nation = _stands(_NATION, words, _MISREAD, capitals=True) or _stands(_MOTTO, words, 1, capitals=False)
    if not nation and not _stands(_PARTY, words, _PARTY_MISREAD, capitals=True):
        return None
    return any(line.startswith(_NUMBERED) or " so: " in f" {line}" for line in folded)


def _top(page: PageText) -> list[str]:
    lines = [line.text for line in page.lines] or page.text.splitlines()
    return [line for line in lines if line.strip()][:_TOP_LINES]


def _stands(wanted: list[str], words: list[str], misread: int, *, capitals: bool) -> bool:
    """Whether the words stand one behind the other, but for so many that were read wrongly."""
    folded = [fold(word) for word in words]
    for at in range(len(words) - len(wanted) + 1):
        right = sum(
            one == other and (not capitals or words[at + place].isupper())
            for place, (one, other) in enumerate(zip(wanted, folded[at:], strict=False))
        )
        if right >= len(wanted) - misread:
            return True
    return False
