"""The life of a membership: where she belonged in which state from when to when, and why."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from hoiso.core.periods import period
from hoiso.core.walls import RowPolicy
from hoiso.members.states import State
from hoiso.members.tables.member import Member
from hoiso.members.tables.walls import ME, of_kept_member
from hoiso.units.models import Unit

_ENDS = Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
_KEPT = of_kept_member()


class MemberSpan(models.Model):
    """In which branch, which group and which state a member was from one day to another.

    `valid_to` is the last day, None while it lasts. The state on any past day is the span that holds
    the day. `primary`: the branch in which she is counted; a second branch has spans that are not. After
    she left, a span in the state `left` (or another of `states.GONE`) goes on in her last branch.
    `start_known` False: it lasts at the latest since `valid_from`.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="spans")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    group = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    primary = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    start_known = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="members_span_period", condition=_ENDS),
            ExclusionConstraint(
                name="members_span_once_a_day",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    ("branch", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
            ),
            models.UniqueConstraint(
                fields=["member"], name="members_span_one_primary", condition=Q(primary=True, valid_to=None)
            ),
            RowPolicy(name="members_memberspan_wall", read=_KEPT, insert=_KEPT, update=_KEPT, delete=_KEPT),
        ]
        indexes = [
            models.Index(fields=["branch", "valid_from", "valid_to"], name="members_span_branch"),
            models.Index(fields=["valid_from"], name="members_span_begun"),
            models.Index(fields=["valid_to"], name="members_span_ended", condition=Q(valid_to__isnull=False)),
        ]


class MemberEvent(models.Model):
    """What happened to a membership on a day, with its paper: one line of her history.

    `document` is a document of the system, `paper` its notation or another paper in words. `by` is None
    for what was brought in from old lists.
    """

    class Kind(models.TextChoices):
        APPLIED = "applied", "Xin vào Hội"
        ADMITTED = "admitted", "Kết nạp"
        ENTERED = "entered", "Ghi vào sổ"
        REFUSED = "refused", "Không công nhận"
        TRANSFER_ASKED = "transfer_asked", "Xin chuyển sinh hoạt"
        TRANSFERRED = "transferred", "Chuyển sinh hoạt"
        MOVED_OUT = "moved_out", "Chuyển đi nơi khác"
        GROUP_CHANGED = "group_changed", "Đổi tổ"
        WENT_AWAY = "went_away", "Tạm vắng"
        CAME_BACK = "came_back", "Sinh hoạt trở lại"
        SUSPENDED = "suspended", "Tạm dừng sinh hoạt"
        LEFT = "left", "Thôi sinh hoạt"
        DIED = "died", "Qua đời"
        STRUCK_OFF = "struck_off", "Xoá tên"
        EXPELLED = "expelled", "Khai trừ"
        READMITTED = "readmitted", "Kết nạp lại"
        CARD_GIVEN = "card_given", "Cấp thẻ"
        BRANCH_PASSED = "branch_passed", "Chi hội sáp nhập, chia tách"
        MERGED = "merged", "Gộp hồ sơ trùng"
        SEPARATED = "separated", "Tách lại hồ sơ đã gộp"
        CORRECTED = "corrected", "Sửa lại"

    member = models.ForeignKey(Member, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=15, choices=Kind)
    on = models.DateField()
    branch = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    to_branch = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )
    paper = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            RowPolicy(
                name="members_memberevent_wall",
                read=_KEPT,
                insert=f"{_KEPT} AND by_id = {ME}",
                delete=_KEPT,  # an act that is taken back; the trail keeps both
            )
        ]
        indexes = [models.Index(fields=["member", "on", "id"], name="members_event_member")]


class MemberPost(models.Model):
    """A post in the Union that a member held, with its term (`access.Post` is the account's)."""

    class Kind(models.TextChoices):
        HEAD = "head", "Chi hội trưởng"
        DEPUTY = "deputy", "Chi hội phó"
        GROUP_HEAD = "group_head", "Tổ trưởng"
        GROUP_DEPUTY = "group_deputy", "Tổ phó"
        COMMITTEE = "committee", "Uỷ viên Ban Chấp hành"
        STANDING = "standing", "Uỷ viên Ban Thường vụ"
        CHAIR = "chair", "Chủ tịch, Phó Chủ tịch"
        OTHER = "other", "Khác"

    member = models.ForeignKey(Member, models.PROTECT, related_name="union_posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=100, blank=True)
    term = models.CharField(max_length=30, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    paper = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="members_post_period", condition=_ENDS),
            ExclusionConstraint(
                name="members_post_once_a_day",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("title", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
            ),
            RowPolicy(name="members_memberpost_wall", read=_KEPT, insert=_KEPT, update=_KEPT, delete=_KEPT),
        ]
        indexes = [models.Index(fields=["unit", "kind"], name="members_post_unit")]


class CoreSpan(models.Model):
    """Hội viên nòng cốt: named by the branch, from a day to a day."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="core_spans")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    paper = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="members_core_period", condition=_ENDS),
            ExclusionConstraint(
                name="members_core_once_a_day",
                expressions=[("member", RangeOperators.EQUAL), (period(), RangeOperators.OVERLAPS)],
            ),
            RowPolicy(name="members_corespan_wall", read=_KEPT, insert=_KEPT, update=_KEPT, delete=_KEPT),
        ]


class Honour(models.Model):
    """What she was honoured with: by years of membership, or otherwise."""

    class Kind(models.TextChoices):
        YEARS = "years", "Theo năm vào Hội"
        MEDAL = "medal", "Kỷ niệm chương"
        PRAISE = "praise", "Giấy khen, bằng khen"
        OTHER = "other", "Khác"

    member = models.ForeignKey(Member, models.PROTECT, related_name="honours")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=200)
    years = models.PositiveSmallIntegerField(null=True)
    given_on = models.DateField()
    paper = models.CharField(max_length=200, blank=True)
    by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            RowPolicy(name="members_honour_wall", read=_KEPT, insert=_KEPT, update=_KEPT, delete=_KEPT)
        ]
