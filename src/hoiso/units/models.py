"""Units through time: what stood, under whom, from when to when, and what became of it."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from hoiso.core.periods import period
from hoiso.core.walls import ANY_OFFICER, RowPolicy

_KEEPER = "(SELECT hoiso_keeps_units())"


class Unit(models.Model):
    """A unit as it stood in one period. A renamed or merged unit is a new row, never an edit.

    `valid_to` is its last day, or None while it stands. `official_code` is the statistics list's
    code, used again by later units: never an identity. `body_name` is the Union's own body there.
    `start_known` False: it stood at the latest from `valid_from`; the source does not tell since when.
    `folded` is `folded_names(name, body_name)`, which search looks through.
    """

    class Kind(models.TextChoices):
        CENTRAL = "central", "Trung ương"
        PROVINCE = "province", "Tỉnh"
        DISTRICT = "district", "Huyện"
        COMMUNE = "commune", "Xã, phường"
        BRANCH = "branch", "Chi hội"
        GROUP = "group", "Tổ phụ nữ"
        OUTSIDE = "outside", "Cơ quan ngoài Hội"

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=300, db_collation="C")
    body_name = models.CharField(max_length=200, blank=True)
    official_code = models.CharField(max_length=10, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    start_known = models.BooleanField(default=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    source = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="units_unit_period",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            ExclusionConstraint(
                name="units_unit_code_once_a_day",
                expressions=[
                    ("official_code", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=~Q(official_code=""),
            ),
            RowPolicy(name="units_unit_wall", read=ANY_OFFICER, insert=_KEEPER, update=_KEEPER),
        ]
        indexes = [
            models.Index(fields=["official_code", "valid_from"], name="units_unit_code_day"),
            models.Index(fields=["folded"], name="units_unit_folded", opclasses=["text_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """The Union's body at the unit, or the unit's own name for outside organisations."""
        return self.body_name or self.name

    def stands_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Placement(models.Model):
    """Under which unit a unit lies, in a period. One parent a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="children_placements")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="units_placement_one_parent",
                expressions=[("unit", RangeOperators.EQUAL), (period(), RangeOperators.OVERLAPS)],
            ),
            RowPolicy(name="units_placement_wall", read=ANY_OFFICER, insert=_KEEPER, update=_KEEPER),
        ]


class Succession(models.Model):
    """What became of a unit: it passed, wholly or in part, to another on a day."""

    class Share(models.TextChoices):
        WHOLE = "whole", "Toàn bộ"
        MAIN_PART = "part-main", "Phần lớn"
        PART = "part", "Một phần"

    before = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    after = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    on = models.DateField(help_text="First day of the later unit")
    share = models.CharField(max_length=10, choices=Share)
    settled = models.BooleanField(
        default=True, help_text="False: a person has still to divide what lay there"
    )
    renaming = models.BooleanField(
        default=False, help_text="The same body under another name: it keeps its identity code and its books"
    )
    note = models.CharField(max_length=500, blank=True, help_text="How it was divided")
    settled_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["before", "after", "on"], name="units_succession_once"),
            models.UniqueConstraint(
                fields=["before"], name="units_succession_one_main", condition=~Q(share="part")
            ),
            models.CheckConstraint(name="units_succession_other", condition=~Q(before=F("after"))),
            RowPolicy(name="units_succession_wall", read=ANY_OFFICER, insert=_KEEPER, update=_KEEPER),
        ]


class IdentityCode(models.Model):
    """Identity code of a unit in the document exchange (Decision 20/2020/QĐ-TTg).

    A code is unique for ever: closed ones stay, and are never given again. `path` is the code
    from the highest level down, so that both styles of one body can be compared.
    """

    class Style(models.TextChoices):
        DECISION_20 = "new", "Quyết định 20/2020"
        QCVN_102 = "old", "QCVN 102:2016"
        OTHER = "other", "Khác"

    code = models.CharField(max_length=35, unique=True, db_collation="C")
    path = models.CharField(max_length=60, db_collation="C")
    style = models.CharField(max_length=5, choices=Style)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="identity_codes")
    primary = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="units_code_one_primary",
                expressions=[("unit", RangeOperators.EQUAL), (period(), RangeOperators.OVERLAPS)],
                condition=Q(primary=True),
            ),
            RowPolicy(name="units_code_wall", read=ANY_OFFICER, insert=_KEEPER, update=_KEEPER),
        ]
        indexes = [models.Index(fields=["path"], name="units_code_path")]

    def __str__(self) -> str:
        return self.code


class OfficeSetting(models.Model):
    """A setting of one unit (None: of the whole installation) from a day on.

    Doubts of law are answered here, dated, and not in the code. `value` is JSON; what each key
    means and accepts is told in `units.settings`.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="settings")
    key = models.CharField(max_length=60)
    value = models.JSONField()
    valid_from = models.DateField()
    set_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "key", "valid_from"], name="units_setting_once_a_day", nulls_distinct=False
            ),
            RowPolicy(
                name="units_setting_wall",
                read=ANY_OFFICER,
                insert=f"{_KEEPER} OR unit_id = ANY ((SELECT hoiso_administered())::bigint[])",
                update=f"{_KEEPER} OR unit_id = ANY ((SELECT hoiso_administered())::bigint[])",
            ),
        ]


class Holiday(models.Model):
    """A day off, or a Saturday or Sunday made a working day; decided year by year."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=100)
    working = models.BooleanField(default=False)

    class Meta:
        constraints = [
            RowPolicy(
                name="units_holiday_wall", read=ANY_OFFICER, insert=_KEEPER, update=_KEEPER, delete=_KEEPER
            )
        ]
