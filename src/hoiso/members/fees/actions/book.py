"""The branch's own small book: money in and out with its reason; a wrong line gets its opposite."""

from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.members.fees.actions.taking import next_number
from hoiso.members.fees.errors import AlreadyAnswered, BelowZero
from hoiso.members.fees.months import dong
from hoiso.members.fees.queries.money import balances
from hoiso.members.fees.rules import require_taking
from hoiso.members.models import BranchEntry


@transaction.atomic
def write_entry(
    *, by: Actor, commune_id: int, branch_id: int, fund: str, amount: int, on: date, reason: str,
    below_zero: bool, at: datetime,
) -> BranchEntry:  # fmt: skip
    """A line: `amount` above zero came in, below zero went out.

    Raises BelowZero where the fund would hold less than nothing and `below_zero` does not say that it does.
    """
    require_taking(by, commune_id=commune_id, branch_id=branch_id)
    if on > office_date(at):
        raise DomainError("Ngày phải là hôm nay hoặc trước đó.", field="ngay")
    next_number(branch_id, on.year)
    left = balances(branch_id)[fund] + amount
    if left < 0 and amount < 0 and not below_zero:
        name = BranchEntry.Fund(fund).label
        raise BelowZero(
            f"{name} chỉ còn {dong(left - amount)}, chi {dong(-amount)} thì âm {dong(-left)}."
            " Sửa số tiền; nếu đúng là đã ứng trước, đánh dấu “Quỹ âm là đúng” rồi ghi lại.",
            field="tien",
        )
    made = BranchEntry.objects.create(
        branch_id=branch_id, commune_id=commune_id, fund=fund, on=on, amount=amount, reason=reason,
        below_zero=left < 0, by_id=by.officer_id, by_name=by.full_name, at=at,
    )  # fmt: skip
    _record(by, "branch_book_written", made, at)
    return made


@transaction.atomic
def undo_entry(*, by: Actor, entry_id: int, at: datetime) -> BranchEntry:
    """The line was wrong: its opposite is written beneath it."""
    first = BranchEntry.objects.filter(pk=entry_id).first()
    if first is None:
        raise NotThere("Không có dòng này trong sổ chi hội.")
    require_taking(by, commune_id=first.commune_id, branch_id=first.branch_id)
    next_number(first.branch_id, first.on.year)
    if first.about_id is not None or BranchEntry.objects.filter(about=first).exists():
        raise AlreadyAnswered("Dòng này đã được sửa trước đó.")
    left = balances(first.branch_id)[first.fund] - first.amount
    made = BranchEntry.objects.create(
        branch_id=first.branch_id, commune_id=first.commune_id, fund=first.fund, on=office_date(at),
        amount=-first.amount, reason=f"Ghi lại cho đúng: {first.reason}"[:300], below_zero=left < 0,
        about=first, by_id=by.officer_id, by_name=by.full_name, at=at,
    )  # fmt: skip
    _record(by, "branch_book_undone", made, at)
    return made


def _record(by: Actor, action: str, entry: BranchEntry, at: datetime) -> None:
    audit.record(
        action, "branch_entry", entry.pk, at=at, actor_id=by.officer_id, unit_id=entry.branch_id,
        amount=entry.amount,
    )  # fmt: skip
