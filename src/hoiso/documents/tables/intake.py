"""A stack of scans in one file, how it is cut into documents, and the drafts that its parts became."""

from django.db import models

from hoiso.core.models import StoredFile
from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.incoming import IncomingDraft
from hoiso.documents.tables.walls import ME, MY_DESKS, MY_UNITS
from hoiso.units.models import Unit

_OF_STACK = "EXISTS (SELECT FROM documents_scanstack s WHERE s.id = stack_id)"


class ScanStack(models.Model):
    """Many scanned documents in one PDF, as it came; the file itself is never changed.

    `looks` tells of each page in order whether it is blank or a separator sheet ({"blank", "separator"}),
    empty until it was looked through. `starts` are the pages (from 1) that begin a document:
    [{"page", "why", "sure"}]; `left_out` the pages that go into none. `arranged`: the clerk has moved a
    cut, nothing is proposed any more. `stored` is None after the file had to leave the server.
    """

    class State(models.TextChoices):
        OPEN = "open", "Chờ tách"
        SPLITTING = "splitting", "Đang tách"
        DONE = "done", "Đã tách"
        DROPPED = "dropped", "Đã bỏ"
        SECRET = "secret", "Có dấu mật, tệp đã xoá"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    officer_id = models.BigIntegerField()
    officer_name = models.CharField(max_length=150)
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=255)
    pages = models.PositiveIntegerField()
    looks = models.JSONField(default=list)
    starts = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    arranged = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_scanstack_wall",
                read=f"{MY_UNITS} AND (officer_id = {ME} OR {MY_DESKS})",
                insert=f"{MY_UNITS} AND officer_id = {ME}",
                update=f"{MY_UNITS} AND (officer_id = {ME} OR {MY_DESKS})",
            )
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="documents_scanstack_newest"),
            models.Index(fields=["stored"], name="documents_scanstack_stored"),
        ]


class ScanPart(models.Model):
    """One document of a stack: its pages in order, and the draft made of them, or why there is none."""

    stack = models.ForeignKey(ScanStack, models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField()
    pages = models.JSONField()
    draft = models.ForeignKey(IncomingDraft, models.PROTECT, null=True, related_name="scan_parts")
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["stack", "position"], name="documents_scanpart_once"),
            RowPolicy(name="documents_scanpart_wall", read=_OF_STACK, insert=_OF_STACK, update=_OF_STACK),
        ]


class MailArrival(models.Model):
    """A mail taken from the installation's mailbox, once: by its place there, and by its Message-ID.

    `draft` is what it became; `problem` says why it became none. Never shown outside the desk it came to.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    validity = models.BigIntegerField(help_text="UIDVALIDITY of the mailbox")
    uid = models.BigIntegerField()
    message_id = models.CharField(max_length=300, blank=True)
    sender = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)
    draft = models.ForeignKey(IncomingDraft, models.PROTECT, null=True, related_name="+")
    problem = models.CharField(max_length=500, blank=True)
    arrived_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "validity", "uid"], name="documents_mail_place_once"),
            models.UniqueConstraint(
                fields=["unit", "message_id"],
                name="documents_mail_id_once",
                condition=~models.Q(message_id=""),
            ),
            RowPolicy(name="documents_mailarrival_wall", read=MY_DESKS),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="documents_mail_newest")]
