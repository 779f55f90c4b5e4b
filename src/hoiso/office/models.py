"""Faults that officers reported from a page."""

from django.db import models

from hoiso.core.walls import RowPolicy
from hoiso.units.models import Unit

_ME = "(SELECT hoiso_officer())"
_KEEPER = "(SELECT hoiso_keeps_units())"


class FaultReport(models.Model):
    """What an officer said was wrong, on which page and when; read by herself and by those who mend it."""

    officer_id = models.BigIntegerField()
    officer_name = models.CharField(max_length=150)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="office_faultreport_wall",
                read=f"officer_id = {_ME} OR {_KEEPER}",
                insert=f"officer_id = {_ME}",
                update=_KEEPER,
            )
        ]
