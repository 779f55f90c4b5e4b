"""Rates and shares from a day on, and who owes nothing by a decision. Nothing that was set is overwritten."""

from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotThere
from hoiso.members.fees.rules import require_setting, require_taking
from hoiso.members.models import FeeExemption, FeeRate, FeeSplit, Member


@transaction.atomic
def set_rate(*, by: Actor, valid_from: date, amount: int, paper: str, at: datetime) -> FeeRate:
    """A rate from a month on. Months that were paid before stay paid."""
    require_setting(by)
    made = FeeRate.objects.create(
        valid_from=valid_from.replace(day=1), amount=amount, paper=paper, set_by=by.officer_id,
        set_by_name=by.full_name, set_at=at,
    )  # fmt: skip
    audit.record(
        "fee_rate_set", "fee_rate", made.pk, at=at, actor_id=by.officer_id, unit_id=by.unit_id, amount=amount
    )
    return made


@transaction.atomic
def set_split(
    *, by: Actor, valid_from: date, branch: int, commune: int, province: int, paper: str, at: datetime
) -> FeeSplit:
    """Shares of the levels from a day on; what was taken before stays divided as it was."""
    require_setting(by)
    if branch + commune + province != 100:
        raise DomainError(
            f"Ba tỷ lệ cộng lại phải đúng 100 %, hiện là {branch + commune + province} %. Sửa lại.",
            field="tinh",
        )
    made = FeeSplit.objects.create(
        valid_from=valid_from, branch=branch, commune=commune, province=province, paper=paper,
        set_by=by.officer_id, set_by_name=by.full_name, set_at=at,
    )  # fmt: skip
    audit.record("fee_split_set", "fee_split", made.pk, at=at, actor_id=by.officer_id, unit_id=by.unit_id)
    return made


@transaction.atomic
def exempt(
    *, by: Actor, member_id: int, valid_from: date, valid_to: date | None, reason: str, paper: str,
    at: datetime,
) -> FeeExemption:  # fmt: skip
    """Whole months for which she owes nothing."""
    member = _member(by, member_id)
    if valid_to is not None and valid_to < valid_from:
        raise DomainError("Tháng cuối phải sau tháng đầu.", field="den")
    others = FeeExemption.objects.filter(member=member, withdrawn_at=None)
    if any(
        (valid_to is None or one.valid_from <= valid_to)
        and (one.valid_to is None or one.valid_to >= valid_from)
        for one in others
    ):
        raise DomainError(
            "Hội viên đã được miễn trong thời gian này. Thôi miễn lần trước rồi ghi lại.", field="tu"
        )
    made = FeeExemption.objects.create(
        member=member, valid_from=valid_from, valid_to=valid_to, reason=reason, paper=paper,
        by_id=by.officer_id, at=at,
    )  # fmt: skip
    audit.record("fee_exempted", "member", member.pk, at=at, actor_id=by.officer_id, unit_id=member.branch_id)
    return made


@transaction.atomic
def withdraw_exemption(*, by: Actor, member_id: int, exemption_id: int, at: datetime) -> None:
    """It was wrong: her months are owed as if it had not been; the row stays."""
    member = _member(by, member_id)
    found = FeeExemption.objects.filter(pk=exemption_id, member=member, withdrawn_at=None).update(
        withdrawn_at=at
    )
    if not found:
        raise NotThere("Không có lần miễn này.")
    audit.record(
        "fee_exemption_withdrawn",
        "member",
        member.pk,
        at=at,
        actor_id=by.officer_id,
        unit_id=member.branch_id,
    )


def _member(by: Actor, member_id: int) -> Member:
    member = Member.objects.select_for_update().filter(pk=member_id, merged_into=None).first()
    if member is None:
        raise NotThere("Không có hội viên này, hoặc hội viên không thuộc nơi đồng chí phụ trách.")
    require_taking(by, commune_id=member.commune_id, branch_id=member.branch_id)
    return member
