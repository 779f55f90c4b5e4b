"""Officers, the posts they hold, and how they prove who they are."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from hoiso.core.periods import period
from hoiso.core.walls import NOBODY, RowPolicy
from hoiso.units.models import Unit

_SELF = "(SELECT hoiso_officer())"
_ADMINISTRATOR = "(SELECT hoiso_is_administrator())"
# As sub-selects these are hashed once a statement; an array is searched from its start for every row.
_ADMINISTERED_UNIT = "unit_id IN (SELECT unnest(hoiso_administered()))"
_ADMINISTERED_OFFICER = "officer_id IN (SELECT unnest(hoiso_administered_officers()))"


class Role(models.TextChoices):
    """What an officer is at a unit; what each role may do stands in `access.rights`."""

    CLERK = "clerk", "Văn thư"
    LEADER = "leader", "Lãnh đạo"
    OFFICE_HEAD = "office_head", "Chánh Văn phòng"
    SPECIALIST = "specialist", "Chuyên viên"
    BRANCH_HEAD = "branch_head", "Chi hội trưởng"
    UNIT_ADMIN = "unit_admin", "Quản trị đơn vị"
    PROVINCE_ADMIN = "province_admin", "Quản trị tỉnh"
    AUDITOR = "auditor", "Kiểm soát"


class Officer(models.Model):
    """A person with an account. What she may do comes from her posts, never from this row.

    `username` and `phone` both sign in and are unique without regard to case. `retired_on` is
    the first day on which she can no longer sign in.
    """

    class Size(models.TextChoices):
        NORMAL = "", "Vừa"
        LARGE = "lon", "Lớn"
        LARGEST = "rat-lon", "Rất lớn"

    full_name = models.CharField(max_length=100)
    name_key = models.CharField(max_length=120, db_collation="C")
    folded = models.CharField(max_length=120, db_collation="C")
    form_of_address = models.CharField(max_length=20, blank=True)
    username = models.CharField(max_length=60)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    text_size = models.CharField(max_length=10, choices=Size, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    created_by = models.BigIntegerField(null=True)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="access_officer_username"),
            models.UniqueConstraint(fields=["phone"], name="access_officer_phone", condition=~Q(phone="")),
            RowPolicy(
                name="access_officer_wall",
                read=f"id = {_SELF} OR id IN (SELECT unnest(hoiso_colleagues()))"
                f" OR (created_by = {_SELF} AND {_ADMINISTRATOR})",
                insert=f"{_ADMINISTRATOR} AND created_by = {_SELF}",
                update=f"id = {_SELF} OR id IN (SELECT unnest(hoiso_administered_officers()))",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class Post(models.Model):
    """A role that an officer holds at a unit from a day on; `title` as it is printed and shown."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=100, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="access_post_period",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            ExclusionConstraint(
                name="access_post_once_a_day",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
            ),
            RowPolicy(
                name="access_post_wall",
                read=f"officer_id = {_SELF} OR {_ADMINISTERED_UNIT}"
                " OR unit_id IN (SELECT unnest(hoiso_member_units()))",
                insert=f"{_ADMINISTERED_UNIT} AND (role <> 'province_admin' OR (SELECT hoiso_keeps_units()))",
                update=f"{_ADMINISTERED_UNIT} AND (role <> 'province_admin' OR (SELECT hoiso_keeps_units()))",
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="access_post_unit_role")]

    def __str__(self) -> str:
        return self.title or self.get_role_display()


