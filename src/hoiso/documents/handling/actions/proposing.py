"""Tham mưu: a proposal of handling is laid before a leader, taken back, sent back, passed up."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents.errors import WrongState
from hoiso.documents.handling import giving
from hoiso.documents.handling.deadlines import not_past
from hoiso.documents.handling.people import Colleague, colleagues, names, unit_names
from hoiso.documents.handling.phrases import named, until
from hoiso.documents.handling.receivers import Known, Receivers
from hoiso.documents.handling.rules import handled
from hoiso.documents.locking import locked
from hoiso.documents.states import move
from hoiso.documents.tables.document import Document, Reader, State
from hoiso.documents.tables.handling import HandlingProposal
from hoiso.documents.timeline import note

_P = HandlingProposal.State


@transaction.atomic
def propose(
    *,
    by: Actor,
    document_id: int,
    to_officer_id: int,
    receivers: Receivers,
    wording: str,
    due_on: date | None,
    at: datetime,
) -> HandlingProposal:
    """Lay a registered document before a leader: who should handle it, until when, in which words.

    Pressing twice gives the same proposal. Raises `WrongState` when it lies before somebody already.
    """
    document = locked(document_id)
    require(by, Right.PROPOSE_HANDLING, at=document.unit_id)
    handled(document)
    waiting = HandlingProposal.objects.filter(document=document, state=_P.WAITING).first()
    if waiting is not None and _same(waiting, by, to_officer_id, receivers, wording, due_on):
        return waiting
    move(document, State.PROPOSED)
    return _lay_before(
        by, document, to_officer_id, receivers, wording, due_on, at=at, people=_people(document, at)
    )


@transaction.atomic
def pass_up(
    *,
    by: Actor,
    proposal_id: int,
    to_officer_id: int,
    receivers: Receivers,
    wording: str,
    due_on: date | None,
    at: datetime,
) -> HandlingProposal:
    """The next step: who decides on a proposal lays it, as it is or changed, before the next leader."""
    document, proposal = locked_proposal(proposal_id)
    require(by, Right.INSTRUCT, at=document.unit_id)
    require_waiting(proposal)
    same = (
        receivers == Receivers.of_rows(proposal.receivers)
        and wording == proposal.wording
        and due_on == proposal.due_on
    )
    decide(proposal, _P.CONFIRMED if same else _P.CHANGED, at=at)
    return _lay_before(
        by, document, to_officer_id, receivers, wording, due_on, at=at, people=_people(document, at)
    )


@transaction.atomic
def send_back(*, by: Actor, proposal_id: int, reason: str, at: datetime) -> None:
    """The leader gives the document back to who proposed, with the reason."""
    document, proposal = locked_proposal(proposal_id)
    require(by, Right.INSTRUCT, at=document.unit_id)
    if not reason.strip():
        raise DomainError("Nhập lý do trả lại, để người trình biết cần sửa gì", field="reason")
    if proposal.state == _P.SENT_BACK and proposal.reason == reason.strip():
        return
    require_waiting(proposal)
    move(document, State.REGISTERED)
    giving.save(document, "state", *giving.hold(document, proposal.by_id, proposal.by_name, at=at), at=at)
    decide(proposal, _P.SENT_BACK, at=at, reason=reason.strip())
    note(by, document, "send_back", at=at, text=f"Trả lại đề xuất: {reason.strip()}", proposal=proposal.pk)
    told = f"Trả lại đề xuất ({reason.strip()}): {named(document.symbol, document.subject)}"
    giving.tell([proposal.by_id], told, document, by, at=at)


@transaction.atomic
def withdraw_proposal(*, by: Actor, proposal_id: int, at: datetime) -> None:
    """Who proposed takes it back while nobody has decided."""
    document, proposal = locked_proposal(proposal_id)
    require(by, Right.PROPOSE_HANDLING, at=document.unit_id)
    if proposal.by_id != by.officer_id:
        raise NotAllowed(f"Đề xuất này do {proposal.by_name} trình, chỉ người trình rút lại được.")
    if proposal.state == _P.WITHDRAWN:
        return
    require_waiting(proposal)
    move(document, State.REGISTERED)
    giving.save(document, "state", *giving.hold(document, by.officer_id, by.full_name, at=at), at=at)
    decide(proposal, _P.WITHDRAWN, at=at)
    note(by, document, "withdraw_proposal", at=at, text="Rút lại đề xuất xử lý", proposal=proposal.pk)
    told = f"Đã rút lại đề xuất xử lý: {named(document.symbol, document.subject)}"
    giving.tell([proposal.to_officer_id], told, document, by, at=at)


def locked_proposal(proposal_id: int) -> tuple[Document, HandlingProposal]:
    """Document, then proposal, each under a row lock. Raises `NotThere` outside her scope."""
    document_id = (
        HandlingProposal.objects.filter(pk=proposal_id).values_list("document_id", flat=True).first()
    )
    if document_id is None:
        raise NotThere("Không có đề xuất xử lý này, hoặc đồng chí không được giao xem.")
    document = locked(document_id)
    return document, HandlingProposal.objects.select_for_update(no_key=True).get(pk=proposal_id)


def require_waiting(proposal: HandlingProposal) -> None:
    """Refuse when somebody has decided on it already."""
    if proposal.state != _P.WAITING:
        raise WrongState(
            f"Đề xuất này ở tình trạng “{_P(proposal.state).label}”, có thể người khác đã quyết định trước."
            " Mở lại trang văn bản để xem tình trạng mới nhất."
        )


def decide(
    proposal: HandlingProposal, state: HandlingProposal.State, *, at: datetime, reason: str = ""
) -> None:
    """Write the decision on a locked proposal."""
    proposal.state, proposal.decided_at, proposal.reason = state, at, reason
    proposal.save(update_fields=["state", "decided_at", "reason"])


def _people(document: Document, at: datetime) -> tuple[Colleague, ...]:
    return colleagues(document.unit_id, on=office_date(at))


def _lay_before(
    by: Actor,
    document: Document,
    to_officer_id: int,
    receivers: Receivers,
    wording: str,
    due_on: date | None,
    *,
    at: datetime,
    people: Sequence[Colleague],
) -> HandlingProposal:
    """The proposal itself, on a document that is in state PROPOSED (unsaved) and locked."""
    leader = next((one for one in people if one.id == to_officer_id), None)
    if leader is None or not leader.holds(Right.INSTRUCT):
        raise DomainError("Chọn lãnh đạo để trình trong danh sách", field="to_officer")
    if to_officer_id == by.officer_id:
        raise DomainError("Không cần trình cho chính mình: hãy ghi bút phê luôn.", field="to_officer")
    units = unit_names(document.unit_id) if receivers.units.ids else {}
    known = Known(names(tuple(people)), units)
    receivers.check(known, restricted=document.restricted)
    not_past(due_on, today=office_date(at))
    proposal = HandlingProposal.objects.create(
        document=document,
        to_officer_id=to_officer_id,
        wording=wording,
        receivers=receivers.rows(known),
        due_on=due_on,
        by_id=by.officer_id,
        by_name=by.full_name,
        at=at,
    )
    if document.restricted:
        giving.let_read(document, [(leader.id, Reader.Why.REVIEWER)], known.officers, at=at)
    giving.save(document, "state", *giving.hold(document, leader.id, leader.full_name, at=at), at=at)
    text = f"Trình {leader.full_name}: {receivers.words(known)}{until(due_on)}"
    note(by, document, "propose", at=at, text=text, proposal=proposal.pk, to=to_officer_id)
    told = f"Chờ bút phê: {named(document.symbol, document.subject)}"
    giving.tell([to_officer_id], told, document, by, at=at)
    return proposal


def _same(
    proposal: HandlingProposal,
    by: Actor,
    to_officer_id: int,
    receivers: Receivers,
    wording: str,
    due_on: date | None,
) -> bool:
    return (
        proposal.by_id == by.officer_id
        and proposal.to_officer_id == to_officer_id
        and Receivers.of_rows(proposal.receivers) == receivers
        and proposal.wording == wording
        and proposal.due_on == due_on
    )
