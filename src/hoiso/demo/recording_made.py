"""Rows of what the offices made, as their actions would have written them one by one."""

from datetime import datetime

from hoiso.core.clock import office_date
from hoiso.core.folding import fold
from hoiso.core.phrases import vn_date
from hoiso.core.symbols import number_text
from hoiso.demo.matters import capital
from hoiso.demo.plans import Outgoing, Sending
from hoiso.demo.rows import Rows
from hoiso.documents.layouts.official_document import Layout
from hoiso.documents.outgoing.content import Json
from hoiso.documents.outgoing.delivered import register_fields
from hoiso.documents.tables.document import Direction, Document, DocumentFile, Link, State
from hoiso.documents.tables.outgoing import Delivery, DraftVersion, Recipient, Review


def record_made(rows: Rows, plan: Outgoing) -> None:
    """The document with its version, reviews, recipients, deliveries, files and timeline."""
    content, office = plan.content, plan.office
    document = Document(
        unit=office.unit,
        direction=Direction.OUTGOING,
        state=plan.state,
        kind=plan.kind.code,
        kind_name=plan.kind.name,
        subject=capital(content.subject),
        issuer=content.issuer_name,
        issuer_unit=office.unit,
        place=content.place,
        signer=content.signer,
        signer_position=content.position,
        created_by=plan.drafter.id,
        created_at=plan.drafted_at,
        changed_at=_last_moment(plan),
        version=2,
        page_amount=plan.file.pages if plan.file else None,
    )
    plan.document = document
    _hold(document, plan)
    if plan.number is not None:
        _stamp(document, plan)
    rows.add(
        document,
        DraftVersion(
            document=document, number=1, content=content.to_json(),
            by_id=plan.drafter.id, by_name=plan.drafter.name, at=plan.drafted_at,
        ),
    )  # fmt: skip
    _recipients(rows, document, plan)
    _way(rows, document, plan)
    if plan.file is not None:
        assert plan.numbered_at is not None
        rows.add(
            DocumentFile(
                document=document, stored=plan.file, role=DocumentFile.Role.MADE,
                name=f"{document.symbol.replace('/', '_')}.pdf", position=0, added_at=plan.numbered_at,
            )
        )  # fmt: skip
    for sending in plan.sendings:
        rows.add(_delivery(document, plan, sending))


def record_answer(rows: Rows, plan: Outgoing) -> None:
    """The link from an answer to what it answers, once both have their rows."""
    if plan.answers is None or plan.answers.document is None or plan.document is None:
        return
    rows.add(
        Link(
            document=plan.document, other=plan.answers.document, kind=Link.Kind.ANSWERS,
            made_by=plan.drafter.id, made_at=plan.drafted_at,
        )
    )  # fmt: skip


def _last_moment(plan: Outgoing) -> datetime:
    moments = (
        plan.issued_at, plan.numbered_at, plan.approved_at, plan.sent_back_at, plan.submitted_at,
    )  # fmt: skip
    return max((one for one in moments if one is not None), default=plan.drafted_at)


def _hold(document: Document, plan: Outgoing) -> None:
    """Who has it in hand, by its state; nobody once it is issued."""
    holders = {
        State.DRAFT: (plan.drafter, plan.drafted_at),
        State.SUBMITTED: (plan.reviewer, plan.submitted_at),
        State.SENT_BACK: (plan.drafter, plan.sent_back_at),
        State.APPROVED: (plan.drafter, plan.approved_at),
        State.NUMBERED: (plan.clerk, plan.numbered_at),
    }
    held = holders.get(plan.state)
    if held is not None:
        document.holder_id, document.holder_name, document.held_since = held[0].id, held[0].name, held[1]
    if plan.issued_at is not None:
        document.finished_on = office_date(plan.issued_at)


def _stamp(document: Document, plan: Outgoing) -> None:
    assert plan.number is not None
    assert plan.numbered_at is not None
    number, notation = plan.number.number, plan.content.notation
    separator = Layout(plan.content.layout).separator
    document.book, document.book_number, document.number = plan.number.book, plan.number, number
    document.code_number, document.code_notation = number_text(number), notation
    document.symbol = f"{number_text(number)}{separator}{notation}"
    document.symbol_key = fold(f"{number}{separator}{notation}").replace(" ", "")[:100]
    document.issued_on = office_date(plan.numbered_at)


