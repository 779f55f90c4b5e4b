"""The paper behind an incoming document: whether it has come, where it lies, who has it."""

from django.db import models
from django.db.models import Q

from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.walls import MY_DESKS, of_visible_document
from hoiso.units.models import Unit

_AT_THE_DESK = f"{MY_DESKS} AND {of_visible_document()}"


class PaperOriginal(models.Model):
    """A paper original that has come. One that is only announced has no row (`Document.paper_follows`)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, related_name="paper")
    place = models.CharField(max_length=200, help_text="Where it lies when it is not lent")
    received_on = models.DateField()
    written_by = models.BigIntegerField()
    written_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_paperoriginal_wall",
                read=of_visible_document(),
                insert=_AT_THE_DESK,
                update=_AT_THE_DESK,
            )
        ]


class PaperLoan(models.Model):
    """A paper original in somebody's hands, until it is back. One at a time."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="paper_loans")
    borrower_id = models.BigIntegerField()
    borrower_name = models.CharField(max_length=150)
    lent_on = models.DateField()
    until = models.DateField()
    lent_by = models.BigIntegerField()
    returned_on = models.DateField(null=True)
    returned_to = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document"], name="documents_paperloan_once", condition=Q(returned_on__isnull=True)
            ),
            RowPolicy(
                name="documents_paperloan_wall",
                read=of_visible_document(),
                insert=_AT_THE_DESK,
                update=_AT_THE_DESK,
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "until"],
                name="documents_paperloan_out",
                condition=Q(returned_on__isnull=True),
            )
        ]
