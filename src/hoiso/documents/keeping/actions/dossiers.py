"""Dossiers: opened by the plan or freely, filled, closed when the work is done (Decree 30, Điều 28–31)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from hoiso.access.public import Actor, Right, require
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.phrases import vn_date
from hoiso.documents import timeline
from hoiso.documents.keeping.actions.course import (
    end,
    note,
    people_of_case,
    require_no_open_parts,
    tell_people,
)
from hoiso.documents.keeping.actions.holds import locked_dossier as _locked
from hoiso.documents.keeping.actions.holds import record, require_free
from hoiso.documents.keeping.archive import RETENTIONS
from hoiso.documents.keeping.errors import DossierClosed, NameTaken
from hoiso.documents.keeping.queries.people import name_of
from hoiso.documents.keeping.rules import require_deadline, require_keeper, require_not_closed
from hoiso.documents.locking import locked
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.keeping import Dossier, DossierEntry

_HIDDEN = "hồ sơ giới hạn người xem"


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFacts:
    """What is written on the cover. `code` is number and heading's code, 01.TCCB."""

    year: int
    code: str
    title: str
    retention: str
    heading: str = ""
    description: str = ""


@transaction.atomic
def open_dossier(
    *,
    by: Actor,
    unit_id: int,
    facts: DossierFacts,
    at: datetime,
    lead_id: int | None = None,
    due_on: date | None = None,
    parent_id: int | None = None,
) -> Dossier:
    """Open a dossier in the unit's plan of that year. Raises `NameTaken` for a code used already.

    Without `lead_id` whoever opens it leads the case. `parent_id`: the open dossier of the same unit
    whose part it is.
    """
    require(by, Right.KEEP_DOSSIERS, at=unit_id, anew=True)
    _check(facts)
    today = office_date(at)
    if due_on is not None:
        require_deadline(due_on, on=today)
    if parent_id is not None:
        parent = _locked(parent_id)
        _require_open(parent)
        if parent.unit_id != unit_id:
            raise DomainError("Hồ sơ con phải cùng đơn vị với hồ sơ cha.")
    try:
        with transaction.atomic():
            dossier = Dossier.objects.create(
                unit_id=unit_id, year=facts.year, code=facts.code, title=facts.title,
                retention=facts.retention, heading=facts.heading, description=facts.description,
                creator_id=by.officer_id, creator_name=by.full_name, opened_on=today,
                lead_id=by.officer_id, lead_name=by.full_name, due_on=due_on, parent_id=parent_id,
            )  # fmt: skip
    except IntegrityError as error:
        raise _code_taken(facts) from error
    if lead_id not in (None, by.officer_id):
        dossier.lead_id, dossier.lead_name = lead_id, name_of(dossier, lead_id, on=today, field="lead")
        dossier.save(update_fields=["lead_id", "lead_name"])
    until = f", hạn {vn_date(due_on)}" if due_on else ""
    led = "" if dossier.lead_id == by.officer_id else f", {dossier.lead_name} chủ trì"
    note(by, dossier, "open_dossier", f"Mở hồ sơ{led}{until}", at=at)
    tell_people([dossier.lead_id], f"Chủ trì{until}", dossier, at=at, by=by, event="task_given")
    return dossier


@transaction.atomic
def change_dossier(*, by: Actor, dossier_id: int, facts: DossierFacts, at: datetime) -> Dossier:
    """Correct what stands on the cover of an open dossier."""
    dossier = _locked(dossier_id)
    require_keeper(by, dossier)
    _require_open(dossier)
    _check(facts)
    dossier.year, dossier.code, dossier.title = facts.year, facts.code, facts.title
    dossier.retention, dossier.heading, dossier.description = (
        facts.retention, facts.heading, facts.description,
    )  # fmt: skip
    try:
        with transaction.atomic():
            dossier.save(update_fields=["year", "code", "title", "retention", "heading", "description"])
    except IntegrityError as error:
        raise _code_taken(facts) from error
    record("change_dossier", dossier, by, at)
    return dossier


@transaction.atomic
def close_dossier(*, by: Actor, dossier_id: int, retention: str, closed_on: date, at: datetime) -> Dossier:
    """Close it: the work ended that day, and the time of keeping is decided again. Twice changes nothing."""
    dossier = _locked(dossier_id)
    require_keeper(by, dossier)
    if dossier.closed_on is not None:
        return dossier
    require_free(dossier)
    if retention not in dict(RETENTIONS):
        raise DomainError("Chọn thời hạn bảo quản", field="retention")
    if not dossier.opened_on <= closed_on <= office_date(at):
        raise DomainError("Ngày kết thúc phải từ ngày mở hồ sơ đến hôm nay", field="closed_on")
    require_no_open_parts(dossier)
    people = people_of_case(dossier)
    end(dossier, closed_on)
    dossier.retention = retention
    dossier.save(update_fields=["closed_on", "retention", "paused_on", "resume_on", "pause_reason"])
    words = f"Đóng hồ sơ, công việc kết thúc ngày {vn_date(closed_on)}"
    note(by, dossier, "close_dossier", words, at=at)
    tell_people(people, words, dossier, at=at, by=by, event="progress")
    return dossier


