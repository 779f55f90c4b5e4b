"""Books: the registers of a unit, each with its run of numbers over a period."""

from django.db import models
from django.db.models import F, Q

from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.walls import MY_UNITS
from hoiso.units.models import Unit


class Series(models.TextChoices):
    """Whose numbers a book gives."""

    INCOMING = "incoming", "Văn bản đến"
    OUTGOING = "outgoing", "Văn bản đi"
    INTERNAL = "internal", "Văn bản nội bộ"
    COPIES = "copies", "Bản sao"


class Book(models.Model):
    """One register over one period: a calendar year, a term, or what is left of a year after a merger.

    `kind` is a document kind's code where kinds are numbered apart, else empty. `next_number` is
    taken under the row's lock and never from a sequence: a sequence leaves gaps. `first_number`
    is 1, or N where the book took over a paper one at N.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    series = models.CharField(max_length=10, choices=Series)
    kind = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=200)
    by_term = models.BooleanField(default=False)
    period_from = models.DateField()
    period_to = models.DateField()
    next_number = models.PositiveIntegerField(default=1)
    first_number = models.PositiveIntegerField(default=1)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "series", "kind", "period_from"], name="documents_book_once"
            ),
            models.CheckConstraint(
                name="documents_book_period", condition=Q(period_to__gte=F("period_from"))
            ),
            RowPolicy(name="documents_book_wall", read=MY_UNITS, insert=MY_UNITS, update=MY_UNITS),
        ]

    def __str__(self) -> str:
        return self.name


class BookNumber(models.Model):
    """One number of a book and its fate. A number is never skipped, and never used again.

    `suffix` is the letter of numbers such as 12a. A void number keeps its reason. `taken_over`: it
    was given before this system, and came with that sheet of an old register.
    """

    class State(models.TextChoices):
        GIVEN = "given", "Đã dùng"
        RESERVED = "reserved", "Giữ chỗ"
        VOID = "void", "Đã huỷ"

    book = models.ForeignKey(Book, models.PROTECT, related_name="numbers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    suffix = models.CharField(max_length=3, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.GIVEN)
    reason = models.CharField(max_length=500, blank=True)
    given_at = models.DateTimeField()
    given_by = models.BigIntegerField(null=True)
    voided_at = models.DateTimeField(null=True)
    voided_by = models.BigIntegerField(null=True)
    taken_over = models.ForeignKey(
        "documents.TakeOver", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "number", "suffix"], name="documents_number_once"),
            RowPolicy(name="documents_booknumber_wall", read=MY_UNITS, insert=MY_UNITS, update=MY_UNITS),
        ]
        indexes = [
            models.Index(
                fields=["taken_over", "number"],
                name="documents_number_taken",
                condition=Q(taken_over__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}{self.suffix}"
