"""Requests for figures (thu thập số liệu): a table drawn by one unit, filled by the units below it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hoiso.core.walls import RowPolicy
from hoiso.units.models import Unit

# Who works at the unit that asks, and at the unit that is asked: neither by administering it.
_ASKING = "= ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist}'))::bigint[])"
_ASKED = "= ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist,branch_head}'))::bigint[])"
_BOTH = f"asker_id {_ASKING} OR unit_id {_ASKED}"


class FigureRequest(models.Model):
    """A table and whom it is put to. Its columns and rows stand still from the day it is sent.

    `columns`: `{name, kind, required, summed, note}` each; `rows`: names, one without a name where
    the table has a single row. `record` says of a frozen one what was counted: units with version,
    who and when, who is missing, and the digest of all values (decision 0021).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Đang lập bảng"
        ASKED = "asked", "Đang thu thập"
        FROZEN = "frozen", "Đã chốt"
        CANCELLED = "cancelled", "Đã huỷ"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    columns = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    asked = ArrayField(models.BigIntegerField(), default=list, help_text="Units chosen while it is a draft")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made_by = models.BigIntegerField()
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=150, blank=True)
    record = models.JSONField(default=dict)

    class Meta:
        constraints = [
            RowPolicy(
                name="work_figurerequest_wall",
                read=f"unit_id {_ASKING} OR EXISTS (SELECT FROM work_figuresheet s"
                " WHERE s.request_id = work_figurerequest.id)",
                insert=f"unit_id {_ASKING} AND made_by = (SELECT hoiso_officer())",
                update=f"unit_id {_ASKING}",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="work_figurerequest_unit")]

    def __str__(self) -> str:
        return self.title


class FigureSheet(models.Model):
    """The table at one unit. `asker_id` is the unit of its request.

    `values` are what stands now, in rows of cells (see `columns.py`), kept while she is at it too;
    each time it is handed in a `FigureVersion` is kept. `task_id` is the task at the unit.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chưa nộp"
        RETURNED = "returned", "Trả lại để sửa"
        SENT = "sent", "Đã nộp"
        ACCEPTED = "accepted", "Đã nhận"

    request = models.ForeignKey(FigureRequest, models.PROTECT, related_name="sheets")
    asker_id = models.BigIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    values = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0, help_text="Times it was handed in")
    change = models.PositiveIntegerField(default=0, help_text="Against lost updates")
    filled_by_name = models.CharField(max_length=150, blank=True)
    filled_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it was returned")
    urged = models.PositiveSmallIntegerField(default=0)
    urged_on = models.DateField(null=True)
    task_id = models.BigIntegerField(null=True)
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "unit"], name="work_figuresheet_once"),
            RowPolicy(
                name="work_figuresheet_wall",
                read=_BOTH,
                insert=f"asker_id {_ASKING}",
                update=_BOTH,
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="work_figuresheet_unit"),
            models.Index(fields=["request", "state"], name="work_figuresheet_state"),
        ]

    def __str__(self) -> str:
        return self.unit_name


class FigureVersion(models.Model):
    """What a unit handed in, once. Never changed."""

    sheet = models.ForeignKey(FigureSheet, models.PROTECT, related_name="versions")
    asker_id = models.BigIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="work_figureversion_once"),
            RowPolicy(
                name="work_figureversion_wall",
                read=_BOTH,
                insert=f"unit_id {_ASKED} AND by_id = (SELECT hoiso_officer())",
            ),
        ]


class FigureStep(models.Model):
    """What happened to a request, or to the table of one unit (`sheet`). Never changed."""

    request = models.ForeignKey(FigureRequest, models.PROTECT, related_name="steps")
    sheet = models.ForeignKey(FigureSheet, models.PROTECT, null=True, related_name="steps")
    asker_id = models.BigIntegerField()
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", help_text="Asked, or asking without a sheet"
    )
    kind = models.CharField(max_length=20)
    text = models.TextField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="work_figurestep_unit", condition=Q(sheet__isnull=False) | Q(unit=F("asker_id"))
            ),
            RowPolicy(name="work_figurestep_wall", read=_BOTH, insert=f"{_BOTH}"),
        ]
