"""Phone numbers and ids of persons as spreadsheets leave them: without their first zeros, in parts.

The ten-digit form of mobile numbers holds since the renumbering of 2018-09-15.
"""

import re
from dataclasses import dataclass

from hoiso.members.imports import phrases
from hoiso.members.imports.errors import WrongCell

_RENUMBERED = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035",
    "0166": "036", "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
_NOT_DIGIT = re.compile(r"\D+")
_NONE = frozenset({"", "-", "--", "0", "không", "khong", "ko", "k", "x", ".", "không có", "ko có", "chưa có"})
_BETWEEN = re.compile(r"\s*(?:[/;,\n]|\bhoặc\b|(?<=\d{3})\s*-\s*(?=0\d{9}))\s*")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phones:
    """The first number, and the others as they were written."""

    first: str
    others: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """A citizen id of 12 digits, or an old one of 9."""

    citizen: str = ""
    old: str = ""


def digits_of(cell: object) -> str:
    """The cell as text, a whole number without its ".0"."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip().lstrip("'`")


def read_phones(cell: object) -> Phones | None:
    """The numbers of the cell; None where there is none. Raises `WrongCell`."""
    text = digits_of(cell)
    if text.lower() in _NONE:
        return None
    parts = [part for part in _BETWEEN.split(text) if part]
    whole = _phone(text)
    if whole is not None:
        return Phones(whole)
    found = [one for part in parts if (one := _phone(part)) is not None]
    if not found:
        raise WrongCell(phrases.not_a_phone(text))
    return Phones(found[0], ", ".join(found[1:]))


def _phone(text: str) -> str | None:
    digits = _NOT_DIGIT.sub("", text)
    if digits.startswith("0084"):
        digits = f"0{digits[4:]}"
    elif digits.startswith("84") and len(digits) in (11, 12):
        digits = f"0{digits[2:]}"
    elif digits.startswith("840") and len(digits) in (12, 13):
        digits = digits[2:]
    if (len(digits) == 9 and digits[0] in "35789") or (
        len(digits) == 10 and digits[0] in "12" and f"0{digits}"[:4] in _RENUMBERED
    ):
        digits = f"0{digits}"
    if len(digits) == 11 and digits[:4] in _RENUMBERED:
        return _RENUMBERED[digits[:4]] + digits[4:]
    if len(digits) == 10 and digits[0] == "0" and digits[1] in "35789":
        return digits
    if len(digits) == 10 and digits[0] == "2":
        digits = f"0{digits}"
    return digits if len(digits) == 11 and digits.startswith("02") else None


def read_identity(cell: object) -> Identity | None:
    """The id of the cell; None where there is none. Raises `WrongCell`.

    First zeros that a number has lost are put back: every citizen id begins with 0 (its province's code).
    """
    text = digits_of(cell)
    if text.lower() in _NONE:
        return None
    if _ROUNDED.fullmatch(text):
        raise WrongCell(phrases.ROUNDED)
    digits = _NOT_DIGIT.sub("", text)
    if 10 <= len(digits) <= 12:
        citizen = digits.zfill(12)
        if citizen[0] == "0" and 1 <= int(citizen[:3]) <= 96:
            return Identity(citizen=citizen)
        raise WrongCell(phrases.not_citizens(text))
    if len(digits) in (8, 9):
        return Identity(old=digits.zfill(9))
    raise WrongCell(phrases.not_an_id(text, len(digits)))


def year_of_id(citizen: str) -> int:
    """The year of birth in a citizen id: its fourth digit tells century and sex."""
    return 1900 + int(citizen[3]) // 2 * 100 + int(citizen[4:6])


def is_mans_id(citizen: str) -> bool:
    """Whether the fourth digit says so (even: a man)."""
    return int(citizen[3]) % 2 == 0
