"""A document enters the book: one number, one line, one document."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.folding import fold
from hoiso.documents import timeline
from hoiso.documents.handling import public as handling
from hoiso.documents.incoming import phrases
from hoiso.documents.incoming.actions.arriving import apply_rules
from hoiso.documents.incoming.actions.codes import (
    keep_answers,
    require_answers,
    require_name,
    sent_by,
    waiting_of,
)
from hoiso.documents.incoming.actions.drafts import open_draft
from hoiso.documents.incoming.actions.learning import ask_to_learn
from hoiso.documents.incoming.actions.messages import keep_message_on
from hoiso.documents.incoming.duplicates import Duplicate, duplicates
from hoiso.documents.incoming.entry import Entry, NewFile, NumberWish, typed_symbol
from hoiso.documents.incoming.errors import AlreadyEntered, DuplicateFound
from hoiso.documents.incoming.settings import keeps_secret_lines
from hoiso.documents.registers.actions import locked_book, take_number, take_number_between, use_reserved
from hoiso.documents.search import public as search
from hoiso.documents.tables.book import Book, BookNumber, Series
from hoiso.documents.tables.document import Direction, Document, DocumentFile, State
from hoiso.documents.tables.incoming import IncomingDraft, KnownIssuer
from hoiso.documents.tables.outgoing import Delivery

_ON_THE_WAY = (Delivery.State.ARRIVED, Delivery.State.OPENED)


@dataclass(frozen=True, slots=True)
class Registered:
    """The document that stands in the book; `again` when the same form had made it before.

    `by_rule`: what a rule on arrival did with it and why, empty where none fitted.
    """

    document: Document
    again: bool = False
    by_rule: str = ""


@transaction.atomic
def register(
    *,
    by: Actor,
    unit_id: int,
    entry: Entry,
    files: Sequence[NewFile],
    form_key: uuid.UUID,
    at: datetime,
    wish: NumberWish | None = None,
    duplicate_reason: str = "",
    delivery_id: int | None = None,
) -> Registered:
    """Enter an incoming document into the unit's book of its arrival date and give it a number.

    The book is locked first: from here one clerk at a time, so that a repeat of the same form,
    and a second clerk with the same document, are seen. Raises `DuplicateFound` unless a reason
    is given, `AlreadyEntered` for a delivery that somebody took or sent back.
    """
    require(by, Right.REGISTER_INCOMING, at=unit_id, anew=True)
    if entry.arrived_on > office_date(at):
        raise DomainError("Ngày đến phải là hôm nay hoặc trước hôm nay", field="arrived_on")
    book = locked_book(unit_id, Series.INCOMING, on=entry.arrived_on)
    before = Document.objects.filter(form_key=form_key).first()
    if before is not None:
        return Registered(before, again=True)
    same = duplicates(unit_id=unit_id, entry=entry, stored_ids=[file.stored.pk for file in files])
    if same and not duplicate_reason.strip():
        raise DuplicateFound(same)
    number = _number(book, wish or NumberWish(), by=by, at=at)
    document = _line(by, book, number, entry, form_key, at)
    DocumentFile.objects.bulk_create(
        DocumentFile(
            document=document, stored=file.stored, role=file.role, name=file.name, position=place,
            added_by=by.officer_id, added_at=at,
        )
        for place, file in enumerate(files, start=1)
    )  # fmt: skip
    if delivery_id is not None:
        _receive(delivery_id, unit_id, document, at)
    _remember_issuer(unit_id, entry)
    _note(by, document, same, duplicate_reason, at)
    search.index(document.pk, files=bool(files))
    return Registered(document)


@transaction.atomic
def register_draft(
    *,
    by: Actor,
    draft_id: int,
    entry: Entry,
    at: datetime,
    wish: NumberWish | None = None,
    duplicate_reason: str = "",
    answers: Mapping[int, str] | None = None,
) -> Registered:
    """Enter a draft with its files into the book; rules on arrival act on it. Pressing twice gives the same.

    `answers` by id of a `ClosedCode`: what she decided about each closed code that it names; without
    them it is refused.
    """
    done = _enter(by, draft_id, entry, at, wish, duplicate_reason, answers or {})
    if done.again:
        return done
    by_rule = apply_rules(by=by, document=done.document, at=at)
    if by_rule:
        done.document.refresh_from_db()
    return replace(done, by_rule=by_rule)


def _enter(
    by: Actor,
    draft_id: int,
    entry: Entry,
    at: datetime,
    wish: NumberWish | None,
    duplicate_reason: str,
    answers: Mapping[int, str],
) -> Registered:
    draft = IncomingDraft.objects.filter(pk=draft_id).first()
    if draft is None:
        raise NotThere("Không có văn bản đang nhập này, hoặc đồng chí không được giao xem.")
    if draft.dropped_at is not None:
        raise AlreadyEntered("Văn bản đang nhập này đã được bỏ. Chọn lại tệp để đăng ký.")
    files = [NewFile(file.stored, file.name, file.role) for file in draft.files.select_related("stored")]
    codes = waiting_of(draft)
    require_answers(codes, answers)
    require_name(entry, on=office_date(at))
    done = register(
        by=by, unit_id=draft.unit_id, entry=sent_by(entry, codes, answers), files=files,
        form_key=draft.form_key, at=at, wish=wish, duplicate_reason=duplicate_reason,
        delivery_id=draft.delivery_id,
    )  # fmt: skip
    IncomingDraft.objects.filter(pk=draft.pk).update(document=done.document, changed_at=at)
    if draft.message_file_id is not None and not done.again:
        keep_message_on(done.document, draft.message_file_id, by=by, at=at)
        keep_answers(codes, answers, done.document, by=by, at=at)
    if not done.again:
        ask_to_learn(draft, entry)
    return done


@transaction.atomic
def register_and_handle(
    *,
    by: Actor,
    draft_id: int,
    entry: Entry,
    at: datetime,
    wish: NumberWish | None = None,
    duplicate_reason: str = "",
    answers: Mapping[int, str] | None = None,
) -> Registered:
    """Register, and take the work oneself, in one act: for who is clerk, leader and specialist in one.

    The deadline of the line is that of the task; nothing is asked a second time.
    """
    done = _enter(by, draft_id, entry, at, wish, duplicate_reason, answers or {})
    if done.again:
        return done
    handling.self_handle(by=by, document_id=done.document.pk, text="", due_on=entry.due_on, at=at)
    return replace(done, by_rule=apply_rules(by=by, document=done.document, at=at, handled=True))


@transaction.atomic
def register_secret_draft(
    *,
    by: Actor,
    draft_id: int,
    symbol: str,
    issued_on: date,
    arrived_on: date,
    holder: str,
    at: datetime,
) -> Registered:
    """Keep a line of a state secret: number, dates, holder; no subject, no content, no file.

    Only where the dated setting allows it: Decree 30 leaves the registration of secrets to the law
    on their protection.
    """
    draft = open_draft(draft_id, by=by)
    require(by, Right.REGISTER_INCOMING, at=draft.unit_id)
    if not keeps_secret_lines(draft.unit_id, on=office_date(at)):
        raise DomainError(
            "Tỉnh chưa cho phép ghi dòng sổ văn bản mật trên hệ thống. Đăng ký vào sổ giấy riêng."
        )
    book = locked_book(draft.unit_id, Series.INCOMING, on=arrived_on)
    before = Document.objects.filter(form_key=draft.form_key).first()
    if before is not None:
        return Registered(before, again=True)
    bare = Entry(
        subject=phrases.MARKED_SUBJECT, arrived_on=arrived_on, issued_on=issued_on,
        circulation=phrases.MARKED_CIRCULATION, **typed_symbol(symbol),
    )  # fmt: skip
    document = _line(by, book, take_number(book, by=by, at=at), bare, draft.form_key, at)
    Document.objects.filter(pk=document.pk).update(
        state=State.DONE, finished_on=arrived_on, finish_note=phrases.MARKED_NOTE,
        holder_id=None, holder_name=holder,
    )  # fmt: skip
    IncomingDraft.objects.filter(pk=draft.pk).update(document=document, typed={}, changed_at=at)
    timeline.note(by, document, "register_secret", at=at, text="Ghi dòng sổ văn bản mật")
    document.refresh_from_db()
    return Registered(document)


def _number(book: Book, wish: NumberWish, *, by: Actor, at: datetime) -> BookNumber:
    if wish.reserved_id is not None:
        if not BookNumber.objects.filter(pk=wish.reserved_id, book=book).exists():
            raise DomainError("Số giữ chỗ này không thuộc sổ của ngày đến đã chọn", field="reserved")
        return use_reserved(wish.reserved_id, by=by, at=at)
    if wish.after is not None:
        return take_number_between(book, wish.after, by=by, at=at)
    return take_number(book, by=by, at=at)


def _line(
    by: Actor, book: Book, number: BookNumber, entry: Entry, form_key: uuid.UUID, at: datetime
) -> Document:
    return Document.objects.create(
        unit_id=book.unit_id,
        direction=Direction.INCOMING,
        state=State.REGISTERED,
        book=book,
        book_number=number,
        number=number.number,
        suffix=number.suffix,
        symbol_key=entry.symbol_key,
        holder_id=by.officer_id,
        holder_name=by.full_name,
        held_since=at,
        created_by=by.officer_id,
        created_at=at,
        changed_at=at,
        form_key=form_key,
        **asdict(entry),
    )


def _receive(delivery_id: int, unit_id: int, document: Document, at: datetime) -> None:
    """The delivery is in the book: its sender sees it from this transaction on."""
    delivery = (
        Delivery.objects.select_for_update(no_key=True).filter(pk=delivery_id, to_unit_id=unit_id).first()
    )
    if delivery is None:
        raise NotThere("Không có văn bản gửi đến này, hoặc đồng chí không được giao xem.")
    if delivery.state not in _ON_THE_WAY:
        raise AlreadyEntered(
            f"Văn bản này đang ở tình trạng “{Delivery.State(delivery.state).label}”, không vào sổ được nữa."
        )
    delivery.state, delivery.received_at, delivery.received_as = Delivery.State.RECEIVED, at, document
    delivery.save(update_fields=["state", "received_at", "received_as"])


def _remember_issuer(unit_id: int, entry: Entry) -> None:
    if not entry.issuer:
        return
    KnownIssuer.objects.bulk_create(
        [
            KnownIssuer(
                unit_id=unit_id,
                name=entry.issuer,
                folded=fold(entry.issuer)[:300],
                issuer_unit_id=entry.issuer_unit_id,
                last_on=entry.arrived_on,
            )
        ],
        update_conflicts=True,
        unique_fields=["unit", "folded"],
        update_fields=["name", "issuer_unit", "last_on"],
    )


def _note(by: Actor, document: Document, same: tuple[Duplicate, ...], reason: str, at: datetime) -> None:
    text = f"Đăng ký vào sổ, số đến {document.number}{document.suffix}"
    if same:
        text += f". Có văn bản giống (số đến {same[0].number_written}); vẫn đăng ký vì: {reason.strip()}"
    timeline.note(
        by, document, "register", at=at, text=text,
        book=document.book_id, number=str(document.number), duplicates=[one.document_id for one in same],
    )  # fmt: skip
