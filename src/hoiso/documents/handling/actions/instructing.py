"""Bút phê: the leader confirms what was proposed, or says in her own words who does what until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.documents.handling import giving, phrases
from hoiso.documents.handling.actions.proposing import decide, require_waiting
from hoiso.documents.handling.deadlines import not_past
from hoiso.documents.handling.people import known_at
from hoiso.documents.handling.receivers import Known, Receivers
from hoiso.documents.handling.rules import handled, said_again
from hoiso.documents.locking import locked
from hoiso.documents.states import move
from hoiso.documents.tables.document import Document, State
from hoiso.documents.tables.handling import Assignment, HandlingProposal, Instruction, Part
from hoiso.documents.tables.outgoing import Delivery
from hoiso.documents.timeline import note

_P = HandlingProposal.State


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How many proposals were agreed to, and which were decided by somebody else before."""

    done: int
    missed: int


@transaction.atomic
def instruct(
    *,
    by: Actor,
    document_id: int,
    text: str,
    receivers: Receivers,
    due_on: date | None,
    at: datetime,
    version: int | None = None,
) -> Instruction:
    """Write a bút phê and give the work. A proposal that waits is decided with it.

    Somebody leads, unless everybody is only informed: then the document is finished with the
    distribution. Further instructions may follow; a finished document is opened again by one.
    Pressing twice gives the same instruction. Raises `ChangedMeanwhile` when the page is old.
    """
    document = locked(document_id)
    require(by, Right.INSTRUCT, at=document.unit_id)
    handled(document)
    said = _said_already(document, by, text, receivers, due_on, at=at)
    if said is not None:
        return said
    document = locked(document_id, version=version)
    waiting = (
        HandlingProposal.objects.select_for_update(no_key=True)
        .filter(document=document, state=_P.WAITING)
        .first()
    )
    if waiting is not None:
        decide(waiting, _agreement(waiting, text, receivers, due_on), at=at)
    known = known_at(document.unit_id, on=office_date(at), units=bool(receivers.units.ids))
    return _distribute(by, document, text, receivers, due_on, known, at=at)


@transaction.atomic
def confirm_proposals(*, by: Actor, proposal_ids: Iterable[int], at: datetime) -> Confirmed:
    """Agree to many proposals as they stand; each becomes an instruction.

    Documents are locked in the order of their ids. What was decided, or taken back, in between
    is left alone and counted.
    """
    wanted = set(proposal_ids)
    found = dict(
        HandlingProposal.objects.filter(pk__in=wanted)
        .order_by("document_id")
        .values_list("pk", "document_id")
    )
    people: dict[int, Known] = {}
    done = 0
    for proposal_id, document_id in found.items():
        document = locked(document_id)
        require(by, Right.INSTRUCT, at=document.unit_id)
        proposal = HandlingProposal.objects.select_for_update(no_key=True).get(pk=proposal_id)
        if proposal.state != _P.WAITING:
            continue
        if document.unit_id not in people:
            people[document.unit_id] = known_at(document.unit_id, on=office_date(at))
        _agree(by, document, proposal, people[document.unit_id], at=at)
        done += 1
    return Confirmed(done, len(wanted) - done)


@transaction.atomic
def confirm_proposal(*, by: Actor, proposal_id: int, at: datetime) -> Confirmed:
    """Agree to one proposal as it stands. Raises `WrongState` when somebody decided before."""
    outcome = confirm_proposals(by=by, proposal_ids=[proposal_id], at=at)
    if not outcome.done:
        proposal = HandlingProposal.objects.filter(pk=proposal_id).first()
        if proposal is None or proposal.state != _P.CONFIRMED:
            require_waiting(proposal or HandlingProposal(state=_P.WITHDRAWN))
    return outcome


