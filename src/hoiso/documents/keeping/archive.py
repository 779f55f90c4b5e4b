"""When a closed dossier goes to the archive, and how long it is kept.

Decree 30/2020/NĐ-CP Điều 30: handed over within one year from the end of the work; only dossiers
kept for 5 years or more. Annex VI, III.5.b: announced 30 days ahead. Circular 10/2022/TT-BNV for
the usual periods.
"""

from datetime import date, timedelta
from typing import Final

FOR_EVER: Final = "vinh-vien"
RETENTIONS: Final = (
    (FOR_EVER, "Vĩnh viễn"),
    ("70", "70 năm"),
    ("50", "50 năm"),
    ("20", "20 năm"),
    ("10", "10 năm"),
    ("5", "5 năm"),
    ("2", "2 năm"),
)
_NAMES = dict(RETENTIONS)
ANNOUNCED = timedelta(days=30)
_LEAST_YEARS = 5


def retention_words(code: str) -> str:
    """Vĩnh viễn, 10 năm; a code that is not in the table as it stands."""
    return _NAMES.get(code, code)


def goes_to_archive(retention: str) -> bool:
    """Whether a dossier of that retention is handed over at all."""
    return retention == FOR_EVER or (retention.isdigit() and int(retention) >= _LEAST_YEARS)


def accession_day(closed_on: date) -> date:
    """The last day for handing over: one year from the day the work ended (29 February: 28)."""
    try:
        return closed_on.replace(year=closed_on.year + 1)
    except ValueError:
        return closed_on.replace(year=closed_on.year + 1, day=28)


def is_announced(closed_on: date | None, retention: str, on: date) -> bool:
    """Whether the hand-over is due within 30 days, or is past."""
    return closed_on is not None and goes_to_archive(retention) and accession_day(closed_on) - ANNOUNCED <= on


def disposal_day(closed_on: date, retention: str) -> date | None:
    """The last day of keeping: 31 December of the year the work ended plus the period (Law on Archives
    33/2024/QH15 Điều 15.3); None where it is kept for ever."""
    if retention == FOR_EVER or not retention.isdigit():
        return None
    return date(closed_on.year + int(retention), 12, 31)


def may_be_disposed(closed_on: date | None, retention: str, on: date) -> bool:
    """Whether the period of keeping is over."""
    last = disposal_day(closed_on, retention) if closed_on else None
    return last is not None and last < on
