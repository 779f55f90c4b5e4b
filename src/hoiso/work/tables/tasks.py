"""Tasks that hang on no document: given to one officer or offered to a team, split, repeated."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from hoiso.core.models import StoredFile
from hoiso.core.walls import RowPolicy
from hoiso.units.models import Unit
from hoiso.work.tables.walls import MY_DESKS, MY_UNITS, OF_SEEN_TASK, TASK_SEEN


class Repeat(models.Model):
    """Việc định kỳ: a task that is given again for every week, month, quarter or year.

    `day`: of the month, counted from its end where it is shorter; of a week 1 (Monday) to 7. A
    quarter's and a year's falls in the month after it. `next_due` is the deadline of the next
    task, which is given `ahead` days before.
    """

    class Every(models.TextChoices):
        WEEK = "week", "Hằng tuần"
        MONTH = "month", "Hằng tháng"
        QUARTER = "quarter", "Hằng quý"
        YEAR = "year", "Hằng năm"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    given_by = models.BigIntegerField()
    given_by_name = models.CharField(max_length=150)
    lead_id = models.BigIntegerField()
    lead_name = models.CharField(max_length=150)
    every = models.CharField(max_length=10, choices=Every)
    day = models.PositiveSmallIntegerField()
    ahead = models.PositiveSmallIntegerField(default=7)
    next_due = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="work_repeat_day",
                condition=Q(day__gte=1, day__lte=31) & (~Q(every="week") | Q(day__lte=7)),
            ),
            RowPolicy(
                name="work_repeat_wall",
                read=f"{MY_DESKS} OR ({MY_UNITS} AND lead_id = (SELECT hoiso_officer()))",
                insert=MY_DESKS,
                update=MY_DESKS,
            ),
        ]
        indexes = [
            models.Index(fields=["next_due"], name="work_repeat_next", condition=Q(ended_at__isnull=True)),
            models.Index(fields=["unit", "next_due"], name="work_repeat_unit"),
        ]


class Task(models.Model):
    """One piece of work at a unit. `lead` is empty while it is offered to a team and nobody has taken it.

    `people` are all officers named on it (giver, lead, helpers, team, watchers): they see it beside
    the unit's desk. `origin` says in words what it comes from, `origin_url` leads there. `parent`
    is the task it was split off.
    """

    class State(models.TextChoices):
        OFFERED = "offered", "Chờ người nhận"
        GIVEN = "given", "Mới giao"
        ACCEPTED = "accepted", "Đang làm"
        DONE = "done", "Đã xong"
        CANCELLED = "cancelled", "Đã huỷ"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    repeat = models.ForeignKey(Repeat, models.PROTECT, null=True, related_name="tasks")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    origin = models.CharField(max_length=300, blank=True)
    origin_url = models.CharField(max_length=300, blank=True)
    given_by = models.BigIntegerField()
    given_by_name = models.CharField(max_length=150)
    given_at = models.DateTimeField()
    lead_id = models.BigIntegerField(null=True)
    lead_name = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.GIVEN)
    percent = models.PositiveSmallIntegerField(default=0)
    accepted_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True)
    people = ArrayField(models.BigIntegerField(), default=list)
    urged = models.PositiveSmallIntegerField(default=0, help_text="How often it was urged (đôn đốc)")
    urged_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="work_task_percent", condition=Q(percent__lte=100)),
            models.CheckConstraint(
                name="work_task_somebody_leads",
                condition=Q(lead_id__isnull=False) | Q(state__in=["offered", "cancelled"]),
            ),
            models.UniqueConstraint(
                fields=["repeat", "due_on"], name="work_task_once_a_turn", condition=Q(repeat__isnull=False)
            ),
            RowPolicy(name="work_task_wall", read=TASK_SEEN, insert=MY_UNITS, update=TASK_SEEN),
        ]
        indexes = [
            models.Index(
                fields=["lead_id", "due_on"],
                name="work_task_open",
                condition=Q(state__in=["given", "accepted"]),
            ),
            models.Index(fields=["unit", "state", "due_on"], name="work_task_unit"),
            GinIndex(fields=["people"], name="work_task_people"),
        ]

    def __str__(self) -> str:
        return self.title


class Helper(models.Model):
    """An officer named on a task beside its lead; who helps may have a deadline of her own."""

    class Part(models.TextChoices):
        COORDINATE = "coordinate", "Phối hợp"
        TEAM = "team", "Được mời nhận"
        WATCHER = "watcher", "Theo dõi"

    task = models.ForeignKey(Task, models.PROTECT, related_name="helpers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    officer_id = models.BigIntegerField()
    officer_name = models.CharField(max_length=150)
    part = models.CharField(max_length=10, choices=Part)
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "officer_id"], name="work_helper_once"),
            RowPolicy(
                name="work_helper_wall",
                read=OF_SEEN_TASK,
                insert=f"{MY_UNITS} AND {OF_SEEN_TASK}",
                update=OF_SEEN_TASK,
                delete=OF_SEEN_TASK,
            ),
        ]
        indexes = [
            models.Index(fields=["officer_id", "part"], name="work_helper_officer"),
        ]


class Milestone(models.Model):
    """One of several deadlines of a task."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="milestones")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="work_milestone_wall",
                read=OF_SEEN_TASK,
                insert=f"{MY_UNITS} AND {OF_SEEN_TASK}",
                update=OF_SEEN_TASK,
            ),
        ]
        indexes = [models.Index(fields=["unit", "due_on"], name="work_milestone_due")]


class Step(models.Model):
    """What happened to a task: an act, or a report in words and per cent. Never changed."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="steps")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    text = models.TextField()
    percent = models.PositiveSmallIntegerField(null=True)
    by_id = models.BigIntegerField(null=True, help_text="Null: the system itself")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            RowPolicy(name="work_step_wall", read=OF_SEEN_TASK, insert=f"{MY_UNITS} AND {OF_SEEN_TASK}"),
        ]


class Evidence(models.Model):
    """A file that shows what was reported."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="evidence")
    step = models.ForeignKey(Step, models.PROTECT, related_name="evidence")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    class Meta:
        constraints = [
            RowPolicy(name="work_evidence_wall", read=OF_SEEN_TASK, insert=f"{MY_UNITS} AND {OF_SEEN_TASK}"),
        ]
