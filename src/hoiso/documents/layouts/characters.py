"""Which characters the shipped font draws, and the cleaning of typed text before it is printed."""

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from hoiso.core.folding import nfc
from hoiso.documents.layouts.errors import UnprintableCharacter

FONT_FOLDER: Final = Path(__file__).parent / "fonts"
FONT_FILES: Final = ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")
_NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
_LONGEST_WORD: Final = 60
_BREAK_HERE: Final = "\N{ZERO WIDTH SPACE}"
_BOX: Final = "\N{WHITE SQUARE}"
_VARIATION_MARKS: Final = frozenset(map(chr, range(0xFE00, 0xFE10)))


@cache
def drawable() -> frozenset[int]:
    """Code points drawn by all four styles, without those of private use, which archives forbid."""
    sets = [_code_points((FONT_FOLDER / name).read_bytes()) for name in FONT_FILES]
    shared = frozenset.intersection(*sets)
    return frozenset(code for code in shared if unicodedata.category(chr(code)) != "Co")


def printable(text: str, *, replace: bool = False) -> str:
    """The text as it is printed: NFC, one line, without invisible marks.

    Tabs, line ends and unusual spaces become a space; zero-width and direction marks left by other
    programs are dropped; a word longer than a line may be broken (a zero-width space each 30 letters).
    A character that cannot be drawn raises UnprintableCharacter, which names it, or with `replace`
    becomes `□`: for registers, which print what others sent.
    """
    composed = nfc(text)
    if not _drawn_as_they_are().issuperset(composed):
        composed = "".join(_drawn(letter, text, replace=replace) for letter in composed)
    words = [word for word in composed.split(" ") if word]
    return " ".join(_breakable(word) if len(word) > _LONGEST_WORD else word for word in words)


@cache
def _drawn_as_they_are() -> frozenset[str]:
    """Letters that are printed as typed; all of most texts."""
    letters = map(chr, drawable())
    return frozenset(
        letter
        for letter in letters
        if unicodedata.category(letter) not in ("Zs", "Zl", "Zp", "Cf", "Cc")
        and letter not in _VARIATION_MARKS
    ) | {" ", _NO_BREAK_SPACE}


def _drawn(letter: str, text: str, *, replace: bool) -> str:
    category = unicodedata.category(letter)
    if category in ("Zs", "Zl", "Zp") or letter in "\t\n\r\v\f":
        return letter if letter == _NO_BREAK_SPACE else " "
    if category in ("Cf", "Cc") or letter in _VARIATION_MARKS:
        return ""
    if ord(letter) in drawable():
        return letter
    if replace:
        return _BOX
    raise UnprintableCharacter(_sentence(letter, text))


def _breakable(word: str) -> str:
    step = _LONGEST_WORD // 2
    return _BREAK_HERE.join(word[at : at + step] for at in range(0, len(word), step))


def _sentence(letter: str, text: str) -> str:
    """Tells the character and the words around it, so that it can be found and removed."""
    whole = " ".join(nfc(text).split())
    at = whole.find(letter)
    around = whole[max(0, at - 20) : at + 20]
    name = f"“{letter}” (mã U+{ord(letter):04X})"
    return f"Ký tự {name} không in được trong văn bản. Xoá hoặc thay ký tự này ở chỗ “{around}”."


def _code_points(font: bytes) -> frozenset[int]:
    """Code points of the font's Unicode table (cmap, format 4)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    for index in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if tag == b"cmap":
            return _windows_table(font, offset)
    raise ValueError("the font has no table of characters")


def _windows_table(font: bytes, cmap: int) -> frozenset[int]:
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * index)
        table = cmap + offset
        if (platform, encoding) == (3, 1) and struct.unpack_from(">H", font, table)[0] == 4:
            return _segments(font, table)
    raise ValueError("the font has no Unicode table of format 4")


def _segments(font: bytes, table: int) -> frozenset[int]:
    double = struct.unpack_from(">H", font, table + 6)[0]
    ends = table + 14
    starts, deltas, ranges = ends + double + 2, ends + 2 * double + 2, ends + 3 * double + 2
    found = set()
    for at in range(0, double, 2):
        start, end = (
            struct.unpack_from(">H", font, starts + at)[0],
            struct.unpack_from(">H", font, ends + at)[0],
        )
        delta, offset = (struct.unpack_from(">H", font, base + at)[0] for base in (deltas, ranges))
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", font, ranges + at + offset + 2 * (code - start))[0]
                if glyph == 0:
                    continue
            if (glyph + delta) & 0xFFFF:
                found.add(code)
    return frozenset(found)
