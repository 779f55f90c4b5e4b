"""How long the law gives for each step of a petition (`terms.tsv`)."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from hoiso.core.errors import DomainError
from hoiso.units.working_days import Calendar

_FILE = Path(__file__).with_name("terms.tsv")
MOST_EXTENSIONS = 2  # Luật Tố cáo Điều 30: twice, in especially complex matters


@dataclass(frozen=True, slots=True)
class Term:
    """One limit: so many calendar or working days, and where the law says so."""

    kind: str
    step: str
    days: int
    working: bool
    law: str
    article: str
    source: str

    @property
    def words(self) -> str:
        """10 ngày làm việc."""
        return f"{self.days} ngày làm việc" if self.working else f"{self.days} ngày"

    def last_day(self, first: date, calendar: Calendar) -> date:
        """The last day when counting begins the day after `first`."""
        if self.working:
            return calendar.add_working_days(first, self.days)
        return calendar.next_working_day(first + timedelta(days=self.days))


@cache
def terms() -> dict[tuple[str, str], Term]:
    """All limits by kind of petition and step."""
    found = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, step, days, counted, law, article, source = line.split("\t")
            found[kind, step] = Term(kind, step, int(days), counted == "lam-viec", law, article, source)
    return found


def answer_by(kind: str, received_on: date, calendar: Calendar) -> date:
    """Until when the sender must be told: accepted, not accepted, or passed on."""
    return terms()[kind, "answer"].last_day(received_on, calendar)


def resolve_by(
    kind: str, accepted_on: date, calendar: Calendar, *, complex_matter: bool = False, remote: bool = False
) -> date | None:
    """Until when an accepted one must be resolved; None where the law names no day (the office does)."""
    step = "resolve"
    if kind == "complaint":
        step += ("-remote" if remote else "") + ("-complex" if complex_matter else "")
    term = terms().get((kind, step))
    return term.last_day(accepted_on, calendar) if term else None


def extended_by(
    kind: str, *, accepted_on: date, due_on: date, extended: int, remote: bool, calendar: Calendar
) -> date:
    """The new last day of a complex matter. Raises `DomainError` where the law gives no more."""
    if kind == "complaint" and not extended:
        longer = resolve_by(kind, accepted_on, calendar, complex_matter=True, remote=remote)
        if longer is not None and longer > due_on:
            return longer
    if kind == "denunciation" and extended < MOST_EXTENSIONS:
        return terms()[kind, "extend"].last_day(due_on, calendar)
    raise DomainError("Luật không cho gia hạn thêm đơn này.")
