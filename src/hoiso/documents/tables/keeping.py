"""Dossiers, restricted rights that wait for a second person, and what an officer keeps for herself."""

from django.db import models

from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.plan import RETENTION_WRITTEN, DossierPlanLine
from hoiso.documents.tables.walls import ME, MY_DESKS, MY_UNITS, of_visible_document, of_visible_dossier
from hoiso.units.models import Unit

_OWN = f"officer_id = {ME}"
_DOSSIER_SEEN = (
    f"{MY_UNITS} AND (NOT restricted OR creator_id = {ME} OR EXISTS ("
    f"SELECT FROM documents_dossierreader r WHERE r.dossier_id = documents_dossier.id"
    f" AND r.officer_id = {ME}))"
)
# A change may be asked only for what its asker sees, at the unit where that lies.
_SUBJECT_SEEN = (
    "(EXISTS (SELECT FROM documents_document d"
    " WHERE d.id = document_id AND d.unit_id = documents_accesschange.unit_id)"
    " OR EXISTS (SELECT FROM documents_dossier d"
    " WHERE d.id = dossier_id AND d.unit_id = documents_accesschange.unit_id))"
)


class Dossier(models.Model):
    """Hồ sơ: documents of one matter, by the unit's dossier plan. `code` is number and heading, 01.TCCB.

    `heading` is the group of the plan it stands under. `next_ordinal` numbers the documents inside;
    it is taken under the row's lock, for some of them may be hidden from who adds one.
    `restricted` is changed by `hoiso_decide_access` alone, `disposed_on` by `hoiso_carry_out_disposal`.
    `told_accession_on` and `told_disposal_on` are the days on which people were told that it comes due.
    `origin_code` and `origin_name` are set where the dossier came in as a package from elsewhere.

    While it is open it is the case itself: led by `lead` until `due_on`, beside her the officers of
    `DossierHelper`. `paused_on` and `resume_on` stand while it rests. A case that was called off is
    closed, with `cancel_reason`. `parent` is the dossier of which this one is a part.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=500)
    retention = models.CharField(max_length=30)
    creator_id = models.BigIntegerField()
    creator_name = models.CharField(max_length=150)
    restricted = models.BooleanField(default=False)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    description = models.CharField(max_length=500, blank=True)
    heading = models.CharField(max_length=200, blank=True)
    next_ordinal = models.PositiveSmallIntegerField(default=1)
    plan_line = models.OneToOneField(DossierPlanLine, models.PROTECT, null=True, related_name="dossier")
    told_accession_on = models.DateField(null=True)
    told_disposal_on = models.DateField(null=True)
    disposed_on = models.DateField(null=True)
    origin_code = models.CharField(max_length=35, blank=True)
    origin_name = models.CharField(max_length=300, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    lead_id = models.BigIntegerField()
    lead_name = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True)
    paused_on = models.DateField(null=True)
    resume_on = models.DateField(null=True)
    pause_reason = models.CharField(max_length=500, blank=True)
    cancel_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "code"], name="documents_dossier_code"),
            models.CheckConstraint(
                name="documents_dossier_pause",
                condition=models.Q(paused_on=None, resume_on=None)
                | models.Q(paused_on__isnull=False, resume_on__isnull=False, closed_on=None),
            ),
            models.CheckConstraint(
                name="documents_dossier_cancelled",
                condition=models.Q(cancel_reason="") | models.Q(closed_on__isnull=False),
            ),
            models.CheckConstraint(name="documents_dossier_retention", condition=RETENTION_WRITTEN),
            RowPolicy(
                name="documents_dossier_wall", read=_DOSSIER_SEEN, insert=MY_UNITS, update=_DOSSIER_SEEN
            ),
        ]
        indexes = [
            models.Index(
                fields=["lead_id", "due_on"],
                name="documents_dossier_lead",
                condition=models.Q(closed_on__isnull=True),
            ),
            models.Index(
                fields=["unit", "due_on"],
                name="documents_dossier_live",
                condition=models.Q(closed_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class DossierReader(models.Model):
    """An officer who sees a restricted dossier by name; written by `hoiso_decide_access` alone."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="readers")
    officer_id = models.BigIntegerField()
    officer_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "officer_id"], name="documents_dossierreader_once"),
            RowPolicy(
                name="documents_dossierreader_wall",
                read=f"officer_id = {ME} OR {MY_UNITS}",
            ),
        ]


class DossierEntry(models.Model):
    """A document in a dossier, with its ordinal there. One document may lie in several dossiers."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="entries")
    document = models.ForeignKey(Document, models.PROTECT, related_name="dossier_entries")
    ordinal = models.PositiveSmallIntegerField()
    added_by = models.BigIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "document"], name="documents_dossierentry_once"),
            models.UniqueConstraint(fields=["dossier", "ordinal"], name="documents_dossierentry_ordinal"),
            RowPolicy(
                name="documents_dossierentry_wall",
                read=f"{of_visible_dossier()} AND {of_visible_document()}",
                insert=f"{of_visible_dossier()} AND {of_visible_document()}",
                delete=f"{of_visible_dossier()} AND {of_visible_document()}",
            ),
        ]


class AccessChange(models.Model):
    """A change of who sees a document or dossier, waiting until a second person confirms it.

    `what` says which change; `officer` the reader concerned, None for the restriction itself. What
    was asked at once shares `asked_at` and is decided at once. `about` names the subject by its
    number alone, for those who confirm and may not see it. Only `hoiso_decide_access` decides.
    """

    class What(models.TextChoices):
        RESTRICT = "restrict", "Giới hạn người xem"
        OPEN = "open", "Bỏ giới hạn"
        ADD = "add", "Thêm người xem"
        REMOVE = "remove", "Bớt người xem"

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ xác nhận"
        CONFIRMED = "confirmed", "Đã xác nhận"
        REFUSED = "refused", "Không đồng ý"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="access_changes")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="access_changes")
    what = models.CharField(max_length=10, choices=What)
    officer_id = models.BigIntegerField(null=True)
    officer_name = models.CharField(max_length=150, blank=True)
    about = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.BigIntegerField()
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="documents_accesschange_one_subject",
                condition=models.Q(document__isnull=True) ^ models.Q(dossier__isnull=True),
            ),
            RowPolicy(
                name="documents_accesschange_wall",
                read=f"{MY_DESKS} OR asked_by = {ME}"
                " OR unit_id = ANY ((SELECT hoiso_administered())::bigint[])",
                insert=f"{MY_DESKS} AND asked_by = {ME} AND state = 'waiting' AND {_SUBJECT_SEEN}",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "asked_at"],
                name="documents_accesschange_waiting",
                condition=models.Q(state="waiting"),
            )
        ]


class Note(models.Model):
    """An officer's own note on a document; nobody else sees it."""

    officer_id = models.BigIntegerField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="notes")
    text = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer_id", "document"], name="documents_note_once"),
            RowPolicy(
                name="documents_note_wall",
                read=_OWN,
                insert=f"{_OWN} AND {of_visible_document()}",
                update=_OWN,
                delete=_OWN,
            ),
        ]


class Folder(models.Model):
    """An officer's own folder of documents, to find them again."""

    officer_id = models.BigIntegerField()
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer_id", "name"], name="documents_folder_once"),
            RowPolicy(name="documents_folder_wall", read=_OWN, insert=_OWN, update=_OWN, delete=_OWN),
        ]


class FolderEntry(models.Model):
    """A document in an officer's own folder."""

    folder = models.ForeignKey(Folder, models.CASCADE, related_name="entries")
    officer_id = models.BigIntegerField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["folder", "document"], name="documents_folderentry_once"),
            RowPolicy(
                name="documents_folderentry_wall",
                read=_OWN,
                insert=f"{_OWN} AND {of_visible_document()}",
                delete=_OWN,
            ),
        ]


class SavedSearch(models.Model):
    """A search that an officer keeps under a name; it runs in her scope of the day.

    `query`: the fields of the page's address. `tell`: she is told once a day of what it newly finds,
    of documents after `seen_document`; `asked` then holds the search as `search.queries.Asked` has it.
    """

    officer_id = models.BigIntegerField()
    name = models.CharField(max_length=100)
    query = models.JSONField()
    tell = models.BooleanField(default=False)
    asked = models.JSONField(default=dict)
    seen_document = models.BigIntegerField(default=0)
    told_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer_id", "name"], name="documents_savedsearch_once"),
            RowPolicy(name="documents_savedsearch_wall", read=_OWN, insert=_OWN, update=_OWN, delete=_OWN),
        ]