class Delegation(models.Model):
    """Uỷ quyền: one officer acts in another's post, within dates and a written content (ND30, Điều 13)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="delegations")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="delegations")
    content = models.CharField(max_length=500)
    valid_from = models.DateField()
    valid_to = models.DateField()
    given_by = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="access_delegation_period", condition=Q(valid_to__gte=F("valid_from"))
            ),
            RowPolicy(
                name="access_delegation_wall",
                read=f"officer_id = {_SELF} OR post_id IN (SELECT id FROM access_post)",  # noqa: S608
                insert=f"given_by = {_SELF} AND officer_id <> {_SELF}"  # noqa: S608
                f" AND post_id IN (SELECT id FROM access_post p WHERE p.officer_id = {_SELF}"
                " OR (p.unit_id IN (SELECT unnest(hoiso_administered()))"
                " AND (p.role <> 'province_admin' OR (SELECT hoiso_keeps_units()))))",
                update=f"given_by = {_SELF} OR {_ADMINISTERED_OFFICER}",
            ),
        ]


class Credential(models.Model):
    """An officer's secrets, read and written under her own scope alone.

    Signing in reads them through a definer function that takes one exact name
    (`hoiso_sign_in_lookup`). An administrator never touches them: she prints a `ResetSlip`.
    """

    officer = models.OneToOneField(Officer, models.PROTECT, primary_key=True, related_name="credential")
    password = models.CharField(max_length=200)
    pin = models.CharField(max_length=200, blank=True)
    totp_secret = models.CharField(max_length=300, blank=True, help_text="Encrypted; empty: not used")
    totp_last_step = models.BigIntegerField(default=0, help_text="A code is taken once")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            RowPolicy(
                name="access_credential_wall",
                read=f"officer_id = {_SELF}",
                insert=f"officer_id = {_SELF}",
                update=f"officer_id = {_SELF}",
            )
        ]


class Passkey(models.Model):
    """A passkey (WebAuthn) of an officer, on a device that she named."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="passkeys")
    credential_id = models.CharField(max_length=500, unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            RowPolicy(
                name="access_passkey_wall",
                read=f"officer_id = {_SELF}",
                insert=f"officer_id = {_SELF}",
                update=f"officer_id = {_SELF}",
                delete=f"officer_id = {_SELF}",
            )
        ]


class SignIn(models.Model):
    """One signed-in device. The cookie's token is stored only as its SHA-256.

    `device` marks the browser, so that people who share an office computer can change by PIN;
    `parked_at` set: the person left by "đổi người" and comes back with her PIN the same day.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="sign_ins")
    token_hash = models.CharField(max_length=64, unique=True, db_collation="C")
    device = models.CharField(max_length=64, blank=True, db_collation="C")
    device_name = models.CharField(max_length=100)
    post = models.ForeignKey(Post, models.SET_NULL, null=True)
    second_step_due = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0, help_text="Wrong PINs or codes in a row")
    challenge = models.CharField(max_length=120, blank=True, help_text="Of a passkey; taken once")

    class Meta:
        constraints = [
            RowPolicy(
                name="access_signin_wall",
                read=f"officer_id = {_SELF} OR {_ADMINISTERED_OFFICER}",
                insert=f"officer_id = {_SELF}",
                update=f"officer_id = {_SELF} OR {_ADMINISTERED_OFFICER}",
            )
        ]
        indexes = [models.Index(fields=["officer", "ended_at"], name="access_signin_officer")]


class FailedSignIn(models.Model):
    """Failures under one typed name, whether or not such an account exists.

    Written by a definer function; `officer` is set where the name belongs to someone, so that
    her unit's administrator can lift the lock.
    """

    name_hash = models.CharField(max_length=64, unique=True, db_collation="C")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="access_failedsignin_wall",
                read=_ADMINISTERED_OFFICER,
                insert=NOBODY,
                update=_ADMINISTERED_OFFICER,
            )
        ]


class ResetSlip(models.Model):
    """A printed one-time slip with which an officer sets her password. Only the code's hash is kept.

    `also_second_step`: her lost phone or passkey is forgotten with it. An administrator makes one
    only for an officer all of whose posts lie at units that she administers: else a commune's
    administrator could become whoever also holds a post there.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="slips")
    code_hash = models.CharField(max_length=64, unique=True, db_collation="C")
    made_by = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    also_second_step = models.BooleanField(default=False)

    class Meta:
        constraints = [
            RowPolicy(
                name="access_resetslip_wall",
                read=f"officer_id = {_SELF} OR {_ADMINISTERED_OFFICER}",
                insert=f"{_ADMINISTERED_OFFICER} AND made_by = {_SELF}"
                " AND officer_id IN (SELECT unnest(hoiso_resettable_officers()))",
                update=f"officer_id = {_SELF} OR {_ADMINISTERED_OFFICER}",
            )
        ]
