"""Sensitive facts, apart from the register (Decree 356/2025/NĐ-CP, Điều 4).

Those that are counted lie under a pseudonym, without a name or a member beside them: the way from a member
to her pseudonym is sealed with a key that the database does not know. The others are sealed one by one.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from hoiso.core.periods import period
from hoiso.core.walls import RowPolicy
from hoiso.members.tables.member import Member
from hoiso.members.tables.walls import ME, of_kept_member
from hoiso.units.models import Unit

_KEPT = of_kept_member()


class Pseudonym(models.Model):
    """The sealed way from a member to the row in which her counted facts lie."""

    member = models.OneToOneField(Member, models.PROTECT, primary_key=True, related_name="pseudonym")
    box = models.CharField(max_length=200)

    class Meta:
        constraints = [
            RowPolicy(name="members_pseudonym_wall", read=_KEPT, insert=_KEPT, update=_KEPT, delete=_KEPT)
        ]


class CountedFact(models.Model):
    """Ethnic group, religion, Party and poverty of somebody, from a day to a day, to be counted by unit.

    No officer reads or writes the rows: `hoiso_counted_read` and `hoiso_counted_keep` take the pseudonym,
    `hoiso_counted_sums` counts. `counted`: she is counted as a member in this period.
    """

    class Poverty(models.TextChoices):
        POOR = "poor", "Hộ nghèo"
        NEAR_POOR = "near_poor", "Hộ cận nghèo"

    pseudonym = models.UUIDField()
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    counted = models.BooleanField(default=True)
    ethnic_group = models.CharField(max_length=30, blank=True)
    religion = models.CharField(max_length=30, blank=True)
    party = models.BooleanField(null=True)
    poverty = models.CharField(max_length=10, choices=Poverty, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="members_counted_period",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            ExclusionConstraint(
                name="members_counted_once_a_day",
                expressions=[("pseudonym", RangeOperators.EQUAL), (period(), RangeOperators.OVERLAPS)],
            ),
            RowPolicy(name="members_countedfact_wall"),
        ]
        indexes = [models.Index(fields=["commune", "branch"], name="members_counted_unit")]


class SealedFact(models.Model):
    """One other sensitive fact of a member, sealed; what it is for and who sees it: `MemberField`.

    `field` is a sensitive name of `members.fields.FIELDS` (single mother, disability, …).
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="sealed_facts")
    field = models.CharField(max_length=30)
    box = models.CharField(max_length=1_000)
    set_at = models.DateTimeField()
    set_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "field"], name="members_sealed_once"),
            RowPolicy(
                name="members_sealedfact_wall",
                read=_KEPT,
                insert=f"{_KEPT} AND set_by = {ME}",
                update=_KEPT,
                delete=_KEPT,
            ),
        ]


class MemberBasis(models.Model):
    """On what ground a member's data are used for a purpose: her consent or another basis (Law 91/2025).

    `withdrawn_at` ends it; the row stays as proof.
    """

    class Purpose(models.TextChoices):
        MEMBERSHIP = "membership", "Quản lý hội viên và thống kê"
        CONTACT = "contact", "Gọi điện, nhắn tin mời họp"
        PHOTO = "photo", "Dùng ảnh, in thẻ hội viên"
        SUPPORT = "support", "Xét hỗ trợ theo hoàn cảnh"
        LOAN = "loan", "Vay vốn uỷ thác"
        PUBLISHING = "publishing", "Đưa tin, đăng ảnh"

    class Ground(models.TextChoices):
        APPLICATION = "application", "Đơn xin vào Hội"
        CONSENT = "consent", "Đồng ý của hội viên"
        CONTRACT = "contract", "Thoả thuận của hội viên"
        LAW = "law", "Theo quy định của luật"
        BEFORE_2026 = "before_2026", "Hội viên trước 2026, chưa xác nhận"

    class Channel(models.TextChoices):
        PAPER = "paper", "Giấy có chữ ký"
        MEETING = "meeting", "Tại cuộc họp"
        LINK = "link", "Trang của hội viên"
        IMPORT = "import", "Nhập từ danh sách cũ"

    member = models.ForeignKey(Member, models.PROTECT, related_name="bases")
    purpose = models.CharField(max_length=15, choices=Purpose)
    ground = models.CharField(max_length=15, choices=Ground)
    text_version = models.CharField(max_length=20, blank=True)
    given_at = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=100, blank=True, help_text="Herself when empty")
    channel = models.CharField(max_length=10, choices=Channel)
    paper = models.CharField(max_length=200, blank=True)
    noted_by = models.BigIntegerField(null=True)
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "purpose"], name="members_basis_one", condition=Q(withdrawn_at=None)
            ),
            RowPolicy(name="members_memberbasis_wall", read=_KEPT, insert=_KEPT, update=_KEPT),
        ]
