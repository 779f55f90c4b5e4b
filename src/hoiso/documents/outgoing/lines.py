"""By which line a unit is reached: on this installation, over the exchange, or on paper."""

from collections.abc import Iterable

from django.db import connection

from hoiso.documents.tables.outgoing import Recipient

_LINES = """
SELECT asked.id, CASE
  WHEN asked.id = ANY ((SELECT hoiso_units_here(%(units)s))::bigint[]) THEN 'here'
  WHEN EXISTS (SELECT FROM units_identitycode c WHERE c.unit_id = asked.id AND c.valid_to IS NULL)
    THEN 'outside'
  ELSE 'paper' END
FROM unnest(%(units)s::bigint[]) AS asked(id)
"""


def lines_of(unit_ids: Iterable[int]) -> dict[int, str]:
    """The line of each unit. One statement; none for no units."""
    units = sorted(set(unit_ids))
    if not units:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_LINES, {"units": units})
        return dict(cursor.fetchall())


def line_of(unit_id: int | None) -> str:
    """The line of one unit; on paper where there is none."""
    if unit_id is None:
        return Recipient.Line.PAPER.value
    return lines_of([unit_id])[unit_id]
