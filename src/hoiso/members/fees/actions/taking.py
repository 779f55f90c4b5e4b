"""Fees come in: from one member, from a whole branch; a receipt is undone by its opposite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.members.fees.errors import AlreadyAnswered, ChangedMeanwhile, DoesNotFit, NotDecided, NothingOwed
from hoiso.members.fees.months import FeePeriod, divided, dong, months_for, months_words
from hoiso.members.fees.queries.due import DueRow, due_of
from hoiso.members.fees.queries.money import NO_RECEIPT, branch_hand, split_on
from hoiso.members.fees.rules import require_taking
from hoiso.members.models import FeeMovement, Member

_MOST = 500
NO_SPLIT = "Tỉnh chưa ghi tỷ lệ để lại của hội phí. Hãy báo tỉnh ghi ở trang Mức hội phí, rồi thu lại."


@dataclass(frozen=True, slots=True)
class Taken:
    """What came in at once."""

    receipts: tuple[FeeMovement, ...]

    @property
    def total(self) -> int:
        """Đồng."""
        return sum(one.amount for one in self.receipts)


@transaction.atomic
def take_from_member(
    *,
    by: Actor,
    member_id: int,
    period: FeePeriod | None,
    year_months: Sequence[int],
    money: int,
    on: date,
    at: datetime,
) -> FeeMovement:
    """One member pays the period, or (`period` None) as many of her oldest unpaid months as the money fits.

    Raises DoesNotFit with what would fit; NothingOwed; NotDecided.
    """
    _check_day(on, at)
    member = _locked([member_id]).get(member_id)
    if member is None:
        raise NotThere("Không có hội viên này, hoặc hội viên không thuộc nơi đồng chí phụ trách.")
    require_taking(by, commune_id=member.commune_id, branch_id=member.branch_id)
    due = due_of([member_id], months=period.months if period else year_months)[member_id]
    if not due.months:
        words = period.name if period else "năm này"
        raise NothingOwed(f"Hội viên không còn phải nộp gì cho {words}. Chọn kỳ khác.", field="ky")
    months = due.months if period else months_for(money, due.owed)
    if months is None or (period and money != due.unpaid):
        raise DoesNotFit(_fits(money, due, period), field="tien")
    return _record(by, member.branch_id, [(member, due, months)], on=on, at=at)[0]


def _fits(money: int, due: DueRow, period: FeePeriod | None) -> str:
    if period:
        return (
            f"{dong(money)} không khớp: {period.name} còn phải nộp {dong(due.unpaid)}"
            f" ({months_words(due.months)}). Ghi đúng số đó, hoặc chọn kỳ khác."
        )
    return (
        f"{dong(money)} không vừa số tháng nào: tháng cũ nhất còn thiếu là {months_words(due.months[:1])},"
        f" {dong(due.amounts[0])}; còn thiếu tất cả {dong(due.unpaid)}. Ghi số tiền đủ tròn tháng."
    )


@transaction.atomic
def take_from_branch(
    *,
    by: Actor,
    commune_id: int,
    branch_id: int,
    shown: Mapping[int, int],
    period: FeePeriod,
    on: date,
    at: datetime,
) -> Taken:
    """All these members (id: what the page showed that she owes) have paid the period: a receipt each.

    Raises ChangedMeanwhile where one owes another sum by now, and records nothing then.
    """
    require_taking(by, commune_id=commune_id, branch_id=branch_id)
    _check_day(on, at)
    if not shown:
        raise NothingOwed("Chưa chọn ai. Đánh dấu những người đã nộp rồi bấm lại.")
    if len(shown) > _MOST:
        raise DomainError(f"Mỗi lần ghi nhiều nhất {_MOST} người. Bỏ bớt dấu rồi ghi thành hai lần.")
    members = _locked(list(shown))
    due = due_of(list(members), months=period.months)
    lines = [
        (members[pk], due[pk], due[pk].months)
        for pk in sorted(members, key=lambda pk: (members[pk].name_key, pk))
        if members[pk].branch_id == branch_id and due[pk].months
    ]
    if len(lines) != len(shown) or any(row.unpaid != shown[row.id] for _, row, _ in lines):
        raise ChangedMeanwhile(
            "Trong lúc đồng chí xem, có người đã được thu hoặc số phải nộp đã đổi. Xem lại danh sách rồi ghi."
        )
    return Taken(tuple(_record(by, branch_id, lines, on=on, at=at)))


def _record(
    by: Actor,
    branch_id: int,
    lines: Sequence[tuple[Member, DueRow, Sequence[int]]],
    *,
    on: date,
    at: datetime,
) -> list[FeeMovement]:
    split = split_on(on)
    if split is None:
        raise NotDecided(NO_SPLIT)
    number = next_number(branch_id, on.year)
    made = []
    for place, (member, due, months) in enumerate(lines):
        costs = dict(due.owed)
        money = sum(costs[month] for month in months)
        shares = divided(money, commune=split.commune, province=split.province)
        made.append(
            FeeMovement(
                kind=FeeMovement.Kind.PAID,
                commune_id=member.commune_id,
                branch_id=branch_id,
                on=on,
                year=on.year,
                number=number + place,
                member=member,
                for_year=months[0] // 12,
                months=list(months),
                amount=money,
                cash_branch=money,
                own_branch=shares.branch,
                own_commune=shares.commune,
                own_province=shares.province,
                by_id=by.officer_id,
                by_name=by.full_name,
                at=at,
            )
        )
    FeeMovement.objects.bulk_create(made)
    audit.record(
        "fee_taken",
        "branch",
        branch_id,
        at=at,
        actor_id=by.officer_id,
        unit_id=branch_id,
        receipts=len(made),
        first=number,
    )
    return made


@transaction.atomic
def undo_receipt(*, by: Actor, movement_id: int, reason: str, at: datetime) -> FeeMovement:
    """The receipt does not hold: its opposite is written, its months are owed again."""
    first = FeeMovement.objects.filter(pk=movement_id, kind=FeeMovement.Kind.PAID).first()
    if first is None or first.branch_id is None:
        raise NotThere(NO_RECEIPT)
    require_taking(by, commune_id=first.commune_id, branch_id=first.branch_id)
    next_number(first.branch_id, first.on.year)
    if FeeMovement.objects.filter(about=first).exists():
        raise AlreadyAnswered("Phiếu thu này đã được huỷ trước đó.")
    if branch_hand(first.branch_id).lies < first.amount:
        raise DoesNotFit(
            "Tiền của phiếu này đã nộp lên trên, chi hội không còn đủ để trả lại."
            " Đề nghị xã trả lại lần nộp chưa xác nhận, hoặc ghi khi chi hội đã thu thêm."
        )
    undone = FeeMovement.objects.create(
        kind=FeeMovement.Kind.UNDONE,
        commune_id=first.commune_id,
        branch_id=first.branch_id,
        on=office_date(at),
        member_id=first.member_id,
        for_year=first.for_year,
        months=first.months,
        amount=first.amount,
        cash_branch=-first.cash_branch,
        own_branch=-first.own_branch,
        own_commune=-first.own_commune,
        own_province=-first.own_province,
        about=first,
        note=reason,
        by_id=by.officer_id,
        by_name=by.full_name,
        at=at,
    )
    audit.record(
        "fee_undone", "fee_receipt", first.pk, at=at, actor_id=by.officer_id, unit_id=first.branch_id
    )
    return undone


def next_number(unit_id: int, year: int) -> int:
    """Hold the unit's money to the end of the transaction; the next number of its receipts of the year."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_fee_number(%s, %s)", [unit_id, year])
        found: int = cursor.fetchone()[0]
    return found


def _locked(member_ids: Sequence[int]) -> dict[int, Member]:
    chosen = Member.objects.select_for_update().filter(pk__in=member_ids, merged_into=None).order_by("pk")
    return {member.pk: member for member in chosen}


def _check_day(on: date, at: datetime) -> None:
    today = office_date(at)
    if on > today or on.year < today.year - 1:
        raise DomainError("Ngày thu phải là hôm nay hoặc trước đó, không quá năm trước.", field="ngay")
