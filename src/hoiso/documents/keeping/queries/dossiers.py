"""Dossiers as lists and as one page: counted, in order, within the scope."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hoiso.core.errors import NotThere
from hoiso.core.paging import Order, Page, page_of
from hoiso.documents.keeping.archive import accession_day, disposal_day, is_announced, retention_words
from hoiso.documents.tables.archive import Transfer
from hoiso.documents.tables.document import DocumentFile
from hoiso.documents.tables.keeping import Dossier, DossierEntry

NO_DOSSIER = "Không có hồ sơ này, hoặc đồng chí không được xem."
_COUNTED_FILES = ("main", "made", "signed")  # by role backwards: the signed one first
IN_ORDER = Order("thu-tu", ("ordinal", "id"))
VIEWS = ("don-vi", "cua-toi", "da-dong", "nop-luu-tru")


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of the plan, with what this officer can see inside.

    `held` is the reason of a hold, empty where none stands; `archived` the state of its way to an archive.
    `cancel_reason` is set where the work was called off; `paused_on` and `resume_on` while it rests.
    """

    id: int
    unit_id: int
    year: int
    code: str
    title: str
    heading: str
    retention: str
    creator_id: int
    creator_name: str
    opened_on: date
    closed_on: date | None
    restricted: bool
    description: str
    documents: int
    pages: int
    first_on: date | None
    last_on: date | None
    disposed_on: date | None
    origin_name: str
    transfer_id: int | None
    archive: str
    archived: str
    held: str
    held_by: str
    lead_id: int
    lead_name: str
    due_on: date | None
    paused_on: date | None
    resume_on: date | None
    pause_reason: str
    cancel_reason: str
    parent_id: int | None

    @property
    def is_free(self) -> bool:
        """Whether anything may be done with it: no hold, no archive, no disposal."""
        return not self.held and not self.archived and self.disposed_on is None

    @property
    def archived_words(self) -> str:
        """The state of its way to an archive."""
        return str(Transfer.State(self.archived).label) if self.archived else ""

    @property
    def kept_until(self) -> date | None:
        """Last day of keeping; None while it is open, and for ever."""
        return disposal_day(self.closed_on, self.retention) if self.closed_on else None

    @property
    def retention_words(self) -> str:
        return retention_words(self.retention)

    @property
    def hand_over_by(self) -> date | None:
        """Last day for handing over to the archive."""
        return accession_day(self.closed_on) if self.closed_on else None

    def announced(self, on: date) -> bool:
        """Whether the hand-over is due within 30 days, or late."""
        going = self.archived or self.disposed_on is not None
        return not going and is_announced(self.closed_on, self.retention, on)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One document in a dossier, as the contents list prints it."""

    id: int
    ordinal: int
    symbol: str
    on: date | None
    kind_name: str
    subject: str
    issuer: str
    pages: int | None


@dataclass(frozen=True, slots=True)
class DossierCounts:
    """How many dossiers stand in each view."""

    unit: int
    own: int
    closed: int
    archive: int


_COLUMNS = """
SELECT o.id, o.unit_id, o.year, o.code, o.title, o.heading, o.retention, o.creator_id, o.creator_name,
       o.opened_on, o.closed_on, o.restricted, o.description,
       coalesce(inside.documents, 0), coalesce(inside.pages, 0), inside.first_on, inside.last_on,
       o.disposed_on, o.origin_name,
       going.id, coalesce(going.archive, ''), coalesce(going.state, ''),
       coalesce(h.reason, ''), coalesce(h.put_by_name, ''),
       o.lead_id, o.lead_name, o.due_on, o.paused_on, o.resume_on, o.pause_reason, o.cancel_reason,
       o.parent_id
FROM documents_dossier o
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
LEFT JOIN LATERAL (
  SELECT f.id, f.archive, f.state
  FROM documents_transferentry t JOIN documents_transfer f ON f.id = t.transfer_id
  WHERE t.dossier_id = o.id AND t.live ORDER BY t.id DESC LIMIT 1) going ON true
LEFT JOIN documents_dossierhold h ON h.dossier_id = o.id AND h.lifted_at IS NULL
"""
_LIST = f"""{_COLUMNS}
WHERE o.unit_id = %(unit)s
  AND (%(year)s::int IS NULL OR o.year = %(year)s)
  AND (NOT %(own)s OR o.creator_id = %(me)s)
  AND (%(closed)s::boolean IS NULL OR (o.closed_on IS NOT NULL) = %(closed)s)
  AND (NOT %(archive)s OR (o.disposed_on IS NULL
       AND NOT EXISTS (SELECT FROM documents_transferentry t WHERE t.dossier_id = o.id AND t.live)
       AND o.closed_on + interval '1 year' - interval '30 days' <= %(on)s
       AND (o.retention = 'vinh-vien' OR o.retention::int >= 5)))
