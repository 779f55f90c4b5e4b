"""Which series numbers a document, and which number a clerk wants."""

from dataclasses import dataclass
from datetime import date

PARTY_MARK = "B-"


@dataclass(frozen=True, slots=True)
class NumberWish:
    """The next number unless one is named: after a number already given (12a), or a reserved one."""

    after: int | None = None
    reserved_id: int | None = None


def book_kind(code: str, *, by_kind: bool, party: bool) -> str:
    """`Book.kind` of a document's series: its code, empty where all kinds share one run.

    Documents in the Party's layout never share numbers with the others.
    """
    kind = code if by_kind else ""
    return f"{PARTY_MARK}{kind}"[:10] if party else kind[:10]


def day_of_congress(written: str) -> date | None:
    """The day of the setting, dd/mm/yyyy; None when there is none or it is no day."""
    parts = written.strip().split("/")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    day, month, year = (int(part) for part in parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None
