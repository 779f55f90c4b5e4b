"""Fees (hội phí): what is asked, who is exempt, what money moved; and the branch's own small book.

Money is counted in whole đồng; a month is `year * 12 + month - 1`, as `fees.months` has it.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from hoiso.core.periods import period
from hoiso.core.walls import ANY_OFFICER, RowPolicy
from hoiso.members.tables.member import Member
from hoiso.members.tables.walls import KEPT_HERE, ME, of_kept_member
from hoiso.units.models import Unit

_SETS = f"(SELECT hoiso_sets_fees()) AND set_by = {ME}"
_COMMUNES = "(SELECT hoiso_communes_kept())::bigint[]"
_BRANCHES = "(SELECT hoiso_branches_kept())::bigint[]"
# Where the money lies or goes to; and what a member paid, for whoever keeps her now.
_SEEN = f"""CASE WHEN commune_id = ANY ({_COMMUNES}) THEN true
  WHEN branch_id = ANY ({_BRANCHES}) THEN true
  WHEN to_unit_id = ANY ({_COMMUNES}) THEN true
  ELSE member_id IS NOT NULL AND {of_kept_member()} END"""
_MOVED = f"""by_id = {ME} AND CASE WHEN commune_id = ANY ({_COMMUNES}) THEN true
  WHEN branch_id = ANY ({_BRANCHES}) THEN true ELSE to_unit_id = ANY ({_COMMUNES}) END"""


class FeeRate(models.Model):
    """What a member pays a month, from a month on. The row set last for a month holds; none is changed."""

    valid_from = models.DateField(help_text="The first day of a month")
    amount = models.PositiveIntegerField(help_text="Đồng a member and month")
    paper = models.CharField(max_length=200, blank=True)
    set_by = models.BigIntegerField(null=True)
    set_by_name = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="members_feerate_month", condition=Q(valid_from__day=1)),
            RowPolicy(name="members_feerate_wall", read=ANY_OFFICER, insert=_SETS),
        ]
        indexes = [models.Index(fields=["valid_from", "id"], name="members_feerate_last")]


class FeeSplit(models.Model):
    """How many per cent of the fee each level keeps, from a day on. Set last for a day holds."""

    valid_from = models.DateField()
    branch = models.PositiveSmallIntegerField()
    commune = models.PositiveSmallIntegerField()
    province = models.PositiveSmallIntegerField()
    paper = models.CharField(max_length=200, blank=True)
    set_by = models.BigIntegerField(null=True)
    set_by_name = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="members_feesplit_whole",
                condition=Q(branch=100 - F("commune") - F("province")),
            ),
            RowPolicy(name="members_feesplit_wall", read=ANY_OFFICER, insert=_SETS),
        ]
        indexes = [models.Index(fields=["valid_from", "id"], name="members_feesplit_last")]


class FeeExemption(models.Model):
    """Months for which a member owes nothing, by a decision: whole months, `valid_to` their last day.

    One that was wrong is withdrawn; the row stays.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="fee_exemptions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    reason = models.CharField(max_length=300)
    paper = models.CharField(max_length=200, blank=True)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="members_feeexemption_period",
                condition=Q(valid_from__day=1) & (Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))),
            ),
            ExclusionConstraint(
                name="members_feeexemption_once",
                expressions=[("member", RangeOperators.EQUAL), (period(), RangeOperators.OVERLAPS)],
                condition=Q(withdrawn_at=None),
            ),
            RowPolicy(
                name="members_feeexemption_wall",
                read=of_kept_member(),
                insert=f"{of_kept_member()} AND by_id = {ME}",
                update=of_kept_member(),
            ),
        ]


