"""Number and symbol of a document ("số, ký hiệu"): read, written and sorted in one place.

Written by Decree 30/2020/NĐ-CP, Phụ lục I: number, then "/", then the notation, groups joined
by "-"; Party documents put "-" first and "/" second (guidance 05-HD/VPTW). Received documents
also carry letters after the number (12a) and a year inside the notation (30/2020/NĐ-CP).
"""

import re
from dataclasses import dataclass
from datetime import date

from hoiso.core.folding import fold, nfc

_LABEL = re.compile(r"^\s*số\b\s*[:.]?\s*", re.IGNORECASE)
# Dashes that word processors put in for a hyphen, and the Icelandic letter typed for Đ.
_LIKENESSES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"Ð": "Đ", "∕": "/", "⁄": "/"})
_AROUND_SEPARATOR = re.compile(r"\s*([-/])\s*")
_SHAPE = re.compile(r"^(?P<number>\d{1,9})?(?P<suffix>[^\W\d_]{0,2})(?P<separator>[-/])(?P<notation>.+)$")
_NUMBER_ALONE = re.compile(r"^(?P<number>\d{1,9})(?P<suffix>[^\W\d_]{0,2})$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_AFTER_EVERY_NUMBER = 10**9


@dataclass(frozen=True, slots=True)
class Symbol:
    """The parts of a symbol, spelt as the issuer spelt them.

    `36-HD/VPTW` has number 36, suffix "", separator "-" and notation "HD/VPTW". A blank number
    ("    /KH-HPN") is None; a text that is no symbol at all is kept whole in `notation`.
    `raw` is the text as given.
    """

    number: int | None
    suffix: str
    separator: str
    notation: str
    raw: str

    @property
    def groups(self) -> tuple[str, ...]:
        """The notation cut at its separators: ("2020", "NĐ", "CP")."""
        return tuple(group for group in re.split(r"[-/]", self.notation) if group)

    @property
    def year(self) -> int | None:
        """The year inside a law-like notation, else None."""
        first = self.groups[:1]
        return int(first[0]) if first and _YEAR.match(first[0]) else None

    @property
    def code(self) -> str:
        """The first group that is no year: a kind ("QĐ", "TTr") or, in a công văn, the issuer."""
        lettered = [group for group in self.groups if not _YEAR.match(group)]
        return lettered[0] if lettered else ""

    @property
    def number_written(self) -> str:
        """The number as it is printed ("05", "12a"), or "" when it is blank."""
        return "" if self.number is None else number_text(self.number, suffix=self.suffix)

    @property
    def written(self) -> str:
        """The whole symbol as it is printed: "05/KH-BTV"."""
        return f"{self.number_written}{self.separator}{self.notation}"

    @property
    def sort_key(self) -> tuple[int, str, str]:
        """Orders by number, then letter (12, 12a, 12b, 13), then notation; blank numbers last."""
        return (*number_key(self.number, suffix=self.suffix), fold(self.notation))


def parse_symbol(text: str) -> Symbol:
    """Read a symbol as written on a document or typed by a clerk; never raises.

    Allowed in front is "Số" with or without a colon; spaces around separators do not count.
    """
    clean = _LABEL.sub("", nfc(text).translate(_LIKENESSES))
    clean = _AROUND_SEPARATOR.sub(r"\1", clean.replace("\u00a0", " ")).strip(" .;,…")
    if alone := _NUMBER_ALONE.match(clean):
        return Symbol(int(alone["number"]), alone["suffix"], "", "", text)
    shape = _SHAPE.match(clean)
    if shape is None or (shape["number"] is None and shape["suffix"]):
        # "KH-BTV": letters before the first separator belong to the notation.
        return Symbol(None, "", "", clean, text)
    number = int(shape["number"]) if shape["number"] else None
    return Symbol(number, shape["suffix"], shape["separator"], shape["notation"], text)


def number_text(number: int, *, suffix: str = "") -> str:
    """A number as documents print it: "05", "10", "123", "12a". Phụ lục I: only below ten a zero."""
    return f"{number:02d}{suffix}"


def number_key(number: int | None, *, suffix: str = "") -> tuple[int, str]:
    """Sort key of a number with its letter (12, 12d, 12đ, 12e); no number sorts last."""
    letters = nfc(suffix).lower().replace("đ", "d~")
    return (_AFTER_EVERY_NUMBER if number is None else number, letters)


def date_text(day: date) -> str:
    """A date as documents print it: "ngày 05 tháng 01 năm 2026", "ngày 09 tháng 6 năm 2026".

    Phụ lục I: a zero before days below ten and before the months 1 and 2 alone.
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
