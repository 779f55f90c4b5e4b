"""Members who may have been entered twice, what was decided of them, and merges that can be taken back."""

from django.db import models
from django.db.models import F, Q

from hoiso.core.walls import RowPolicy
from hoiso.members.tables.member import Member
from hoiso.members.tables.walls import of_kept_member

_ONE_SEEN = "EXISTS (SELECT FROM members_member m WHERE m.id IN (first_id, second_id))"


class MemberPair(models.Model):
    """Two rows that may be one woman, `first` the older row. Found by `hoiso_member_pairs_find`.

    `level` 1 certain (the same citizen id), 2 likely, 3 to be asked; `why` a word of `Why`. What an officer
    said is remembered: a pair that was told apart is never asked again.
    """

    class Level(models.IntegerChoices):
        CERTAIN = 1, "Chắc chắn trùng"
        LIKELY = 2, "Rất có thể trùng"
        ASK = 3, "Cần hỏi lại"

    class Why(models.TextChoices):
        CITIZEN = "citizen", "cùng số định danh"
        BORN = "born", "cùng tên, cùng ngày sinh"
        BRANCH = "branch", "cùng tên, cùng năm sinh, cùng chi hội"
        PHONE = "phone", "cùng số điện thoại, cùng năm sinh, tên như nhau hoặc gần giống"
        NEAR = "near", "tên khác một chữ cái, cùng ngày sinh hoặc cùng nơi ở"

    class State(models.TextChoices):
        OPEN = "open", "Chờ xem"
        DIFFERENT = "different", "Hai người khác nhau"
        MERGED = "merged", "Đã gộp"

    first = models.ForeignKey(Member, models.CASCADE, related_name="+")
    second = models.ForeignKey(Member, models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level)
    why = models.CharField(max_length=10, choices=Why)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    found_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="members_pair_order", condition=Q(first__lt=F("second"))),
            models.UniqueConstraint(fields=["first", "second"], name="members_pair_once"),
            RowPolicy(name="members_memberpair_wall", read=_ONE_SEEN, insert=_ONE_SEEN, update=_ONE_SEEN),
        ]
        indexes = [models.Index(fields=["state", "level", "id"], name="members_pair_state")]

    def __str__(self) -> str:
        return f"pair {self.pk}"


class MemberMerge(models.Model):
    """Two rows made one: what went over to `kept`, what was taken out, and how `kept` was before.

    `moved`: ids by table and column. `taken`: whole rows by table, which come back when it is undone.
    `made`: ids of spans that were written for `kept`. `before` and `after`: the columns of `kept` that
    changed. All of it stays, so that nothing is lost even after the days in which it can be undone.
    """

    kept = models.ForeignKey(Member, models.PROTECT, related_name="+")
    gone = models.ForeignKey(Member, models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    taken = models.JSONField(default=dict)
    made = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    undone_by = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gone"], name="members_merge_once", condition=Q(undone_at=None)),
            RowPolicy(
                name="members_membermerge_wall",
                read=of_kept_member("kept_id"),
                insert=of_kept_member("kept_id"),
                update=of_kept_member("kept_id"),
            ),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="members_merge_newest")]

    def __str__(self) -> str:
        return f"merge {self.pk}"
