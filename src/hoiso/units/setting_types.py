"""What a setting is: its kind, its words, and how one is written down in the registry."""

from dataclasses import dataclass
from enum import StrEnum

Value = str | int | bool | list[str]

ROLES = (
    ("clerk", "Văn thư"),
    ("leader", "Lãnh đạo"),
    ("office_head", "Chánh Văn phòng"),
    ("specialist", "Chuyên viên"),
    ("branch_head", "Chi hội trưởng"),
    ("unit_admin", "Quản trị đơn vị"),
    ("province_admin", "Quản trị tỉnh"),
    ("auditor", "Kiểm soát"),
)


class Kind(StrEnum):
    """What a setting holds, and so how its form field looks."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"
    MANY = "many"  # any number of the choices


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `doubt` is its number in the list of doubts; `unit` the word after a number.

    `whole`: decided by the province for the whole installation; no unit decides it for itself.
    """

    key: str
    doubt: int
    group: str
    label: str
    meaning: str
    kind: Kind
    default: Value
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 1_000_000
    longest: int = 300
    unit: str = ""
    whole: bool = False


def choice(
    key: str, doubt: int, group: str, label: str, meaning: str, default: str, **choices: str
) -> Setting:
    """A setting that holds one of the listed values: `value="its words"`."""
    return Setting(key, doubt, group, label, meaning, Kind.CHOICE, default, choices=tuple(choices.items()))


def text(
    key: str, doubt: int, group: str, label: str, meaning: str, default: str, *, longest: int = 300
) -> Setting:
    """A setting that holds a line of text."""
    return Setting(key, doubt, group, label, meaning, Kind.TEXT, default, longest=longest)


def flag(
    key: str, doubt: int, group: str, label: str, meaning: str, *, default: bool, whole: bool = False
) -> Setting:
    """A setting that is yes or no."""
    return Setting(key, doubt, group, label, meaning, Kind.FLAG, default, whole=whole)


def number(
    key: str,
    doubt: int,
    group: str,
    label: str,
    meaning: str,
    default: int,
    *,
    span: tuple[int, int],
    unit: str,
) -> Setting:
    """A setting that holds a whole number within `span`, both ends included."""
    least, most = span
    return Setting(key, doubt, group, label, meaning, Kind.NUMBER, default, least=least, most=most, unit=unit)


def many(
    key: str,
    doubt: int,
    group: str,
    label: str,
    meaning: str,
    choices: tuple[tuple[str, str], ...],
    *,
    whole: bool = False,
) -> Setting:
    """A setting that holds any number of listed values; none by default."""
    return Setting(key, doubt, group, label, meaning, Kind.MANY, [], choices=choices, whole=whole)
