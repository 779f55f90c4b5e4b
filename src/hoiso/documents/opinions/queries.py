"""Rounds in lists, one round with its answers."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hoiso.access.public import Actor, Right
from hoiso.core.errors import NotThere
from hoiso.core.paging import Order, Page, capped_counts, page_of
from hoiso.documents.tables.opinions import Opinion, OpinionRound

VIEWS = ("can-tra-loi", "da-tra-loi", "toi-hoi", "don-vi")
ORDERS = {
    "han": Order("han", ("due_on", "id")),
    "moi": Order("moi", ("id",), descending=True),
}


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round of the list; `given` of `asked` have answered, as far as she may see."""

    id: int
    subject: str
    question: str
    unit_name: str
    by_name: str
    at: datetime
    due_on: date
    closed: bool
    asked: int
    given: int


def rounds(
    by: Actor, *, view: str, words: str, order: str, cursor: str
) -> tuple[Page[RoundRow], Mapping[str, int]]:
    """One page of one view, and how many stand in each. Two statements."""
    chosen = _narrowed(_in_view(by, view), words)
    counts = capped_counts({**{name: _in_view(by, name) for name in VIEWS}, "found": chosen})
    page = page_of(_counted(chosen), ORDERS[order], cursor=cursor, total=counts["found"], make=_row)
    return page, counts


def all_rounds(by: Actor, *, view: str, words: str, order: str) -> Iterator[RoundRow]:
    """Every round of the view in its order. One statement."""
    found = _counted(_narrowed(_in_view(by, view), words))
    keys = ORDERS[order].keys
    for one in found.order_by(*(f"-{key}" if ORDERS[order].descending else key for key in keys)):
        yield _row(one)


def _in_view(by: Actor, view: str) -> QuerySet[OpinionRound]:
    if view == "toi-hoi":
        return OpinionRound.objects.filter(by_id=by.officer_id)
    if view == "don-vi":
        return OpinionRound.objects.filter(unit_id__in=by.units_with(Right.READ_TRAY) or (0,))
    mine = Opinion.objects.filter(
        Q(officer_id=by.officer_id) | Q(to_unit_id__in=by.units_with(Right.PROPOSE_HANDLING) or (0,)),
        round_id=OuterRef("pk"),
    )
    waiting = mine.filter(answer="", open=True)
    if view == "can-tra-loi":
        return OpinionRound.objects.filter(Exists(waiting))
    return OpinionRound.objects.filter(Exists(mine)).exclude(Exists(waiting))


def _narrowed(rows: QuerySet[OpinionRound], words: str) -> QuerySet[OpinionRound]:
    if not words:
        return rows
    return rows.filter(
        Q(subject__icontains=words) | Q(question__icontains=words) | Q(by_name__icontains=words)
    )


def _counted(rows: QuerySet[OpinionRound]) -> QuerySet[OpinionRound]:
    return rows.annotate(asked=Count("opinions"), given=Count("opinions", filter=~Q(opinions__answer="")))


def _row(one: Any) -> RoundRow:
    return RoundRow(
        one.pk, one.subject, one.question, one.unit_name, one.by_name, one.at, one.due_on,
        one.closed_at is not None, one.asked, one.given,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One asked, with the answer where it has come."""

    id: int
    to_unit_id: int | None
    officer_id: int | None
    name: str
    answer: str
    text: str
    file_name: str
    answered_by_name: str
    answered_at: datetime | None
    urged: int
    outcome: str
    outcome_text: str

    @property
    def answer_name(self) -> str:
        return str(Opinion.Answer(self.answer).label) if self.answer else "Chưa trả lời"

    @property
    def outcome_name(self) -> str:
        return str(Opinion.Outcome(self.outcome).label) if self.outcome else ""


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round as its page shows it: `lines` are the answers that she may see."""

    id: int
    document_id: int
    unit_id: int
    unit_name: str
    version_number: int
    subject: str
    content: dict[str, Any]
    question: str
    due_on: date
    shared: bool
    by_id: int
    by_name: str
    at: datetime
    closed_at: datetime | None
    closed_by_name: str
    sees_document: bool
    lines: tuple[OpinionLine, ...]

    @property
    def asked(self) -> int:
        return len(self.lines)

    @property
    def given(self) -> int:
        return sum(bool(line.answer) for line in self.lines)

    @property
    def tallies(self) -> tuple[tuple[str, int], ...]:
        """How many said what, and how many nothing."""
        said = [(str(label), sum(line.answer == code for line in self.lines)) for code, label in _ANSWERS]
        return (*said, ("Chưa trả lời", self.asked - self.given))

    def taken(self, on: date) -> bool:
        """Whether answers are still taken."""
        return self.closed_at is None and self.due_on >= on

    def mine(self, by: Actor) -> tuple[OpinionLine, ...]:
        """What she is to answer: by name, and for her units."""
        return tuple(
            line
            for line in self.lines
            if line.officer_id == by.officer_id
            or (line.to_unit_id is not None and by.holds(Right.PROPOSE_HANDLING, at=line.to_unit_id))
        )


_ANSWERS = tuple(Opinion.Answer.choices)
_ROUND = """
SELECT r.id, r.document_id, r.unit_id, r.unit_name, r.version_number, r.subject, r.content, r.question,
  r.due_on, r.shared, r.by_id, r.by_name, r.at, r.closed_at, r.closed_by_name,
  EXISTS (SELECT FROM documents_document d WHERE d.id = r.document_id),
  (SELECT coalesce(jsonb_agg(to_jsonb(x)), '[]') FROM (
    SELECT o.id, o.to_unit_id, o.officer_id, o.name, o.answer, o.text, o.file_name, o.answered_by_name,
      o.answered_at, o.urged, o.outcome, o.outcome_text
    FROM documents_opinion o WHERE o.round_id = r.id ORDER BY o.position, o.id) x)
FROM documents_opinionround r WHERE r.id = %s
"""


def round_page(round_id: int) -> RoundPage:
    """The round with the answers that she may see. One statement; raises `NotThere` outside the scope."""
    with connection.cursor() as cursor:
        cursor.execute(_ROUND, [round_id])
        row = cursor.fetchone()
    if row is None:
        raise NotThere("Không có vòng lấy ý kiến này, hoặc đồng chí không được hỏi.")
    names = [field.name for field in fields(RoundPage)]
    facts = dict(zip(names, row, strict=True))
    facts["content"] = _loaded(facts["content"])
    facts["lines"] = tuple(_line(one) for one in _loaded(facts["lines"]))
    return RoundPage(**facts)


def opinion_file(opinion_id: int) -> Opinion:
    """An answer with its file. One statement; raises `NotThere` where there is none to see."""
    found = Opinion.objects.select_related("stored").filter(pk=opinion_id).exclude(stored=None).first()
    if found is None:
        raise NotThere("Không có tệp này.")
    return found


def opinion_line(opinion_id: int) -> tuple[int, OpinionLine]:
    """Its round, and the answer. One statement."""
    found = Opinion.objects.filter(pk=opinion_id).first()
    if found is None:
        raise NotThere("Không có ý kiến này, hoặc đồng chí không được hỏi.")
    return found.round_id, OpinionLine(
        found.pk, found.to_unit_id, found.officer_id, found.name, found.answer, found.text, found.file_name,
        found.answered_by_name, found.answered_at, found.urged, found.outcome, found.outcome_text,
    )  # fmt: skip


def _line(values: dict[str, Any]) -> OpinionLine:
    at = values.pop("answered_at")
    return OpinionLine(**values, answered_at=datetime.fromisoformat(at) if at else None)


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
