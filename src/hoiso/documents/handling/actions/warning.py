"""Every morning, of tasks on documents: what is due soon, what is late, to leaders what is late for long."""

from datetime import date, datetime, timedelta

from django.db import connection
from django.urls import reverse

from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.units.public import office_calendar
from hoiso.units.working_days import Calendar

SOON = 2  # working days before the deadline
LONG = 3  # working days after it

# Nobody is told twice of the same thing while its deadline stands. Of a restricted document only its
# readers are told.
_TOLD = """
INSERT INTO notices_notice (officer_id, event, text, address, at)
SELECT DISTINCT told.officer_id, %(event)s,
  %(words)s || to_char(a.due_on, 'DD/MM/YYYY') || '): '
    || CASE WHEN d.symbol = '' THEN '' ELSE d.symbol || ', ' END || d.subject,
  %(place)s || a.id || '/', %(at)s
FROM documents_assignment a JOIN documents_document d ON d.id = a.document_id, LATERAL ({whom}) told
WHERE a.state IN ('unopened', 'opened', 'accepted') AND a.part <> 'informed' AND a.due_on {days}
  AND NOT EXISTS (SELECT FROM notices_notice n WHERE n.officer_id = told.officer_id AND n.event = %(event)s
    AND n.address = %(place)s || a.id || '/' AND position(to_char(a.due_on, 'DD/MM/YYYY') in n.text) > 0)
"""
_HOLDS = """
p.valid_from <= %(today)s AND (p.valid_to IS NULL OR p.valid_to >= %(today)s)
AND (NOT d.restricted OR EXISTS (SELECT FROM documents_reader r WHERE r.document_id = d.id
  AND r.officer_id = p.officer_id AND r.ended_at IS NULL))
"""
_WORKERS = f"""
SELECT a.officer_id WHERE a.officer_id IS NOT NULL UNION
SELECT p.officer_id FROM access_post p
WHERE p.unit_id = a.to_unit_id AND p.role IN ('leader', 'office_head', 'clerk') AND {_HOLDS}
"""  # noqa: S608
_LEADERS = f"""
SELECT p.officer_id FROM access_post p WHERE p.unit_id = a.unit_id AND p.role = 'leader' AND {_HOLDS}
"""  # noqa: S608


def warn(*, at: datetime) -> int:
    """Write the morning's notices; how many. Running it again writes none twice. Days off write none."""
    today = office_date(at)
    with scope.transaction_as(scope.system_token(today)):
        calendar = office_calendar()
        if not calendar.is_working(today):
            return 0
        soon, long_ago = calendar.add_working_days(today, SOON), _before(calendar, today, LONG)
        oldest = today - timedelta(days=365)
        between = "BETWEEN %(first)s AND %(last)s"
        return (
            _tell("task_due", "Sắp đến hạn (", _WORKERS, between, (today, soon), today, at)
            + _tell(
                "task_late", "Quá hạn (", _WORKERS, between, (oldest, today - timedelta(days=1)), today, at
            )
            + _tell("escalated", "Việc quá hạn lâu (", _LEADERS, between, (oldest, long_ago), today, at)
        )


def _tell(
    event: str, words: str, whom: str, days: str, between: tuple[date, date], today: date, at: datetime
) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            _TOLD.format(whom=whom, days=days),
            {
                "event": event, "words": words, "place": reverse("task_list"), "today": today,
                "first": between[0], "last": between[1], "at": at,
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
