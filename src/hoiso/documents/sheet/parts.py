"""What the page of one document is made of: plain values, read in one statement."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from hoiso.access.public import Actor, Right


@dataclass(frozen=True, slots=True)
class Action:
    """Something that this officer may do now; `main` for the page's one main button."""

    label: str
    url: str
    main: bool = False
    icon: str = ""
    post: bool = False


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that stands (not replaced), with what the page needs to offer it.

    `reading` is how its text recognition stands (a state of `Recognition`), None where it needs none;
    `read` of `to_read` pages are through.
    """

    id: int
    name: str
    role: str
    kind: str
    size: int
    pages: int | None
    active: bool
    scanned: str
    reading: str | None = None
    to_read: int = 0
    read: int = 0
    problem: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class OldFileLine:
    """A file that another one replaced; it stays to be read."""

    id: int
    name: str
    role: str
    kind: str
    size: int
    replaced_at: datetime


@dataclass(frozen=True, slots=True)
class EventLine:
    """One line of the timeline."""

    at: datetime
    actor_name: str
    actor_title: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """What an officer or a unit (`to_unit_id`) was asked, and how far it is.

    `away` names the unit of an officer to whom another unit handed it on.
    """

    id: int
    instruction_id: int
    officer_id: int | None
    officer_name: str
    part: str
    state: str
    due_on: date | None
    given_at: datetime
    opened_at: datetime | None
    accepted_at: datetime | None
    done_at: datetime | None
    result: str
    parent_id: int | None
    unit_id: int = 0
    to_unit_id: int | None = None
    away: str = ""

    def is_of(self, actor: Actor) -> bool:
        """Whether she works on it: hers, or her unit's. The same as `handling.rules.works_on`."""
        if self.to_unit_id is not None:
            return actor.holds(Right.PROPOSE_HANDLING, at=self.to_unit_id)
        return self.officer_id == actor.officer_id

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done. "Để biết" is never a task."""
        return self.part != "informed" and self.state in ("unopened", "opened", "accepted")


@dataclass(frozen=True, slots=True)
class InstructionLine:
    """A bút phê that stands."""

    id: int
    text: str
    due_on: date | None
    by_id: int
    by_name: str
    by_title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """The handling proposal that waits, or the last one decided."""

    id: int
    to_officer_id: int
    wording: str
    receivers: list[dict[str, object]]
    due_on: date | None
    state: str
    reason: str
    by_id: int
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A draft version laid before a leader."""

    id: int
    version_number: int
    submitted_by: int
    submitted_by_name: str
    submitted_at: datetime
    note: str
    reviewer_id: int
    reviewer_name: str
    decision: str
    reason: str
    decided_at: datetime | None
    decided_by_name: str = ""
    turn: int = 1
    matter: str = ""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round of opinions on the draft; answers of a closed manner are counted for its asker alone."""

    id: int
    question: str
    version_number: int
    due_on: date
    by_name: str
    closed: bool
    asked: int
    given: int


@dataclass(frozen=True, slots=True)
class RecipientLine:
    """One recipient with the fate of its delivery, when it was sent."""

    name: str
    line: str
    printed: bool
    paper_copies: int
    paper_sent_on: date | None
    state: str | None
    sent_at: datetime | None
    opened_at: datetime | None
    received_at: datetime | None
    done_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A document that this one stands to, or that stands to it (`back`)."""

    kind: str
    back: bool
    id: int
    symbol: str
    subject: str


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A remark on a draft version."""

    id: int
    version_number: int
    name: str
    at: datetime
    text: str
    settled: bool


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One saved state of a draft, without its content."""

    number: int
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One field of the registered line, before and after, with the reason."""

    field: str
    before: str
    after: str
    reason: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MessageLine:
    """An edXML message kept on the document: what it was taken for, and what was odd about it."""

    kind: str
    sender_code: str
    remarks: list[str]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A dossier that the document lies in, with its ordinal there."""

    id: int
    code: str
    year: int
    title: str
    ordinal: int
    closed: bool


@dataclass(frozen=True, slots=True)
class FolderLine:
    """A folder of the officer's own in which the document lies."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class SeenLine:
    """How often the document was opened, downloaded or printed, and by how many officers."""

    times: int
    officers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One document as its page shows it. `holder_*` answers who holds it now and since when.

    `recalled`: why the sender called back what is registered here; empty where it did not.
    """

    id: int
    unit_id: int
    unit_name: str
    direction: str
    state: str
    restricted: bool
    version: int
    book_id: int | None
    book_name: str
    number_written: str
    symbol: str
    kind: str
    kind_name: str
    subject: str
    issuer: str
    issued_on: date | None
    signer: str
    signer_position: str
    signing_capacity: str
    urgency: int
    page_amount: int | None
    copies: int | None
    arrived_on: date | None
    arrived_by: str
    exchange_id: str
    due_on: date | None
    finished_on: date | None
    finish_note: str
    addressees: str
    description: str
    circulation: str
    paper_follows: bool
    holder_id: int | None
    holder_name: str
    held_since: datetime | None
    created_by: int | None
    created_at: datetime
    draft_version: int | None
    has_delivery: bool
    recalled: str
    note: str
    files: tuple[FileLine, ...]
    old_files: tuple[OldFileLine, ...]
    events: tuple[EventLine, ...]
    instructions: tuple[InstructionLine, ...]
    assignments: tuple[AssignmentLine, ...]
    proposals: tuple[ProposalLine, ...]
    reviews: tuple[ReviewLine, ...]
    rounds: tuple[RoundLine, ...]
    recipients: tuple[RecipientLine, ...]
    links: tuple[LinkLine, ...]
    comments: tuple[CommentLine, ...]
    versions: tuple[VersionLine, ...]
    corrections: tuple[CorrectionLine, ...]
    messages: tuple[MessageLine, ...]
    dossiers: tuple[DossierLine, ...]
    folders: tuple[FolderLine, ...]
    seen: tuple[SeenLine, ...]
    restriction_waiting: bool

    def assignments_of(self, actor: Actor) -> tuple[AssignmentLine, ...]:
        """What was asked of her, or of a unit for which she answers, and was not taken back."""
        return tuple(line for line in self.assignments if line.is_of(actor) and line.state != "withdrawn")

    def as_opened_by(self, actor: Actor, *, at: datetime) -> "Sheet":
        """The sheet after this officer has opened what was given to her."""
        lines = tuple(
            replace(line, state="opened", opened_at=at)
            if line.is_of(actor) and line.state == "unopened"
            else line
            for line in self.assignments
        )
        return replace(self, assignments=lines)

    @property
    def open_proposal(self) -> ProposalLine | None:
        """The handling proposal that waits for a decision."""
        return next((line for line in self.proposals if line.state == "waiting"), None)

    @property
    def laying(self) -> tuple[ReviewLine, ...]:
        """All of the newest laying before reviewers, by their turns."""
        newest = max((line.submitted_at for line in self.reviews), default=None)
        return tuple(line for line in self.reviews if line.submitted_at == newest)

    @property
    def open_review(self) -> ReviewLine | None:
        """The review that waits for a decision."""
        return next((line for line in self.reviews if line.decision == "waiting"), None)
