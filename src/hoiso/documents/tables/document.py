"""The document itself, its files, its readers, its links, its history."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from hoiso.core.models import StoredFile
from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.book import Book, BookNumber
from hoiso.documents.tables.walls import (
    DOCUMENT_CHANGED,
    DOCUMENT_VISIBLE,
    ME,
    MY_DESKS,
    MY_UNITS,
    READER_OF_VISIBLE,
    of_visible_document,
)
from hoiso.units.models import Unit


class Direction(models.TextChoices):
    """Where a document stands in the office of its unit."""

    INCOMING = "in", "Văn bản đến"
    OUTGOING = "out", "Văn bản đi"
    INTERNAL = "internal", "Văn bản nội bộ"


class Urgency(models.IntegerChoices):
    """Độ khẩn; the numbers are edXML's."""

    NORMAL = 0, "Thường"
    URGENT = 1, "Khẩn"
    VERY_URGENT = 2, "Thượng khẩn"
    EXPRESS = 3, "Hoả tốc"


class State(models.TextChoices):
    """Where a document is on its way; legal moves stand in `documents.states`."""

    # incoming
    REGISTERED = "registered", "Chờ trình"
    PROPOSED = "proposed", "Chờ bút phê"
    IN_WORK = "in_work", "Đang xử lý"
    DONE = "done", "Đã xong"
    RETURNED = "returned", "Đã trả lại"
    REVOKED = "revoked", "Đã thu hồi"
    VOID = "void", "Đã huỷ đăng ký"
    # outgoing
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Chờ duyệt"
    SENT_BACK = "sent_back", "Cần sửa lại"
    APPROVED = "approved", "Đã duyệt"
    NUMBERED = "numbered", "Đã cấp số"
    AWAITING_SIGNATURE = "awaiting_signature", "Chờ ký"
    ISSUED = "issued", "Đã phát hành"


