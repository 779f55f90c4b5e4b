"""When and where an invitation asks people to meet, read from its words. Pure.

Says nothing rather than guessing: without both a day and an hour there is no proposal.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from hoiso.core.clock import OFFICE_ZONE
from hoiso.core.folding import nfc

_HOUR = r"(?P<hour>[01]?\d|2[0-3])\s*(?:giờ|h|g|:)\s*(?P<minute>[0-5]\d)?"
_DAY = (
    r"ngày\s+(?P<day>\d{1,2})\s*(?:[/.\-]\s*(?P<month>\d{1,2})\s*[/.\-]\s*(?P<year>\d{4})"
    r"|tháng\s+(?P<month2>\d{1,2})\s+năm\s+(?P<year2>\d{4}))"
)
_WHEN = re.compile(rf"{_HOUR}[^\n]{{0,60}}?{_DAY}", re.IGNORECASE)
_WHERE = re.compile(r"địa\s+điểm\s*[:：]\s*(?P<place>[^\n.;]{3,180})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Invited:
    """What was read."""

    starts_at: datetime
    place: str


def read_invitation(text: str) -> Invited | None:
    """The first hour with a day after it on the same line ("8 giờ 00, thứ Năm, ngày 26/11/2026")."""
    words = nfc(text)
    found = _WHEN.search(words)
    if found is None:
        return None
    month, year = found["month"] or found["month2"], found["year"] or found["year2"]
    try:
        starts_at = datetime(
            int(year), int(month), int(found["day"]), int(found["hour"]), int(found["minute"] or 0),
            tzinfo=OFFICE_ZONE,
        )  # fmt: skip
    except ValueError:
        return None
    where = _WHERE.search(words)
    return Invited(starts_at, where["place"].strip() if where else "")