class FeeMovement(models.Model):
    """Money of fees that moved, both sides of it in one row: where it lies now, and whose it is.

    `cash_*` is what lies more (or less) at each level and on the way between two, `own_*` what belongs to
    each more (or less); the two sides are equal in every row, by a constraint, so they are in every sum.
    A row is never changed or taken away (a trigger): what was wrong is set right by a row that says the
    opposite, `about` the first one. `member` alone follows when two records of a woman are merged.

    `paid` is a receipt: `number` without gaps by branch and `year` of the day, for `months` of `for_year`.
    """

    class Kind(models.TextChoices):
        PAID = "paid", "Thu hội phí"
        UNDONE = "undone", "Huỷ phiếu thu"
        SENT = "sent", "Nộp lên"
        RECEIVED = "received", "Đã nhận"
        RETURNED = "returned", "Chưa nhận, trả lại"

    kind = models.CharField(max_length=10, choices=Kind)
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    branch = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="fee_movements")
    for_year = models.PositiveSmallIntegerField(null=True)
    months = ArrayField(models.IntegerField(), default=list)
    amount = models.PositiveBigIntegerField()
    cash_branch = models.BigIntegerField(default=0)
    cash_commune = models.BigIntegerField(default=0)
    cash_province = models.BigIntegerField(default=0)
    way = models.BigIntegerField(default=0)
    own_branch = models.BigIntegerField(default=0)
    own_commune = models.BigIntegerField(default=0)
    own_province = models.BigIntegerField(default=0)
    about = models.OneToOneField("self", models.PROTECT, null=True, related_name="answer")
    note = models.CharField(max_length=300, blank=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="members_feemovement_balanced",
                condition=Q(
                    own_branch=F("cash_branch")
                    + F("cash_commune")
                    + F("cash_province")
                    + F("way")
                    - F("own_commune")
                    - F("own_province")
                ),
            ),
            models.CheckConstraint(
                name="members_feemovement_paid",
                condition=~Q(kind="paid")
                | Q(
                    branch__isnull=False,
                    member__isnull=False,
                    number__isnull=False,
                    year__isnull=False,
                    for_year__isnull=False,
                    amount__gt=0,
                    cash_branch=F("amount"),
                    cash_commune=0,
                    cash_province=0,
                    way=0,
                    own_branch__gte=0,
                    own_commune__gte=0,
                    own_province__gte=0,
                ),
            ),
            models.CheckConstraint(
                name="members_feemovement_sent",
                condition=~Q(kind="sent")
                | Q(
                    amount__gt=0, way=F("amount"), to_unit__isnull=False,
                    own_branch=0, own_commune=0, own_province=0,
                ),
            ),
            models.CheckConstraint(
                name="members_feemovement_answers",
                condition=Q(kind__in=["paid", "sent"], about=None)
                | Q(kind__in=["undone", "received", "returned"], about__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["branch", "year", "number"],
                name="members_feemovement_number",
                condition=Q(number__isnull=False),
            ),
            RowPolicy(
                name="members_feemovement_wall",
                read=_SEEN,
                insert=_MOVED,
                update=f"member_id IS NOT NULL AND {of_kept_member()}",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["branch", "on", "id"], name="members_feemovement_branch"),
            models.Index(fields=["commune", "on", "id"], name="members_feemovement_commune"),
        ]


class BranchEntry(models.Model):
    """A line of the branch's own small book: money in (above zero) or out, of one fund, with its reason.

    Never changed: a wrong line gets one that says the opposite (`about`). The branch's part of the fees
    comes into the fund `fee` by itself (`FeeMovement.own_branch`).
    """

    class Fund(models.TextChoices):
        FEE = "fee", "Quỹ hội phí"
        SAVINGS = "savings", "Tổ tiết kiệm"
        VISITS = "visits", "Quỹ thăm hỏi"

    branch = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    fund = models.CharField(max_length=10, choices=Fund)
    on = models.DateField()
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    below_zero = models.BooleanField(default=False, help_text="Said so by the one who wrote it")
    about = models.OneToOneField("self", models.PROTECT, null=True, related_name="answer")
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="members_branchentry_some", condition=~Q(amount=0)),
            RowPolicy(
                name="members_branchentry_wall", read=KEPT_HERE, insert=f"({KEPT_HERE}) AND by_id = {ME}"
            ),
        ]
        indexes = [models.Index(fields=["branch", "fund", "on", "id"], name="members_branchentry_book")]
