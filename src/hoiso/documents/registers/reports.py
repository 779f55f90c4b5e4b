"""Reports over a period: handling of incoming and outgoing documents, the postal register, counts.

Each is one statement in the scope in force; days are office days, both ends included.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from hoiso.documents.tables.document import State, Urgency

MOST = 20_000


@dataclass(frozen=True, slots=True)
class HandledLine:
    """An incoming document and how far its handling is."""

    number: str
    kind_name: str
    symbol: str
    issued_on: date | None
    issuer: str
    subject: str
    receivers: str
    due_on: date | None
    state: str
    finished_on: date | None
    answers: str
    note: str

    @property
    def document(self) -> str:
        """Kind, symbol, day and issuer, as the law's second column."""
        day = f" ngày {self.issued_on:%d/%m/%Y}" if self.issued_on else ""
        number = f" số {self.symbol}" if self.symbol else ""
        issuer = f" của {self.issuer}" if self.issuer else ""
        return f"{self.kind_name or 'Văn bản'}{number}{day}{issuer}: {self.subject}"

    @property
    def progress(self) -> str:
        """The state, and whether it was done in time."""
        words = str(State(self.state).label)
        if self.finished_on is None:
            return words
        late = self.due_on is not None and self.finished_on > self.due_on
        return f"{words} ngày {self.finished_on:%d/%m/%Y}{', quá hạn' if late else ''}"


@dataclass(frozen=True, slots=True)
class SentLine:
    """An outgoing document and what became of it at its receivers."""

    symbol: str
    issued_on: date | None
    kind_name: str
    subject: str
    state: str
    receivers: int
    received: int
    done: int
    refused: int
    waiting: str

    @property
    def state_words(self) -> str:
        return str(State(self.state).label)


@dataclass(frozen=True, slots=True)
class PostalLine:
    """Envelopes of one document to one receiver."""

    sent_on: date
    symbol: str
    receiver: str
    envelopes: int
    note: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One row of the statistics: a heading's value, and how many documents of it came, went, are late."""

    label: str
    incoming: int
    outgoing: int
    done: int
    late: int