def _agree(by: Actor, document: Document, proposal: HandlingProposal, known: Known, *, at: datetime) -> None:
    decide(proposal, _P.CONFIRMED, at=at)
    receivers = Receivers.of_rows(proposal.receivers)
    late = proposal.due_on is not None and proposal.due_on < office_date(at)
    if late:
        raise DomainError(
            f"Hạn đề xuất của văn bản {document.symbol or document.number} đã qua. Mở văn bản đó để sửa hạn."
        )
    text = proposal.wording or f"Đồng ý. {receivers.words(known)}."
    _distribute(by, document, text, receivers, proposal.due_on, known, at=at)


def _agreement(
    proposal: HandlingProposal, text: str, receivers: Receivers, due_on: date | None
) -> HandlingProposal.State:
    same = (
        text == proposal.wording
        and receivers == Receivers.of_rows(proposal.receivers)
        and due_on == proposal.due_on
    )
    return _P.CONFIRMED if same else _P.CHANGED


def _distribute(
    by: Actor,
    document: Document,
    text: str,
    receivers: Receivers,
    due_on: date | None,
    known: Known,
    *,
    at: datetime,
) -> Instruction:
    """The instruction with its assignments, on a locked document."""
    if not text.strip():
        raise DomainError("Nhập nội dung bút phê, hoặc chọn một câu thường dùng", field="text")
    not_past(due_on, today=office_date(at))
    leads = Assignment.objects.filter(document=document, part=Part.LEAD).exclude(
        state__in=(Assignment.State.WITHDRAWN, Assignment.State.PASSED_ON)
    )
    receivers.check(
        known,
        restricted=document.restricted,
        led_already=receivers.somebody_helps and leads.exists(),
    )
    instruction = giving.record_instruction(by, document, text.strip(), due_on, at=at)
    made = giving.give(instruction, document, receivers, known, due_on=due_on, at=at)
    fields = _after(document, receivers, made, due_on, at=at)
    giving.save(document, *fields, at=at)
    words = f"{receivers.words(known)}{phrases.until(due_on)}"
    note(by, document, "instruct", at=at, text=f"{text.strip()} ({words})", instruction=instruction.pk)
    giving.tell_receivers(made, document, by, at=at)
    done = document.state == State.DONE
    giving.follow(document, Delivery.State.DONE if done else Delivery.State.ASSIGNED, at=at)
    return instruction


def _after(
    document: Document,
    receivers: Receivers,
    made: list[Assignment],
    due_on: date | None,
    *,
    at: datetime,
) -> list[str]:
    """Move the document, unsaved: into work, or to its end when it was only sent round to be read."""
    fields = ["state"]
    if receivers.only_informed and document.state != State.IN_WORK:
        if document.state != State.DONE:
            move(document, State.DONE)
            document.finished_on, document.finish_note = office_date(at), phrases.ONLY_INFORMED
        return [*fields, "finished_on", "finish_note"]
    if document.state != State.IN_WORK:
        move(document, State.IN_WORK)
        document.finished_on, document.finish_note = None, ""
        fields += ["finished_on", "finish_note"]
    lead = next((task for task in made if task.part == Part.LEAD), None)
    if lead is not None:
        fields += giving.hold_by(document, lead, at=at)
        if due_on is not None:
            document.due_on = due_on
            fields.append("due_on")
    return fields


def _said_already(
    document: Document,
    by: Actor,
    text: str,
    receivers: Receivers,
    due_on: date | None,
    *,
    at: datetime,
) -> Instruction | None:
    """The same words to the same people a moment ago: a second press."""
    last = (
        Instruction.objects.filter(document=document, withdrawn_at=None)
        .order_by("-at", "-id")
        .prefetch_related("assignments")
        .first()
    )
    if last is None or not said_again(last, by=by, at=at):
        return None
    given = {
        (task.officer_id, task.to_unit_id, task.part)
        for task in last.assignments.all()
        if task.parent_id is None
    }
    asked = {
        *((officer, None, part) for officer, part in receivers.people.pairs()),
        *((None, unit, part) for unit, part in receivers.units.pairs()),
    }
    same = last.text == text.strip() and last.due_on == due_on and given == asked
    return last if same else None
