"""Tables that belong to no part: the files of the store."""

from django.db import models

from hoiso.core.walls import ANY_OFFICER, RowPolicy


class StoredFile(models.Model):
    """One content in the file store, known by its SHA-256 and kept once.

    The row tells size and type, nothing of what the file says: whoever may open the file is
    decided by the row of the part that refers to it. `removed_at`: the content was disposed of and
    is no longer in the store; the row stays for what referred to it.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    media_type = models.CharField(max_length=100)
    pages = models.PositiveIntegerField(null=True)
    active_content = models.BooleanField(default=False)
    warnings = models.JSONField(default=list)
    scanned_by = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(name="core_storedfile_wall", read=ANY_OFFICER, insert=ANY_OFFICER),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"
