"""How far the letters of a scan have been read, and the searchable copy made of it."""

from django.db import models

from hoiso.core.models import StoredFile
from hoiso.core.walls import ANY_OFFICER, RowPolicy

_OF_VISIBLE_FILE = """EXISTS (
    SELECT FROM documents_documentfile f WHERE f.stored_id = documents_recognition.stored_id)
  OR EXISTS (
    SELECT FROM documents_incomingdraftfile f WHERE f.stored_id = documents_recognition.stored_id)
  OR EXISTS (
    SELECT FROM documents_scanstack s WHERE s.stored_id = documents_recognition.stored_id)"""


class Recognition(models.Model):
    """Text recognition of one content of the store. What was read stands in `copy` alone, never here.

    `wanted` are the pages (from 1) that are pictures, `done` how many of them are through, `unread` those
    that could not be read. `mark` is the mark of secrecy that was met: then nothing that was read is
    kept until a person has said (`cleared_by`) that it was misread. `soon`: a clerk waits for page one.
    The row tells nothing of what the file says; as with `StoredFile`, no page shows it for itself.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ nhận dạng chữ"
        RUNNING = "running", "Đang nhận dạng chữ"
        DONE = "done", "Đã nhận dạng chữ"
        FAILED = "failed", "Không nhận dạng được chữ"
        CANCELLED = "cancelled", "Đã dừng nhận dạng chữ"
        MARKED = "marked", "Có dấu mật"

    stored = models.OneToOneField(StoredFile, models.PROTECT, related_name="recognition")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    wanted = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    unread = models.JSONField(default=list)
    problem = models.CharField(max_length=300, blank=True)
    mark = models.CharField(max_length=20, blank=True)
    cleared_by = models.BigIntegerField(null=True)
    soon = models.BooleanField(default=False)
    copy = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_recognition_wall",
                read=ANY_OFFICER,
                insert=_OF_VISIBLE_FILE,
                update=_OF_VISIBLE_FILE,
            )
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="documents_recognition_open",
                condition=models.Q(state__in=["waiting", "running"]),
            )
        ]
