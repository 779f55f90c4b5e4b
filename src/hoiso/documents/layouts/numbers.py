"""Numbers, dates and symbols of documents: writing our own, reading those received.

Sources: Decree 30/2020/NĐ-CP Phụ lục I mục II.3 and II.4 (zeros, separators, Vietnamese words of the
date); guidance 05-HD/VPTW for the Party's pattern. The one place that knows these rules.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from hoiso.core.folding import nfc
from hoiso.documents.layouts.errors import WrongPattern

_NBSP: Final = "\N{NO-BREAK SPACE}"

TYPED_PATTERN: Final = "{n}/{type}-{body}"
"""`05/KH-BTV`: every kind that has a code."""
LETTER_PATTERN: Final = "{n}/CV-{body}"
"""`112/CV-BTV`: công văn as mass organisations write it."""
LETTER_BY_UNIT_PATTERN: Final = "{n}/{body}-{unit}"
"""`112/BTV-VP`: công văn as Decree 30 writes it."""
PARTY_PATTERN: Final = "{n}-{type}/{body}"
"""`05-KH/HPN`: layout B, hyphen first."""

_PLACEHOLDERS: Final = {"n", "type", "body", "unit"}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_AROUND_MARKS = re.compile(r"\s*([-/])\s*")
_RECEIVED = re.compile(
    r"(?:số\s*[:.]?\s*)?(?P<number>\d+)\s?(?P<suffix>[a-zđ]{1,3}(?![\wđ]))?\s*(?:(?P<mark>[-/])(?P<rest>.*))?",
    re.IGNORECASE,
)


def number_text(number: int, suffix: str = "") -> str:
    """The number as written: a zero before numbers under ten and nowhere else (05, 10, 123, 12a)."""
    if number < 1:
        raise ValueError(f"a document's number starts at 1, not {number}")
    return f"{number:02d}{suffix}"


def date_text(day: date) -> str:
    """`ngày 05 tháng 01 năm 2026`: zeros before days under ten and before months 1 and 2 only."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_and_date(place: str, day: date | None) -> str:
    """`Tây Ninh, ngày 05 tháng 01 năm 2026`; without a day, room to write it by hand."""
    if day is not None:
        return f"{place}, {date_text(day)}"
    gap = _NBSP * 6
    return f"{place}, ngày{gap}tháng{gap}năm{gap}"


@dataclass(frozen=True, slots=True)
class Symbol:
    """The number and notation of a document, kept apart.

    `number` is the text as written (`05`, `12a`; empty when there is none), `separator` is `/`, `-` or
    empty, `notation` all that follows it: `36-HD/VPTW` is `36`, `-`, `HD/VPTW`.
    """

    number: str
    separator: str
    notation: str

    @property
    def text(self) -> str:
        return f"{self.number}{self.separator}{self.notation}"

    @property
    def sort_key(self) -> tuple[int, str]:
        """For order within one book: 12, 12a, 12b, 12d, 12đ, 13. Without a number: first."""
        return sort_key(self.number)

    @property
    def type_code(self) -> str:
        """The abbreviation that may name the kind: the first letters of the notation.

        `KH` of `KH-BTV`, `NĐ` of `2020/NĐ-CP`, `HD` of `HD/VPTW`. A công văn's notation starts with its
        issuer: whether the answer is a kind is asked of `kinds.kinds_of_code`.
        """
        groups = [group for group in re.split(r"[-/]", self.notation) if group and not group.isdigit()]
        return groups[0] if groups else ""


def sort_key(number: str) -> tuple[int, str]:
    """Order of a number written as text: its digits, then its letters in Vietnamese order."""
    found = re.fullmatch(r"(\d+)\s?(\D*)", nfc(number).lower())
    if found is None:
        return (0, "")
    return (int(found[1]), found[2].replace("đ", "d~"))


def read_symbol(written: str) -> Symbol:
    """A received symbol taken apart; never refuses, since other offices write what they like.

    Spaces around the marks, long dashes, a leading `Số:` and `Ð` (U+00D0) in place of `Đ` are put
    right. Where no number leads, all of the text is the notation.
    """
    text = _DASHES.sub("-", nfc(written)).replace("\N{LATIN CAPITAL LETTER ETH}", "Đ")
    text = _AROUND_MARKS.sub(r"\1", " ".join(text.split()))
    found = _RECEIVED.fullmatch(text)
    if found is None:
        return Symbol(number="", separator="", notation=re.sub(r"(?i)^số\s*[:.]?\s*", "", text))
    number = found["number"] + (found["suffix"] or "").lower()
    return Symbol(number=number, separator=found["mark"] or "", notation=found["rest"] or "")


@dataclass(frozen=True, slots=True)
class SymbolPattern:
    """How an issuing body composes its symbols: `{n}`, `{type}`, `{body}`, `{unit}` and marks.

    The pattern begins with `{n}` and a separator. Raises WrongPattern with a sentence for the settings
    page when it does not, or when it uses a name that is not one of the four.
    """

    pattern: str

    def __post_init__(self) -> None:
        if not re.match(r"\{n\}[-/].", self.pattern):
            raise WrongPattern(
                "Mẫu ký hiệu phải bắt đầu bằng {n} rồi đến dấu / hoặc dấu -, ví dụ {n}/{type}-{body}",
                field="symbol_pattern",
            )
        names = _PLACEHOLDER.findall(self.pattern)
        wrong = [name for name in names if name not in _PLACEHOLDERS]
        if wrong or names.count("n") != 1 or re.search(r"[{}\s]", _PLACEHOLDER.sub("", self.pattern)):
            raise WrongPattern(
                "Mẫu ký hiệu chỉ dùng {n}, {type}, {body}, {unit} và không có khoảng trống",
                field="symbol_pattern",
            )

    @property
    def separator(self) -> str:
        """The mark between number and notation."""
        return self.pattern[3]

    def notation(self, *, type_code: str = "", body: str = "", unit: str = "") -> str:
        """The notation before a number is given: `KH-BTV`.

        A group whose part is empty goes together with the mark before it (`{body}-{unit}` without a
        unit is `BTV`).
        """
        values = {"type": type_code, "body": body, "unit": unit}
        groups = re.findall(r"([-/]?)([^-/]+)", self.pattern[4:])
        text = ""
        for mark, group in groups:
            value = _PLACEHOLDER.sub(lambda found: values[found[1]], group)
            if value:
                text += (mark if text else "") + value
        return text

    def symbol(
        self, number: int, *, suffix: str = "", type_code: str = "", body: str = "", unit: str = ""
    ) -> Symbol:
        """The whole symbol of an issued document."""
        return Symbol(
            number=number_text(number, suffix),
            separator=self.separator,
            notation=self.notation(type_code=type_code, body=body, unit=unit),
        )
