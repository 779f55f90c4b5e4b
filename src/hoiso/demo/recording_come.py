"""Rows of what came to the offices, as their actions would have written them one by one."""

from datetime import datetime, timedelta

from hoiso.core.clock import office_date
from hoiso.demo.matters import capital
from hoiso.demo.offices import Office, Person
from hoiso.demo.plans import Incoming
from hoiso.demo.rows import Rows
from hoiso.documents.handling.phrases import people, until
from hoiso.documents.incoming.entry import symbol_key, typed_symbol
from hoiso.documents.tables.document import Direction, Document, DocumentFile, State
from hoiso.documents.tables.handling import Assignment, HandlingProposal, Instruction, Part, ProgressReport

_NO_FILE = "Dữ liệu mẫu không kèm tệp cho văn bản cũ."


def record_come(rows: Rows, plan: Incoming) -> None:
    """The document with its file, proposal, instruction, tasks and timeline."""
    letter, number = plan.letter, plan.number
    assert number is not None
    document = Document(
        unit=plan.office.unit,
        direction=Direction.INCOMING,
        state=plan.state,
        book=number.book,
        book_number=number,
        number=number.number,
        symbol_key=symbol_key(letter.symbol),
        kind=letter.kind.code,
        kind_name=letter.kind.name,
        subject=capital(letter.subject),
        issuer=letter.issuer,
        issuer_unit_id=letter.issuer_unit_id,
        issued_on=letter.issued_on,
        place=letter.place,
        signer=letter.signer,
        signer_position=letter.signer_position,
        urgency=letter.urgency,
        arrived_on=office_date(plan.registered_at),
        arrived_by=letter.arrived_by,
        exchange_id=letter.exchange_id,
        due_on=plan.due_on if plan.instructed_at else None,
        created_by=plan.clerk.id,
        created_at=plan.registered_at,
        changed_at=_last_moment(plan),
        version=2,
        page_amount=_file(plan)[1],
        description="" if _file(plan)[0] else _NO_FILE,
        **typed_symbol(letter.symbol),
    )
    plan.document = document
    _hold(document, plan)
    rows.add(document)
    _files(rows, document, plan)
    rows.happened(document, "register", plan.clerk, plan.registered_at,
        f"Đăng ký vào sổ, số đến {number.number}",
    )  # fmt: skip
    if plan.voided:
        assert plan.finished_at is not None
        text = f"Huỷ đăng ký: {plan.voided}"
        rows.happened(document, "void", plan.clerk, plan.finished_at, text)
        return
    if plan.office.is_one_person:
        _alone(rows, document, plan)
    else:
        _handled(rows, document, plan)


def _last_moment(plan: Incoming) -> datetime:
    moments = (plan.finished_at, plan.accepted_at, plan.instructed_at, plan.proposed_at)
    return max((one for one in moments if one is not None), default=plan.registered_at)


def _file(plan: Incoming) -> tuple[bool, int | None]:
    """Whether there is a file, its own or the sender's, and its pages."""
    own = plan.file or (plan.delivery.sent.file if plan.delivery else None)
    return own is not None, own.pages if own else None


def _files(rows: Rows, document: Document, plan: Incoming) -> None:
    stored = plan.file or (plan.delivery.sent.file if plan.delivery else None)
    if stored is not None:
        rows.add(
            DocumentFile(
                document=document, stored=stored, role=DocumentFile.Role.MAIN,
                name=f"{plan.letter.symbol.replace('/', '_')}.pdf", position=1,
                added_by=plan.clerk.id, added_at=plan.registered_at,
            )
        )  # fmt: skip


def _hold(document: Document, plan: Incoming) -> None:
    who: Person = plan.clerk
    since = plan.registered_at
    if plan.proposed_at is not None:
        who, since = plan.leader, plan.proposed_at
    if plan.instructed_at is not None and plan.lead is not None:
        who, since = plan.lead, plan.instructed_at
    if plan.state == State.VOID:
        document.finish_note = plan.voided
        return
    document.holder_id, document.holder_name, document.held_since = who.id, who.name, since
    if plan.finished_at is not None:
        document.finished_on, document.finish_note = office_date(plan.finished_at), plan.result


def _alone(rows: Rows, document: Document, plan: Incoming) -> None:
    if plan.instructed_at is None or plan.lead is None:
        return
    instruction = _instruction(document, plan, plan.instructed_at)
    task = _task(document, plan, instruction, plan.lead, Part.LEAD, plan.instructed_at)
    rows.add(instruction, task)
    rows.happened(document, "self_handle", plan.lead, plan.instructed_at, f"Tự xử lý{until(plan.due_on)}")
    _work(rows, document, plan, task)


