"""Dossiers on their way to an archive or to disposal: what may go, what went, and its state."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from hoiso.core.errors import NotThere
from hoiso.documents.keeping.archive import accession_day, disposal_day, retention_words
from hoiso.documents.tables.archive import Disposal, DisposalMember, Transfer

LISTED = 500


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """A closed dossier that may go, with what is written of it in an index."""

    id: int
    code: str
    year: int
    title: str
    heading: str
    retention: str
    closed_on: date
    documents: int
    pages: int
    first_on: date | None
    last_on: date | None

    @property
    def retention_words(self) -> str:
        return retention_words(self.retention)

    @property
    def hand_over_by(self) -> date:
        """Last day for handing over to the office's archive."""
        return accession_day(self.closed_on)

    @property
    def kept_until(self) -> date | None:
        """Last day of keeping, None for ever."""
        return disposal_day(self.closed_on, self.retention)


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A hand-over in the list of them."""

    id: int
    to: str
    archive: str
    state: str
    made_at: datetime
    sent_on: date | None
    ended_on: date | None
    dossiers: int

    @property
    def state_words(self) -> str:
        return str(Transfer.State(self.state).label)


@dataclass(frozen=True, slots=True)
class ListedDossier(ReadyRow):
    """A dossier of a hand-over, with its ordinal there."""

    ordinal: int


@dataclass(frozen=True, slots=True)
class DisposalRow:
    """A disposal in the list of them."""

    id: int
    title: str
    state: str
    made_at: datetime
    decision_number: str
    decision_on: date | None
    done_at: datetime | None
    dossiers: int
    opinions: int
    members: int

    @property
    def state_words(self) -> str:
        return str(Disposal.State(self.state).label)


@dataclass(frozen=True, slots=True)
class DisposalLine:
    """A dossier of a disposal, as it was when it was listed."""

    id: int
    dossier_id: int
    ordinal: int
    code: str
    year: int
    title: str
    retention: str
    closed_on: date
    documents: int
    pages: int
    reason: str
    kept: bool

    @property
    def retention_words(self) -> str:
        return retention_words(self.retention)


_INSIDE = """
LEFT JOIN LATERAL (
  SELECT count(*) AS documents, sum(coalesce(d.page_amount, main.pages, 0)) AS pages,
         min(coalesce(d.issued_on, d.arrived_on)) AS first_on,
         max(coalesce(d.issued_on, d.arrived_on)) AS last_on
  FROM documents_dossierentry e JOIN documents_document d ON d.id = e.document_id
  LEFT JOIN LATERAL (
    SELECT s.pages FROM documents_documentfile f JOIN core_storedfile s ON s.id = f.stored_id
    WHERE f.document_id = d.id AND f.replaced_at IS NULL AND f.role IN ('main', 'signed', 'made')
    ORDER BY f.role DESC, f.position LIMIT 1) main ON true
  WHERE e.dossier_id = o.id) inside ON true
"""
_COLUMNS = """
o.id, o.code, o.year, o.title, o.heading, o.retention, o.closed_on,
coalesce(inside.documents, 0), coalesce(inside.pages, 0), inside.first_on, inside.last_on
"""
_FREE = """
o.closed_on IS NOT NULL AND o.disposed_on IS NULL
AND NOT EXISTS (SELECT FROM documents_dossierhold h WHERE h.dossier_id = o.id AND h.lifted_at IS NULL)
AND NOT EXISTS (SELECT FROM documents_disposalentry x WHERE x.dossier_id = o.id AND x.live AND NOT x.kept)
"""
# To the office's archive goes what is kept for 5 years or more; to the historical one what is kept for ever.
_TO_OFFICE = f"""
SELECT {_COLUMNS} FROM documents_dossier o {_INSIDE}
WHERE o.unit_id = %(unit)s AND {_FREE} AND (o.retention = 'vinh-vien' OR o.retention::int >= 5)
  AND NOT EXISTS (SELECT FROM documents_transferentry t WHERE t.dossier_id = o.id AND t.live)
ORDER BY o.closed_on, o.year, o.heading, length(o.code), o.code, o.id LIMIT {LISTED}
"""  # noqa: S608
_TO_HISTORICAL = f"""
SELECT {_COLUMNS} FROM documents_dossier o {_INSIDE}
WHERE o.unit_id = %(unit)s AND {_FREE} AND o.retention = 'vinh-vien'
  AND NOT EXISTS (SELECT FROM documents_transferentry t JOIN documents_transfer f ON f.id = t.transfer_id
    WHERE t.dossier_id = o.id AND t.live AND (t."to" = 'historical' OR f.state <> 'received'))
