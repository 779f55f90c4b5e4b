"""The trail: what was done or seen, by whom, when; and the chain that seals it."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from hoiso.core.walls import RowPolicy

_HER_UNITS = "unit_id IN (SELECT unnest(hoiso_audited()))"
_ABOUT_HER = "(subject = 'officer' AND subject_id = (SELECT hoiso_officer()))"


class Entry(models.Model):
    """One act. Holds ids and codes, never names, subjects or other personal values.

    Nobody but the owner has the right to update or delete a row (audit/migrations).
    Written in the act's own transaction, without a lock; `Seal` chains it after the commit.
    `actor_id` is an officer's id, None for the system; `unit_id` the unit whose matter it is.
    """

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=60, db_collation="C")
    subject = models.CharField(max_length=40, db_collation="C")
    subject_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            RowPolicy(
                name="audit_entry_wall",
                read=f"actor_id = (SELECT hoiso_officer()) OR {_HER_UNITS} OR {_ABOUT_HER}",
                insert="actor_id IS NOT DISTINCT FROM (SELECT hoiso_officer())",
            )
        ]
        indexes = [
            models.Index(fields=["subject", "subject_id", "action"], name="audit_entry_subject"),
            models.Index(fields=["unit_id", "-id"], name="audit_entry_unit"),
            BrinIndex(fields=["at"], name="audit_entry_at"),  # entries are added in the order of time
        ]


class Seal(models.Model):
    """One link of the chain: the hash of the entry and of the link before it.

    `hash` = SHA-256 over the previous hash and the canonical JSON of the entry. Links are
    numbered 1, 2, 3… in the order of sealing, which is the order of commit, not of `Entry.id`.
    """

    number = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="seal")
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [RowPolicy(name="audit_seal_wall")]