def _handled(rows: Rows, document: Document, plan: Incoming) -> None:
    if plan.proposed_at is None:
        if plan.finished_at is not None:
            text = f"Kết thúc văn bản: {plan.result}"
            rows.happened(document, "finish", plan.clerk, plan.finished_at, text)
        return
    lead = plan.lead.name if plan.lead else ""
    helping = [*(one.name for one in plan.helpers), *(one.name for one in plan.units)]
    asked = people(lead, helping, [one.name for one in plan.informed])
    rows.add(_proposal(document, plan, plan.proposed_at))
    rows.happened(document, "propose", plan.clerk, plan.proposed_at,
        f"Trình {plan.leader.name}: {asked}{until(plan.due_on)}",
    )  # fmt: skip
    if plan.instructed_at is None:
        return
    instruction = _instruction(document, plan, plan.instructed_at)
    rows.add(instruction)
    rows.happened(document, "instruct", plan.leader, plan.instructed_at,
        f"{plan.instruction} ({asked}{until(plan.due_on)})",
    )  # fmt: skip
    task = None
    for who, part in _receivers(plan):
        given = _task(document, plan, instruction, who, part, plan.instructed_at)
        rows.add(given)
        task = given if part == Part.LEAD else task
    for place, unit in enumerate(plan.units, start=1):
        _ask_unit(rows, document, plan, instruction, unit, takes_on=place < len(plan.units))
    if task is not None:
        _work(rows, document, plan, task)


def _receivers(plan: Incoming) -> list[tuple[Person, Part]]:
    lead = [(plan.lead, Part.LEAD)] if plan.lead else []
    return [
        *lead,
        *((one, Part.COORDINATE) for one in plan.helpers),
        *((one, Part.INFORMED) for one in plan.informed),
    ]


def _proposal(document: Document, plan: Incoming, at: datetime) -> HandlingProposal:
    decided = plan.instructed_at is not None
    state = HandlingProposal.State.CONFIRMED if decided else HandlingProposal.State.WAITING
    return HandlingProposal(
        document=document, to_officer_id=plan.leader.id, wording=plan.instruction,
        receivers=[
            *({"officer": who.id, "part": str(part)} for who, part in _receivers(plan)),
            *({"unit": one.unit.pk, "name": one.name, "part": str(Part.COORDINATE)} for one in plan.units),
        ],
        due_on=plan.due_on, state=state, by_id=plan.clerk.id, by_name=plan.clerk.name, at=at,
        decided_at=plan.instructed_at,
    )  # fmt: skip


def _instruction(document: Document, plan: Incoming, at: datetime) -> Instruction:
    leader = plan.leader
    return Instruction(
        document=document, text=plan.instruction, due_on=plan.due_on, by_id=leader.id,
        by_name=leader.name, by_title=leader.title, at=at,
    )  # fmt: skip


def _task(
    document: Document, plan: Incoming, instruction: Instruction, who: Person, part: Part, at: datetime
) -> Assignment:
    """What is asked of one receiver, as far as she has come."""
    state, opened, accepted, done = Assignment.State.UNOPENED, None, None, None
    result = ""
    if part == Part.INFORMED:
        if plan.told_long_ago:
            state, opened = Assignment.State.OPENED, at + timedelta(hours=2)
    elif plan.accepted_at is not None:
        state, opened, accepted = Assignment.State.ACCEPTED, plan.accepted_at, plan.accepted_at
    if plan.finished_at is not None and part != Part.INFORMED:
        state, done = Assignment.State.DONE, plan.finished_at
        result = plan.result if part == Part.LEAD else ""
    return Assignment(
        document=document, instruction=instruction, unit=plan.office.unit, officer_id=who.id,
        officer_name=who.name, part=part, due_on=None if part == Part.INFORMED else plan.due_on,
        state=state, given_at=at, opened_at=opened, accepted_at=accepted, done_at=done, result=result,
    )  # fmt: skip


def _ask_unit(
    rows: Rows,
    document: Document,
    plan: Incoming,
    instruction: Instruction,
    office: Office,
    *,
    takes_on: bool,
) -> None:
    """A unit below is asked to help; its leader takes the work on when the lead does."""
    at = plan.accepted_at if takes_on else None
    state = Assignment.State.UNOPENED if at is None else Assignment.State.ACCEPTED
    rows.add(
        Assignment(
            document=document, instruction=instruction, unit=office.unit, to_unit=office.unit,
            officer_name=office.name, part=Part.COORDINATE, due_on=plan.due_on, state=state,
            given_at=instruction.at, opened_at=at, accepted_at=at,
        )
    )  # fmt: skip
    if at is not None:
        text = f"Nhận việc phối hợp cho {office.name}{until(plan.due_on)}"
        rows.happened(document, "accept", office.leaders[0], at, text)


def _work(rows: Rows, document: Document, plan: Incoming, task: Assignment) -> None:
    """From taking it on, over what was reported on the way, to its end."""
    if plan.lead is None or plan.accepted_at is None:
        return
    if not plan.office.is_one_person:
        text = f"Nhận việc chủ trì{until(plan.due_on)}"
        rows.happened(document, "accept", plan.lead, plan.accepted_at, text)
    if plan.progress_at is not None:
        rows.add(
            ProgressReport(
                assignment=task, document=document, text=plan.progress, percent=50, by_id=plan.lead.id,
                by_name=plan.lead.name, at=plan.progress_at,
            )
        )  # fmt: skip
        text = f"Báo cáo tiến độ: {plan.progress}"
        rows.happened(document, "report", plan.lead, plan.progress_at, text)
    if plan.finished_at is not None:
        text = f"Kết thúc văn bản: {plan.result.rstrip('.')}"
        rows.happened(document, "finish", plan.lead, plan.finished_at, text)
