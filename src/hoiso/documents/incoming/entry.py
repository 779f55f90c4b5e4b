"""What is written into the register for one incoming document."""

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import ClassVar, TypedDict

from hoiso.core.folding import fold, nfc
from hoiso.core.models import StoredFile
from hoiso.core.symbols import parse_symbol
from hoiso.documents.tables.document import Document

_DIGITS = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the incoming register with the fields of Annex VI; field names are the columns'.

    `kind` is a code of `kinds.KIND_CHOICES`. Text is composed and cut at its ends. Dates are office days.
    """

    COLUMNS: ClassVar[tuple[str, ...]]

    subject: str
    arrived_on: date
    issuer: str = ""
    issuer_unit_id: int | None = None
    code_number: str = ""
    code_notation: str = ""
    symbol: str = ""
    kind: str = ""
    kind_name: str = ""
    issued_on: date | None = None
    place: str = ""
    signer: str = ""
    signer_position: str = ""
    signing_capacity: str = ""
    urgency: int = 0
    due_on: date | None = None
    arrived_by: str = ""
    page_amount: int | None = None
    copies: int | None = None
    paper_follows: bool = False
    language: str = "Tiếng Việt"
    addressees: str = ""
    description: str = ""
    circulation: str = ""
    exchange_id: str = ""

    @property
    def symbol_key(self) -> str:
        """By what repeats of the number and notation are found."""
        return symbol_key(self.symbol)

    def fitted(self) -> tuple["Entry", tuple[str, ...]]:
        """The entry with longer values cut to the columns' lengths, and a sentence for each cut.

        Messages of other systems exceed every length; the message itself is kept whole.
        """
        cut: dict[str, str] = {}
        told: list[str] = []
        for name in self.COLUMNS:
            value = getattr(self, name)
            longest = getattr(Document._meta.get_field(name), "max_length", None)
            if isinstance(value, str) and longest is not None and len(value) > longest:
                cut[name] = value[:longest]
                told.append(f"“{value[:40]}…” dài hơn {longest} ký tự nên chỉ ghi phần đầu vào sổ.")
        return replace(self, **cut) if cut else self, tuple(told)  # type: ignore[arg-type]


Entry.COLUMNS = tuple(field.name for field in fields(Entry))


@dataclass(frozen=True, slots=True)
class NewFile:
    """A stored file on its way to a document: role is one of `DocumentFile.Role`."""

    stored: StoredFile
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class NumberWish:
    """Which number the clerk wants: the next one, one after a number already given, or a reserved one."""

    after: int | None = None
    reserved_id: int | None = None


class SymbolParts(TypedDict):
    """A symbol by the columns that keep it."""

    symbol: str
    code_number: str
    code_notation: str


def typed_symbol(text: str) -> SymbolParts:
    """`symbol`, `code_number` and `code_notation` of a symbol as the clerk typed it.

    Label and spaces around separators go; the number keeps its zeros, as printed on the document.
    """
    read = parse_symbol(nfc(text))
    if read.number is None:
        return {"symbol": read.notation, "code_number": "", "code_notation": read.notation}
    digits = _DIGITS.search(nfc(text))
    assert digits is not None
    number = f"{digits[0]}{read.suffix}"
    return {
        "symbol": f"{number}{read.separator}{read.notation}",
        "code_number": number,
        "code_notation": read.notation,
    }


def symbol_key(text: str) -> str:
    """Symbol without accents, capitals, spaces and leading zeros: 05/KH-BTV and 5/kh-btv are one."""
    if not text:
        return ""
    read = parse_symbol(text)
    number = "" if read.number is None else f"{read.number}{read.suffix}"
    return fold(f"{number}{read.separator}{read.notation}").replace(" ", "")[:100]
