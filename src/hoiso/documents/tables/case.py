"""A dossier while its matter is worked on: who helps until when, what was asked of whom, what happened."""

from django.db import models

from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.keeping import Dossier
from hoiso.documents.tables.walls import MY_UNITS, of_visible_dossier
from hoiso.units.models import Unit

_WRITES = f"{MY_UNITS} AND {of_visible_dossier()}"


class DossierHelper(models.Model):
    """Phối hợp: an officer's own part in a case, with its own deadline."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="helpers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    officer_id = models.BigIntegerField()
    officer_name = models.CharField(max_length=150)
    task = models.CharField(max_length=500)
    due_on = models.DateField()
    result = models.CharField(max_length=1000, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "officer_id"], name="documents_dossierhelper_once"),
            RowPolicy(
                name="documents_dossierhelper_wall",
                read=of_visible_dossier(),
                insert=_WRITES,
                update=_WRITES,
                delete=_WRITES,
            ),
        ]
        indexes = [
            models.Index(
                fields=["officer_id"],
                name="documents_dossierhelper_me",
                condition=models.Q(done_at__isnull=True),
            )
        ]


class DossierOpinion(models.Model):
    """What a colleague was asked in a case, and what she answered; an empty `answer` is none yet."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    question = models.CharField(max_length=1000)
    due_on = models.DateField()
    asked_by = models.BigIntegerField()
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    officer_id = models.BigIntegerField()
    officer_name = models.CharField(max_length=150)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_dossieropinion_wall",
                read=of_visible_dossier(),
                insert=_WRITES,
                update=f"{_WRITES} AND officer_id = (SELECT hoiso_officer())",
            ),
        ]
        indexes = [
            models.Index(
                fields=["officer_id"], name="documents_dossieropinion_me", condition=models.Q(answer="")
            )
        ]


class DossierStep(models.Model):
    """What happened in a case: an act, or a note. Never changed."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="steps")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    text = models.TextField()
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            RowPolicy(name="documents_dossierstep_wall", read=of_visible_dossier(), insert=_WRITES),
        ]
