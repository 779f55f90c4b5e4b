"""Lists of members that were taken out of the system: by whom, what for, approved by whom."""

from django.db import models

from hoiso.core.walls import RowPolicy
from hoiso.members.tables.walls import KEPT_HERE, ME
from hoiso.units.models import Unit

_EVERYWHERE = "(SELECT hoiso_members_everywhere())"


class MemberExport(models.Model):
    """One list asked for as a file. Above the unit's `export_limit` a second person approves it first.

    `asked` is the list and its filter, as `exports.lists` keeps it; what was searched stands in it sealed.
    `mark` stands unseen in the file and leads back here. `rows` were counted when it was asked; a file that
    would hold more is not made. The second person is of the unit that keeps the members or of the province's
    office, which is shown the purpose and the number, not the members.
    """

    class Purpose(models.TextChoices):
        MEETING = "meeting", "Mời họp, điểm danh"
        REPORT = "report", "Lập báo cáo của Hội"
        CARE = "care", "Xét hỗ trợ, chăm lo"
        FEES = "fees", "Thu hội phí"
        HANDOVER = "handover", "Bàn giao chi hội"
        OTHER = "other", "Việc khác"

    class Format(models.TextChoices):
        XLSX = "xlsx", "Excel"
        CSV = "csv", "CSV"
        PDF = "pdf", "PDF để in"

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ duyệt"
        READY = "ready", "Được tải về"
        REFUSED = "refused", "Không duyệt"

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    branch = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    asked = models.JSONField()
    words = models.CharField(max_length=300, help_text="The filter in words")
    purpose = models.CharField(max_length=10, choices=Purpose)
    purpose_words = models.CharField(max_length=300, blank=True)
    file_format = models.CharField(max_length=4, choices=Format)
    rows = models.PositiveIntegerField()
    mark = models.CharField(max_length=12, unique=True, db_collation="C")
    state = models.CharField(max_length=10, choices=State)
    asked_by = models.BigIntegerField()
    asked_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="members_export_second_person",
                condition=~models.Q(decided_by=models.F("asked_by")) | models.Q(decided_by=None),
            ),
            RowPolicy(
                name="members_memberexport_wall",
                read=f"asked_by = {ME} OR ({KEPT_HERE}) OR {_EVERYWHERE}",
                insert=f"asked_by = {ME} AND ({KEPT_HERE})",
                update=f"asked_by = {ME} OR ({KEPT_HERE}) OR {_EVERYWHERE}",
            ),
        ]
        indexes = [models.Index(fields=["commune", "-asked_at", "-id"], name="members_export_newest")]

    @property
    def what(self) -> str:
        """What its rows are."""
        return {"receipts": "phiếu thu", "book": "dòng"}.get(str(self.asked.get("list", "")), "hội viên")
