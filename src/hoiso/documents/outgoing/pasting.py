"""What is pasted from Word or a page of the web, as the plain lines that a draft is made of.

Only letters pass: tags, styles, comments, scripts and pictures are dropped, and what they said about
numbering, lists and tables becomes the marks an officer would type. As no HTML is kept or shown anywhere,
the list of what is allowed is this file's: block, list, table and line-break elements, all others are air.
"""

import re
from html.parser import HTMLParser
from typing import Final

_BLOCKS: Final = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "table", "ul", "ol", "body", "blockquote"}
)
_DROPPED: Final = frozenset({"script", "style", "head", "title", "xml", "template", "object", "svg", "math"})
_BULLET = re.compile(r"^\s*[·•●▪◦§ü\uf0b7\uf0a7\uf0d8\uf02d–—][\s\u00a0]+")
_SECOND_BULLET = re.compile(r"^\s*o[\t\u00a0]+\s*(?=\S)")
_NUMBER = re.compile(r"^\s*((?:[IVXL]+|\d+(?:\.\d+)*)\.|[a-zđ]\)|Điều \d+\.)[\s\u00a0]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_MOST = 400_000


def plain_lines(text: str) -> str:
    """Lines pasted as plain text: bullets and numbers as typed marks, columns cut by tabs as a table."""
    out: list[str] = []
    lines = [_INVISIBLE.sub("", line) for line in text.replace("\r\n", "\n").split("\n")]
    for at, line in enumerate(lines):
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > 1 and cells[0] and _has_neighbour(lines, at, len(cells)) and not _is_marked(line):
            out.append(_row(cells))
        else:
            out.append(_marked(line))
    return "\n".join(out)


def lines_from_html(html: str) -> str:
    """The lines of a piece of HTML; `""` where it holds no letters."""
    reader = _Reader()
    reader.feed(html[:_MOST])
    reader.close()
    reader.end_line()
    return "\n".join(reader.lines)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._text: list[str] = []
        self._dropping = 0
        self._lists: list[int | None] = []  # the count of a numbered list, None for bullets
        self._mark = ""
        self._row: list[str] | None = None
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropping += 1
        elif tag == "br":
            self._break()
        elif tag == "table":
            self.end_line()
            self._depth += 1
        elif tag in ("ul", "ol"):
            self.end_line()
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self.end_line()
            self._mark = self._next_mark()
        elif tag == "tr" and self._depth == 1:
            self._row = []
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropping = max(0, self._dropping - 1)
        elif tag in ("td", "th") and self._row is not None and self._depth == 1:
            self._row.append(self._taken())
        elif tag == "tr" and self._depth == 1:
            if self._row and any(self._row):
                self.lines.append(_row(self._row))
            self._row = None
        elif tag == "table":
            self._depth = max(0, self._depth - 1)
        elif tag in ("ul", "ol"):
            self.end_line()
            if self._lists:
                self._lists.pop()
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self._text.append(data)

    def end_line(self) -> None:
        """Close the line that is being read."""
        text = self._taken()
        if text:
            line = _marked(text)
            self.lines.append(f"{self._mark} {line}" if self._mark and not _is_marked(line) else line)
            self._mark = ""

    def _break(self) -> None:
        if self._row is None:
            self.end_line()
        else:
            self._text.append(" ")

    def _taken(self) -> str:
        text = " ".join(_INVISIBLE.sub("", "".join(self._text)).split())
        self._text = []
        return text

    def _next_mark(self) -> str:
        if not self._lists:
            return "-"
        count = self._lists[-1]
        if count is None:
            return "-" if len(self._lists) == 1 else "+"
        self._lists[-1] = count + 1
        return f"{count + 1}." if len(self._lists) == 1 else f"{'abcdđeghiklmnopqrstuvxy'[count % 23]})"


def _marked(line: str) -> str:
    line = _SECOND_BULLET.sub("+ ", _BULLET.sub("- ", line))
    line = _NUMBER.sub(r"\1 ", line)
    return " ".join(line.split())


def _is_marked(line: str) -> bool:
    marks = (_BULLET, _SECOND_BULLET, _NUMBER)
    return line[:2] in ("- ", "+ ") or any(mark.match(line) for mark in marks)


def _has_neighbour(lines: list[str], at: int, width: int) -> bool:
    """Whether the line above or below has as many columns: one tab alone makes no table."""
    near = [lines[place] for place in (at - 1, at + 1) if 0 <= place < len(lines)]
    return any(len(line.split("\t")) == width for line in near)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "/") for cell in cells) + " |"
