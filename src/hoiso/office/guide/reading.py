"""The help pages as they are written in docs/guide/viec: plain text with steps, points and pictures.

A page begins with its title (`# …`), then `Nhóm:` (where it is listed), `Trang:` (the pages whose "?" leads
here, by the beginnings of their names) and `Tìm theo:` (other words it is found by). Blocks are
separated by blank lines: `1. …` steps, `- …` points, `![words](name)` a picture, else a paragraph.
`**…**` is a button or a place, written exactly as on the page.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.urls import reverse

from hoiso.core.folding import fold
from hoiso.runtime.places import CHECKOUT

FOLDER = CHECKOUT / "docs/guide/viec"
GROUPS = (
    "Bắt đầu",
    "Văn bản đến",
    "Bút phê và xử lý",
    "Văn bản đi",
    "Theo dõi công việc",
    "Đơn thư",
    "Sổ, hồ sơ, tìm lại",
    "Khi có trục trặc",
    "Quản trị",
)
_PICTURE = re.compile(r"!\[([^\]]+)\]\(([a-z0-9-]+)\)")
_STEP = re.compile(r"\d+\. ")


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a line; `strong` for what stands on a page."""

    text: str
    strong: bool


Line = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """`kind`: words, steps, points or picture. `picture` is its name; `lines` then hold what it shows."""

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
    """All of them by key, in the order of their groups and titles; none where the guide is not installed."""
    read = [_read(file) for file in FOLDER.glob("*.md")]
    read.sort(key=lambda one: (GROUPS.index(one.group), fold(one.title)))
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
    first, *rest = file.read_text("utf-8").strip().split("\n")
    head: dict[str, str] = {}
    for line in rest:
        name, colon, value = line.partition(": ")
        if colon and name in ("Nhóm", "Trang", "Tìm theo"):
            head[name] = value
        elif line:
            break
    body = "\n".join(rest).partition("\n\n")[2]
    blocks = tuple(_block(part) for part in body.split("\n\n"))
    said = " ".join(words.text for block in blocks for line in block.lines for words in line)
    title = first.removeprefix("# ")
    places = tuple(head.get("Trang", "").split(", "))
    folded = fold(" ".join((title, head.get("Tìm theo", ""), said)))
    return HelpPage(file.stem, title, head["Nhóm"], places, blocks, folded)


def _block(text: str) -> Block:
    if picture := _PICTURE.fullmatch(text):
        return Block("picture", ((Words(picture[1], strong=False),),), picture[2])
    lines = text.split("\n")
    if _STEP.match(text):
        return Block("steps", tuple(_line(_STEP.sub("", line, count=1)) for line in lines))
    if text.startswith("- "):
        return Block("points", tuple(_line(line.removeprefix("- ")) for line in lines))
    return Block("words", (_line(" ".join(lines)),))


def _line(text: str) -> Line:
    parts = text.split("**")
    return tuple(Words(part, strong=bool(place % 2)) for place, part in enumerate(parts) if part)
