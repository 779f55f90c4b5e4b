"""Cases, that is open dossiers, as lists for those who work on them; what one dossier's page shows of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from hoiso.access.public import Actor, Right
from hoiso.core.errors import NotThere
from hoiso.core.paging import Order, Page, capped_counts, page_of
from hoiso.documents.keeping.queries.dossiers import NO_DOSSIER, ONE, DossierRow
from hoiso.documents.tables.case import DossierHelper, DossierOpinion
from hoiso.documents.tables.keeping import Dossier

CASE_VIEWS: Final = (
    ("cua-toi", "Tôi chủ trì"), ("phoi-hop", "Tôi phối hợp"), ("y-kien", "Chờ ý kiến của tôi"),
    ("qua-han", "Quá hạn"), ("tam-dung", "Tạm dừng"), ("don-vi", "Cả đơn vị"),
)  # fmt: skip
CASE_ORDERS: Final = {
    "han": Order("han", ("due_key", "id")),
    "han-xa": Order("han-xa", ("due_key", "id"), descending=True),
    "ma": Order("ma", ("code", "id")),
    "ma-giam": Order("ma-giam", ("code", "id"), descending=True),
    "moi": Order("moi", ("id",), descending=True),
}
_NEVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of the list. `own_due` is the day until which she herself is to do something in it."""

    id: int
    code: str
    year: int
    title: str
    lead_name: str
    due_on: date | None
    own_due: date | None
    resume_on: date | None
    helping: int
    waiting: int
    restricted: bool

    def late(self, on: date) -> bool:
        """Whether her own deadline, or else the case's, is over; nothing is late while it rests."""
        due = self.own_due or self.due_on
        return self.resume_on is None and due is not None and due < on


def cases(
    by: Actor, *, view: str, words: str, order: str, cursor: str
) -> tuple[Page[CaseRow], Mapping[str, int]]:
    """One page of one view, and how many stand in each. Two statements."""
    chosen = _narrowed(_in_view(by, view), words)
    counts = capped_counts({**{name: _in_view(by, name) for name, _ in CASE_VIEWS}, "found": chosen})
    page = page_of(
        _whole(by, chosen, view), CASE_ORDERS[order], cursor=cursor, total=counts["found"], make=_row
    )
    return page, counts


def all_cases(by: Actor, *, view: str, words: str, order: str) -> Iterator[CaseRow]:
    """Every case of the view in its order. One statement."""
    chosen = CASE_ORDERS[order]
    keys = (f"-{key}" if chosen.descending else key for key in chosen.keys)
    for one in _whole(by, _narrowed(_in_view(by, view), words), view).order_by(*keys):
        yield _row(one)


def _in_view(by: Actor, view: str) -> QuerySet[Dossier]:
    opened = Dossier.objects.filter(unit_id__in=by.units_with(Right.KEEP_DOSSIERS) or (0,), closed_on=None)
    if view == "cua-toi":
        return opened.filter(lead_id=by.officer_id)
    if view == "phoi-hop":
        return opened.filter(Exists(_my_parts(by)))
    if view == "y-kien":
        return opened.filter(Exists(_my_questions(by)))
    if view == "qua-han":
        return opened.filter(due_on__lt=by.on, paused_on=None)
    if view == "tam-dung":
        return opened.exclude(paused_on=None)
    return opened


def _my_parts(by: Actor) -> QuerySet[DossierHelper]:
    return DossierHelper.objects.filter(dossier_id=OuterRef("pk"), officer_id=by.officer_id, done_at=None)


def _my_questions(by: Actor) -> QuerySet[DossierOpinion]:
    asked = DossierOpinion.objects.filter(dossier_id=OuterRef("pk"), officer_id=by.officer_id, answer="")
    return asked.order_by("due_on", "id")


def _narrowed(rows: QuerySet[Dossier], words: str) -> QuerySet[Dossier]:
    if not words:
        return rows
    found = Q(title__icontains=words) | Q(code__icontains=words) | Q(lead_name__icontains=words)
    return rows.filter(found)


def _whole(by: Actor, rows: QuerySet[Dossier], view: str) -> QuerySet[Dossier]:
    own = {"phoi-hop": _my_parts(by), "y-kien": _my_questions(by)}.get(view)
    none: Any = Value(None, output_field=Dossier._meta.get_field("due_on"))
    helping = DossierHelper.objects.filter(dossier_id=OuterRef("pk"), done_at=None)
    waiting = DossierOpinion.objects.filter(dossier_id=OuterRef("pk"), answer="")
    return rows.annotate(
        own_due=Subquery(own.values("due_on")[:1]) if own is not None else none,
        helping=_count(helping),
        waiting=_count(waiting),
    ).annotate(due_key=Coalesce("own_due", "due_on", Value(_NEVER)))


def _count(rows: QuerySet[Any]) -> Any:
    counted = rows.order_by().values("dossier_id").annotate(amount=Count("pk")).values("amount")
    return Coalesce(Subquery(counted), 0)