ORDER BY o.year DESC, o.heading, length(o.code), o.code, o.id
LIMIT 1000
"""
ONE = f"{_COLUMNS} WHERE o.id = %(id)s"


def dossiers(
    *, unit_id: int, view: str, year: int | None, officer_id: int, on: date
) -> tuple[DossierRow, ...]:
    """The dossiers of a unit by the plan's order, at most 1,000. One statement."""
    closed = {"da-dong": True, "nop-luu-tru": True}.get(view)
    with connection.cursor() as cursor:
        cursor.execute(
            _LIST,
            {
                "unit": unit_id, "year": year, "own": view == "cua-toi", "me": officer_id, "closed": closed,
                "archive": view == "nop-luu-tru", "on": on,
            },
        )  # fmt: skip
        return tuple(DossierRow(*row) for row in cursor.fetchall())


_COUNTS = """
SELECT count(*), count(*) FILTER (WHERE creator_id = %(me)s), count(*) FILTER (WHERE closed_on IS NOT NULL),
       count(*) FILTER (WHERE disposed_on IS NULL
         AND NOT EXISTS (SELECT FROM documents_transferentry t WHERE t.dossier_id = o.id AND t.live)
         AND closed_on + interval '1 year' - interval '30 days' <= %(on)s
         AND (retention = 'vinh-vien' OR retention::int >= 5)),
       coalesce(array_agg(DISTINCT year), '{}')
FROM documents_dossier o WHERE unit_id = %(unit)s
"""


def dossier_counts(*, unit_id: int, officer_id: int, on: date) -> tuple[DossierCounts, list[int]]:
    """Counts by view, and the years that there are, newest first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"unit": unit_id, "me": officer_id, "on": on})
        unit, own, closed, archive, years = cursor.fetchone()
    return DossierCounts(unit, own, closed, archive), sorted(years, reverse=True)


def dossier(dossier_id: int) -> DossierRow:
    """One dossier with its counts. One statement; raises `NotThere` outside the scope."""
    with connection.cursor() as cursor:
        cursor.execute(ONE, {"id": dossier_id})
        row = cursor.fetchone()
    if row is None:
        raise NotThere(NO_DOSSIER)
    return DossierRow(*row)


def entries(dossier_id: int, *, cursor: str, total: int) -> Page[EntryRow]:
    """A page of its documents in order. One statement."""
    return page_of(_entries(dossier_id), IN_ORDER, cursor=cursor, total=total, make=_entry)


def all_entries(dossier_id: int) -> tuple[EntryRow, ...]:
    """All of them for the printed contents list. One statement."""
    return tuple(_entry(row) for row in _entries(dossier_id).order_by("ordinal", "id"))


def _entries(dossier_id: int) -> "QuerySet[DossierEntry, Any]":
    columns = ("symbol", "issued_on", "arrived_on", "kind_name", "subject", "issuer")
    main = DocumentFile.objects.filter(
        document=OuterRef("document"), replaced_at=None, role__in=_COUNTED_FILES
    )
    rows: QuerySet[DossierEntry, Any] = (
        DossierEntry.objects.filter(dossier_id=dossier_id)
        .annotate(
            **{name: F(f"document__{name}") for name in columns},
            pages=Coalesce(
                F("document__page_amount"),
                Subquery(main.order_by("-role", "position").values("stored__pages")[:1]),
            ),
        )
        .values("id", "document_id", "ordinal", "pages", *columns)
    )
    return rows


def _entry(row: Any) -> EntryRow:
    return EntryRow(
        id=row["document_id"], ordinal=row["ordinal"], symbol=row["symbol"],
        on=row["issued_on"] or row["arrived_on"], kind_name=row["kind_name"], subject=row["subject"],
        issuer=row["issuer"], pages=row["pages"],
    )  # fmt: skip


def open_dossiers(*, unit_id: int, most: int = 300) -> list[tuple[int, str]]:
    """Open dossiers of the unit to choose from: id and words, newest plan first. One statement."""
    found = Dossier.objects.filter(unit_id=unit_id, closed_on=None).order_by("-year", "code", "id")
    return [
        (key, f"{code}, năm {year}: {title}")
        for key, code, year, title in found.values_list("id", "code", "year", "title")[:most]
    ]
