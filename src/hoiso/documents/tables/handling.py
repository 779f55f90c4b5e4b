"""From the clerk's proposal through the leader's instruction to the finished task."""

from django.db import models

from hoiso.core.models import StoredFile
from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.walls import ME, MY_DESKS, MY_UNITS, of_visible_document
from hoiso.units.models import Unit
from hoiso.work.models import Task


class Part(models.TextChoices):
    """What is asked of a receiver of an instruction."""

    LEAD = "lead", "Chủ trì"
    COORDINATE = "coordinate", "Phối hợp"
    INFORMED = "informed", "Để biết"


class HandlingProposal(models.Model):
    """Tham mưu: how the clerk or office head proposes to handle an incoming document.

    `receivers` is a list of {"officer": id, "part": Part} and {"unit": id, "name", "part"}; the
    leader confirms it, changes it or sends it back.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ quyết định"
        CONFIRMED = "confirmed", "Đã đồng ý"
        CHANGED = "changed", "Đã đồng ý, có sửa"
        SENT_BACK = "sent_back", "Trả lại"
        WITHDRAWN = "withdrawn", "Đã rút"

    document = models.ForeignKey(Document, models.PROTECT, related_name="proposals")
    to_officer_id = models.BigIntegerField()
    wording = models.TextField(blank=True)
    receivers = models.JSONField(default=list)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                name="documents_proposal_one_waiting",
                condition=models.Q(state="waiting"),
            ),
            RowPolicy(
                name="documents_proposal_wall",
                read=of_visible_document(),
                insert=of_visible_document(),
                update=of_visible_document(),
            ),
        ]


class Instruction(models.Model):
    """Bút phê: a leader's words on a document, with what they ask of whom."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="instructions")
    text = models.TextField()
    due_on = models.DateField(null=True)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    by_title = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_instruction_wall",
                read=of_visible_document(),
                insert=of_visible_document(),
                update=of_visible_document(),
            )
        ]


class Assignment(models.Model):
    """What an instruction asks of one officer, or of a unit below.

    `unit` is where the work is done: the document's own unit, or the one that was given it. A unit
    (`to_unit`, the same as `unit`; `officer_name` is its title) is answered for by its leader,
    office head or clerk. `parent` is the assignment that was passed on to make this one. "Để biết"
    has no deadline and is never late.
    """

    class State(models.TextChoices):
        UNOPENED = "unopened", "Chưa mở"
        OPENED = "opened", "Đã mở"
        ACCEPTED = "accepted", "Đang làm"
        DONE = "done", "Đã xong"
        PASSED_ON = "passed_on", "Đã chuyển"
        WITHDRAWN = "withdrawn", "Đã thu lại"

    document = models.ForeignKey(Document, models.PROTECT, related_name="assignments")
    instruction = models.ForeignKey(Instruction, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    officer_id = models.BigIntegerField(null=True)
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    officer_name = models.CharField(max_length=300)
    part = models.CharField(max_length=10, choices=Part)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.UNOPENED)
    given_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True)
    answer = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    urged = models.PositiveSmallIntegerField(default=0, help_text="How often she was reminded (đôn đốc)")
    urged_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="documents_assignment_informed_no_date",
                condition=~models.Q(part="informed") | models.Q(due_on__isnull=True),
            ),
            models.CheckConstraint(
                name="documents_assignment_one_receiver",
                condition=models.Q(officer_id__isnull=False, to_unit__isnull=True)
                | models.Q(officer_id__isnull=True, to_unit=models.F("unit")),
            ),
            models.UniqueConstraint(
                fields=["instruction"],
                name="documents_assignment_one_lead",
                condition=models.Q(part="lead", parent__isnull=True),
            ),
            RowPolicy(
                name="documents_assignment_wall",
                read=f"officer_id = {ME} OR {of_visible_document()}",
                insert=of_visible_document(),
                update=f"officer_id = {ME} OR {of_visible_document()}",
            ),
        ]
        indexes = [
            models.Index(
                fields=["officer_id", "due_on"],
                name="documents_assignment_open",
                condition=models.Q(state__in=["unopened", "opened", "accepted"]),
            ),
            models.Index(fields=["document"], name="documents_assignment_doc"),
            models.Index(fields=["unit", "state", "due_on"], name="documents_assignment_unit"),
            models.Index(
                fields=["to_unit", "state", "due_on"],
                name="documents_assignment_to_unit",
                condition=models.Q(to_unit__isnull=False),
            ),
        ]


class ProgressReport(models.Model):
    """What an officer reported on a task, on the way or at its end; `percent` where she said how far."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reports")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    text = models.TextField()
    percent = models.PositiveSmallIntegerField(null=True)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="documents_report_percent",
                condition=models.Q(percent__isnull=True) | models.Q(percent__lte=100),
            ),
            RowPolicy(name="documents_report_wall", read=of_visible_document(), insert=of_visible_document()),
        ]


class ReportFile(models.Model):
    """A file that shows what was reported (minh chứng)."""

    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="files")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_reportfile_wall", read=of_visible_document(), insert=of_visible_document()
            )
        ]


class AssignmentPart(models.Model):
    """A task of the unit that was split off what an instruction asks; passed on with it."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="parts")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    task = models.OneToOneField(Task, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_assignmentpart_wall",
                read=of_visible_document(),
                insert=of_visible_document(),
                update=of_visible_document(),
            )
        ]


class Extension(models.Model):
    """Gia hạn: another date asked for a task, with the reason, and the answer."""

    class State(models.TextChoices):
        ASKED = "asked", "Chờ trả lời"
        GRANTED = "granted", "Đồng ý"
        REFUSED = "refused", "Không đồng ý"

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="extensions")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    due_on = models.DateField()
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                name="documents_extension_one_open",
                condition=models.Q(state="asked"),
            ),
            RowPolicy(
                name="documents_extension_wall",
                read=of_visible_document(),
                insert=of_visible_document(),
                update=of_visible_document(),
            ),
        ]


class TypicalInstruction(models.Model):
    """Words of instruction that a unit uses often, put in by one touch."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            RowPolicy(
                name="documents_typical_wall",
                read=MY_UNITS,
                insert=MY_DESKS,
                update=MY_DESKS,
                delete=MY_DESKS,
            )
        ]
