"""What the cells of a column mean; each different cell is read once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from hoiso.core.folding import fold
from hoiso.members.imports import phrases
from hoiso.members.imports.days import Bounds, read_day
from hoiso.members.imports.encodings import Encoding, decoded
from hoiso.members.imports.errors import WrongCell
from hoiso.members.imports.fields import BY_KEY, VALUED, Field, Kind
from hoiso.members.imports.flags import read_flag, read_sex, read_state
from hoiso.members.imports.names import read_name
from hoiso.members.imports.numbers import digits_of, read_identity, read_phones
from hoiso.members.imports.titles import one_line
from hoiso.members.imports.workbook import Cell

_KEPT = 60_000  # readings remembered for a column; names and numbers seldom come twice
_NOTHING = frozenset({"", "-", "--", "không", "ko", "k", "."})
_SPARE = frozenset({"full_name", "phone", "identity"})
Setter = Callable[[object, object], None]


@dataclass(slots=True)
class Reader:
    """Reads the cells of one column. `setter` puts the value into a row; None where more is to be done."""

    of: Field
    value: str
    encoding: Encoding
    act: Callable[[Cell, str], object]
    setter: Setter | None
    repeats: bool
    _known: dict[Cell, object] = field(default_factory=dict)

    def read(self, cell: Cell) -> object:
        """The value, None for nothing, or a `WrongCell` that says what is wrong."""
        known = self._known
        found = known.get(cell, known)
        if found is known:
            try:
                found = self.act(cell, self.text(cell))
            except WrongCell as wrong:
                found = wrong
            if len(known) < _KEPT:
                known[cell] = found
        return found

    def text(self, cell: Cell) -> str:
        """The cell in Unicode, on one line."""
        if isinstance(cell, str):
            if cell.isascii():
                return cell.strip() if cell.isprintable() and "  " not in cell else " ".join(cell.split())
            return one_line(decoded(cell, self.encoding).text)
        if isinstance(cell, date):
            return f"{cell:%d/%m/%Y}"
        return digits_of(cell)


class Readers:
    """Makes the readers of a sheet: how its columns are typed, and which years two digits mean."""

    def __init__(self, encodings: Mapping[int, Encoding], *, today: date) -> None:
        self._encodings = encodings
        self._births, self._days = Bounds(today.year - 16), Bounds(today.year)

    def of(self, place: int, key: str) -> Reader:
        """The reader of a column for a field."""
        name, _, value = key.partition("=")
        one = BY_KEY[name]
        encoding = self._encodings.get(place, Encoding.UNICODE)
        setter = (
            None
            if key in _SPARE or one.kind is Kind.PART or value or key.startswith("birth_")
            else _setter(name)
        )
        return Reader(
            one, value, encoding, self._act(one, value), setter, repeats=one.kind in (Kind.TEXT, Kind.DAY)
        )

    def _act(self, one: Field, value: str) -> Callable[[Cell, str], object]:
        if value:
            return lambda _, text: value if read_flag(text) else None
        births, days = self._births, self._days
        acts: dict[Kind, Callable[[Cell, str], object]] = {
            Kind.NAME: lambda _, text: read_name(text),
            Kind.BIRTH: lambda cell, text: read_day(text if isinstance(cell, str) else cell, births),
            Kind.DAY: lambda cell, text: read_day(text if isinstance(cell, str) else cell, days),
            Kind.PHONE: lambda cell, _: read_phones(cell),
            Kind.IDENTITY: lambda cell, _: read_identity(cell),
            Kind.SEX: lambda _, text: read_sex(text) or None,
            Kind.STATE: lambda _, text: read_state(text) or None,
            Kind.FLAG: lambda _, text: read_flag(text),
            Kind.PART: lambda _, text: _part(one.key, text),
            Kind.TEXT: lambda _, text: _plain(one, text),
        }
        return acts[one.kind]


def _setter(name: str) -> Setter:
    def put(row: object, value: object) -> None:
        setattr(row, name, value)

    return put


def _plain(one: Field, text: str) -> str | None:
    if len(text) > one.longest:
        raise WrongCell(phrases.too_long(one.longest))
    if text.lower() in _NOTHING and one.key not in VALUED:
        return None
    if one.key in ("religion", "ethnic") and fold(text) in ("khong", "khong co", "-", ""):
        return "Không" if one.key == "religion" else None
    if one.key == "group" and text.isdigit():
        return f"Tổ {int(text)}"
    return text


def _part(key: str, text: str) -> str | None:
    if not key.startswith("birth_"):
        return read_name(f"{text} Xx")[0].removesuffix(" Xx") if text else None
    digits = text.strip(" .'")
    if digits and not (digits.isdigit() and len(digits) <= 4):
        raise WrongCell(phrases.not_a_day(text))
    return digits or None
