"""Rules on arrival: what the office wants done with a document as soon as it stands in the book."""

from django.db import models
from django.db.models import Q

from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.keeping import Dossier
from hoiso.documents.tables.walls import ME, MY_DESKS, of_visible_document
from hoiso.units.models import Unit


class ArrivalRule(models.Model):
    """One line of the table: sender, kind and words of a document, and what then happens to it.

    Empty conditions are not asked. `words` are phrases apart by commas, one of which must stand in the
    subject. It acts from `on_at` until `off_at`; a change switches it off, so that it is tried again.
    `on_fitting` is how many past documents it fitted when it was switched on.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    sender = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, blank=True)
    words = models.CharField(max_length=300, blank=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="+")
    leader_id = models.BigIntegerField(null=True)
    leader_name = models.CharField(max_length=150, blank=True)
    lead_id = models.BigIntegerField(null=True)
    lead_name = models.CharField(max_length=150, blank=True)
    days = models.PositiveSmallIntegerField(null=True, help_text="Working days from the day of registration")
    told_id = models.BigIntegerField(null=True)
    told_name = models.CharField(max_length=150, blank=True)
    made_by = models.BigIntegerField()
    made_by_name = models.CharField(max_length=150)
    changed_at = models.DateTimeField()
    on_at = models.DateTimeField(null=True)
    on_by = models.BigIntegerField(null=True)
    on_by_name = models.CharField(max_length=150, blank=True)
    on_fitting = models.PositiveIntegerField(null=True)
    off_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(name="documents_arrivalrule_wall", read=MY_DESKS, insert=MY_DESKS, update=MY_DESKS)
        ]
        indexes = [
            models.Index(
                fields=["unit", "id"], name="documents_arrivalrule_kept", condition=Q(dropped_at__isnull=True)
            )
        ]

    @property
    def is_on(self) -> bool:
        """Whether it acts on what arrives."""
        return self.on_at is not None and self.off_at is None and self.dropped_at is None


class ArrivalApplied(models.Model):
    """A rule that acted on a document: why, what it did, and whether somebody took it back.

    `why` is the reason as it was shown; `skipped` the sentences for what could not be done.
    """

    document = models.OneToOneField(Document, models.PROTECT, related_name="arrival_applied")
    rule = models.ForeignKey(ArrivalRule, models.PROTECT, related_name="applied")
    why = models.TextField()
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="+")
    proposal_id = models.BigIntegerField(null=True)
    told_id = models.BigIntegerField(null=True)
    skipped = models.JSONField(default=list)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()
    undone_by = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_arrivalapplied_wall",
                read=of_visible_document(),
                insert=f"{of_visible_document()} AND by_id = {ME}",
                update=of_visible_document(),
            )
        ]
        indexes = [models.Index(fields=["rule", "-id"], name="documents_applied_newest")]
