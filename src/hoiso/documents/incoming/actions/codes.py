"""A person decides about closed identity codes: takes the message for the successor, or refuses it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents import timeline
from hoiso.documents.incoming import phrases
from hoiso.documents.incoming.actions.drafts import open_draft
from hoiso.documents.incoming.actions.messages import attach
from hoiso.documents.incoming.closed_codes import Closed, closed_code, is_code
from hoiso.documents.incoming.entry import Entry
from hoiso.documents.incoming.errors import AlreadyEntered
from hoiso.documents.tables.document import Document, Message
from hoiso.documents.tables.incoming import ClosedCode, IncomingDraft

State, Side = ClosedCode.State, ClosedCode.Side
CHOICES = {Side.TO: (State.CONFIRMED,), Side.FROM: (State.CONFIRMED, State.KEPT)}


def ask_about(
    codes: Iterable[Closed], message: Message, *, draft: IncomingDraft | None, at: datetime
) -> None:
    """Let the message wait for a person of its unit."""
    ClosedCode.objects.bulk_create(
        ClosedCode(
            unit_id=message.unit_id, message=message, draft=draft, code=one.code, side=one.side,
            old_unit_id=one.old_unit_id, successor_id=one.successor_id,
            successor_code=one.successor_code, told=one.told, asked_at=at,
        )
        for one in codes
    )  # fmt: skip


def waiting_of(draft: IncomingDraft) -> tuple[ClosedCode, ...]:
    """Codes of the draft that nobody has decided about; locked."""
    if draft.origin != IncomingDraft.Origin.EDXML:
        return ()
    return _locked(ClosedCode.objects.filter(draft=draft, state=State.WAITING).values_list("pk", flat=True))


def require_answers(codes: Sequence[ClosedCode], answers: Mapping[int, str]) -> None:
    """Refuse to go on while a code is not decided about; the field is the form's `code_<id>`."""
    for one in codes:
        if answers.get(one.pk) not in CHOICES[Side(one.side)]:
            raise DomainError(phrases.CODE_TO_CONFIRM.format(code=one.code), field=f"code_{one.pk}")


def require_name(entry: Entry, *, on: date) -> None:
    """Refuse a closed code in the place of the issuer's name: a person chooses who is meant."""
    if is_code(entry.issuer):
        found = closed_code(entry.issuer, Side.FROM, on=on)
        if told := found.told if isinstance(found, Closed) else found:
            raise DomainError(phrases.CODE_TYPED.format(told=told), field="issuer")


def sent_by(entry: Entry, codes: Sequence[ClosedCode], answers: Mapping[int, str]) -> Entry:
    """The line with the sender's unit as decided, unless the clerk chose another one."""
    for one in codes:
        if one.side == Side.FROM and entry.issuer_unit_id is None:
            confirmed = answers[one.pk] == State.CONFIRMED
            return replace(entry, issuer_unit_id=one.successor_id if confirmed else one.old_unit_id)
    return entry


def keep_answers(
    codes: Sequence[ClosedCode],
    answers: Mapping[int, str],
    document: Document | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Write who decided what, on the document's timeline where there is one, and in the trail."""
    for one in codes:
        _decide(one, State(answers[one.pk]), by=by, at=at)
        text = phrases.CODE_DECIDED[one.side, one.state].format(
            code=one.code, old=one.old_unit.title, new=one.successor.title
        )
        ids = {"code": one.code, "old_unit": one.old_unit_id, "successor": one.successor_id}
        if document is not None:
            timeline.note(by, document, "confirm_code", at=at, text=text, decision=str(one.state), **ids)
        else:
            audit.record(
                "confirm_code", "message", one.message_id, at=at, actor_id=by.officer_id,
                unit_id=one.unit_id, decision=str(one.state), **ids,
            )  # fmt: skip


@transaction.atomic
def refuse_draft_codes(*, by: Actor, draft_id: int, reason: str, at: datetime) -> None:
    """A new document for a closed code is not the successor's: it leaves the desk with a reason."""
    draft = open_draft(draft_id, by=by)
    require(by, Right.REGISTER_INCOMING, at=draft.unit_id)
    _refuse(waiting_of(draft), reason, by=by, at=at)
    draft.dropped_at = draft.changed_at = at
    draft.save(update_fields=["dropped_at", "changed_at"])


@transaction.atomic
def confirm_message_codes(
    *, by: Actor, message_id: int, answers: Mapping[int, str], at: datetime
) -> tuple[Document | None, str]:
    """The message is the successor's: it goes to the document that it speaks of, or waits for it."""
    waiting = waiting_of_message(by, message_id)
    require_answers(waiting, answers)
    document, said = attach(waiting[0].message, by=by, at=at)
    keep_answers(waiting, answers, document, by=by, at=at)
    return document, said


@transaction.atomic
def refuse_message_codes(*, by: Actor, message_id: int, reason: str, at: datetime) -> None:
    """A message about a document, for a closed code, is not the successor's; it stays, refused."""
    _refuse(waiting_of_message(by, message_id), reason, by=by, at=at)


def waiting_of_message(by: Actor, message_id: int) -> tuple[ClosedCode, ...]:
    """Codes of a message without draft that nobody has decided about; locked."""
    message = Message.objects.filter(pk=message_id).first()
    asked = ClosedCode.objects.filter(message=message_id, draft=None)
    if message is None or not asked.exists():
        raise NotThere("Không có thông điệp này, hoặc đồng chí không được giao xem.")
    require(by, Right.REGISTER_INCOMING, at=message.unit_id)
    waiting = _locked(asked.filter(state=State.WAITING).values_list("pk", flat=True))
    if not waiting:
        raise AlreadyEntered("Thông điệp này đã có người xác nhận hoặc từ chối.")
    return waiting


def _refuse(codes: Sequence[ClosedCode], reason: str, *, by: Actor, at: datetime) -> None:
    if not reason.strip():
        raise DomainError("Nhập lý do từ chối", field="reason")
    if not codes:
        raise AlreadyEntered("Văn bản này không còn mã định danh nào cần xác nhận.")
    for one in codes:
        one.reason = reason.strip()
        _decide(one, State.REFUSED, by=by, at=at)
        audit.record(
            "refuse_code", "message", one.message_id, at=at, actor_id=by.officer_id, unit_id=one.unit_id,
            code=one.code, old_unit=one.old_unit_id, successor=one.successor_id,
        )  # fmt: skip


def _decide(one: ClosedCode, state: ClosedCode.State, *, by: Actor, at: datetime) -> None:
    one.state, one.decided_by, one.decided_by_name, one.decided_at = state, by.officer_id, by.full_name, at
    one.save(update_fields=["state", "reason", "decided_by", "decided_by_name", "decided_at"])


def _locked(ids: Iterable[int]) -> tuple[ClosedCode, ...]:
    """The rows, locked by id, with their units."""
    rows = ClosedCode.objects.select_for_update(of=("self",)).filter(pk__in=ids, state=State.WAITING)
    return tuple(rows.select_related("old_unit", "successor", "message").order_by("pk"))
