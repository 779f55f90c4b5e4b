"""Every morning, of cases: what is due soon or late, to leaders what is late for long, what rests no more."""

from datetime import date, datetime, timedelta

from django.db import connection

from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.units.public import office_calendar
from hoiso.units.working_days import Calendar

SOON = 2  # working days before the deadline
LONG = 3  # working days after it

# One statement an event. `due` has case, officer and day; nobody is told twice of the same thing while
# its deadline stands, and nobody of a dossier that is hidden from her.
_TOLD = """
INSERT INTO notices_notice (officer_id, event, text, address, at)
SELECT DISTINCT due.officer_id, %(event)s, %(words)s || to_char(due.due_on, 'DD/MM/YYYY') || '): hồ sơ '
  || d.code || ', ' || d.title, '/ho-so/' || d.id || '/', %(at)s
FROM ({due}) due JOIN documents_dossier d ON d.id = due.dossier_id
WHERE d.closed_on IS NULL AND (d.paused_on IS NULL) = %(working)s AND due.due_on {days}
  AND (NOT d.restricted OR d.creator_id = due.officer_id OR EXISTS (
    SELECT FROM documents_dossierreader r WHERE r.dossier_id = d.id AND r.officer_id = due.officer_id))
  AND NOT EXISTS (SELECT FROM documents_dossierhold h WHERE h.dossier_id = d.id AND h.lifted_at IS NULL)
  AND NOT EXISTS (SELECT FROM notices_notice n WHERE n.officer_id = due.officer_id AND n.event = %(event)s
    AND n.address = '/ho-so/' || d.id || '/' AND position(%(words)s || to_char(due.due_on, 'DD/MM/YYYY') in n.text) > 0)
"""  # noqa: E501
_WORKERS = """
SELECT id AS dossier_id, lead_id AS officer_id, due_on FROM documents_dossier
UNION SELECT dossier_id, officer_id, due_on FROM documents_dossierhelper WHERE done_at IS NULL
UNION SELECT dossier_id, officer_id, due_on FROM documents_dossieropinion WHERE answer = ''
"""
_LEADERS = """
SELECT c.id AS dossier_id, p.officer_id, c.due_on FROM documents_dossier c
JOIN access_post p ON p.unit_id = c.unit_id AND p.role = 'leader' AND p.valid_from <= %(today)s
  AND (p.valid_to IS NULL OR p.valid_to >= %(today)s)
"""
_RESTING = "SELECT id AS dossier_id, lead_id AS officer_id, resume_on AS due_on FROM documents_dossier"


def remind(*, at: datetime) -> int:
    """Write the morning's notices; how many. Running it again writes none twice. Days off write none."""
    today = office_date(at)
    with scope.transaction_as(scope.system_token(today)):
        calendar = office_calendar()
        if not calendar.is_working(today):
            return 0
        soon, long_ago = calendar.add_working_days(today, SOON), _before(calendar, today, LONG)
        oldest = today - timedelta(days=365)
        yesterday = today - timedelta(days=1)
        return (
            _tell("task_due", "Sắp đến hạn (", _WORKERS, (today, soon), today, at)
            + _tell("task_late", "Quá hạn (", _WORKERS, (oldest, yesterday), today, at)
            + _tell("escalated", "Hồ sơ quá hạn lâu (", _LEADERS, (oldest, long_ago), today, at)
            + _tell("task_due", "Đến ngày tiếp tục (", _RESTING, (oldest, today), today, at, working=False)
        )


def _tell(
    event: str,
    words: str,
    due: str,
    days: tuple[date, date],
    today: date,
    at: datetime,
    *,
    working: bool = True,
) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            _TOLD.format(due=due, days="BETWEEN %(first)s AND %(last)s"),
            {
                "event": event, "words": words, "working": working, "today": today, "first": days[0],
                "last": days[1], "at": at,
            },
        )  # fmt: skip
        return int(cursor.rowcount)


def _before(calendar: Calendar, today: date, days: int) -> date:
    """The day that lies so many working days before."""
    day = today
    while days:
        day -= timedelta(days=1)
        days -= calendar.is_working(day)
    return day
