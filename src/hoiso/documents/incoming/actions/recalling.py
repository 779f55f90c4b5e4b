"""A document is cancelled because its sender called it back (Decree 30/2020, Điều 18.3), and put back."""

from datetime import date, datetime

from django.db import transaction
from django.utils.dateparse import parse_date, parse_datetime

from hoiso.access.public import Actor, Right, require
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.phrases import vn_date
from hoiso.documents import timeline
from hoiso.documents.errors import WrongState
from hoiso.documents.handling import public as handling
from hoiso.documents.incoming import phrases
from hoiso.documents.incoming.actions.correcting import require_incoming
from hoiso.documents.incoming.queries.recalls import order_on
from hoiso.documents.locking import locked
from hoiso.documents.search import public as search
from hoiso.documents.states import move
from hoiso.documents.tables.document import Document, State
from hoiso.documents.tables.recall import Recall

_PUT_BACK = (
    "state", "finished_on", "finish_note", "holder_id", "holder_name", "held_since", "version", "changed_at",
)  # fmt: skip


@transaction.atomic
def cancel_on_order(
    *, by: Actor, document_id: int, number: str, ordered_on: date, reason: str, at: datetime
) -> Document:
    """Cancel a document on its sender's order: it is frozen, its tasks end, who works on it is told why.

    Never by itself: a person of the desk confirms what the order says. The number in the book stays
    used, since the document was received. An order that came on paper needs its number.
    """
    document = locked(document_id)
    require_incoming(document)
    require(by, Right.REGISTER_INCOMING, at=document.unit_id)
    number, reason = number.strip(), reason.strip()
    if not reason:
        raise DomainError("Nhập lý do thu hồi ghi trong thông báo", field="reason")
    if ordered_on > office_date(at):
        raise DomainError("Ngày thông báo thu hồi không được sau hôm nay", field="ordered_on")
    if not number and order_on(document) is None:
        raise DomainError(phrases.ORDER_NUMBER_NEEDED, field="number")
    before = {name: getattr(document, name) for name in _PUT_BACK[:6]}
    move(document, State.REVOKED)
    called = phrases.order_called(number, ordered_on)
    ended = handling.call_off(by=by, document=document, why=f"Văn bản bị huỷ theo {called}", at=at)
    document.finish_note = f"Huỷ theo {called} của nơi gửi: {reason}"
    document.holder_id, document.holder_name, document.held_since = None, "", None
    document.version, document.changed_at = document.version + 1, at
    document.save(update_fields=_PUT_BACK)
    row = Recall.objects.create(
        unit_id=document.unit_id, document=document, number=number, ordered_on=ordered_on, reason=reason,
        before={**before, "ended": ended}, by_id=by.officer_id, by_name=by.full_name, at=at,
    )  # fmt: skip
    timeline.note(by, document, "cancel_on_order", at=at, text=document.finish_note, recall=row.pk)
    search.index(document.pk)
    return document


@transaction.atomic
def undo_cancelling(*, by: Actor, document_id: int, reason: str, at: datetime) -> Document:
    """The cancelling was a mistake: the document and its tasks stand again as before, and people are told."""
    document = locked(document_id)
    require_incoming(document)
    require(by, Right.REGISTER_INCOMING, at=document.unit_id)
    row = Recall.objects.select_for_update(no_key=True).filter(document=document, undone_at=None).first()
    if row is None:
        raise WrongState("Văn bản này không ở tình trạng bị huỷ theo thông báo thu hồi.")
    if not reason.strip():
        raise DomainError("Nhập lý do bỏ huỷ", field="reason")
    before = row.before
    # Not in the table of moves, where it would let handling go on with what is cancelled.
    document.state = before["state"]
    document.finished_on = parse_date(before["finished_on"]) if before["finished_on"] else None
    document.held_since = parse_datetime(before["held_since"]) if before["held_since"] else None
    document.finish_note, document.holder_id = before["finish_note"], before["holder_id"]
    document.holder_name = before["holder_name"]
    document.version, document.changed_at = document.version + 1, at
    document.save(update_fields=_PUT_BACK)
    row.undone_at, row.undone_by, row.undone_reason = at, by.officer_id, reason.strip()
    row.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    why = f"Bỏ huỷ văn bản, làm tiếp ({reason.strip()})"
    handling.take_up_again(by=by, document=document, ended=before["ended"], why=why, at=at)
    text = f"Bỏ huỷ theo thông báo thu hồi ngày {vn_date(row.ordered_on)}. Lý do: {reason.strip()}"
    timeline.note(by, document, "undo_cancelling", at=at, text=text, recall=row.pk)
    search.index(document.pk)
    return document