_HANDLED = """
SELECT coalesce(d.number::text, '') || d.suffix, d.kind_name, d.symbol, d.issued_on, d.issuer, d.subject,
  coalesce((SELECT string_agg(a.officer_name, ', ' ORDER BY a.given_at, a.id) FROM documents_assignment a
    WHERE a.document_id = d.id AND a.part = 'lead' AND a.state <> 'withdrawn'), d.holder_name),
  d.due_on, d.state, d.finished_on,
  coalesce((SELECT string_agg(DISTINCT o.symbol, ', ') FROM documents_link l
    JOIN documents_document o ON o.id = l.document_id
    WHERE l.other_id = d.id AND l.kind = 'answers' AND o.direction = 'out'), ''),
  d.finish_note
FROM documents_document d
WHERE d.unit_id = %(unit)s AND d.direction = 'in' AND d.state <> 'void'
  AND d.arrived_on BETWEEN %(first)s AND %(last)s
ORDER BY d.arrived_on, d.number, d.suffix, d.id LIMIT %(most)s
"""
_SENT = """
SELECT d.symbol, d.issued_on, d.kind_name, d.subject, d.state,
  (SELECT count(*) FROM documents_recipient r WHERE r.document_id = d.id),
  count(y.id) FILTER (WHERE y.state IN ('received', 'assigned', 'in_work', 'done')),
  count(y.id) FILTER (WHERE y.state = 'done'), count(y.id) FILTER (WHERE y.state = 'refused'),
  coalesce(string_agg(y.to_name, ', ' ORDER BY y.id)
    FILTER (WHERE y.state IN ('queued', 'arrived', 'opened')), '')
FROM documents_document d LEFT JOIN documents_delivery y ON y.document_id = d.id
WHERE d.unit_id = %(unit)s AND d.direction = 'out' AND d.state IN ('issued', 'revoked')
  AND d.issued_on BETWEEN %(first)s AND %(last)s
GROUP BY d.id ORDER BY d.issued_on, d.number, d.suffix, d.id LIMIT %(most)s
"""
_POSTAL = """
SELECT r.paper_sent_on, d.symbol, r.name, 1, CASE WHEN r.paper_copies > 1
  THEN r.paper_copies || ' bản' ELSE '' END
FROM documents_recipient r JOIN documents_document d ON d.id = r.document_id
WHERE d.unit_id = %(unit)s AND r.paper_sent_on BETWEEN %(first)s AND %(last)s
ORDER BY r.paper_sent_on, d.number, d.id, r.position, r.id LIMIT %(most)s
"""
# Which heading a document is counted under.
_HEADINGS = {
    "loai": "coalesce(nullif(d.kind_name, ''), 'Không ghi loại')",
    "don-vi": "CASE WHEN d.direction = 'in' THEN coalesce(nullif(d.issuer, ''), 'Không ghi')"
    " ELSE coalesce((SELECT r.name FROM documents_recipient r WHERE r.document_id = d.id"
    " ORDER BY r.position, r.id LIMIT 1), 'Không ghi') END",
    "nguoi": "coalesce((SELECT a.officer_name FROM documents_assignment a WHERE a.document_id = d.id"
    " AND a.part = 'lead' AND a.state <> 'withdrawn' ORDER BY a.given_at, a.id LIMIT 1),"
    " nullif(d.holder_name, ''), (SELECT v.by_name FROM documents_draftversion v WHERE v.document_id = d.id"
    " ORDER BY v.number LIMIT 1), 'Chưa giao')",
    "do-khan": "d.urgency::text",
    "thang": "to_char(CASE WHEN d.direction = 'in' THEN d.arrived_on ELSE d.issued_on END, 'MM/YYYY')",
}
HEADINGS = {
    "loai": "Loại văn bản",
    "don-vi": "Nơi gửi, nơi nhận",
    "nguoi": "Người xử lý, người soạn",
    "do-khan": "Độ khẩn",
    "thang": "Tháng",
}
_ORDERS = {"thang": "right(heading, 4), heading", "do-khan": "heading DESC"}
_COUNTED = """
SELECT heading, count(*) FILTER (WHERE direction = 'in'), count(*) FILTER (WHERE direction = 'out'),
  count(*) FILTER (WHERE state IN ('done', 'issued')),
  count(*) FILTER (WHERE due_on IS NOT NULL AND due_on < coalesce(finished_on, %(on)s) AND direction = 'in')
FROM (
  SELECT {heading} AS heading, d.direction, d.state, d.due_on, d.finished_on
  FROM documents_document d
  WHERE d.unit_id = %(unit)s AND ((d.direction = 'in' AND d.state <> 'void'
      AND d.arrived_on BETWEEN %(first)s AND %(last)s)
    OR (d.direction = 'out' AND d.state IN ('issued', 'revoked')
      AND d.issued_on BETWEEN %(first)s AND %(last)s))
) counted
GROUP BY heading ORDER BY {order} LIMIT 1000
"""


def handled(*, unit_id: int, first: date, last: date) -> tuple[HandledLine, ...]:
    """Incoming documents that arrived in the period, with their handling."""
    return tuple(HandledLine(*row) for row in _rows(_HANDLED, unit_id, first, last))


def sent(*, unit_id: int, first: date, last: date) -> tuple[SentLine, ...]:
    """Documents issued in the period, with their fate at the receivers."""
    return tuple(SentLine(*row) for row in _rows(_SENT, unit_id, first, last))


def postal(*, unit_id: int, first: date, last: date) -> tuple[PostalLine, ...]:
    """What went out on paper in the period."""
    return tuple(PostalLine(*row) for row in _rows(_POSTAL, unit_id, first, last))


def counted(*, unit_id: int, by: str, first: date, last: date, on: date) -> tuple[Counted, ...]:
    """Documents of the period counted by one heading of `HEADINGS`, the most first (months in order)."""
    order = _ORDERS.get(by, "count(*) DESC, heading")
    statement = _COUNTED.format(heading=_HEADINGS[by], order=order)
    with connection.cursor() as cursor:
        cursor.execute(statement, {"unit": unit_id, "first": first, "last": last, "on": on})
        rows = cursor.fetchall()
    return tuple(Counted(_label(by, label), *numbers) for label, *numbers in rows)


def _label(by: str, label: str) -> str:
    return str(Urgency(int(label)).label) if by == "do-khan" else label


def _rows(statement: str, unit_id: int, first: date, last: date) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"unit": unit_id, "first": first, "last": last, "most": MOST})
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