class Document(models.Model):
    """One document in the office of one unit.

    A document that goes from one unit to another is two rows: the sender's outgoing and the
    receiver's incoming one, joined by a `Delivery`. So every row belongs to one unit, and the
    wall is simple. `symbol` is number and notation as printed (118/KH-BTV), `symbol_key` the same
    without accents, capitals and spaces, by which repeats are found; `number`/`suffix`
    are the book's own: the arrival number of an incoming document, the number of an outgoing one.
    Names of officers are kept as they were on the day (`holder_name`). `disposed_at`: its contents
    (files, text) were removed by a committee's decision; what the register says of it stays.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    direction = models.CharField(max_length=10, choices=Direction)
    state = models.CharField(max_length=20, choices=State)
    restricted = models.BooleanField(default=False)

    book = models.ForeignKey(Book, models.PROTECT, null=True, related_name="documents")
    book_number = models.OneToOneField(BookNumber, models.PROTECT, null=True, related_name="document")
    number = models.PositiveIntegerField(null=True)
    suffix = models.CharField(max_length=3, blank=True)

    code_number = models.CharField(max_length=30, blank=True)
    code_notation = models.CharField(max_length=60, blank=True)
    symbol = models.CharField(max_length=100, blank=True)
    symbol_key = models.CharField(max_length=100, blank=True, db_collation="C")
    kind = models.CharField(max_length=10, blank=True)
    kind_name = models.CharField(max_length=100, blank=True)
    subject = models.TextField()
    issuer = models.CharField(max_length=300, blank=True)
    issuer_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(null=True)
    place = models.CharField(max_length=100, blank=True)
    signer = models.CharField(max_length=100, blank=True)
    signer_position = models.CharField(max_length=200, blank=True)
    signing_capacity = models.CharField(max_length=100, blank=True)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.NORMAL)
    page_amount = models.PositiveIntegerField(null=True)
    copies = models.PositiveIntegerField(null=True)
    language = models.CharField(max_length=30, default="Tiếng Việt")
    addressees = models.CharField(max_length=500, blank=True)
    description = models.CharField(max_length=500, blank=True)
    circulation = models.CharField(max_length=100, blank=True)
    paper_follows = models.BooleanField(default=False)

    arrived_on = models.DateField(null=True)
    arrived_by = models.CharField(max_length=20, blank=True)
    exchange_id = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    finish_note = models.TextField(blank=True)

    holder_id = models.BigIntegerField(null=True)
    holder_name = models.CharField(max_length=150, blank=True)
    held_since = models.DateTimeField(null=True)

    created_by = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True)
    disposed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "number", "suffix"], name="documents_document_number_once"
            ),
            RowPolicy(
                name="documents_document_wall",
                read=DOCUMENT_VISIBLE,
                insert=MY_UNITS,
                update=DOCUMENT_CHANGED,
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "direction", "-arrived_on", "-id"], name="documents_in_newest"),
            models.Index(fields=["unit", "direction", "-issued_on", "-id"], name="documents_out_newest"),
            models.Index(fields=["unit", "direction", "state", "-id"], name="documents_state"),
            models.Index(
                fields=["unit", "due_on"],
                name="documents_due",
                condition=models.Q(due_on__isnull=False, finished_on__isnull=True),
            ),
            models.Index(fields=["unit", "exchange_id"], name="documents_exchange_id"),
            models.Index(fields=["unit", "symbol"], name="documents_symbol"),
            models.Index(fields=["unit", "symbol_key"], name="documents_symbol_key"),
            models.Index(fields=["created_by", "unit"], name="documents_made_by"),
        ]

    def __str__(self) -> str:
        return self.symbol or f"#{self.pk}"


class Reader(models.Model):
    """An officer who sees a document by name, and why: she made, leads, helps, was told, was named.

    `unit` is the document's. `lent_to` is another unit that was given the document: with an
    officer she reads it there by name, without one whoever reads that unit's trays.
    """

    class Why(models.TextChoices):
        DRAFTER = "drafter", "Người soạn"
        REVIEWER = "reviewer", "Người duyệt"
        LEAD = "lead", "Được giao chủ trì"
        COORDINATE = "coordinate", "Được giao phối hợp"
        INFORMED = "informed", "Nhận để biết"
        NAMED = "named", "Được cho xem riêng"

    document = models.ForeignKey(Document, models.PROTECT, related_name="readers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    lent_to = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    officer_id = models.BigIntegerField(null=True)
    officer_name = models.CharField(max_length=300)
    why = models.CharField(max_length=12, choices=Why)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "officer_id", "why"],
                name="documents_reader_once",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["document", "lent_to", "why"],
                name="documents_reader_unit_once",
                condition=models.Q(ended_at__isnull=True, officer_id__isnull=True),
            ),
            models.CheckConstraint(
                name="documents_reader_somebody",
                condition=models.Q(officer_id__isnull=False) | models.Q(lent_to__isnull=False),
            ),
            RowPolicy(
                name="documents_reader_wall",
                read=f"officer_id = {ME} OR {MY_DESKS}",
                insert=READER_OF_VISIBLE,
                update=READER_OF_VISIBLE,
            ),
        ]
        indexes = [
            models.Index(fields=["officer_id", "document"], name="documents_reader_officer"),
            models.Index(
                fields=["lent_to", "document"],
                name="documents_reader_lent",
                condition=models.Q(lent_to__isnull=False),
            ),
            models.Index(fields=["unit", "-id"], name="documents_reader_newest"),
        ]


class DocumentFile(models.Model):
    """A file of a document, in its order. A replaced file stays, with the moment it was replaced."""

    class Role(models.TextChoices):
        MAIN = "main", "Văn bản chính"
        ANNEX = "annex", "Phụ lục"
        MADE = "made", "Bản do hệ thống tạo"
        SIGNED = "signed", "Bản đã ký, đóng dấu"
        MESSAGE = "message", "Tệp edXML gốc"
        COPY = "copy", "Bản sao"

    document = models.ForeignKey(Document, models.PROTECT, related_name="files")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    name = models.CharField(max_length=255)
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.BigIntegerField(null=True)
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            RowPolicy(
                name="documents_file_wall",
                read=of_visible_document(),
                insert=of_visible_document(),
                update=of_visible_document(),
            )
        ]
        indexes = [models.Index(fields=["stored"], name="documents_file_stored")]


class SearchEntry(models.Model):
    """What is found of a document: its words with their places, and the text of its files.

    `words` is made by `search.words`: each word folded and, where it has accents, as written, with
    the unit's id before it, so that a search costs what the own unit holds and never what others
    do. `day` is the day by which lists are ordered. `text` is the text of the files, for passages.
    """

    document = models.OneToOneField(Document, models.PROTECT, primary_key=True, related_name="search_entry")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    words = SearchVectorField()
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_search_wall",
                read=of_visible_document(),
                insert=of_visible_document(),
                update=of_visible_document(),
            )
        ]
        indexes = [
            # Without the list of pending entries: every search would read it, other units' words too.
            GinIndex(fields=["words"], name="documents_search_words", fastupdate=False),
            models.Index(fields=["unit", "-day", "-document"], name="documents_search_newest"),
        ]


class SearchWord(models.Model):
    """A word of a unit's unrestricted documents, and how many of them have it; '' counts them all.

    Read by the search function alone: to choose the way of a search, and to propose a spelling.
    `folded` equals `word` in the rows that count a word however it is accented.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    word = models.CharField(max_length=60, db_collation="C")
    folded = models.CharField(max_length=60, db_collation="C")
    documents = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "word"], name="documents_searchword_once"),
            RowPolicy(name="documents_searchword_wall"),
        ]
        indexes = [models.Index(fields=["unit", "folded"], name="documents_searchword_folded")]


