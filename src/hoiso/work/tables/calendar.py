"""Calendars: the week of a unit, and the secret address of an officer's feed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hoiso.core.walls import RowPolicy
from hoiso.units.models import Unit
from hoiso.work.tables.walls import ME, MY_DESKS, MY_UNITS

_OWN = f"officer_id = {ME}"


class FeedKey(models.Model):
    """The key of an officer's .ics address. Only its hash is kept: the address is shown once, when made.

    Whoever has the address reads her deadlines and nothing else; a new one makes the old one void.
    """

    officer_id = models.BigIntegerField(primary_key=True)
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            RowPolicy(name="work_feedkey_wall", read=_OWN, insert=_OWN, update=_OWN, delete=_OWN),
        ]


class WeekEntry(models.Model):
    """One line of a unit's weekly calendar (lịch công tác tuần): registered, approved, published.

    `people` are officers of the unit who take part, beside who chairs it; `attendees` names others
    in words. `document_id` is the invitation it was made from. While it is not published only the
    unit's desk, who registered it and who takes part see it; afterwards everybody at the unit.
    """

    class State(models.TextChoices):
        REGISTERED = "registered", "Chờ duyệt"
        APPROVED = "approved", "Đã duyệt"
        REFUSED = "refused", "Không duyệt"
        CANCELLED = "cancelled", "Đã huỷ"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True)
    chair_id = models.BigIntegerField(null=True)
    chair_name = models.CharField(max_length=150, blank=True)
    attendees = models.CharField(max_length=500, blank=True)
    people = ArrayField(models.BigIntegerField(), default=list)
    document_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.REGISTERED)
    published_at = models.DateTimeField(null=True)
    registered_by = models.BigIntegerField()
    registered_by_name = models.CharField(max_length=150)
    registered_at = models.DateTimeField()
    decided_by_name = models.CharField(max_length=150, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    conclusion = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="work_weekentry_order",
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
            ),
            models.UniqueConstraint(
                fields=["unit", "document_id"],
                name="work_weekentry_one_invitation",
                condition=models.Q(document_id__isnull=False, state__in=["registered", "approved"]),
            ),
            RowPolicy(
                name="work_weekentry_wall",
                read=f"{MY_DESKS} OR ({MY_UNITS} AND (published_at IS NOT NULL OR registered_by = {ME}"
                f" OR {ME} = ANY (people)))",
                insert=f"{MY_UNITS} AND registered_by = {ME}",
                update=f"{MY_DESKS} OR ({MY_UNITS} AND (registered_by = {ME} OR chair_id = {ME}))",
            ),
        ]
        indexes = [models.Index(fields=["unit", "starts_at"], name="work_weekentry_week")]

    def __str__(self) -> str:
        return self.title
