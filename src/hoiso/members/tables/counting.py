"""Counting: counts of a day kept by branch, what is entered beside them, and the periodic reports.

Nobody reads the counts of branches but through `hoiso_tally`, `hoiso_tally_cut` and
`hoiso_member_movements`, which ask whether she may count there.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hoiso.core.walls import ANY_OFFICER, RowPolicy
from hoiso.members.tables.walls import ME
from hoiso.units.models import Unit

_HERE = "hoiso_counts_at(unit_id)"
_OFFICE = "(unit_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) OR (SELECT hoiso_members_everywhere()))"


class Tally(models.Model):
    """How many there are of each kind in a branch on a day, made from the spans (`counting.indicators`)."""

    day = models.DateField()
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    figures = ArrayField(models.IntegerField())
    cuts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "branch"], name="members_tally_once"),
            RowPolicy(name="members_tally_wall"),
        ]


class TallyMark(models.Model):
    """A branch in which something changed since it was counted: set by triggers, taken by the counting."""

    branch = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        constraints = [RowPolicy(name="members_tallymark_wall")]


class TallyDay(models.Model):
    """A day for which every branch is counted."""

    day = models.DateField(primary_key=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [RowPolicy(name="members_tallyday_wall")]


class WomenCount(models.Model):
    """Women of full age who live in a commune, as a source has it for a year; the newest row holds."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    women = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    set_by = models.BigIntegerField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            RowPolicy(
                name="members_womencount_wall",
                read=ANY_OFFICER,
                insert=f"{_OFFICE} AND set_by = {ME}",
            ),
        ]
        indexes = [models.Index(fields=["unit", "year", "-id"], name="members_women_newest")]


class BranchCount(models.Model):
    """The number of members that a branch without a list tells, of a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on = models.DateField()
    members = models.PositiveIntegerField()
    told_by = models.CharField(max_length=150)
    set_by = models.BigIntegerField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            RowPolicy(name="members_branchcount_wall", read=_HERE, insert=f"{_HERE} AND set_by = {ME}"),
        ]
        indexes = [models.Index(fields=["unit", "-on", "-id"], name="members_branchcount_newest")]


class MemberReport(models.Model):
    """One unit's report of a period: drawn from the register, corrected, signed off upward, closed.

    `figures`: {code: number} as drawn. `changes`: a list of {code, value, before, reason, by, at}. `below`:
    {code: sum of what closed reports of the units below were corrected by}. A closed report never changes: a
    correction makes the next `version`, with `why`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Đang lập"
        SENT = "sent", "Đã ký gửi, chờ cấp trên"
        CLOSED = "closed", "Đã chốt"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    above = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    period = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    why = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    figures = models.JSONField()
    below = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    told = models.CharField(max_length=300, blank=True, help_text="Which numbers it shows, in words")
    drawn_at = models.DateTimeField()
    drawn_by = models.BigIntegerField()
    drawn_name = models.CharField(max_length=150)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.BigIntegerField(null=True)
    sent_name = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.BigIntegerField(null=True)
    closed_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "first", "last", "version"], name="members_report_version"
            ),
            models.UniqueConstraint(
                fields=["unit", "first", "last"],
                condition=~Q(state="closed"),
                name="members_report_one_open",
            ),
            models.CheckConstraint(name="members_report_period", condition=Q(last__gte=F("first"))),
            RowPolicy(
                name="members_memberreport_wall",
                read=_HERE,
                insert=f"{_HERE} AND drawn_by = {ME}",
                update=_HERE,
            ),
        ]
        indexes = [models.Index(fields=["unit", "-last", "-id"], name="members_report_newest")]

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED
