"""A unit's own Word templates, with every version that was ever in use."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hoiso.core.models import StoredFile
from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.walls import MY_DESKS, MY_UNITS
from hoiso.units.models import Unit

_OF_TEMPLATE = "EXISTS (SELECT FROM documents_owntemplate t WHERE t.id = template_id"


class OwnTemplate(models.Model):
    """A Word template of the unit. `kind` is a key of `layouts.kinds`; `number` that of its newest version.

    `retired_at`: it is offered no more, and stays for what was made of it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=40)
    number = models.PositiveIntegerField(default=1)
    made_by = models.BigIntegerField()
    made_by_name = models.CharField(max_length=150)
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    retired_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="documents_owntemplate_once",
                condition=Q(retired_at__isnull=True),
            ),
            RowPolicy(name="documents_owntemplate_wall", read=MY_UNITS, insert=MY_DESKS, update=MY_DESKS),
        ]
        indexes = [models.Index(fields=["unit", "name", "id"], name="documents_owntemplate_byname")]

    def __str__(self) -> str:
        return self.name


class OwnTemplateVersion(models.Model):
    """One state of a template: the file, and the known fields that it uses. Never changed."""

    template = models.ForeignKey(OwnTemplate, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    fields = ArrayField(models.CharField(max_length=40))
    notes = ArrayField(models.CharField(max_length=300), default=list)
    note = models.CharField(max_length=300, blank=True, help_text="What was changed, in the clerk's words")
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="documents_templateversion_once"),
            RowPolicy(
                name="documents_templateversion_wall",
                read=f"{_OF_TEMPLATE})",
                insert=f"{_OF_TEMPLATE} AND t.unit_id = ANY ((SELECT hoiso_reads())::bigint[]))",
            ),
        ]
        indexes = [models.Index(fields=["stored"], name="documents_templateversion_file")]

    def __str__(self) -> str:
        return f"{self.template_id}/{self.number}"
