"""What an act on a membership needs beside its line of history: how to take it back, who is asked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hoiso.core.walls import RowPolicy
from hoiso.members.tables.member import Member
from hoiso.members.tables.membership import MemberEvent
from hoiso.members.tables.walls import ME
from hoiso.units.models import Unit

_OF_EVENT = "EXISTS (SELECT FROM members_memberevent e WHERE e.id = event_id)"
_COMMUNES = "(SELECT hoiso_communes_kept())::bigint[]"
_BRANCHES = "(SELECT hoiso_branches_kept())::bigint[]"
_FROM = f"(from_commune_id = ANY ({_COMMUNES}) OR from_branch_id = ANY ({_BRANCHES}))"
_TO = f"(to_commune_id = ANY ({_COMMUNES}) OR to_branch_id = ANY ({_BRANCHES}))"
_HERE = f"commune_id = ANY ({_COMMUNES})"


class MemberTrace(models.Model):
    """How a membership stood before an act and after it, so that the act can be taken back.

    `before` and `after` hold `spans` (lists of the columns) and `columns` of the member's row. An act is
    taken back only while the spans are still those of `after`. It goes with its event.
    """

    event = models.OneToOneField(MemberEvent, models.CASCADE, primary_key=True, related_name="trace")
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        constraints = [
            RowPolicy(name="members_membertrace_wall", read=_OF_EVENT, insert=_OF_EVENT, delete=_OF_EVENT)
        ]


class MemberTransfer(models.Model):
    """A member whose branch asks another one to take her; the other answers.

    `full_name` and `birth` are what the receiver is shown before she agrees: she sees nothing else. `on` is
    the first day in the new branch, settled by the answer. One that is answered stays as it was answered.
    """

    class State(models.TextChoices):
        ASKED = "asked", "Chờ nơi đến nhận"
        AGREED = "agreed", "Đã nhận"
        REFUSED = "refused", "Không nhận"
        WITHDRAWN = "withdrawn", "Đã rút lại"

    member = models.ForeignKey(Member, models.PROTECT, related_name="transfers")
    from_branch = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_branch = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=100)
    birth = models.CharField(max_length=10)
    on = models.DateField()
    paper = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField()
    answered_by = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], name="members_transfer_one_open", condition=Q(state="asked")
            ),
            RowPolicy(
                name="members_membertransfer_wall",
                read=f"{_FROM} OR {_TO}",
                insert=f"{_FROM} AND asked_by = {ME}",
                update=f"{_FROM} OR {_TO}",
            ),
        ]
        indexes = [
            models.Index(fields=["to_commune", "state"], name="members_transfer_to"),
            models.Index(fields=["from_commune", "state"], name="members_transfer_from"),
        ]


class BranchOrder(models.Model):
    """A branch of a commune that passes wholly to another, or some groups of it that form a new branch.

    Asked for on a page, carried out by the worker, since units are closed to the web's role. `groups`
    are those that go; `name` is the new branch's. `problem`: why it could not be done, in a sentence.
    """

    class Kind(models.TextChoices):
        MERGE = "merge", "Sáp nhập"
        SPLIT = "split", "Chia tách"

    class State(models.TextChoices):
        WAITING = "waiting", "Đang thực hiện"
        DONE = "done", "Đã xong"
        FAILED = "failed", "Không thực hiện được"

    kind = models.CharField(max_length=10, choices=Kind)
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    heir = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    groups = ArrayField(models.BigIntegerField(), default=list)
    on = models.DateField()
    paper = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    problem = models.CharField(max_length=300, blank=True)
    moved = models.PositiveIntegerField(default=0)
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(name="members_branchorder_wall", read=_HERE, insert=f"{_HERE} AND asked_by = {ME}")
        ]
        indexes = [models.Index(fields=["commune", "-id"], name="members_order_newest")]
