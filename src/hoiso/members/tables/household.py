"""Households: the Union counts those with a member among those with a woman of full age."""

from django.db import models
from django.db.models import Q

from hoiso.core.walls import RowPolicy
from hoiso.members.tables.member import Member
from hoiso.members.tables.walls import KEPT_HERE, of_kept_household
from hoiso.units.models import Unit

_KEPT = of_kept_household()


class Household(models.Model):
    """A household of a branch's hamlet, with or without a member in it.

    `women`: how many women of full age live there, where the branch counts them; None: not counted.
    """

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    head_name = models.CharField(max_length=100)
    folded = models.CharField(max_length=120, db_collation="C")
    hamlet = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=200, blank=True)
    women = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            RowPolicy(name="members_household_wall", read=KEPT_HERE, insert=KEPT_HERE, update=KEPT_HERE)
        ]
        indexes = [
            models.Index(fields=["branch", "folded"], name="members_household_branch"),
            models.Index(fields=["commune", "folded"], name="members_household_commune"),
        ]

    def __str__(self) -> str:
        return f"household {self.pk}"


class HouseholdPerson(models.Model):
    """One person of a household: a member, or somebody who is none and is known by name and year alone."""

    class Relation(models.TextChoices):
        HEAD = "head", "Chủ hộ"
        SPOUSE = "spouse", "Vợ, chồng"
        CHILD = "child", "Con"
        PARENT = "parent", "Cha, mẹ"
        OTHER = "other", "Người khác trong hộ"

    household = models.ForeignKey(Household, models.PROTECT, related_name="people")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="household_places")
    full_name = models.CharField(max_length=100, blank=True, help_text="Of who is no member")
    birth_year = models.PositiveSmallIntegerField(null=True)
    relation = models.CharField(max_length=10, choices=Relation, default=Relation.OTHER)
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                name="members_household_one",
                condition=Q(left_on=None, member__isnull=False),
            ),
            models.CheckConstraint(
                name="members_householdperson_known", condition=Q(member__isnull=False) | ~Q(full_name="")
            ),
            RowPolicy(
                name="members_householdperson_wall", read=_KEPT, insert=_KEPT, update=_KEPT, delete=_KEPT
            ),
        ]