@transaction.atomic
def reopen_dossier(*, by: Actor, dossier_id: int, at: datetime) -> Dossier:
    """Open a closed dossier again, to add what came late or to go on with what was called off."""
    dossier = _locked(dossier_id)
    require_keeper(by, dossier)
    if dossier.closed_on is not None:
        require_free(dossier)
        if dossier.parent is not None and dossier.parent.closed_on is not None:
            raise DossierClosed(f"Hồ sơ cha {dossier.parent.code} đã đóng. Mở lại hồ sơ cha trước.")
        dossier.closed_on, dossier.told_accession_on, dossier.told_disposal_on = None, None, None
        dossier.cancel_reason = ""
        dossier.save(update_fields=["closed_on", "told_accession_on", "told_disposal_on", "cancel_reason"])
        note(by, dossier, "reopen_dossier", "Mở lại hồ sơ", at=at)
        people = people_of_case(dossier)
        tell_people(people, "Mở lại hồ sơ", dossier, at=at, by=by, event="progress")
    return dossier


@transaction.atomic
def put_in_dossier(*, by: Actor, dossier_id: int, document_id: int, at: datetime) -> DossierEntry:
    """Lay a document into a dossier under its next ordinal; it may lie in others too. Twice is once.

    Locks document, then dossier. Both must be in her scope and of one unit.
    """
    document = locked(document_id)
    dossier = _locked(dossier_id)
    require(by, Right.KEEP_DOSSIERS, at=dossier.unit_id)
    return _put(by, dossier, document, at)


@transaction.atomic
def take_out_of_dossier(*, by: Actor, dossier_id: int, document_ids: Collection[int], at: datetime) -> int:
    """Take documents out; their ordinals stay empty, as on paper. How many lay there."""
    documents = [locked(one) for one in sorted(set(document_ids))]
    dossier = _locked(dossier_id)
    require(by, Right.KEEP_DOSSIERS, at=dossier.unit_id)
    return len(_take(by, dossier, documents, at))


@transaction.atomic
def move_to_dossier(
    *, by: Actor, dossier_id: int, to_dossier_id: int, document_ids: Collection[int], at: datetime
) -> int:
    """Move documents from one dossier into another. Locks the documents, then both dossiers by id."""
    if dossier_id == to_dossier_id:
        raise DomainError("Chọn một hồ sơ khác để chuyển sang", field="to")
    documents = [locked(one) for one in sorted(set(document_ids))]
    found = {one: _locked(one) for one in sorted((dossier_id, to_dossier_id))}
    require(by, Right.KEEP_DOSSIERS, at=found[dossier_id].unit_id)
    moved = _take(by, found[dossier_id], documents, at)
    for document in moved:
        _put(by, found[to_dossier_id], document, at)
    return len(moved)


def _put(by: Actor, dossier: Dossier, document: Document, at: datetime) -> DossierEntry:
    _require_open(dossier)
    if document.unit_id != dossier.unit_id:
        raise DomainError("Văn bản và hồ sơ phải cùng một đơn vị.", field="dossier")
    entry = DossierEntry.objects.filter(dossier=dossier, document=document).first()
    if entry is not None:
        return entry
    entry = DossierEntry.objects.create(
        dossier=dossier, document=document, ordinal=dossier.next_ordinal, added_by=by.officer_id, added_at=at
    )
    dossier.next_ordinal += 1
    dossier.save(update_fields=["next_ordinal"])
    text = f"Đưa vào {_called(dossier)}, số thứ tự {entry.ordinal}"
    timeline.note(by, document, "put_in_dossier", at=at, text=text, dossier=dossier.pk)
    return entry


def _take(by: Actor, dossier: Dossier, documents: Collection[Document], at: datetime) -> list[Document]:
    _require_open(dossier)
    there = DossierEntry.objects.filter(dossier=dossier, document__in=documents)
    inside = set(there.values_list("document_id", flat=True))
    there.delete()
    taken = [document for document in documents if document.pk in inside]
    for document in taken:
        text = f"Đưa ra khỏi {_called(dossier)}"
        timeline.note(by, document, "take_out_of_dossier", at=at, text=text, dossier=dossier.pk)
    return taken


def _called(dossier: Dossier) -> str:
    """The dossier on a timeline; a restricted one is not named to all who see the document."""
    return f"một {_HIDDEN}" if dossier.restricted else f"hồ sơ {dossier.code}"


def _require_open(dossier: Dossier) -> None:
    require_not_closed(dossier)
    require_free(dossier)


def _check(facts: DossierFacts) -> None:
    if facts.retention not in dict(RETENTIONS):
        raise DomainError("Chọn thời hạn bảo quản", field="retention")


def _code_taken(facts: DossierFacts) -> NameTaken:
    return NameTaken(f"Năm {facts.year} đã có hồ sơ mang số, ký hiệu {facts.code}", field="code")
