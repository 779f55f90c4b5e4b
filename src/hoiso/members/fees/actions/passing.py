"""Money goes up: from a branch to its commune, from a commune to the province; the receiver confirms it."""

from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor, Right
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.members.fees.actions.taking import next_number
from hoiso.members.fees.errors import AlreadyAnswered, DoesNotFit, NothingOwed
from hoiso.members.fees.months import dong
from hoiso.members.fees.queries.money import NO_TRANSFER, branch_hand, commune_hand
from hoiso.members.fees.rules import confirms, require_taking
from hoiso.members.models import FeeMovement

KIND = FeeMovement.Kind


@transaction.atomic
def send_from_branch(
    *, by: Actor, commune_id: int, branch_id: int, money: int, on: date, note: str, at: datetime
) -> FeeMovement:
    """The upper levels' part of what the branch took, or some of it, goes to the unit above."""
    require_taking(by, commune_id=commune_id, branch_id=branch_id)
    next_number(branch_id, on.year)
    _check(money, branch_hand(branch_id).to_send, on, at)
    made = FeeMovement.objects.create(
        kind=KIND.SENT, commune_id=commune_id, branch_id=branch_id, to_unit_id=commune_id, on=on,
        amount=money, cash_branch=-money, way=money, note=note, by_id=by.officer_id, by_name=by.full_name,
        at=at,
    )  # fmt: skip
    _record(by, "fee_sent", made, branch_id, at)
    return made


@transaction.atomic
def send_from_commune(
    *, by: Actor, commune_id: int, province_id: int, money: int, on: date, note: str, at: datetime
) -> FeeMovement:
    """The province's part of what the commune received goes to the province."""
    if not by.holds(Right.CONFIRM_FEES, at=commune_id):
        raise NotAllowed("Việc nộp lên tỉnh do Hội xã, phường ghi.")
    next_number(commune_id, on.year)
    _check(money, commune_hand(commune_id).to_send, on, at)
    made = FeeMovement.objects.create(
        kind=KIND.SENT, commune_id=commune_id, to_unit_id=province_id, on=on, amount=money,
        cash_commune=-money, way=money, note=note, by_id=by.officer_id, by_name=by.full_name, at=at,
    )  # fmt: skip
    _record(by, "fee_sent", made, commune_id, at)
    return made


@transaction.atomic
def confirm(*, by: Actor, movement_id: int, at: datetime) -> FeeMovement:
    """The money is here, as it was sent. Whoever sent it does not confirm it herself."""
    sent = _sent(by, movement_id)
    if sent.by_id == by.officer_id:
        raise NotAllowed("Người ghi nộp không tự xác nhận. Nhờ một cán bộ khác của nơi nhận xác nhận.")
    return _answer(by, sent, KIND.RECEIVED, note="", at=at)


@transaction.atomic
def send_back(*, by: Actor, movement_id: int, reason: str, at: datetime) -> FeeMovement:
    """It did not come, or not as much: all of it is with the sender again, who sends it anew.

    The receiver says so, or the sender takes back what she wrote while nobody has confirmed it.
    """
    return _answer(by, _sent(by, movement_id), KIND.RETURNED, note=reason, at=at)


def _sent(by: Actor, movement_id: int) -> FeeMovement:
    sent = FeeMovement.objects.filter(pk=movement_id, kind=KIND.SENT).first()
    if sent is None or sent.to_unit_id is None:
        raise NotThere(NO_TRANSFER)
    if not confirms(by, sent.to_unit_id) and sent.by_id != by.officer_id:
        raise NotAllowed("Việc xác nhận do nơi nhận tiền làm.")
    next_number(sent.branch_id or sent.commune_id, sent.on.year)
    if FeeMovement.objects.filter(about=sent).exists():
        raise AlreadyAnswered("Lần nộp này đã được xác nhận hoặc trả lại trước đó.")
    return sent


def _answer(by: Actor, sent: FeeMovement, kind: str, *, note: str, at: datetime) -> FeeMovement:
    money = sent.amount
    back = kind == KIND.RETURNED
    made = FeeMovement.objects.create(
        kind=kind, commune_id=sent.commune_id, branch_id=sent.branch_id, to_unit_id=sent.to_unit_id,
        on=office_date(at), amount=money, way=-money,
        cash_branch=money if back and sent.branch_id else 0,
        cash_commune=money if bool(sent.branch_id) != back else 0,
        cash_province=money if not back and not sent.branch_id else 0,
        about=sent, note=note, by_id=by.officer_id, by_name=by.full_name, at=at,
    )  # fmt: skip
    _record(by, "fee_returned" if back else "fee_received", sent, sent.branch_id or sent.commune_id, at)
    return made


def _check(money: int, most: int, on: date, at: datetime) -> None:
    if on > office_date(at):
        raise DomainError("Ngày nộp phải là hôm nay hoặc trước đó.", field="ngay")
    if most == 0:
        raise NothingOwed("Hiện không có khoản nào phải nộp lên.")
    if money > most:
        raise DoesNotFit(
            f"Phần phải nộp lên chỉ còn {dong(most)}. Ghi số tiền không quá số đó.", field="tien"
        )


def _record(by: Actor, action: str, moved: FeeMovement, unit_id: int, at: datetime) -> None:
    audit.record(
        action, "fee_transfer", moved.pk, at=at, actor_id=by.officer_id, unit_id=unit_id, amount=moved.amount
    )
