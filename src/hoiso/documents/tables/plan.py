"""The yearly list of dossiers (danh mục hồ sơ) of a unit (Decree 30/2020/NĐ-CP Điều 28)."""

from typing import Final

from django.db import models
from django.db.models import Q

from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.walls import MY_DESKS, MY_UNITS
from hoiso.units.models import Unit

RETENTION_WRITTEN: Final = Q(retention="vinh-vien") | Q(retention__regex=r"^[0-9]{1,3}$")


class DossierPlan(models.Model):
    """The plan of one year. Its lines are written while it is not approved, and stand while it is."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    made_by = models.BigIntegerField()
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    approved_on = models.DateField(null=True)
    approved_by = models.BigIntegerField(null=True)
    approved_by_name = models.CharField(max_length=150, blank=True)
    decision = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="documents_plan_once"),
            models.CheckConstraint(
                name="documents_plan_approved",
                condition=Q(approved_on__isnull=True, approved_by__isnull=True)
                | Q(approved_on__isnull=False, approved_by__isnull=False),
            ),
            RowPolicy(name="documents_plan_wall", read=MY_UNITS, insert=MY_DESKS, update=MY_DESKS),
        ]


_OF_OPEN_PLAN = (
    f"{MY_DESKS} AND EXISTS (SELECT FROM documents_dossierplan p"
    " WHERE p.id = plan_id AND p.unit_id = documents_dossierplanline.unit_id AND p.approved_on IS NULL)"
)


class DossierPlanLine(models.Model):
    """One dossier that will be opened that year: code, title, keeper, retention, under a heading."""

    plan = models.ForeignKey(DossierPlan, models.PROTECT, related_name="lines")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=500)
    keeper_id = models.BigIntegerField(null=True)
    keeper_name = models.CharField(max_length=150, blank=True)
    retention = models.CharField(max_length=30)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="documents_planline_code"),
            models.CheckConstraint(name="documents_planline_retention", condition=RETENTION_WRITTEN),
            RowPolicy(
                name="documents_planline_wall",
                read=MY_UNITS,
                insert=_OF_OPEN_PLAN,
                update=_OF_OPEN_PLAN,
                delete=_OF_OPEN_PLAN,
            ),
        ]
