"""What is planned of a document before any row is written: times, people, numbers."""

from dataclasses import dataclass, field
from datetime import date, datetime

from hoiso.core.models import StoredFile
from hoiso.demo.matters import Kind
from hoiso.demo.offices import Office, Person
from hoiso.documents.outgoing.content import DraftContent, RecipientChoice
from hoiso.documents.tables.book import BookNumber
from hoiso.documents.tables.document import Document, State
from hoiso.documents.tables.outgoing import Delivery


@dataclass(slots=True, kw_only=True)
class Letter:
    """A piece of paper as its issuer made it: what the register copies from."""

    kind: Kind
    matter: str
    subject: str
    issuer: str
    issuer_unit_id: int | None
    symbol: str
    issued_on: date
    place: str
    signer: str
    signer_position: str
    urgency: int = 0
    exchange_id: str = ""
    arrived_by: str = "post"
    body: str = ""


@dataclass(slots=True, kw_only=True)
class Incoming:
    """A document that comes to an office, and everything that happens to it there.

    Moments of what has not happened yet are None. `lead` None: nobody has to act on it. `units` are
    asked to help; all but the last have taken the work on where the lead has.
    """

    office: Office
    letter: Letter
    registered_at: datetime
    clerk: Person
    leader: Person
    proposed_at: datetime | None = None
    instructed_at: datetime | None = None
    instruction: str = ""
    lead: Person | None = None
    helpers: tuple[Person, ...] = ()
    informed: tuple[Person, ...] = ()
    units: tuple[Office, ...] = ()
    told_long_ago: bool = False
    due_on: date | None = None
    accepted_at: datetime | None = None
    progress_at: datetime | None = None
    progress: str = ""
    finished_at: datetime | None = None
    result: str = ""
    voided: str = ""
    delivery: "Sending | None" = None
    file: StoredFile | None = None
    state: State = State.REGISTERED
    number: BookNumber | None = None
    document: Document | None = None


@dataclass(slots=True, kw_only=True)
class Outgoing:
    """A document that an office makes. Moments of what has not happened yet are None."""

    office: Office
    kind: Kind
    matter: str
    content: DraftContent
    drafter: Person
    reviewer: Person
    clerk: Person
    drafted_at: datetime
    first_submitted_at: datetime | None = None
    submitted_at: datetime | None = None
    sent_back_at: datetime | None = None
    reason: str = ""
    approved_at: datetime | None = None
    numbered_at: datetime | None = None
    issued_at: datetime | None = None
    number: BookNumber | None = None
    sendings: "list[Sending]" = field(default_factory=list)
    answers: Incoming | None = None
    file: StoredFile | None = None
    state: State = State.DRAFT
    document: Document | None = None

    @property
    def recipients(self) -> tuple[RecipientChoice, ...]:
        return self.content.recipients

    @property
    def symbol(self) -> str:
        assert self.number is not None
        return f"{self.number.number:02d}/{self.content.notation}"


@dataclass(slots=True, kw_only=True)
class Sending:
    """An issued document on its way to one unit, and what it became there."""

    sent: Outgoing
    to_unit_id: int
    to_name: str
    line: str
    opened_at: datetime | None = None
    received: Incoming | None = None
    row: Delivery | None = None
