"""The mark of a database that holds invented people and documents."""

from django.db import models

from hoiso.core.walls import RowPolicy


class DemoMark(models.Model):
    """One row: this database is a demo. Written in the transaction that lays out the demo data.

    Read before anything else by whoever starts in earnest: such a database is refused
    (`runtime.demo_mark`).
    """

    lone = models.BooleanField(primary_key=True, default=True)
    seed = models.IntegerField()
    made_at = models.DateTimeField()
    until = models.DateField(help_text="Last day of the demo year")

    class Meta:
        constraints = [
            models.CheckConstraint(name="demo_mark_lone", condition=models.Q(lone=True)),
            RowPolicy(name="demo_mark_wall", read="true"),
        ]
