"""Ways back: a line corrected, a registration undone, a document returned, a delivery refused."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.phrases import vn_date
from hoiso.documents import timeline
from hoiso.documents.incoming import phrases
from hoiso.documents.incoming.entry import symbol_key
from hoiso.documents.incoming.errors import AlreadyEntered
from hoiso.documents.locking import locked
from hoiso.documents.registers.actions import void_number
from hoiso.documents.search import public as search
from hoiso.documents.states import move
from hoiso.documents.tables.book import Book
from hoiso.documents.tables.document import Correction, Direction, Document, State, Urgency
from hoiso.documents.tables.handling import Assignment
from hoiso.documents.tables.outgoing import Delivery

UNDO_WITHIN = timedelta(minutes=30)
CORRECTED = (
    "symbol", "code_number", "code_notation", "issued_on", "issuer", "issuer_unit_id", "kind", "kind_name",
    "subject", "addressees", "signer", "urgency", "due_on", "arrived_by", "page_amount", "copies",
    "paper_follows", "description",
)  # fmt: skip
_SILENT = frozenset({"code_number", "code_notation", "issuer_unit_id", "kind"})  # shown by another field
_ON_THE_WAY = (Delivery.State.ARRIVED, Delivery.State.OPENED)


@transaction.atomic
def correct(
    *, by: Actor, document_id: int, version: int, values: Mapping[str, object], reason: str, at: datetime
) -> Document:
    """Correct fields of a registered line; each change stays with what stood before, and why.

    `values` by column, of `CORRECTED`. The arrival date and number are the book's own and do not
    change: undo the registration instead. Raises `ChangedMeanwhile` for an outdated page.
    """
    document = locked(document_id, version=version)
    require_incoming(document)
    require(by, Right.REGISTER_INCOMING, at=document.unit_id)
    if not reason.strip():
        raise DomainError("Nhập lý do sửa", field="reason")
    if document.state in (State.VOID, State.REVOKED):
        raise DomainError("Văn bản đã huỷ đăng ký hoặc đã thu hồi nên không sửa được nữa.")
    rows: list[Correction] = []
    changed: list[str] = []
    for name in CORRECTED:
        if name not in values or getattr(document, name) == values[name]:
            continue
        if name not in _SILENT:
            rows.append(
                Correction(
                    document=document, field=name, before=_shown(name, getattr(document, name)),
                    after=_shown(name, values[name]), reason=reason.strip(),
                    by_id=by.officer_id, by_name=by.full_name, at=at,
                )
            )  # fmt: skip
        setattr(document, name, values[name])
        changed.append(name)
    if not changed:
        raise DomainError("Chưa có ô nào được sửa.")
    document.symbol_key = symbol_key(document.symbol)
    document.version += 1
    document.changed_at = at
    document.save(update_fields=[*changed, "symbol_key", "version", "changed_at"])
    Correction.objects.bulk_create(rows)
    timeline.note(
        by, document, "correct", at=at, text=f"Sửa thông tin đăng ký. Lý do: {reason.strip()}", fields=changed
    )
    search.index(document.pk)
    return document


@transaction.atomic
def undo_registration(*, by: Actor, document_id: int, at: datetime, reason: str = "") -> Document:
    """Undo a registration: its number is struck through with the reason and not given again.

    Without a reason only by her who registered, within 30 minutes, while nobody has acted on it.
    A delivery goes back to what has come. Lock order: book, document, delivery.
    """
    seen = Document.objects.filter(pk=document_id).first()
    if seen is None or seen.direction != Direction.INCOMING or seen.book_id is None:
        raise NotThere("Không có văn bản đến này, hoặc đồng chí không được giao xem.")
    require(by, Right.REGISTER_INCOMING, at=seen.unit_id)
    Book.objects.select_for_update().get(pk=seen.book_id)
    document = locked(document_id)
    if not reason.strip():
        if document.created_by != by.officer_id or at - document.created_at > UNDO_WITHIN:
            raise DomainError("Nhập lý do huỷ đăng ký", field="reason")
        reason = phrases.UNDONE_REASON
    if Assignment.objects.filter(document=document).exclude(state=Assignment.State.WITHDRAWN).exists():
        raise DomainError("Văn bản đã giao cho người xử lý. Thu lại việc đã giao rồi mới huỷ đăng ký.")
    move(document, State.VOID)
    number = document.book_number
    assert number is not None
    void_number(number, by=by, reason=reason, at=at)
    document.holder_id, document.holder_name, document.held_since = None, "", None
    document.finish_note, document.version, document.changed_at = reason.strip(), document.version + 1, at
    document.save()
    for delivery in Delivery.objects.select_for_update(no_key=True).filter(received_as=document):
        delivery.state, delivery.received_as, delivery.received_at = Delivery.State.OPENED, None, None
        delivery.save(update_fields=["state", "received_as", "received_at"])
    timeline.note(by, document, "void", at=at, text=f"Huỷ đăng ký, số đến {number}. Lý do: {reason.strip()}")
    search.index(document.pk)
    return document


@transaction.atomic
def return_document(*, by: Actor, document_id: int, version: int, reason: str, at: datetime) -> Document:
    """Send a registered document back (wrong addressee, failed check): the sender here sees why.

    The number stays used: it was given by time of receipt (Decree 30/2020, Điều 22).
    """
    document = locked(document_id, version=version)
    require_incoming(document)
    require(by, Right.REGISTER_INCOMING, at=document.unit_id)
    if not reason.strip():
        raise DomainError("Nhập lý do trả lại", field="reason")
    move(document, State.RETURNED)
    document.finish_note, document.version, document.changed_at = reason.strip(), document.version + 1, at
    document.save(update_fields=["state", "finish_note", "version", "changed_at"])
    for delivery in Delivery.objects.select_for_update(no_key=True).filter(received_as=document):
        delivery.state, delivery.reason = Delivery.State.REFUSED, reason.strip()
        delivery.save(update_fields=["state", "reason"])
    timeline.note(by, document, "return", at=at, text=f"Trả lại nơi gửi. Lý do: {reason.strip()}")
    search.index(document.pk)
    return document


@transaction.atomic
def refuse_delivery(*, by: Actor, delivery_id: int, reason: str, at: datetime) -> Delivery:
    """Send a delivery back before it is in the book."""
    delivery = _arrived(delivery_id)
    require(by, Right.REGISTER_INCOMING, at=delivery.to_unit_id)
    if not reason.strip():
        raise DomainError("Nhập lý do trả lại", field="reason")
    if delivery.state not in _ON_THE_WAY:
        raise AlreadyEntered(
            f"Văn bản này đang ở tình trạng “{Delivery.State(delivery.state).label}”, không trả lại được nữa."
        )
    delivery.state, delivery.reason = Delivery.State.REFUSED, reason.strip()
    delivery.save(update_fields=["state", "reason"])
    audit.record(
        "refuse", "delivery", delivery.pk, at=at, actor_id=by.officer_id, unit_id=delivery.to_unit_id
    )
    return delivery


@transaction.atomic
def open_delivery(*, by: Actor, delivery_id: int, at: datetime) -> None:
    """The receiver has opened it: the sender sees since when."""
    changed = Delivery.objects.filter(pk=delivery_id, state=Delivery.State.ARRIVED).update(
        state=Delivery.State.OPENED, opened_at=at
    )
    if changed:
        audit.record("view", "delivery", delivery_id, at=at, actor_id=by.officer_id, unit_id=by.unit_id)


def _arrived(delivery_id: int) -> Delivery:
    delivery = Delivery.objects.select_for_update(no_key=True).filter(pk=delivery_id).first()
    if delivery is None:
        raise NotThere("Không có văn bản gửi đến này, hoặc đồng chí không được giao xem.")
    return delivery


def require_incoming(document: Document) -> None:
    if document.direction != Direction.INCOMING:
        raise NotThere("Không có văn bản đến này, hoặc đồng chí không được giao xem.")


def _shown(name: str, value: object) -> str:
    """A value as the history shows it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return vn_date(value)
    if isinstance(value, bool):
        return "có" if value else "không"
    if name == "urgency" and isinstance(value, int):
        return str(Urgency(value).label)
    return str(value)
