"""What the forms of proposal and instruction need to know of a document, in one statement each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import JSONField, OuterRef, Value
from django.db.models.expressions import RawSQL

from hoiso.core.errors import NotThere
from hoiso.documents.handling.people import UnitBelow, below_of, units_of_rows
from hoiso.documents.handling.phrases import TYPICAL
from hoiso.documents.handling.receivers import Receivers
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.handling import Assignment, HandlingProposal, Instruction, TypicalInstruction


@dataclass(frozen=True, slots=True)
class About:
    """The document of a form: enough to recognise it, the unit's typical words, and units below it.

    `units` are read where they are asked for; a restricted document is given to none.
    """

    id: int
    unit_id: int
    version: int
    state: str
    subject: str
    symbol: str
    issuer: str
    number_written: str
    arrived_on: date | None
    due_on: date | None
    typical: tuple[str, ...]
    units: tuple[UnitBelow, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal that is to be decided."""

    id: int
    about: About
    to_officer_id: int
    by_name: str
    at: datetime
    wording: str
    receivers: Receivers
    due_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Given:
    """An instruction that is to be taken back, with everybody whom it asks."""

    id: int
    document_id: int
    subject: str
    text: str
    by_name: str
    at: datetime
    receivers: tuple[str, ...]


def about(document_id: int, *, units: bool = False) -> About:
    """Raises `NotThere` outside the scope. One statement, with the units below or without."""
    rows = Document.objects.annotate(typical=_typical("unit_id"), below=_below(units))
    row = rows.filter(pk=document_id).first()
    if row is None:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")
    return _about(row, row.typical, row.below)


def proposed(proposal_id: int, *, units: bool = False) -> Proposed:
    """Raises `NotThere` outside the scope. One statement, with the units below or without."""
    row = (
        HandlingProposal.objects.select_related("document")
        .annotate(typical=_typical("document__unit_id"), below=_below(units))
        .filter(pk=proposal_id)
        .first()
    )
    if row is None:
        raise NotThere("Không có đề xuất xử lý này, hoặc đồng chí không được giao xem.")
    return Proposed(
        id=row.pk,
        about=_about(row.document, row.typical, row.below),
        to_officer_id=row.to_officer_id,
        by_name=row.by_name,
        at=row.at,
        wording=row.wording,
        receivers=Receivers.of_rows(row.receivers),
        due_on=row.due_on,
        state=row.state,
    )


def given(instruction_id: int) -> Given:
    """Raises `NotThere` outside the scope. One statement."""
    receivers = Assignment.objects.filter(instruction_id=OuterRef("pk")).order_by("id")
    row = (
        Instruction.objects.select_related("document")
        .annotate(names=ArraySubquery(receivers.values("officer_name")))
        .filter(pk=instruction_id)
        .first()
    )
    if row is None:
        raise NotThere("Không có bút phê này, hoặc đồng chí không được giao xem.")
    return Given(
        row.pk, row.document_id, row.document.subject, row.text, row.by_name, row.at, tuple(row.names)
    )


@dataclass(frozen=True, slots=True)
class Typical:
    """A sentence that the unit keeps."""

    id: int
    text: str


def kept_typical(unit_id: int) -> tuple[Typical, ...]:
    """The unit's own sentences; empty while it uses the offered ones. One statement."""
    rows = TypicalInstruction.objects.filter(unit_id=unit_id)
    return tuple(Typical(row.pk, row.text) for row in rows)


def _typical(unit: str) -> ArraySubquery:
    rows = TypicalInstruction.objects.filter(unit_id=OuterRef(unit)).order_by("position", "id")
    return ArraySubquery(rows.values("text"))


def _below(wanted: bool) -> RawSQL | Value:
    return below_of("documents_document.unit_id") if wanted else Value([], output_field=JSONField())


def _about(row: Document, typical: Sequence[str], below: Sequence[tuple[int, str, str]]) -> About:
    return About(
        id=row.pk,
        unit_id=row.unit_id,
        version=row.version,
        state=row.state,
        subject=row.subject,
        symbol=row.symbol,
        issuer=row.issuer,
        number_written="" if row.number is None else f"{row.number}{row.suffix}",
        arrived_on=row.arrived_on,
        due_on=row.due_on,
        typical=tuple(typical) or TYPICAL,
        units=() if row.restricted else units_of_rows(below),
    )
