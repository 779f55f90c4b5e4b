"""Registers from before the system on their way into the books, their faults, and the scans beside them."""

from django.db import models
from django.db.models import Q

from hoiso.core.models import StoredFile
from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.book import Series
from hoiso.documents.tables.walls import MY_UNITS
from hoiso.units.models import Unit


class TakeOver(models.Model):
    """One sheet of old registers and how far it is in the books.

    `columns` says in which column (from 0) each field stands, `headings` what the columns are called,
    `head_row` and `next_row` count as Excel does. `next_row` is the first row that is not through: whoever
    goes on begins there. The counts are of the last check until it runs, then of what was done. `books`
    tells for each book that lines belong to: name, kind, first day, first and last number, lines.
    `problem`: why it stopped by itself.
    """

    class State(models.TextChoices):
        CHECKING = "checking", "Đang kiểm tra"
        CHECKED = "checked", "Chờ tiếp quản"
        RUNNING = "running", "Đang đưa vào sổ"
        STOPPED = "stopped", "Đã dừng"
        DONE = "done", "Đã xong"
        DROPPED = "dropped", "Đã bỏ"

    class Numbering(models.TextChoices):
        COMMON = "common", "Chung một dãy số"
        BY_KIND = "kind", "Mỗi loại văn bản một dãy số"
        PARTY = "party", "Thể thức Đảng, chung một dãy số"
        PARTY_BY_KIND = "party_kind", "Thể thức Đảng, mỗi loại một dãy số"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    series = models.CharField(max_length=10, choices=Series)
    numbering = models.CharField(max_length=10, choices=Numbering, default=Numbering.COMMON)
    year = models.PositiveSmallIntegerField(null=True)
    name = models.CharField(max_length=255)
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    head_row = models.PositiveIntegerField()
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    rows = models.PositiveIntegerField(default=0)
    next_row = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    again = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    books = models.JSONField(default=list)
    problem = models.CharField(max_length=500, blank=True)
    made_by = models.BigIntegerField()
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowPolicy(name="documents_takeover_wall", read=MY_UNITS, insert=MY_UNITS, update=MY_UNITS)
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="documents_takeover_newest"),
            models.Index(
                fields=["made_at"],
                name="documents_takeover_open",
                condition=Q(state__in=["checking", "running"]),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TakeOverFault(models.Model):
    """A line that does not go into the books, why not, and its cells as they stood in the sheet."""

    take_over = models.ForeignKey(TakeOver, models.PROTECT, related_name="faults", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    row = models.PositiveIntegerField()
    sentence = models.TextField()
    cells = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["take_over", "row"], name="documents_takeoverfault_once"),
            RowPolicy(
                name="documents_takeoverfault_wall",
                read=MY_UNITS,
                insert=MY_UNITS,
                update=MY_UNITS,
                delete=MY_UNITS,
            ),
        ]


class TakeOverScan(models.Model):
    """A scan that was brought for old lines: waiting, put to its document, or why to none.

    `stored` is a ZIP of scans while it waits. The document is found by the number in the file's name.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ ghép"
        MATCHED = "matched", "Đã ghép"
        REFUSED = "refused", "Chưa ghép được"
        OPENED = "opened", "Đã mở tệp nén"

    take_over = models.ForeignKey(TakeOver, models.PROTECT, related_name="scans", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=500)
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    sentence = models.TextField(blank=True)
    document_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["take_over", "name"], name="documents_takeoverscan_once"),
            RowPolicy(name="documents_takeoverscan_wall", read=MY_UNITS, insert=MY_UNITS, update=MY_UNITS),
        ]
