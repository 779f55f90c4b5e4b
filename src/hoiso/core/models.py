"""Tables that belong to no part: the files of the store."""

from django.db import models

from hoiso.core.walls import ANY_OFFICER, RowPolicy

_MINE = "officer_id = (SELECT hoiso_officer())"


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


class PartialUpload(models.Model):
    """A file on its way in parts, seen by the officer who sends it alone (`core.files.parts`).

    `received` bytes of `size` lie beside the store; `taken_at`: it came with a form and is done.
    """

    officer_id = models.BigIntegerField()
    mark = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    began_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer_id", "mark", "size"],
                condition=models.Q(taken_at=None),
                name="core_partialupload_once",
            ),
            RowPolicy(name="core_partialupload_wall", read=_MINE, insert=_MINE, update=_MINE),
        ]

    def __str__(self) -> str:
        return f"{self.received} of {self.size}"
