"""Rounds of opinions on a draft: who was asked, what she answered, what the drafter made of it."""

from django.db import models

from hoiso.core.models import StoredFile
from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.walls import ME, MY_UNITS, of_visible_document
from hoiso.units.models import Unit

# Rounds in which the officer, or a desk of hers, is asked: a function that looks past the wall of
# `Opinion`, which would else ask itself.
ASKED_ROUNDS = "ANY ((SELECT hoiso_asked_rounds())::bigint[])"
_MINE = (
    f"((to_unit_id IS NULL AND officer_id = {ME} AND {MY_UNITS})"
    " OR to_unit_id = ANY ((SELECT hoiso_reads())::bigint[]))"
)
_ASKER = f"asked_by = {ME} AND {MY_UNITS}"


class OpinionRound(models.Model):
    """One question on one version of a draft, put to officers of the unit and to other units.

    Who is asked elsewhere sees no row of the draft, so `content` holds the version as it was when
    the round was opened. `shared`: whoever is asked sees the others' answers. The day `due_on` is
    the last one on which an answer is taken.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="opinion_rounds")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=300)
    version_number = models.PositiveIntegerField()
    subject = models.TextField()
    content = models.JSONField()
    question = models.CharField(max_length=1000)
    due_on = models.DateField()
    shared = models.BooleanField(default=True)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=150, blank=True, help_text="Empty: by its deadline")

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_opinionround_wall",
                read=f"id = {ASKED_ROUNDS} OR {of_visible_document()}",
                insert=f"{MY_UNITS} AND {of_visible_document()}",
                update=f"by_id = {ME} AND {MY_UNITS}",
            )
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="documents_round_newest"),
            models.Index(
                fields=["due_on"], name="documents_round_open", condition=models.Q(closed_at__isnull=True)
            ),
        ]


class Opinion(models.Model):
    """What one officer, or one unit, was asked and has answered; an empty `answer` is none yet.

    `unit` and `asked_by` are the round's. `shown`: whoever sees the draft may read it: at once in a
    round that is shared, else when it is closed. `shared`: so may whoever is asked in the round.
    """

    class Answer(models.TextChoices):
        AGREE = "agree", "Đồng ý"
        DISAGREE = "disagree", "Không đồng ý"
        OTHER = "other", "Ý kiến khác"

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Tiếp thu"
        PARTLY = "partly", "Tiếp thu một phần"
        EXPLAINED = "explained", "Giải trình"

    round = models.ForeignKey(OpinionRound, models.PROTECT, related_name="opinions")
    document = models.ForeignKey(Document, models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    asked_by = models.BigIntegerField()
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    officer_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    shown = models.BooleanField(default=True)
    shared = models.BooleanField(default=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    text = models.TextField(blank=True)
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    answered_by = models.BigIntegerField(null=True)
    answered_by_name = models.CharField(max_length=310, blank=True)
    answered_at = models.DateTimeField(null=True)
    urged = models.PositiveSmallIntegerField(default=0)
    urged_on = models.DateField(null=True)
    open = models.BooleanField(default=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    outcome_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "officer_id"], name="documents_opinion_officer_once"),
            models.UniqueConstraint(fields=["round", "to_unit"], name="documents_opinion_unit_once"),
            models.CheckConstraint(
                condition=models.Q(officer_id__isnull=True) ^ models.Q(to_unit__isnull=True),
                name="documents_opinion_of_one",
            ),
            RowPolicy(
                name="documents_opinion_wall",
                read=f"{_MINE} OR ({_ASKER}) OR (shared AND round_id = {ASKED_ROUNDS})"
                f" OR (shown AND {of_visible_document()})",
                insert=f"{_ASKER} AND {of_visible_document()}",
                update=f"{_MINE} OR ({_ASKER})",
            ),
        ]
        indexes = [
            models.Index(
                fields=["officer_id"],
                name="documents_opinion_me",
                condition=models.Q(answer="", open=True),
            ),
            models.Index(
                fields=["to_unit"], name="documents_opinion_desk", condition=models.Q(answer="", open=True)
            ),
        ]