class Link(models.Model):
    """One document stands to another: answers it, is based on it, replaces or amends it, goes with it."""

    class Kind(models.TextChoices):
        ANSWERS = "answers", "Trả lời"
        BASED_ON = "based_on", "Căn cứ"
        REPLACES = "replaces", "Thay thế"
        AMENDS = "amends", "Sửa đổi, bổ sung"
        SENT_WITH = "sent_with", "Gửi kèm"

    document = models.ForeignKey(Document, models.PROTECT, related_name="links")
    other = models.ForeignKey(Document, models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=10, choices=Kind)
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "other", "kind"], name="documents_link_once"),
            RowPolicy(
                name="documents_link_wall",
                read=of_visible_document(),
                insert=f"{of_visible_document()} AND {of_visible_document('other_id')}",
                delete=of_visible_document(),
            ),
        ]


class Correction(models.Model):
    """One field of a registered line, before and after, with the reason. Never changed."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=30)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.CharField(max_length=500)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_correction_wall", read=of_visible_document(), insert=of_visible_document()
            )
        ]


class Event(models.Model):
    """One line of a document's timeline: who did what, as named and titled on that day."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150, blank=True)
    actor_title = models.CharField(max_length=150, blank=True)
    kind = models.CharField(max_length=30)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            RowPolicy(name="documents_event_wall", read=of_visible_document(), insert=of_visible_document())
        ]
        indexes = [models.Index(fields=["document", "at"], name="documents_event_order")]


class Message(models.Model):
    """An edXML message as received, byte for byte in the store, and what it was taken for.

    One document id may come as new, revocation, update and replacement: all are kept on it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="messages")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    exchange_id = models.CharField(max_length=200, blank=True)
    sender_code = models.CharField(max_length=60, blank=True)
    header = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "stored"], name="documents_message_once"),
            RowPolicy(
                name="documents_message_wall",
                read=f"{MY_DESKS} OR {of_visible_document()}",
                insert=MY_UNITS,
                update=MY_DESKS,
            ),
        ]
        indexes = [models.Index(fields=["unit", "exchange_id"], name="documents_message_id")]