ORDER BY o.closed_on, o.year, o.heading, length(o.code), o.code, o.id LIMIT {LISTED}
"""  # noqa: S608
_TO_DISPOSE = f"""
SELECT {_COLUMNS} FROM documents_dossier o {_INSIDE}
WHERE o.unit_id = %(unit)s AND {_FREE} AND (%(ids)s::bigint[] IS NULL OR o.id = ANY (%(ids)s))
  AND CASE WHEN o.retention = 'vinh-vien' THEN false
      ELSE make_date(extract(year FROM o.closed_on)::int + o.retention::int, 12, 31) < %(on)s END
  AND NOT EXISTS (SELECT FROM documents_transferentry t JOIN documents_transfer f ON f.id = t.transfer_id
    WHERE t.dossier_id = o.id AND t.live AND (f.state IN ('prepared', 'sent') OR f."to" = 'historical'))
ORDER BY o.year, o.heading, length(o.code), o.code, o.id LIMIT {LISTED}
"""  # noqa: S608
_TRANSFERRED = f"""
SELECT {_COLUMNS}, t.ordinal FROM documents_transferentry t
JOIN documents_dossier o ON o.id = t.dossier_id {_INSIDE}
WHERE t.transfer_id = %(transfer)s ORDER BY t.ordinal
"""  # noqa: S608
_TRANSFERS = """
SELECT t.id, t."to", t.archive, t.state, t.made_at, t.sent_on, t.ended_on,
  (SELECT count(*) FROM documents_transferentry e WHERE e.transfer_id = t.id)
FROM documents_transfer t WHERE t.unit_id = %s ORDER BY t.id DESC LIMIT 200
"""
_DISPOSALS = """
SELECT p.id, p.title, p.state, p.made_at, p.decision_number, p.decision_on, p.done_at,
  (SELECT count(*) FROM documents_disposalentry e WHERE e.disposal_id = p.id AND NOT e.kept),
  (SELECT count(*) FROM documents_disposalmember m WHERE m.disposal_id = p.id AND m.opinion <> ''),
  (SELECT count(*) FROM documents_disposalmember m WHERE m.disposal_id = p.id)
FROM documents_disposal p WHERE p.unit_id = ANY (%s) ORDER BY p.id DESC LIMIT 200
"""
_LINES = """
SELECT e.id, e.dossier_id, e.ordinal, e.code, e.year, e.title, e.retention, e.closed_on, e.documents, e.pages,
  e.reason, e.kept
FROM documents_disposalentry e WHERE e.disposal_id = %s ORDER BY e.ordinal
"""


def to_hand_over(*, unit_id: int, to: str) -> tuple[ReadyRow, ...]:
    """Closed dossiers that may go to that archive, the longest closed first. One statement."""
    statement = _TO_HISTORICAL if to == Transfer.To.HISTORICAL else _TO_OFFICE
    with connection.cursor() as cursor:
        cursor.execute(statement, {"unit": unit_id})
        return tuple(ReadyRow(*row) for row in cursor.fetchall())


def to_dispose(*, unit_id: int, on: date, dossier_ids: list[int] | None = None) -> tuple[ReadyRow, ...]:
    """Dossiers whose time of keeping is over and that nothing holds; those named, or all. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_TO_DISPOSE, {"unit": unit_id, "on": on, "ids": dossier_ids})
        return tuple(ReadyRow(*row) for row in cursor.fetchall())


def transfers(unit_id: int) -> tuple[TransferRow, ...]:
    """The hand-overs of the unit, newest first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_TRANSFERS, [unit_id])
        return tuple(TransferRow(*row) for row in cursor.fetchall())


def transfer(transfer_id: int) -> Transfer:
    """One of them with its unit; `NotThere` outside the scope. One statement."""
    found = Transfer.objects.select_related("unit").filter(pk=transfer_id).first()
    if found is None:
        raise NotThere("Không có đợt nộp lưu trữ này, hoặc đồng chí không được xem.")
    return found


def transferred(transfer_id: int) -> tuple[ListedDossier, ...]:
    """Its dossiers in order. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_TRANSFERRED, {"transfer": transfer_id})
        return tuple(ListedDossier(*row) for row in cursor.fetchall())


def disposals(unit_ids: list[int]) -> tuple[DisposalRow, ...]:
    """Those that this officer keeps, or is asked about as a member of the committee. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_DISPOSALS, [unit_ids])
        return tuple(DisposalRow(*row) for row in cursor.fetchall())


def disposal(disposal_id: int) -> Disposal:
    """One disposal with its unit and minutes; `NotThere` outside the scope. One statement."""
    found = Disposal.objects.select_related("unit", "record").filter(pk=disposal_id).first()
    if found is None:
        raise NotThere("Không có đợt huỷ hồ sơ này, hoặc đồng chí không được xem.")
    return found


def disposal_lines(disposal_id: int) -> tuple[DisposalLine, ...]:
    """Its dossiers in order. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [disposal_id])
        return tuple(DisposalLine(*row) for row in cursor.fetchall())


def committee(disposal_id: int) -> tuple[DisposalMember, ...]:
    """Its committee with the opinions given. One statement."""
    return tuple(DisposalMember.objects.filter(disposal_id=disposal_id).order_by("pk"))
