"""The member: who she is, and what she is today."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value

from hoiso.core.models import StoredFile
from hoiso.core.walls import NOBODY, RowPolicy
from hoiso.members.states import State
from hoiso.members.tables.walls import KEEPS_UNITS, ME, MEMBER_KEPT, of_kept_member
from hoiso.units.models import Unit

_TEXTS: "ArrayField[list[str], list[str]]" = ArrayField(models.TextField())


class NewCode(Func):
    """A code that was never given: nine digits without a meaning (`members.codes`)."""

    function = "hoiso_member_code"
    output_field = models.CharField(max_length=9)


class Member(models.Model):
    """A person of the register, for ever one row: whatever branch she is in, and after she has left.

    `code` is given by the database, means nothing and is never given again. `folded` is `fold(full_name)`,
    `name_key` its order (given name first), `words` its words. `birth_year` alone may be known. `phone_key`
    and `card_key` are what is compared (`members.keys`). `citizen_hash` is the keyed hash of the 12 digits,
    `citizen_box` the digits themselves, sealed; `old_id_box` the old nine digits, sealed.

    Branch, group, state and core are those of TODAY, copied from `MemberSpan` and `CoreSpan` by
    `members.spans.refresh`: never written by hand. `commune` is the unit her branch lies under (a commune;
    the province for branches tied to none). `other_units`: a second branch and the unit above it.
    `merged_into`: she was entered twice, and this row is kept for its code and its history.
    """

    class Sex(models.TextChoices):
        FEMALE = "female", "Nữ"
        MALE = "male", "Nam"

    class Schooling(models.TextChoices):
        NONE = "none", "Chưa qua trường lớp"
        PRIMARY = "primary", "Tiểu học"
        LOWER = "lower", "Trung học cơ sở"
        UPPER = "upper", "Trung học phổ thông"

    class Training(models.TextChoices):
        NONE = "none", "Chưa qua đào tạo"
        SHORT = "short", "Sơ cấp, chứng chỉ nghề"
        MIDDLE = "middle", "Trung cấp"
        COLLEGE = "college", "Cao đẳng"
        UNIVERSITY = "university", "Đại học"
        HIGHER = "higher", "Trên đại học"

    class Politics(models.TextChoices):
        PRIMARY = "primary", "Sơ cấp"
        MIDDLE = "middle", "Trung cấp"
        HIGH = "high", "Cao cấp, cử nhân"

    code = models.CharField(max_length=9, unique=True, db_collation="C", db_default=NewCode())
    full_name = models.CharField(max_length=100)
    folded = models.CharField(max_length=120, db_collation="C")
    name_key = models.CharField(max_length=120, db_collation="C")
    words = models.GeneratedField(
        expression=Func(
            Func(F("folded"), Value(" "), function="string_to_array", output_field=_TEXTS),
            function="array_to_tsvector",
            output_field=SearchVectorField(),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    birth_date = models.DateField(null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=6, choices=Sex, default=Sex.FEMALE)
    honorary = models.BooleanField(default=False)
    phone = models.CharField(max_length=20, blank=True)
    phone_key = models.CharField(max_length=15, blank=True, db_collation="C")
    citizen_hash = models.CharField(max_length=64, blank=True, db_collation="C")
    citizen_box = models.CharField(max_length=200, blank=True)
    old_id_box = models.CharField(max_length=200, blank=True)
    residence_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    hamlet = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=200, blank=True)
    occupation = models.CharField(max_length=100, blank=True)
    schooling = models.CharField(max_length=10, choices=Schooling, blank=True)
    training = models.CharField(max_length=10, choices=Training, blank=True)
    politics = models.CharField(max_length=10, choices=Politics, blank=True)
    skills = models.CharField(max_length=300, blank=True)
    wishes = models.CharField(max_length=300, blank=True)
    joined_on = models.DateField(null=True, blank=True)
    card_number = models.CharField(max_length=30, blank=True)
    card_key = models.CharField(max_length=30, blank=True, db_collation="C")
    card_given_on = models.DateField(null=True, blank=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    group = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    core = models.BooleanField(default=False)
    other_units = ArrayField(
        models.BigIntegerField(),
        default=list,
        db_default=Value([], output_field=ArrayField(models.BigIntegerField())),
    )

    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="members_member_birth",
                condition=Q(birth_date=None) | Q(birth_date__year=F("birth_year")),
            ),
            models.CheckConstraint(
                name="members_member_man_honorary", condition=Q(sex="female") | Q(honorary=True)
            ),
            models.CheckConstraint(name="members_member_not_itself", condition=~Q(merged_into=F("id"))),
            RowPolicy(name="members_member_wall", read=MEMBER_KEPT, insert=MEMBER_KEPT, update=MEMBER_KEPT),
        ]
        indexes = [
            models.Index(fields=["branch", "name_key", "id"], name="members_member_branch"),
            models.Index(fields=["commune", "name_key", "id"], name="members_member_commune"),
            models.Index(fields=["name_key", "id"], name="members_member_name"),
            GinIndex(fields=["words", "commune"], name="members_member_words", fastupdate=False),
            models.Index(fields=["phone_key"], name="members_member_phone", condition=~Q(phone_key="")),
            models.Index(
                Func(F("phone_key"), function="reverse", output_field=models.TextField()),
                name="members_member_phone_end",
                condition=~Q(phone_key=""),
            ),
            models.Index(fields=["card_key"], name="members_member_card", condition=~Q(card_key="")),
            models.Index(
                fields=["citizen_hash"], name="members_member_citizen", condition=~Q(citizen_hash="")
            ),
            models.Index(fields=["folded", "birth_year"], name="members_member_namesake"),
            GinIndex(fields=["other_units"], name="members_member_others", condition=~Q(other_units=[])),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def birth_written(self) -> str:
        """08/03/1975, or 1975 where the year alone is known."""
        return f"{self.birth_date:%d/%m/%Y}" if self.birth_date else str(self.birth_year)


class MemberWord(models.Model):
    """Every word that names of members hold: what a mistyped word is compared with.

    Filled by a trigger of members_member and read by the search alone: a rare name tells of its bearer.
    """

    word = models.CharField(max_length=40, primary_key=True, db_collation="C")

    class Meta:
        constraints = [RowPolicy(name="members_memberword_wall", read=NOBODY)]


class MemberField(models.Model):
    """What the province asks of a member, from a day on: with the purpose, the basis, and who sees it.

    `field` is a name of `members.fields.FIELDS`, which also holds what is in force until something is
    decided. `seen_by`: roles that see the value of a sensitive field; empty for the others.
    """

    field = models.CharField(max_length=30)
    asked = models.BooleanField()
    purpose = models.CharField(max_length=300)
    basis = models.CharField(max_length=300)
    seen_by = ArrayField(models.CharField(max_length=20), default=list)
    valid_from = models.DateField()
    set_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["field", "valid_from"], name="members_field_once_a_day"),
            RowPolicy(
                name="members_memberfield_wall",
                read=f"{ME} IS NOT NULL",
                insert=f"{KEEPS_UNITS} AND set_by = {ME}",
                update=KEEPS_UNITS,
            ),
        ]


class MemberFile(models.Model):
    """A paper of hers: the signed joining form, a decision."""

    class Kind(models.TextChoices):
        JOINING = "joining", "Đơn xin vào Hội"
        DECISION = "decision", "Quyết định, biên bản"
        CONSENT = "consent", "Giấy đồng ý về dữ liệu"
        OTHER = "other", "Giấy tờ khác"

    member = models.ForeignKey(Member, models.PROTECT, related_name="files")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=255)
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="members_memberfile_wall",
                read=of_kept_member(),
                insert=f"{of_kept_member()} AND added_by = {ME}",
                update=of_kept_member(),
            )
        ]
