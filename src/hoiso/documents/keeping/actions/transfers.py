"""Handing dossiers over to an archive: listed, delivered with minutes, received or given back (Điều 30)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents.errors import WrongState
from hoiso.documents.keeping.actions.holds import record, require_free
from hoiso.documents.keeping.archive import FOR_EVER, goes_to_archive
from hoiso.documents.keeping.errors import Held
from hoiso.documents.tables.archive import Transfer, TransferEntry
from hoiso.documents.tables.keeping import Dossier

_State = Transfer.State


@transaction.atomic
def prepare_transfer(
    *, by: Actor, unit_id: int, to: str, archive: str, dossier_ids: Collection[int], at: datetime
) -> Transfer:
    """List closed dossiers for an archive, in the order of the plan. Locks them by id.

    Raises `DomainError` where one is open, held, kept for too short a time, or lies there already.
    """
    require(by, Right.KEEP_ARCHIVE, at=unit_id)
    rows = list(Dossier.objects.select_for_update(no_key=True).filter(pk__in=dossier_ids).order_by("pk"))
    if not rows:
        raise DomainError("Đánh dấu ít nhất một hồ sơ trong danh sách")
    if len(rows) != len(set(dossier_ids)) or any(one.unit_id != unit_id for one in rows):
        raise NotThere("Có hồ sơ không còn trong danh sách. Mở lại trang rồi chọn lại.")
    for dossier in rows:
        _require_ready(dossier, to)
    transfer = Transfer.objects.create(
        unit_id=unit_id, to=to, archive=archive, made_by=by.officer_id, made_by_name=by.full_name, made_at=at
    )
    ordered = sorted(rows, key=lambda one: (one.year, one.heading, len(one.code), one.code, one.pk))
    TransferEntry.objects.bulk_create(
        TransferEntry(transfer=transfer, unit_id=unit_id, dossier=dossier, to=to, ordinal=place)
        for place, dossier in enumerate(ordered, start=1)
    )
    _record("prepare_transfer", transfer, ordered, by, at)
    return transfer


def _require_ready(dossier: Dossier, to: str) -> None:
    if dossier.closed_on is None:
        raise Held(f"Hồ sơ {dossier.code} chưa đóng. Đóng hồ sơ trước khi nộp lưu trữ.")
    if not goes_to_archive(dossier.retention):
        raise Held(f"Hồ sơ {dossier.code} bảo quản dưới 5 năm, không phải nộp lưu trữ.")
    if to == Transfer.To.OFFICE:
        return require_free(dossier)
    if dossier.retention != FOR_EVER:
        raise Held(f"Hồ sơ {dossier.code} không bảo quản vĩnh viễn nên không nộp vào lưu trữ lịch sử.")
    hold = dossier.holds.filter(lifted_at=None).first()
    if hold is not None:
        raise Held(f"Hồ sơ {dossier.code} đang được giữ lại. Lý do: {hold.reason}")
    lies = TransferEntry.objects.filter(dossier=dossier, live=True).select_related("transfer")
    if any(one.to == to or one.transfer.state != _State.RECEIVED for one in lies):
        raise Held(f"Hồ sơ {dossier.code} đang ở một đợt nộp lưu trữ khác.")
    return None


@transaction.atomic
def send_transfer(*, by: Actor, transfer_id: int, deliverer: str, sent_on: date, at: datetime) -> Transfer:
    """The dossiers are delivered, with the minutes in two copies. A held one goes nowhere. Twice is once."""
    transfer = _locked(transfer_id, by)
    if transfer.state == _State.SENT:
        return transfer
    _require_state(transfer, _State.PREPARED)
    _require_past(sent_on, at, "sent_on")
    held = Dossier.objects.filter(
        transfers__transfer=transfer, holds__isnull=False, holds__lifted_at=None
    ).first()
    if held is not None:
        raise Held(f"Hồ sơ {held.code} đang được giữ lại. Bỏ giữ hoặc trả lại đợt nộp này.")
    transfer.state, transfer.deliverer, transfer.sent_on = _State.SENT, deliverer, sent_on
    transfer.save(update_fields=["state", "deliverer", "sent_on"])
    _record("send_transfer", transfer, _dossiers(transfer), by, at)
    return transfer


@transaction.atomic
def receive_transfer(*, by: Actor, transfer_id: int, receiver: str, ended_on: date, at: datetime) -> Transfer:
    """The archive has signed for them. Twice is once."""
    transfer = _locked(transfer_id, by)
    if transfer.state == _State.RECEIVED:
        return transfer
    _require_state(transfer, _State.SENT)
    _require_past(ended_on, at, "ended_on")
    if transfer.sent_on is not None and ended_on < transfer.sent_on:
        raise DomainError("Ngày nhận phải từ ngày giao trở đi", field="ended_on")
    transfer.state, transfer.receiver, transfer.ended_on = _State.RECEIVED, receiver, ended_on
    transfer.save(update_fields=["state", "receiver", "ended_on"])
    _record("receive_transfer", transfer, _dossiers(transfer), by, at)
    return transfer


@transaction.atomic
def return_transfer(*, by: Actor, transfer_id: int, reason: str, at: datetime) -> Transfer:
    """Given back, or not delivered after all: its dossiers are free again. Twice is once."""
    transfer = _locked(transfer_id, by)
    if transfer.state == _State.RETURNED:
        return transfer
    if transfer.state == _State.RECEIVED:
        raise WrongState("Lưu trữ đã nhận các hồ sơ này. Việc trả lại do lưu trữ quyết định.")
    dossiers = _dossiers(transfer)
    transfer.entries.update(live=False)
    transfer.state, transfer.reason, transfer.ended_on = _State.RETURNED, reason, office_date(at)
    transfer.save(update_fields=["state", "reason", "ended_on"])
    _record("return_transfer", transfer, dossiers, by, at)
    return transfer


def _locked(transfer_id: int, by: Actor) -> Transfer:
    transfer = Transfer.objects.select_for_update(no_key=True).filter(pk=transfer_id).first()
    if transfer is None:
        raise NotThere("Không có đợt nộp lưu trữ này, hoặc đồng chí không được xem.")
    require(by, Right.KEEP_ARCHIVE, at=transfer.unit_id)
    return transfer


def _dossiers(transfer: Transfer) -> list[Dossier]:
    return list(Dossier.objects.filter(transfers__transfer=transfer))


def _require_state(transfer: Transfer, wanted: str) -> None:
    if transfer.state != wanted:
        raise WrongState(
            f"Đợt nộp này đang ở bước “{_State(transfer.state).label}”, không làm được việc vừa chọn."
        )


def _require_past(day: date, at: datetime, field: str) -> None:
    if day > office_date(at):
        raise DomainError("Ngày phải là hôm nay hoặc trước hôm nay", field=field)


def _record(action: str, transfer: Transfer, dossiers: Iterable[Dossier], by: Actor, at: datetime) -> None:
    """The act stands in the trail of the transfer and of each dossier."""
    audit.record(action, "transfer", transfer.pk, at=at, actor_id=by.officer_id, unit_id=transfer.unit_id)
    for dossier in dossiers:
        record(action, dossier, by, at, transfer=transfer.pk)
