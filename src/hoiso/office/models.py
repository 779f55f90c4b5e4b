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


_MINE = f"officer_id = {_ME}"


class TypedText(models.Model):
    """What an officer typed into a form and did not save yet, so that another computer offers it too."""

    officer_id = models.BigIntegerField()
    address = models.CharField(max_length=300)
    values = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer_id", "address"], name="office_typedtext_once"),
            RowPolicy(name="office_typedtext_wall", read=_MINE, insert=_MINE, update=_MINE, delete=_MINE),
        ]


class SentOnce(models.Model):
    """The key of a sending that was written without a line: the same key is carried out once."""

    officer_id = models.BigIntegerField()
    key = models.UUIDField()
    address = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer_id", "key"], name="office_sentonce_once"),
            RowPolicy(name="office_sentonce_wall", read=_MINE, insert=_MINE, delete=_MINE),
        ]
