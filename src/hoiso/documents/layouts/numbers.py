"""How an issuing body composes its symbols, and the line of place and date.

Sources: Decree 30/2020/NĐ-CP Phụ lục I mục II.3 and II.4; guidance 05-HD/VPTW for the Party's pattern.
Numbers, dates and received symbols themselves are read and written by `core.symbols`.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from hoiso.core.symbols import date_text, number_text
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


def place_and_date(place: str, day: date | None) -> str:
    """`Tây Ninh, ngày 05 tháng 01 năm 2026`; without a day, room to write it by hand."""
    if day is not None:
        return f"{place}, {date_text(day)}"
    gap = _NBSP * 6
    return f"{place}, ngày{gap}tháng{gap}năm{gap}"


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
    ) -> str:
        """The whole symbol of an issued document: `05/KH-BTV`."""
        notation = self.notation(type_code=type_code, body=body, unit=unit)
        return f"{number_text(number, suffix=suffix)}{self.separator}{notation}"
