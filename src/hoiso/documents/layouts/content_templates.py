"""Model texts that officers start from (`templates/*.txt`), with places to fill in square brackets.

A file begins with three lines (`Tên:`, `Loại:` with the key of a kind, `Trích yếu:`), an empty line, then
the text as an officer would type it. A place to fill is `[ngày họp]`; the same name is filled everywhere
at once, and a name that begins with a capital takes a capital in what fills it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from hoiso.core.folding import nfc
from hoiso.documents.layouts import kinds
from hoiso.documents.layouts.errors import UnreadableTemplate

_FOLDER: Final = Path(__file__).parent / "templates"
_PLACE: Final = re.compile(r"\[([^\[\]\n]+)\]")
_HEAD: Final = re.compile(
    r"Tên: (?P<name>.+)\nLoại: (?P<kind>.+)\nTrích yếu: (?P<subject>.+)\n\n(?P<text>.+)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class ContentTemplate:
    """A model text: `key` is its file's name, `name` what officers see in the list."""

    key: str
    kind: kinds.DocumentKind
    name: str
    subject: str
    text: str

    @property
    def places(self) -> tuple[str, ...]:
        """Names of the places to fill, in order of appearance, each once, in small letters."""
        return places_left(f"{self.subject}\n{self.text}")


def content_templates() -> tuple[ContentTemplate, ...]:
    """All model texts shipped, by name of file."""
    return _shipped()


def templates_of(kind: kinds.DocumentKind) -> tuple[ContentTemplate, ...]:
    """The model texts for a kind; none for kinds that have no usual text."""
    return tuple(each for each in _shipped() if each.kind == kind)


def content_template(key: str) -> ContentTemplate:
    """The model text of that key; UnreadableTemplate when there is none."""
    for each in _shipped():
        if each.key == key:
            return each
    raise UnreadableTemplate("Không có mẫu này. Chọn mẫu trong danh sách.", field="template")


def places_left(text: str) -> tuple[str, ...]:
    """Places of a text that nobody has filled yet: an office should not issue while one is left."""
    return tuple(dict.fromkeys(_small(name) for name in _PLACE.findall(nfc(text))))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with the known places filled; unknown ones stay as they are.

    `values` are keyed by the names that `places` gives. A value is text, never markup or another place.
    """

    def put(found: re.Match[str]) -> str:
        name = found[1]
        value = values.get(_small(name))
        if not value:
            return found[0]
        if name.isupper():
            return value.upper()
        return value[:1].upper() + value[1:] if name[:1].isupper() else value

    return _PLACE.sub(put, nfc(text))


def read_template(key: str, written: str) -> ContentTemplate:
    """A model text from the form above; UnreadableTemplate, in Vietnamese, when it does not follow it."""
    found = _HEAD.fullmatch(nfc(written))
    if found is None:
        raise UnreadableTemplate(
            f"Mẫu {key} phải mở đầu bằng ba dòng Tên, Loại, Trích yếu, rồi một dòng trống và nội dung"
        )
    try:
        kind = kinds.kind(found["kind"].strip())
    except KeyError:
        raise UnreadableTemplate(f"Mẫu {key} có loại văn bản không tồn tại: {found['kind']}") from None
    return ContentTemplate(key, kind, found["name"].strip(), found["subject"].strip(), found["text"].strip())


def _small(name: str) -> str:
    return name.lower() if name.isupper() else name[:1].lower() + name[1:]


def _stem(path: Path) -> str:
    return path.stem


@cache
def _shipped() -> tuple[ContentTemplate, ...]:
    return tuple(
        read_template(path.stem, path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.txt"), key=_stem)
    )
