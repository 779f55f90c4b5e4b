"""What a desk has learnt from its corrections: where the pages of a sender have a value."""

from django.db import models

from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.walls import MY_DESKS, of_visible_document
from hoiso.units.models import Unit


class SenderHabit(models.Model):
    """A value of a sender's documents that was read wrongly, and where the right one stood.

    `sender` is the issuer as registered, `field` a name of `reading.fields.Field`. `page` is 1 (first),
    -1 (last of several) or 0: the right value was not found on the pages, only the mistake is known. The
    box is in thousandths of the page. `proposed` and `became` are those of the newest correction, of
    `document`: who may not see that document does not see this row. `times` counts how often the right
    value stood here, `missed` how often another was right. Written by the worker alone.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    sender = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_collation="C")
    issuer_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    field = models.CharField(max_length=12)
    page = models.SmallIntegerField(default=0)
    box = models.JSONField(null=True)
    label = models.CharField(max_length=120, blank=True)
    above = models.CharField(max_length=120, blank=True)
    runs_on = models.BooleanField(default=False)
    proposed = models.CharField(max_length=500, blank=True)
    became = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    times = models.PositiveSmallIntegerField(default=1)
    missed = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_senderhabit_wall",
                read=f"{MY_DESKS} AND {of_visible_document()}",
                delete=f"{MY_DESKS} AND {of_visible_document()}",
            )
        ]
        indexes = [
            models.Index(fields=["unit", "folded"], name="documents_habit_sender"),
            models.Index(fields=["unit", "last_at"], name="documents_habit_oldest"),
        ]
