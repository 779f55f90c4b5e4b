"""What is brought to the clerk's desk before it has a number, and the issuers a unit knows."""

import uuid

from django.db import models

from hoiso.core.models import StoredFile
from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.document import Document, DocumentFile, Message
from hoiso.documents.tables.outgoing import Delivery
from hoiso.documents.tables.walls import ME, MY_DESKS, MY_UNITS
from hoiso.units.models import Unit

_OF_MESSAGE = (
    "EXISTS (SELECT FROM documents_message m"
    " WHERE m.id = message_id AND m.unit_id = documents_closedcode.unit_id)"
)
_OF_DRAFT = "EXISTS (SELECT FROM documents_incomingdraft d WHERE d.id = draft_id)"


class IncomingDraft(models.Model):
    """An incoming document between its arrival at the desk and its number in the book.

    `header` holds what was read or sent along, by the names of the form's fields; `readings` where
    the pages said so: {field: {"quote", "page", "sure", "box"}}, with
    "learnt" where an earlier correction told the place and "doubted" where one casts doubt; `typed` what
    the clerk last sent, so that nothing is lost when her session ends. `form_key` becomes the document's:
    pressing twice registers once. A draft ends by becoming `document` or by being dropped.
    """

    class Origin(models.TextChoices):
        FILES = "files", "Tệp"
        EDXML = "edxml", "Văn bản điện tử"
        DELIVERY = "delivery", "Đơn vị khác gửi"
        PAPER = "paper", "Chỉ có bản giấy"
        SECRET = "secret", "Văn bản mật"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    officer_id = models.BigIntegerField()
    officer_name = models.CharField(max_length=150)
    origin = models.CharField(max_length=10, choices=Origin)
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")
    message_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    header = models.JSONField(default=dict)
    readings = models.JSONField(default=dict)
    typed = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_incomingdraft_wall",
                read=f"{MY_UNITS} AND (officer_id = {ME} OR {MY_DESKS})",
                insert=f"{MY_UNITS} AND officer_id = {ME}",
                update=f"{MY_UNITS} AND (officer_id = {ME} OR {MY_DESKS})",
            )
        ]
        indexes = [
            models.Index(
                fields=["unit", "-id"],
                name="documents_incomingdraft_open",
                condition=models.Q(document__isnull=True, dropped_at__isnull=True),
            )
        ]


class IncomingDraftFile(models.Model):
    """A file of a draft, in its order."""

    draft = models.ForeignKey(IncomingDraft, models.CASCADE, related_name="files")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=DocumentFile.Role)
    name = models.CharField(max_length=255)
    position = models.PositiveSmallIntegerField(default=0)
    warnings = models.JSONField(default=list)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            RowPolicy(
                name="documents_incomingdraftfile_wall",
                read=_OF_DRAFT,
                insert=_OF_DRAFT,
                update=_OF_DRAFT,
                delete=_OF_DRAFT,
            )
        ]
        indexes = [models.Index(fields=["stored"], name="documents_draftfile_stored")]


class ClosedCode(models.Model):
    """A closed identity code that a message names, its successor, and what a person decided.

    `unit` is the desk that decides: of the successor where the code stands among the receivers, of
    the receiver where it is the sender's. A new document waits as `draft`, every other message by
    itself (`draft` None). `reason` says why it was refused. Never deleted: the rows are the record
    of who took which code for which.
    """

    class Side(models.TextChoices):
        TO = "to", "Nơi nhận"
        FROM = "from", "Nơi gửi"

    class State(models.TextChoices):
        WAITING = "waiting", "Cần xác nhận"
        CONFIRMED = "confirmed", "Đã xác nhận"
        KEPT = "kept", "Ghi theo đơn vị cũ"
        REFUSED = "refused", "Đã từ chối"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, models.PROTECT, related_name="closed_codes")
    draft = models.ForeignKey(IncomingDraft, models.PROTECT, null=True, related_name="closed_codes")
    code = models.CharField(max_length=35)
    side = models.CharField(max_length=4, choices=Side)
    old_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    successor_code = models.CharField(max_length=35, blank=True)
    told = models.TextField(help_text="What was known of the code when the message came, as a sentence")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_closedcode_wall",
                read=MY_DESKS,
                insert=f"{MY_DESKS} AND state = 'waiting' AND {_OF_MESSAGE}",
                update=MY_DESKS,
            )
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="documents_closedcode_newest"),
            models.Index(fields=["message"], name="documents_closedcode_message"),
        ]


class KnownIssuer(models.Model):
    """An issuer that a unit has registered before, offered again while a clerk types."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_collation="C")
    issuer_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    last_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "folded"], name="documents_issuer_once"),
            RowPolicy(name="documents_knownissuer_wall", read=MY_UNITS, insert=MY_UNITS, update=MY_UNITS),
        ]
