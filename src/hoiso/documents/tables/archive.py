"""What becomes of dossiers: holds, hand-over to the archive, disposal; and kept copies that are lent."""

from django.db import models
from django.db.models import Q

from hoiso.core.models import StoredFile
from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.keeping import Dossier
from hoiso.documents.tables.plan import RETENTION_WRITTEN
from hoiso.documents.tables.walls import ME, MY_DESKS, MY_UNITS, of_visible_document, of_visible_dossier
from hoiso.units.models import Unit


class DossierHold(models.Model):
    """A freeze: while it stands, the dossier is neither changed, handed over nor disposed of."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=500)
    put_by = models.BigIntegerField()
    put_by_name = models.CharField(max_length=150)
    put_at = models.DateTimeField()
    lifted_by = models.BigIntegerField(null=True)
    lifted_by_name = models.CharField(max_length=150, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lift_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], name="documents_hold_once", condition=Q(lifted_at__isnull=True)
            ),
            RowPolicy(
                name="documents_dossierhold_wall",
                read=of_visible_dossier(),
                insert=f"{MY_DESKS} AND {of_visible_dossier()} AND put_by = {ME}",
                update=f"{MY_DESKS} AND {of_visible_dossier()}",
            ),
        ]


class Transfer(models.Model):
    """Dossiers handed over together to an archive, with an index and minutes in two copies."""

    class To(models.TextChoices):
        OFFICE = "office", "Lưu trữ cơ quan"
        HISTORICAL = "historical", "Lưu trữ lịch sử"

    class State(models.TextChoices):
        PREPARED = "prepared", "Đang chuẩn bị"
        SENT = "sent", "Đã giao, chờ lưu trữ nhận"
        RECEIVED = "received", "Lưu trữ đã nhận"
        RETURNED = "returned", "Đã trả lại"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to = models.CharField(max_length=10, choices=To)
    archive = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    made_by = models.BigIntegerField()
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    deliverer = models.CharField(max_length=150, blank=True)
    sent_on = models.DateField(null=True)
    receiver = models.CharField(max_length=150, blank=True)
    ended_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            RowPolicy(name="documents_transfer_wall", read=MY_DESKS, insert=MY_DESKS, update=MY_DESKS)
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="documents_transfer_newest")]


class TransferEntry(models.Model):
    """A dossier of a transfer. `live` ends when the archive gives it back."""

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="entries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="transfers")
    to = models.CharField(max_length=10, choices=Transfer.To)
    ordinal = models.PositiveSmallIntegerField()
    live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "to"], name="documents_transferentry_once", condition=Q(live=True)
            ),
            RowPolicy(
                name="documents_transferentry_wall",
                read=of_visible_dossier(),
                insert=f"{MY_DESKS} AND {of_visible_dossier()}",
                update=f"{MY_DESKS} AND {of_visible_dossier()}",
                delete=f"{MY_DESKS} AND {of_visible_dossier()}",
            ),
        ]


class Disposal(models.Model):
    """Dossiers proposed for disposal, a committee's opinions, the decision, and what was done.

    `record` is the minutes, made when the contents were removed; `removed` counts the documents.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "Đang lập danh mục"
        ASKED = "asked", "Đang xin ý kiến hội đồng"
        DECIDED = "decided", "Đã có quyết định"
        DONE = "done", "Đã huỷ"
        STOPPED = "stopped", "Đã dừng"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    made_by = models.BigIntegerField()
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    decision_number = models.CharField(max_length=60, blank=True)
    decision_on = models.DateField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    done_by = models.BigIntegerField(null=True)
    done_by_name = models.CharField(max_length=150, blank=True)
    done_at = models.DateTimeField(null=True)
    removed = models.PositiveIntegerField(null=True)
    record = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_disposal_wall",
                read=f"{MY_UNITS} AND ({MY_DESKS} OR hoiso_on_committee(id))",
                insert=MY_DESKS,
                # `decided` → `done` is written by hoiso_carry_out_disposal alone.
                update=f"{MY_DESKS} AND state <> 'done'",
            )
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="documents_disposal_newest")]


_OF_DISPOSAL = "EXISTS (SELECT FROM documents_disposal p WHERE p.id = disposal_id)"
_OF_OPEN_DISPOSAL = (
    f"{MY_DESKS} AND EXISTS (SELECT FROM documents_disposal p WHERE p.id = disposal_id"
    " AND p.state IN ('proposed', 'asked', 'decided'))"
)


class DisposalEntry(models.Model):
    """A dossier on a list for disposal, as it was when put there. `kept`: taken off by the committee."""

    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="entries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="disposals")
    ordinal = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    retention = models.CharField(max_length=30)
    closed_on = models.DateField()
    documents = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    kept = models.BooleanField(default=False)
    live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], name="documents_disposalentry_once", condition=Q(live=True, kept=False)
            ),
            models.CheckConstraint(name="documents_disposalentry_retention", condition=RETENTION_WRITTEN),
            RowPolicy(
                name="documents_disposalentry_wall",
                read=_OF_DISPOSAL,
                insert=f"{_OF_OPEN_DISPOSAL} AND {of_visible_dossier()}",
                update=_OF_OPEN_DISPOSAL,
                delete=_OF_OPEN_DISPOSAL,
            ),
        ]


class DisposalMember(models.Model):
    """A member of the committee and her opinion, given once by herself."""

    class Part(models.TextChoices):
        CHAIR = "chair", "Chủ tịch hội đồng"
        MEMBER = "member", "Uỷ viên"
        SECRETARY = "secretary", "Thư ký"

    class Opinion(models.TextChoices):
        NONE = "", "Chưa có ý kiến"
        AGREE = "agree", "Đồng ý huỷ"
        DISAGREE = "disagree", "Không đồng ý"

    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    officer_id = models.BigIntegerField()
    officer_name = models.CharField(max_length=150)
    part = models.CharField(max_length=10, choices=Part)
    opinion = models.CharField(max_length=10, choices=Opinion, blank=True)
    text = models.CharField(max_length=1000, blank=True)
    given_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["disposal", "officer_id"], name="documents_disposalmember_once"),
            RowPolicy(
                name="documents_disposalmember_wall",
                read=_OF_DISPOSAL,
                insert=f"{_OF_OPEN_DISPOSAL} AND opinion = ''",
                # An opinion is her own; hoiso_keep_opinion refuses any other change.
                update=f"officer_id = {ME} AND {_OF_DISPOSAL}",
                delete=f"{_OF_OPEN_DISPOSAL} AND opinion = ''",
            ),
        ]


class CopyLoan(models.Model):
    """A kept copy lent for use: a line of the register of kept copies (sổ sử dụng bản lưu)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="copy_loans")
    lent_on = models.DateField()
    user_name = models.CharField(max_length=150)
    permitted_by = models.CharField(max_length=150)
    returned_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    written_by = models.BigIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_copyloan_wall",
                read=of_visible_document(),
                insert=f"{MY_DESKS} AND {of_visible_document()}",
                update=f"{MY_DESKS} AND {of_visible_document()}",
            )
        ]
        indexes = [models.Index(fields=["unit", "-lent_on", "-id"], name="documents_copyloan_newest")]
