"""Every morning: what is due soon, what is late, and to the leaders what is late for long."""

from datetime import date, datetime, timedelta

from django.db import connection

from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.units.public import office_calendar
from hoiso.units.working_days import Calendar

SOON = 2  # working days before the deadline
LONG = 3  # working days after it

# One statement an event; nobody is told twice of the same thing while its deadline stands.
_TOLD = """
INSERT INTO notices_notice (officer_id, event, text, address, at)
SELECT DISTINCT told.officer_id, %(event)s, %(words)s || to_char(w.due_on, 'DD/MM/YYYY') || '): ' || w.title,
  '/viec/' || w.id || '/', %(at)s
FROM work_task w, LATERAL ({whom}) told
WHERE w.state IN ('offered', 'given', 'accepted') AND w.due_on {days}
  AND NOT EXISTS (SELECT FROM notices_notice n WHERE n.officer_id = told.officer_id AND n.event = %(event)s
    AND n.address = '/viec/' || w.id || '/' AND position(to_char(w.due_on, 'DD/MM/YYYY') in n.text) > 0)
"""
_WORKERS = """
SELECT w.lead_id AS officer_id WHERE w.lead_id IS NOT NULL UNION
SELECT h.officer_id FROM work_helper h WHERE h.task_id = w.id AND h.done_at IS NULL
  AND (h.part <> 'team' OR w.lead_id IS NULL)
"""
_LEADERS = """
SELECT p.officer_id FROM access_post p
WHERE p.unit_id = w.unit_id AND p.role = 'leader' AND p.valid_from <= %(today)s
  AND (p.valid_to IS NULL OR p.valid_to >= %(today)s)
UNION SELECT w.given_by WHERE w.given_by = ANY (w.people)
"""


def warn(*, at: datetime) -> int:
    """Write the morning's notices; how many. Running it again writes none twice. Days off write none."""
    today = office_date(at)
    with scope.transaction_as(scope.system_token(today)):
        calendar = office_calendar()
        if not calendar.is_working(today):
            return 0
        soon, long_ago = calendar.add_working_days(today, SOON), _before(calendar, today, LONG)
        return (
            _tell("task_due", "Sắp đến hạn (", _WORKERS, "BETWEEN %(today)s AND %(limit)s", today, soon, at)
            + _tell("task_late", "Quá hạn (", _WORKERS, "< %(today)s AND w.due_on >= %(limit)s", today,
                    date(today.year - 1, 1, 1), at)
            + _tell("escalated", "Việc quá hạn lâu (", _LEADERS, "<= %(limit)s", today, long_ago, at)
        )  # fmt: skip


def _tell(event: str, words: str, whom: str, days: str, today: date, limit: date, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            _TOLD.format(whom=whom, days=days),
            {"event": event, "words": words, "today": today, "limit": limit, "at": at},
        )
        return int(cursor.rowcount)


def _before(calendar: Calendar, today: date, days: int) -> date:
    """The day that lies so many working days before."""
    day = today
    while days:
        day -= timedelta(days=1)
        days -= calendar.is_working(day)
    return day
