"""Lists of members on their way into the register, and the rows of them that are still to be mended."""

from django.db import models
from django.db.models import Q

from hoiso.core.models import StoredFile
from hoiso.core.walls import RowPolicy
from hoiso.members.tables.walls import ME
from hoiso.units.models import Unit

_MINE = (
    "unit_id = ANY ((SELECT hoiso_communes_kept())::bigint[])"
    " OR unit_id = ANY ((SELECT hoiso_branches_kept())::bigint[])"
)


class MemberList(models.Model):
    """One file with members, brought for the branches of a unit (or for the unit itself, a branch).

    `layouts`: for each kind of head in the file its `signature`, `headings`, and by column (from 0, as
    text) the field and how sure it is; `settled` once an officer has seen it. `places`: the branches that the
    file names, with the unit each is taken for (`unit_id`, or `new`). `as_of`: the day the list describes.
    `next_sheet`, `next_row` (as Excel counts): the first row that is not through. The counts are those of
    the last check until it runs, then of what was done. `problem`: why it stopped by itself.
    """

    class State(models.TextChoices):
        CHECKING = "checking", "Đang kiểm tra"
        CHECKED = "checked", "Chờ đưa vào sổ"
        RUNNING = "running", "Đang đưa vào sổ"
        STOPPED = "stopped", "Đã dừng"
        DONE = "done", "Đã xong"
        DROPPED = "dropped", "Đã bỏ"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    as_of = models.DateField()
    branch = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    layouts = models.JSONField(default=list)
    places = models.JSONField(default=list)
    ready = models.BooleanField(default=False, help_text="Every column that is needed is known")
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    rows = models.PositiveIntegerField(default=0)
    next_sheet = models.PositiveSmallIntegerField(default=0)
    next_row = models.PositiveIntegerField(default=0)
    through = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    again = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    aside = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    made_by = models.BigIntegerField()
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="members_memberlist_wall",
                read=_MINE,
                insert=f"({_MINE}) AND made_by = {ME}",
                update=_MINE,
            )
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="members_list_newest"),
            models.Index(
                fields=["made_at"], name="members_list_open", condition=Q(state__in=["checking", "running"])
            ),
        ]

    def __str__(self) -> str:
        return f"list {self.pk}"


class MemberListRow(models.Model):
    """A row that did not go in, or was left aside: what its cells say by field, and what is to be mended.

    `faults`: for each its `place` (column from 0, -1 for none), `key` and `sentence`. `context`: branch,
    group and commune of the titles above it. A mended row waits for the job that takes it in.
    """

    class State(models.TextChoices):
        OPEN = "open", "Cần sửa"
        MENDED = "mended", "Đã sửa, đang đưa vào"
        TAKEN = "taken", "Đã vào sổ"
        DROPPED = "dropped", "Đã bỏ"
        ASIDE = "aside", "Không phải hội viên"

    member_list = models.ForeignKey(MemberList, models.PROTECT, related_name="held", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    sheet = models.PositiveSmallIntegerField()
    row = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    context = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    sentence = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member_list", "sheet", "row"], name="members_listrow_once"),
            RowPolicy(
                name="members_memberlistrow_wall", read=_MINE, insert=_MINE, update=_MINE, delete=_MINE
            ),
        ]
        indexes = [
            models.Index(fields=["member_list", "state", "sheet", "row"], name="members_listrow_state")
        ]


class MemberListForm(models.Model):
    """How lists with certain headings are read: chosen once by an officer, and remembered for the next file.

    `signature`: the hash of the headings, folded and in order of the alphabet, so that columns may stand in
    any order; `fields`: the field by heading. It holds no person. Those of the unit go before all others.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    signature = models.CharField(max_length=64, db_collation="C")
    name = models.CharField(max_length=200)
    fields = models.JSONField(default=dict)
    set_by = models.BigIntegerField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signature", "unit"], name="members_listform_once"),
            RowPolicy(
                name="members_memberlistform_wall",
                read=f"{ME} IS NOT NULL",
                insert=f"({_MINE}) AND set_by = {ME}",
                update=_MINE,
                delete=_MINE,
            ),
        ]
