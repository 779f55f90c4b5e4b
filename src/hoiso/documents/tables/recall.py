"""An incoming document cancelled because its sender called it back."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.walls import MY_DESKS, of_visible_document
from hoiso.units.models import Unit

_AT_THE_DESK = f"{MY_DESKS} AND {of_visible_document()}"


class Recall(models.Model):
    """The order of the sender by which a document was cancelled (Circular 01/2019, Annex VI, III.8).

    `number`, `ordered_on` and `reason` are of the order. `before` keeps what is put back when the
    cancelling was a mistake: columns of the document, the proposal, and the state of each task closed.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="recalls")
    number = models.CharField(max_length=100, blank=True)
    ordered_on = models.DateField()
    reason = models.CharField(max_length=500)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.BigIntegerField(null=True)
    undone_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document"], name="documents_recall_once", condition=Q(undone_at__isnull=True)
            ),
            RowPolicy(
                name="documents_recall_wall",
                read=of_visible_document(),
                insert=_AT_THE_DESK,
                update=_AT_THE_DESK,
            ),
        ]
