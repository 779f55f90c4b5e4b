"""Every morning: letters due soon and late, told to who keeps and handles them, leaders of late ones."""

from datetime import date, datetime, timedelta

from django.db import connection

from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.units.public import office_calendar

SOON = 2  # working days before the deadline

# By number and day: a notice tells nothing of who wrote. Nobody is told twice while the deadline stands.
_TOLD = """
INSERT INTO notices_notice (officer_id, event, text, address, at)
SELECT DISTINCT told.officer_id, 'petition',
  %(words)s || to_char(p.due_on, 'DD/MM/YYYY') || '): đơn thư số ' || p.number || '/' || p.year,
  '/don-thu/' || p.id || '/', %(at)s
FROM documents_petition p, LATERAL ({whom}) told
WHERE p.state IN ('received', 'accepted') AND p.due_on BETWEEN %(first)s AND %(last)s
  AND NOT EXISTS (SELECT FROM notices_notice n WHERE n.officer_id = told.officer_id AND n.event = 'petition'
    AND n.address = '/don-thu/' || p.id || '/'
    AND starts_with(n.text, %(words)s || to_char(p.due_on, 'DD/MM/YYYY')))
"""
_KEEPING = "SELECT p.keeper_id AS officer_id UNION SELECT p.handler_id WHERE p.handler_id IS NOT NULL"
_AND_LEADERS = f"""{_KEEPING} UNION SELECT a.officer_id FROM access_post a
WHERE a.unit_id = p.unit_id AND a.role = 'leader' AND a.valid_from <= %(today)s
  AND (a.valid_to IS NULL OR a.valid_to >= %(today)s)"""  # noqa: S608


def warn(*, at: datetime) -> int:
    """Write the morning's notices; how many. Running it again writes none twice. Days off write none."""
    today = office_date(at)
    with scope.transaction_as(scope.system_token(today)):
        calendar = office_calendar()
        if not calendar.is_working(today):
            return 0
        soon = calendar.add_working_days(today, SOON)
        late = (today - timedelta(days=365), today - timedelta(days=1))
        return _tell("Sắp đến hạn (", _KEEPING, (today, soon), today, at) + _tell(
            "Quá hạn (", _AND_LEADERS, late, today, at
        )


def _tell(words: str, whom: str, days: tuple[date, date], today: date, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            _TOLD.format(whom=whom),
            {"words": words, "first": days[0], "last": days[1], "today": today, "at": at},
        )
        return int(cursor.rowcount)
