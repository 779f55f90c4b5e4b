"""What the cells of a column look like, whatever its heading says."""

from collections.abc import Collection, Sequence
from contextlib import suppress

from hoiso.core.folding import fold
from hoiso.members.imports.days import Bounds, Moment, read_day
from hoiso.members.imports.encodings import decode
from hoiso.members.imports.errors import WrongCell
from hoiso.members.imports.fields import Field, Kind
from hoiso.members.imports.flags import read_flag, read_sex, read_state
from hoiso.members.imports.names import read_name
from hoiso.members.imports.numbers import digits_of, read_identity, read_phones
from hoiso.members.imports.workbook import Cell

_FAMILY_NAMES = (
    "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh trinh truong doan lam mai "
    "dao cao luong luu ha to ta thai chau quach tang phung vuong kieu diep khuu danh thach kim son thi"
)
_FAMILIES = frozenset(_FAMILY_NAMES.split())
_WIDE = Bounds(2030)
_ENOUGH = 0.6


def fitting(field: Field, cells: Sequence[Cell]) -> float | None:
    """Share (0..1) of the cells that can be read as the field; None where any text can, or there are none."""
    if not cells or field.kind in (Kind.TEXT, Kind.PART, Kind.IGNORED):
        return None
    return sum(1 for cell in cells if _reads(field.kind, cell)) / len(cells)


def guess_of(cells: Sequence[Cell], taken: Collection[str], *, named: bool) -> tuple[str, float]:
    """The field that the cells of a column without a known heading look like, and how sure.

    A column that is named is doubted more: its name was not understood.
    """
    for key, test in (
        ("full_name", _is_full_name), ("identity", _is_citizen), ("phone", _is_phone), ("birth", _is_birth),
    ):  # fmt: skip
        if key in taken or (key == "full_name" and {"family", "given"} & set(taken)):
            continue
        if key == "birth" and {"birth_female", "birth_y"} & set(taken):
            continue
        share = sum(1 for cell in cells if test(cell)) / len(cells)
        if share >= _ENOUGH and (len(cells) >= 3 or not named):
            return key, round((0.4 if named else 0.6) * share, 2)
    return "", 0.0


def _reads(kind: Kind, cell: Cell) -> bool:
    with suppress(WrongCell):
        text = decode(cell).text if isinstance(cell, str) else digits_of(cell)
        match kind:
            case Kind.NAME:
                return bool(read_name(text))
            case Kind.BIRTH:
                moment = read_day(text if isinstance(cell, str) else cell, _WIDE)
                return moment is None or moment.year < 2020
            case Kind.DAY:
                read_day(text if isinstance(cell, str) else cell, _WIDE)
            case Kind.PHONE:
                read_phones(cell)
            case Kind.IDENTITY:
                read_identity(cell)
            case Kind.SEX:
                read_sex(text)
            case Kind.STATE:
                read_state(text)
            case _:
                read_flag(text)
        return True
    return False


def _is_full_name(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return False
    with suppress(WrongCell):
        words = fold(read_name(decode(cell).text)[0]).split(" ")
        return 2 <= len(words) <= 6 and words[0] in _FAMILIES
    return False


def _is_phone(cell: Cell) -> bool:
    with suppress(WrongCell):
        return len(digits_of(cell)) >= 9 and read_phones(cell) is not None
    return False


def _is_citizen(cell: Cell) -> bool:
    with suppress(WrongCell):
        read = read_identity(cell)
        return read is not None and bool(read.citizen) and not _is_phone(cell)
    return False


def _is_birth(cell: Cell) -> bool:
    with suppress(WrongCell):
        read: Moment | None = read_day(cell, _WIDE)
        return read is not None and 1920 <= read.year <= 2010
    return False
