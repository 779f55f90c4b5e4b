"""Drafts, their versions and approval, their recipients, and how they reach them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.walls import MY_UNITS, of_visible_document
from hoiso.units.models import Unit


class DraftVersion(models.Model):
    """One saved state of a draft. Saving makes a new version; a version is never changed.

    `content` holds what is printed beside the document's own fields: layout, template, body,
    addressees, signing lines (the shape of `layouts.OfficialDocument` without numbers and date).
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="documents_version_once"),
            RowPolicy(
                name="documents_version_wall", read=of_visible_document(), insert=of_visible_document()
            ),
        ]


class EditLock(models.Model):
    """Who is writing on a draft just now; a lock left behind runs out by itself."""

    document = models.OneToOneField(Document, models.PROTECT, primary_key=True, related_name="edit_lock")
    officer_id = models.BigIntegerField()
    officer_name = models.CharField(max_length=150)
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_editlock_wall",
                read=of_visible_document(),
                insert=of_visible_document(),
                update=of_visible_document(),
                delete=of_visible_document(),
            )
        ]


class Comment(models.Model):
    """A remark on one version of a draft, open until it is settled."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="comments")
    version_number = models.PositiveIntegerField()
    text = models.TextField()
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_comment_wall",
                read=of_visible_document(),
                insert=of_visible_document(),
                update=of_visible_document(),
            )
        ]


class Review(models.Model):
    """A draft version laid before one person, and her decision. An approval holds for one version.

    Those laid down at the same moment (`submitted_at`) belong together: the draft is approved when
    the last of them has approved. In order, one waits and those after her (`turn`) are queued; at
    the same time, all wait. When one sends the draft back, nothing more is asked of the others.
    `reason`: what must be changed, or a remark beside an approval. `decided_by_name`: the officer
    who decided, with whom she stood in for.
    """

    class Decision(models.TextChoices):
        WAITING = "waiting", "Chờ duyệt"
        QUEUED = "queued", "Chờ đến lượt"
        APPROVED = "approved", "Đã duyệt"
        SENT_BACK = "sent_back", "Trả lại"
        WITHDRAWN = "withdrawn", "Đã rút"
        STOPPED = "stopped", "Không cần nữa"

    class Matter(models.TextChoices):
        """What an approval answers for; empty for all (Circular 01/2019, Annex VI, III.5.a)."""

        CONTENT = "content", "Nội dung"
        FORM = "form", "Thể thức, kỹ thuật trình bày"

    document = models.ForeignKey(Document, models.PROTECT, related_name="reviews")
    version_number = models.PositiveIntegerField()
    submitted_by = models.BigIntegerField()
    submitted_by_name = models.CharField(max_length=150)
    submitted_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)
    reviewer_id = models.BigIntegerField()
    reviewer_name = models.CharField(max_length=150)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=310, blank=True)
    matter = models.CharField(max_length=10, choices=Matter, blank=True)
    turn = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "reviewer_id"],
                name="documents_review_asked_once",
                condition=models.Q(decision__in=("waiting", "queued")),
            ),
            RowPolicy(
                name="documents_review_wall",
                read=of_visible_document(),
                insert=of_visible_document(),
                update=of_visible_document(),
            ),
        ]
        indexes = [
            models.Index(
                fields=["reviewer_id"],
                name="documents_review_waiting",
                condition=models.Q(decision="waiting"),
            )
        ]


class ReviewChain(models.Model):
    """Those before whom a unit usually lays its drafts, under one name.

    `officers` in their order, the last one approves. `kind`: the kind of document for which it
    stands ready by itself; empty for a chain that is chosen.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    officers = ArrayField(models.BigIntegerField())
    in_order = models.BooleanField(default=True)
    kind = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="documents_chain_once"),
            models.UniqueConstraint(
                fields=["unit", "kind"], name="documents_chain_of_kind", condition=~models.Q(kind="")
            ),
            RowPolicy(
                name="documents_chain_wall", read=MY_UNITS, insert=MY_UNITS, update=MY_UNITS, delete=MY_UNITS
            ),
        ]


class Recipient(models.Model):
    """One line of "Nơi nhận", chosen once: printed, sent to, or both.

    `unit` None: somebody without a unit here; reached on paper only.
    """

    class Line(models.TextChoices):
        HERE = "here", "Trong hệ thống"
        OUTSIDE = "outside", "Qua trục liên thông"
        PAPER = "paper", "Bản giấy"

    document = models.ForeignKey(Document, models.PROTECT, related_name="recipients")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=300)
    line = models.CharField(max_length=10, choices=Line)
    printed = models.BooleanField(default=True)
    addressee = models.BooleanField(default=False, help_text="Stands under Kính gửi as well")
    paper_copies = models.PositiveSmallIntegerField(default=0)
    paper_sent_on = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            RowPolicy(
                name="documents_recipient_wall",
                read=of_visible_document(),
                insert=of_visible_document(),
                update=of_visible_document(),
                delete=of_visible_document(),
            )
        ]


class RecipientGroup(models.Model):
    """A list of units that a unit sends to often, under one name."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="documents_group_once"),
            RowPolicy(
                name="documents_group_wall", read=MY_UNITS, insert=MY_UNITS, update=MY_UNITS, delete=MY_UNITS
            ),
        ]


class RecipientGroupMember(models.Model):
    """One unit of a recipient group."""

    group = models.ForeignKey(RecipientGroup, models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            RowPolicy(
                name="documents_groupmember_wall",
                read="EXISTS (SELECT FROM documents_recipientgroup g WHERE g.id = group_id)",
                insert="EXISTS (SELECT FROM documents_recipientgroup g WHERE g.id = group_id)",
                delete="EXISTS (SELECT FROM documents_recipientgroup g WHERE g.id = group_id)",
            )
        ]


class Delivery(models.Model):
    """One issued document on its way to one unit, seen by both sides.

    `header` and `files` are what the receiver gets, frozen at issue, so that she needs no look
    into the sender's rows: header fields by name, and a list of {"stored": id, "name", "role"}.
    A receiver on this installation registers it into a document of her own (`received_as`).
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Chờ gửi"
        ARRIVED = "arrived", "Đã đến"
        OPENED = "opened", "Đã mở"
        RECEIVED = "received", "Đã vào sổ"
        ASSIGNED = "assigned", "Đã phân công"
        IN_WORK = "in_work", "Đang xử lý"
        DONE = "done", "Đã xong"
        REFUSED = "refused", "Từ chối nhận"
        WITHDRAWN = "withdrawn", "Đã thu lại"

    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The sender")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_name = models.CharField(max_length=300)
    line = models.CharField(max_length=10, choices=Recipient.Line)
    state = models.CharField(max_length=10, choices=State)
    header = models.JSONField()
    files = models.JSONField(default=list)
    sent_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    received_as = models.OneToOneField(Document, models.PROTECT, null=True, related_name="came_as")

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["document", "to_unit"], name="documents_delivery_once"),
            RowPolicy(
                name="documents_delivery_wall",
                read=f"to_unit_id = ANY ((SELECT hoiso_reads())::bigint[]) OR {of_visible_document()}"
                f" OR {of_visible_document('received_as_id')}",
                insert=of_visible_document(),
                update=f"to_unit_id = ANY ((SELECT hoiso_reads())::bigint[]) OR {of_visible_document()}"
                f" OR {of_visible_document('received_as_id')}",
            ),
        ]
        indexes = [models.Index(fields=["to_unit", "state", "-id"], name="documents_delivery_tray")]
