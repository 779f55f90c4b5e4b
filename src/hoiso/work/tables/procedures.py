"""Standard procedures (quy trình mẫu): a tree of tasks around an event, and each time one was started."""

from django.db import models

from hoiso.core.walls import RowPolicy
from hoiso.units.models import Unit
from hoiso.work.tables.tasks import Task
from hoiso.work.tables.walls import MY_DESKS, MY_UNITS


class Procedure(models.Model):
    """A template of the unit. `steps`: `{title, text, role, days, part}` in order; see `steps.py`."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    event = models.CharField(max_length=100, help_text="What the days are counted from")
    steps = models.JSONField(default=list)
    made_by_name = models.CharField(max_length=150)
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(name="work_procedure_wall", read=MY_UNITS, insert=MY_DESKS, update=MY_DESKS),
        ]
        indexes = [models.Index(fields=["unit", "title"], name="work_procedure_unit")]

    def __str__(self) -> str:
        return self.title


class ProcedureRun(models.Model):
    """A procedure that was started: its event has a day, its roles have people."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="runs")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    event = models.CharField(max_length=100)
    event_on = models.DateField()
    started_by_name = models.CharField(max_length=150)
    started_at = models.DateTimeField()
    moved = models.PositiveSmallIntegerField(default=0, help_text="How often its event was moved")

    class Meta:
        constraints = [
            RowPolicy(name="work_procedurerun_wall", read=MY_UNITS, insert=MY_DESKS, update=MY_DESKS),
        ]
        indexes = [models.Index(fields=["unit", "event_on"], name="work_procedurerun_unit")]

    def __str__(self) -> str:
        return self.title


class ProcedureTask(models.Model):
    """A task that a run gave: how many days before or after the event, and the deadline it was given then."""

    run = models.ForeignKey(ProcedureRun, models.PROTECT, related_name="tasks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    task = models.OneToOneField(Task, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    part = models.BooleanField()
    days = models.SmallIntegerField()
    due_on = models.DateField()

    class Meta:
        constraints = [
            RowPolicy(name="work_proceduretask_wall", read=MY_UNITS, insert=MY_DESKS, update=MY_DESKS),
        ]