def _row(one: Any) -> CaseRow:
    return CaseRow(
        one.pk, one.code, one.year, one.title, one.lead_name, one.due_on, one.own_due, one.resume_on,
        one.helping, one.waiting, one.restricted,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HelperLine:
    """A supporting officer with her part."""

    id: int
    officer_id: int
    officer_name: str
    task: str
    due_on: date
    result: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """What a colleague was asked, and her answer."""

    id: int
    question: str
    due_on: date
    asked_by_name: str
    officer_id: int
    officer_name: str
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of the history."""

    text: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PartDossier:
    """A sub-dossier, or the dossier above."""

    id: int
    code: str
    title: str
    lead_name: str
    due_on: date | None
    closed_on: date | None
    cancelled: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """What stands around a dossier as a case, as far as the officer sees it. Steps newest first."""

    helpers: tuple[HelperLine, ...]
    opinions: tuple[OpinionLine, ...]
    steps: tuple[StepLine, ...]
    children: tuple[PartDossier, ...]
    parent: PartDossier | None

    @property
    def unfinished(self) -> int:
        """Parts that are not done and questions that are not answered."""
        return sum(one.done_at is None for one in self.helpers) + sum(not one.answer for one in self.opinions)

    def part_of(self, officer_id: int) -> HelperLine | None:
        """Her own open part."""
        mine = (one for one in self.helpers if one.officer_id == officer_id and one.done_at is None)
        return next(mine, None)

    def asked_of(self, officer_id: int) -> tuple[OpinionLine, ...]:
        """What waits for her answer."""
        return tuple(one for one in self.opinions if one.officer_id == officer_id and not one.answer)


_PART = "o.id, o.code, o.title, o.lead_name, o.due_on, o.closed_on, o.cancel_reason <> '' AS cancelled"
_CASE = f"""
SELECT whole.*,
  (SELECT coalesce(jsonb_agg(to_jsonb(x)), '[]') FROM (
    SELECT id, officer_id, officer_name, task, due_on, result, done_at
    FROM documents_dossierhelper WHERE dossier_id = %(id)s ORDER BY done_at IS NOT NULL, due_on, id) x),
  (SELECT coalesce(jsonb_agg(to_jsonb(x)), '[]') FROM (
    SELECT id, question, due_on, asked_by_name, officer_id, officer_name, answer, answered_at
    FROM documents_dossieropinion WHERE dossier_id = %(id)s ORDER BY id DESC LIMIT 200) x),
  (SELECT coalesce(jsonb_agg(to_jsonb(x)), '[]') FROM (
    SELECT text, by_name, at FROM documents_dossierstep WHERE dossier_id = %(id)s
    ORDER BY id DESC LIMIT 200) x),
  (SELECT coalesce(jsonb_agg(to_jsonb(x)), '[]') FROM (
    SELECT {_PART} FROM documents_dossier o WHERE o.parent_id = %(id)s ORDER BY o.code, o.id LIMIT 200) x),
  (SELECT to_jsonb(x) FROM (
    SELECT {_PART} FROM documents_dossier d JOIN documents_dossier o ON o.id = d.parent_id
    WHERE d.id = %(id)s) x)
FROM ({ONE}) whole
"""  # noqa: S608


def dossier_and_case(dossier_id: int) -> tuple[DossierRow, CasePage]:
    """One dossier and everything around it. One statement; raises `NotThere` outside the scope."""
    with connection.cursor() as cursor:
        cursor.execute(_CASE, {"id": dossier_id})
        row = cursor.fetchone()
    if row is None:
        raise NotThere(NO_DOSSIER)
    helpers, opinions, steps, children, parent = (_loaded(one) for one in row[-5:])
    return DossierRow(*row[:-5]), CasePage(
        tuple(HelperLine(**_timed(one)) for one in helpers),
        tuple(OpinionLine(**_timed(one)) for one in opinions),
        tuple(StepLine(**_timed(one)) for one in steps),
        tuple(PartDossier(**_timed(one)) for one in children),
        PartDossier(**_timed(parent)) if parent else None,
    )


def case_part(helper_id: int) -> DossierHelper | None:
    """One part with its dossier; None outside the scope. One statement."""
    return DossierHelper.objects.select_related("dossier").filter(pk=helper_id).first()


def case_opinion(opinion_id: int) -> DossierOpinion | None:
    """One question with its dossier; None outside the scope. One statement."""
    return DossierOpinion.objects.select_related("dossier").filter(pk=opinion_id).first()


# What one officer has open in the cases of a unit, for a statement of another part, which is given the
# unit and %(whose)s: kind, the row's id, words.
CASE_PIECES: Final = """
SELECT 'case_lead', d.id, d.code || ': ' || d.title FROM documents_dossier d
WHERE d.unit_id = %(unit)s AND d.lead_id = %(whose)s AND d.closed_on IS NULL
UNION ALL
SELECT 'case_part', h.id, d.code || ': ' || d.title
FROM documents_dossierhelper h JOIN documents_dossier d ON d.id = h.dossier_id
WHERE d.unit_id = %(unit)s AND h.officer_id = %(whose)s AND h.done_at IS NULL AND d.closed_on IS NULL
UNION ALL
SELECT 'case_opinion', q.id, d.code || ': ' || q.question
FROM documents_dossieropinion q JOIN documents_dossier d ON d.id = q.dossier_id
WHERE d.unit_id = %(unit)s AND q.officer_id = %(whose)s AND q.answer = '' AND d.closed_on IS NULL
"""


def _timed(row: dict[str, Any]) -> dict[str, Any]:
    """Days and times of a JSON row as such."""
    for name in row.keys() & {"due_on", "closed_on"}:
        row[name] = date.fromisoformat(row[name]) if row[name] else None
    for name in row.keys() & {"at", "done_at", "answered_at"}:
        row[name] = datetime.fromisoformat(row[name]) if row[name] else None
    return row


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