def _recipients(rows: Rows, document: Document, plan: Outgoing) -> None:
    sent_on = office_date(plan.issued_at) if plan.issued_at else None
    for position, one in enumerate(plan.recipients):
        rows.add(
            Recipient(
                document=document, unit_id=one.unit_id, name=one.name, line=one.line, printed=one.printed,
                addressee=one.addressee, paper_copies=one.paper_copies,
                paper_sent_on=sent_on if one.paper_copies else None, position=position,
            )
        )  # fmt: skip


def _way(rows: Rows, document: Document, plan: Outgoing) -> None:
    """Timeline and reviews, from the first line to the issue."""
    drafter, reviewer = plan.drafter, plan.reviewer
    rows.happened(document, "draft", drafter, plan.drafted_at, "Bắt đầu soạn")
    if plan.submitted_at is None:
        return
    alone = drafter.id == reviewer.id
    if plan.sent_back_at is not None:
        first = plan.first_submitted_at or plan.submitted_at
        rows.add(_review(document, plan, first, Review.Decision.SENT_BACK, plan.sent_back_at, plan.reason))
        rows.happened(document, "submit", drafter, first, f"Trình {reviewer.name} duyệt bản 1")
        rows.happened(document, "send_back", reviewer, plan.sent_back_at, f"Trả lại để sửa: {plan.reason}")
    if plan.state == State.SENT_BACK:
        return
    decided = Review.Decision.APPROVED if plan.approved_at else Review.Decision.WAITING
    rows.add(_review(document, plan, plan.submitted_at, decided, plan.approved_at))
    if not alone:
        text = f"Trình {reviewer.name} duyệt bản 1"
        rows.happened(document, "submit", drafter, plan.submitted_at, text)
    if plan.approved_at is not None:
        rows.happened(document, "approve", reviewer, plan.approved_at, "Duyệt bản 1")
    if plan.numbered_at is not None:
        text = f"Cấp số {document.symbol}, ngày {vn_date(office_date(plan.numbered_at))}"
        rows.happened(document, "number", plan.clerk, plan.numbered_at, text)
    if plan.issued_at is not None:
        rows.happened(document, "issue", plan.clerk, plan.issued_at, _told(plan))


def _review(
    document: Document,
    plan: Outgoing,
    submitted_at: datetime,
    decision: Review.Decision,
    decided_at: datetime | None,
    reason: str = "",
) -> Review:
    return Review(
        document=document, version_number=1, submitted_by=plan.drafter.id,
        submitted_by_name=plan.drafter.name, submitted_at=submitted_at, reviewer_id=plan.reviewer.id,
        reviewer_name=plan.reviewer.name, decision=decision, reason=reason, decided_at=decided_at,
    )  # fmt: skip


def _told(plan: Outgoing) -> str:
    paper = sum(one.paper_copies for one in plan.recipients)
    parts = [
        f"{len(plan.sendings)} đơn vị nhận ngay trong hệ thống" if plan.sendings else "",
        f"{paper} bản giấy" if paper else "",
    ]
    return "Phát hành: " + (", ".join(part for part in parts if part) or "lưu tại đơn vị, không gửi nơi khác")


def _delivery(document: Document, plan: Outgoing, sending: Sending) -> Delivery:
    received = sending.received
    state = Delivery.State.OPENED if sending.opened_at else Delivery.State.ARRIVED
    done_at = None
    if received is not None:
        state = Delivery.State.RECEIVED
        if received.instructed_at:
            state = Delivery.State.ASSIGNED
        if received.accepted_at:
            state = Delivery.State.IN_WORK
        if received.finished_at:
            state, done_at = Delivery.State.DONE, received.finished_at
    assert plan.issued_at is not None
    return Delivery(
        document=document, unit=plan.office.unit, to_unit_id=sending.to_unit_id, to_name=sending.to_name,
        line=sending.line, state=state, header=_header(document), files=_files(document, plan),
        sent_at=plan.issued_at, opened_at=sending.opened_at,
        received_at=received.registered_at if received else None, done_at=done_at,
        received_as=received.document if received else None,
    )  # fmt: skip


def _header(document: Document) -> Json:
    """What the receiver gets, frozen at issue."""
    return {**register_fields(document), "due_on": "", "in_reply_to": [], "paper_follows": False}


def _files(document: Document, plan: Outgoing) -> list[Json]:
    if plan.file is None:
        return []
    name = f"{document.symbol.replace('/', '_')}.pdf"
    return [{"stored": plan.file.pk, "name": name, "role": DocumentFile.Role.MAIN.value}]
