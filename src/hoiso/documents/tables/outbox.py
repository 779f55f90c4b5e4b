"""The outbox: documents that somebody has told to go out, and that can still be stopped."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.walls import of_visible_document
from hoiso.units.models import Unit


class Sending(models.Model):
    """One press of "Phát hành": the document is issued at `due_at`, unless it is stopped before.

    Until then it is not issued and no receiver has anything. It goes out as it stood when the button
    was pressed (`document_version`); if it was changed meanwhile it stays, and `said` tells why.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Đang gửi"
        SENT = "sent", "Đã gửi"
        STOPPED = "stopped", "Đã dừng"
        FAILED = "failed", "Chưa gửi được"

    document = models.ForeignKey(Document, models.PROTECT, related_name="sendings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    document_version = models.PositiveIntegerField()
    paper_sent_on = models.DateField(null=True)
    finishes = ArrayField(models.BigIntegerField(), default=list)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    ended_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document"], name="documents_sending_once", condition=Q(state="waiting")
            ),
            RowPolicy(
                name="documents_sending_wall",
                read=of_visible_document(),
                insert=of_visible_document(),
                update=of_visible_document(),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="documents_sending_due", condition=Q(state="waiting")),
            models.Index(fields=["unit", "-id"], name="documents_sending_newest"),
        ]
