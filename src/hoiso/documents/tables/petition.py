"""Letters and petitions of citizens: a register of their own, whose contents few people see."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hoiso.core.models import StoredFile
from hoiso.core.walls import RowPolicy
from hoiso.documents.tables.walls import ME, MY_DESKS, MY_UNITS
from hoiso.units.models import Unit

# Who opens a petition: who keeps it, and those to whom it was given, while they work at the unit.
_OPENS = f"({MY_UNITS} AND (keeper_id = {ME} OR {ME} = ANY (readers)))"
_OF_OPENED = f"""EXISTS (SELECT FROM documents_petition p WHERE p.id = petition_id
  AND p.unit_id = ANY ((SELECT hoiso_member_units())::bigint[])
  AND (p.keeper_id = {ME} OR {ME} = ANY (p.readers)))"""


class Petition(models.Model):
    """One letter in the register: what the unit's desk may know of it without opening it.

    `number` runs from 1 in each year of `unit`. `keeper` registered it or was given it to keep;
    `handler` is who was last given it to handle; `readers` are all to whom it was given. `due_on` is
    the deadline of the step it stands at (`petitions.terms`), empty once it has ended. `same_as` is
    the earlier letter of the same person and matter with which it is handled.
    """

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", "Khiếu nại"
        DENUNCIATION = "denunciation", "Tố cáo"
        PROPOSAL = "proposal", "Kiến nghị"
        FEEDBACK = "feedback", "Phản ánh"

    class Matter(models.TextChoices):
        FAMILY = "family", "Hôn nhân, gia đình"
        VIOLENCE = "violence", "Bạo lực, xâm hại"
        POLICY = "policy", "Chế độ, chính sách"
        LAND = "land", "Đất đai, nhà ở"
        STAFF = "staff", "Cán bộ, công tác Hội"
        OTHER = "other", "Việc khác"

    class Way(models.TextChoices):
        POST = "post", "Bưu điện"
        HAND = "hand", "Nộp trực tiếp"
        MEETING = "meeting", "Buổi tiếp công dân"
        BOX = "box", "Hòm thư góp ý"
        PASSED = "passed", "Cơ quan khác chuyển đến"

    class State(models.TextChoices):
        RECEIVED = "received", "Chờ xử lý"
        ACCEPTED = "accepted", "Đang giải quyết"
        DONE = "done", "Đã giải quyết"
        FORWARDED = "forwarded", "Đã chuyển"
        REFUSED = "refused", "Không thụ lý"
        FILED = "filed", "Lưu đơn"

    class Outcome(models.TextChoices):
        RIGHT = "right", "Đúng"
        PARTLY = "partly", "Đúng một phần"
        WRONG = "wrong", "Không đúng"
        ANSWERED = "answered", "Đã trả lời, giải thích"
        WITHDRAWN = "withdrawn", "Người gửi rút đơn"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    received_on = models.DateField()
    way = models.CharField(max_length=10, choices=Way)
    kind = models.CharField(max_length=15, choices=Kind)
    matter = models.CharField(max_length=10, choices=Matter)
    anonymous = models.BooleanField(default=False)
    many = models.BooleanField(default=False, help_text="Signed by several people")
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    due_on = models.DateField(null=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="repeated")
    keeper_id = models.BigIntegerField()
    keeper_name = models.CharField(max_length=150)
    handler_id = models.BigIntegerField(null=True)
    handler_name = models.CharField(max_length=150, blank=True)
    readers = ArrayField(models.BigIntegerField(), default=list)
    accepted_on = models.DateField(null=True)
    complex = models.BooleanField(default=False)
    remote = models.BooleanField(default=False)
    extended = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True)
    late = models.BooleanField(default=False, help_text="Ended after its deadline")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    forwarded_to = models.CharField(max_length=300, blank=True)
    letter_symbol = models.CharField(max_length=50, blank=True)
    registered_by = models.BigIntegerField()
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="documents_petition_number"),
            RowPolicy(
                name="documents_petition_wall",
                read=f"{MY_DESKS} OR {_OPENS}",
                insert=f"{MY_DESKS} AND keeper_id = {ME} AND registered_by = {ME}",
                update=_OPENS,
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-received_on", "-id"], name="documents_petition_newest"),
            models.Index(
                fields=["due_on"],
                name="documents_petition_due",
                condition=models.Q(state__in=("received", "accepted")),
            ),
        ]

    @property
    def number_written(self) -> str:
        """7/2026."""
        return f"{self.number}/{self.year}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done with it."""
        return self.state in (self.State.RECEIVED, self.State.ACCEPTED)


class PetitionContent(models.Model):
    """Who wrote, about whom, what: read by who keeps the petition and those to whom it was given.

    `sender_folded`, `address_folded` and `words` (the different words of `summary`) are what
    `hoiso_like_petitions` compares. `reason` stands in the notice or the slip, `result` is the answer.
    """

    petition = models.OneToOneField(Petition, models.PROTECT, related_name="content")
    sender_name = models.CharField(max_length=150, blank=True)
    sender_address = models.CharField(max_length=300, blank=True)
    sender_phone = models.CharField(max_length=20, blank=True)
    about = models.CharField(max_length=300, blank=True)
    summary = models.TextField()
    reason = models.TextField(blank=True)
    result = models.TextField(blank=True)
    sender_folded = models.CharField(max_length=150, blank=True)
    address_folded = models.CharField(max_length=300, blank=True)
    words = ArrayField(models.TextField(), default=list)

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_petitioncontent_wall", read=_OF_OPENED, insert=_OF_OPENED, update=_OF_OPENED
            )
        ]


class PetitionFile(models.Model):
    """A scan or another file of the letter."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="files")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    class Meta:
        constraints = [RowPolicy(name="documents_petitionfile_wall", read=_OF_OPENED, insert=_OF_OPENED)]


class PetitionStep(models.Model):
    """What was done with it, by whom, in words."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    kind = models.CharField(max_length=15)
    text = models.TextField()

    class Meta:
        constraints = [
            RowPolicy(
                name="documents_petitionstep_wall", read=_OF_OPENED, insert=f"{_OF_OPENED} AND by_id = {ME}"
            )
        ]
