"""Sending waits: what was told to go out is issued thirty seconds later, unless somebody stops it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from hoiso.access.public import Actor, Right, actor_of, require
from hoiso.core import scope
from hoiso.core.clock import OFFICE_ZONE, office_date
from hoiso.core.errors import DomainError
from hoiso.core.phrases import vn_time
from hoiso.documents import timeline
from hoiso.documents.errors import WrongState
from hoiso.documents.locking import locked
from hoiso.documents.outgoing import jobs
from hoiso.documents.outgoing.actions.issuing import issue, refuse_unready
from hoiso.documents.tables.document import Document, State
from hoiso.documents.tables.outbox import Sending
from hoiso.notices.public import tell

HOLD = timedelta(seconds=30)
_S = Sending.State


@transaction.atomic
def lay_out(
    *,
    by: Actor,
    document_id: int,
    at: datetime,
    version: int | None = None,
    paper_sent_on: date | None = None,
    finishes: Sequence[int] = (),
) -> Sending | None:
    """Tell the document to go out; it is issued when the wait is over. None where it went out already.

    What would refuse the issue is refused now, while the officer looks on. Pressing twice waits once.
    """
    document = locked(document_id)
    require(by, Right.ISSUE, at=document.unit_id)
    if document.state == State.ISSUED:
        return None
    waiting = Sending.objects.filter(document=document, state=_S.WAITING).first()
    if waiting is not None:
        return waiting
    if version is not None:
        document = locked(document_id, version=version)
    refuse_unready(document, on=office_date(at))
    sending = Sending.objects.create(
        document=document, unit_id=document.unit_id, by_id=by.officer_id, by_name=by.full_name,
        document_version=document.version, paper_sent_on=paper_sent_on, finishes=list(finishes),
        asked_at=at, due_at=at + HOLD,
    )  # fmt: skip
    when = sending.due_at.astimezone(OFFICE_ZONE).strftime("%H:%M:%S")
    timeline.note(by, document, "issue_asked", at=at, text=f"Bấm phát hành, gửi đi lúc {when}")
    jobs.send_waiting.configure(schedule_at=sending.due_at).defer(sending_id=sending.pk)
    return sending


@transaction.atomic
def stop(*, by: Actor, document_id: int, at: datetime) -> None:
    """Keep it back: nothing has gone out. Stopping twice is stopping once."""
    document = locked(document_id)
    require(by, Right.ISSUE, at=document.unit_id)
    last = Sending.objects.select_for_update().filter(document=document).order_by("-id").first()
    if last is None or last.state in (_S.STOPPED, _S.FAILED):
        return
    if last.state == _S.SENT:
        when = vn_time(last.ended_at or at)
        raise WrongState(f"Văn bản đã gửi đi lúc {when}. Muốn lấy lại thì bấm Thu hồi ở trang văn bản.")
    last.state, last.ended_at = _S.STOPPED, at
    last.save(update_fields=["state", "ended_at"])
    timeline.note(by, document, "issue_stopped", at=at, text="Dừng gửi, chưa nơi nào nhận được")


def send_due(*, at: datetime) -> int:
    """Issue everything whose wait is over; how many went out. A job's work: as the system, then as each
    officer. Running it twice, or two at once, sends nothing twice."""
    with scope.transaction_as(scope.system_token(office_date(at))):
        due = Sending.objects.filter(state=_S.WAITING, due_at__lte=at).order_by("id")
        waiting = list(due.values_list("id", flat=True))
    return sum(send_one(sending_id, at=at) for sending_id in waiting)


def send_one(sending_id: int, *, at: datetime) -> bool:
    """Issue one if its wait is over; whether it went out now. A refusal is written on it and told."""
    today = office_date(at)
    with scope.transaction_as(scope.system_token(today)):
        found = Sending.objects.filter(pk=sending_id, state=_S.WAITING, due_at__lte=at).first()
    if found is None:
        return False
    try:
        with scope.transaction_as(scope.officer_token(found.by_id, today)):
            return _issue(found, actor_of(found.by_id, on=today), at=at)
    except DomainError as refusal:
        with scope.transaction_as(scope.system_token(today)):
            _fail(sending_id, refusal.sentence, at=at)
        return False


def _issue(found: Sending, by: Actor, *, at: datetime) -> bool:
    locked(found.document_id)
    sending = Sending.objects.select_for_update().filter(pk=found.pk, state=_S.WAITING).first()
    if sending is None:  # stopped, or sent by another worker, while we waited for the lock
        return False
    issue(
        by=by, document_id=sending.document_id, version=sending.document_version, at=at,
        paper_sent_on=sending.paper_sent_on, finishes=sending.finishes,
    )  # fmt: skip
    sending.state, sending.ended_at = _S.SENT, at
    sending.save(update_fields=["state", "ended_at"])
    return True


def _fail(sending_id: int, sentence: str, *, at: datetime) -> None:
    changed = Sending.objects.filter(pk=sending_id, state=_S.WAITING).update(
        state=_S.FAILED, ended_at=at, said=sentence[:500]
    )
    if changed:
        sending = Sending.objects.get(pk=sending_id)
        document = Document.objects.get(pk=sending.document_id)
        tell(
            [sending.by_id], f"Chưa gửi được {document.symbol}: {sentence}",
            address=reverse("outgoing_outbox", args=[document.pk]), at=at, by=None,
        )  # fmt: skip
