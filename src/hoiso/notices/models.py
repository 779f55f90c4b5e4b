"""What a person is told: one line, where to look, read or not."""

from django.db import models

from hoiso.core.walls import RowPolicy

_OWN = "officer_id = (SELECT hoiso_officer())"


class Notice(models.Model):
    """One thing that an officer is told. Only she reads it; a colleague's act may write it.

    `address` is the page where it is dealt with, empty when there is nothing to open any more.
    """

    officer_id = models.BigIntegerField()
    text = models.TextField()
    address = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="notices_notice_wall",
                read=_OWN,
                insert="officer_id = ANY ((SELECT hoiso_colleagues())::bigint[])",
                update=_OWN,
            )
        ]
        indexes = [
            models.Index(fields=["officer_id", "-id"], name="notices_notice_newest"),
            models.Index(
                fields=["officer_id"],
                name="notices_notice_unread",
                condition=models.Q(read_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.text
