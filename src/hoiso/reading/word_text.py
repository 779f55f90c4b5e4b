"""Text of a Word file (DOCX), read by expat in chunks. Runs in the limited child."""

import zipfile
from xml.parsers import expat

from hoiso.core.files.isolation import Json

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_MOST_CHARACTERS = 4_000_000
_CHUNK = 1 << 16


def read_word(path: str) -> list[Json]:
    """The lines of the body as [text, bold, cell]; `cell` is the column in a table, else None.

    Text struck out by a tracked change is not in it, inserted text is. An empty paragraph is
    an empty line.
    """
    reader = _Reader()
    with zipfile.ZipFile(path) as archive, archive.open("word/document.xml") as content:
        while chunk := content.read(_CHUNK):
            reader.parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keyword
        reader.parser.Parse(b"", True)  # noqa: FBT003
    return reader.lines


class _Reader:
    def __init__(self) -> None:
        self.lines: list[Json] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self._parts: list[str] = []
        self._bold_letters = 0
        self._run_is_bold = False
        self._in_text = False
        self._in_run_properties = False
        self._skipping = 0
        self._cells: list[int] = []
        self._left = _MOST_CHARACTERS

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipping or name == _FALLBACK:
            self._skipping += 1
            return
        match _local(name):
            case "t":
                self._in_text = True
            case "r":
                self._run_is_bold = False
            case "rPr":
                self._in_run_properties = True
            case "b" if self._in_run_properties:
                value = attributes.get(f"{_W} val", attributes.get(f"{_STRICT_W} val", "1"))
                self._run_is_bold = value not in ("0", "false", "off")
            case "tab":
                self._parts.append("\t")
            case "br" | "cr":
                self._end_line()
            case "tr":
                self._cells.append(-1)
            case "tc" if self._cells:
                self._cells[-1] += 1

    def _end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        match _local(name):
            case "t":
                self._in_text = False
            case "rPr":
                self._in_run_properties = False
            case "p":
                self._end_line()
            case "tr" if self._cells:
                self._cells.pop()

    def _characters(self, text: str) -> None:
        if self._in_text and not self._skipping and self._left > 0:
            self._left -= len(text)
            self._parts.append(text)
            self._bold_letters += len(text) if self._run_is_bold else 0

    def _end_line(self) -> None:
        text = "".join(self._parts).strip()
        self.lines.append(
            [text, self._bold_letters * 2 > len(text), self._cells[-1] if self._cells else None]
        )
        self._parts, self._bold_letters = [], 0


def _local(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return local if space in (_W, _STRICT_W) else ""
