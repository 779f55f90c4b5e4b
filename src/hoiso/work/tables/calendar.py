"""Calendars that leave the house: the secret address of an officer's feed."""

from django.db import models

from hoiso.core.walls import RowPolicy
from hoiso.work.tables.walls import ME

_OWN = f"officer_id = {ME}"


class FeedKey(models.Model):
    """The key of an officer's .ics address. Only its hash is kept: the address is shown once, when made.

    Whoever has the address reads her deadlines and nothing else; a new one makes the old one void.
    """

    officer_id = models.BigIntegerField(primary_key=True)
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            RowPolicy(name="work_feedkey_wall", read=_OWN, insert=_OWN, update=_OWN, delete=_OWN),
        ]
