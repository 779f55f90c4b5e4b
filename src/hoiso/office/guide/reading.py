"""The help as it is written in docs/guide: of roles, and in viec/ of tasks, with steps and pictures.

A page begins with its title (`# …`), then `Nhóm:` (where it is listed, and as which),
`Trang:` (the pages whose "?" leads here, by the beginnings of their names) and `Tìm theo:` (other
words it is found by). Blocks are
`1. …` steps, `- …` points, `## …` a heading, `![words](name)` a picture, else a paragraph.
`**…**` is a button or a place, written exactly as on the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.urls import reverse

from hoiso.core.folding import fold
from hoiso.runtime.places import CHECKOUT

GUIDE = CHECKOUT / "docs/guide"
OF_ROLES = "Cả ngày làm việc của một người"
"""Group of the guides of one role, which lie in docs/guide itself."""

GROUPS = (
    "Bắt đầu",
    "Văn bản đến",
    "Bút phê và xử lý",
    "Văn bản đi",
    "Theo dõi công việc",
    "Đơn thư",
    "Hội viên",
    "Sổ, hồ sơ, tìm lại",
    "Khi có trục trặc",
    "Quản trị",
    OF_ROLES,
)
_PICTURE = re.compile(r"!\[([^\]]+)\]\(([a-z0-9-]+)\)")
_HEAD = re.compile(r"(Nhóm|Trang|Tìm theo): (.+)")
_PLACE = re.compile(r"(.+?)(?:, (\d+))?")
_LAST = 99
_MARK = re.compile(r"\d+\. |- |## ")
_KINDS = (
    ("steps", re.compile(r"\d+\. ")),
    ("points", re.compile(r"- ")),
    ("head", re.compile(r"## ")),
    ("picture", _PICTURE),
)


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a line; `strong` for what stands on a page."""

    text: str
    strong: bool


Line = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """`kind`: words, head, steps, points or picture.

    `picture` is its name; `lines` then hold what it shows.
    """

    kind: str
    lines: tuple[Line, ...]
    picture: str = ""

    @property
    def alt(self) -> str:
        """What the picture shows, for who does not see it."""
        return "".join(words.text for words in self.lines[0])


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One task: its title, its place in the list, the names of pages that lead here, what it says."""

    key: str
    title: str
    group: str
    order: int
    places: tuple[str, ...]
    blocks: tuple[Block, ...]
    folded: str

    @property
    def pictures(self) -> tuple[str, ...]:
        """Names of its pictures, in order."""
        return tuple(block.picture for block in self.blocks if block.kind == "picture")

    @property
    def named(self) -> tuple[str, ...]:
        """Everything it says that stands on a page."""
        return tuple(
            words.text for block in self.blocks for line in block.lines for words in line if words.strong
        )


@lru_cache(maxsize=1)
def help_pages() -> dict[str, HelpPage]:
    """All of them by key, in the order in which they are listed; none where the guide is not installed."""
    read = [_read(file) for file in (*GUIDE.glob("*.md"), *(GUIDE / "viec").glob("*.md"))]
    read.sort(key=lambda one: (GROUPS.index(one.group), one.order, fold(one.title)))
    return {one.key: one for one in read}


@lru_cache(maxsize=1024)
def page_for(name: str) -> str:
    """The key of the help page for a page's URL name: that of the longest beginning; "" where none fits."""
    fitting = [
        (len(place), one.key)
        for one in help_pages().values()
        for place in one.places
        if name.startswith(place)
    ]
    return max(fitting, key=lambda one: one[0])[1] if fitting else ""


def help_address(name: str) -> str:
    """Where the "?" of a page leads: to the help of its task, or to the list of all."""
    key = page_for(name)
    return reverse("help_task", args=[key]) if key else reverse("help")


def found(words: str) -> list[HelpPage]:
    """Pages that hold every word asked for, with or without accents: in the title first."""
    asked = fold(words).split()
    fitting = [one for one in help_pages().values() if all(word in one.folded for word in asked)]
    return sorted(fitting, key=lambda one: not all(word in fold(one.title) for word in asked))


def _read(file: Path) -> HelpPage:
    title, *rest = file.read_text("utf-8").strip().split("\n")
    head: dict[str, str] = {}
    while rest and (line := _HEAD.fullmatch(rest[0])):
        head[line[1]] = line[2]
        rest.pop(0)
    told = _PLACE.fullmatch(head.get("Nhóm", OF_ROLES))
    assert told is not None
    blocks = tuple(_blocks(rest))
    title = title.removeprefix("# ")
    said = " ".join(words.text for block in blocks for line in block.lines for words in line)
    return HelpPage(
        file.stem, title, told[1], int(told[2] or _LAST),
        tuple(filter(None, head.get("Trang", "").split(", "))),
        blocks, fold(" ".join((title, head.get("Tìm theo", ""), said))),
    )  # fmt: skip


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Lines of one kind that follow each other are one block; what is set in goes on with the line above."""
    kind, held = "", [""]
    for line in [*lines, ""]:
        begun = next((name for name, mark in _KINDS if mark.match(line)), "words" if line else "")
        if line.startswith("  ") and kind:
            held[-1] += f" {line.strip().removeprefix('- ')}"
        elif begun == kind and kind not in ("picture", "head"):
            held.append(line)
        else:
            if kind:
                yield _block(kind, held)
            kind, held = begun, [line]


def _block(kind: str, lines: list[str]) -> Block:
    if kind == "picture" and (picture := _PICTURE.fullmatch(lines[0])):
        return Block(kind, ((Words(picture[1], strong=False),),), picture[2])
    if kind == "words":
        return Block(kind, (_line(" ".join(lines)),))
    return Block(kind, tuple(_line(_MARK.sub("", line, count=1)) for line in lines))


def _line(text: str) -> Line:
    parts = text.split("**")
    return tuple(Words(part, strong=bool(place % 2)) for place, part in enumerate(parts) if part)
