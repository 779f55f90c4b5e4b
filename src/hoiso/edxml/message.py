"""One edXML message (QCVN 102:2016/BTTTT) as data.

Texts are kept as they came, outer white space cut, a blank element being None: impossible dates,
words in a number's place and identifiers of any generation survive reading and writing. What a
text means (a day, a number, a kind) is told by properties, None when it means nothing.
Field names follow the standard's elements; `schema` ties the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from hoiso.edxml import codes
from hoiso.edxml.kinds import FileKind
from hoiso.edxml.workspace import Workspace

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


class Level(StrEnum):
    """How much a remark weighs: an error stops our own sending, a warning never does."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Remark:
    """One deviation met: `code` of the rule, Vietnamese sentence, path of the element, line from 1."""

    code: str
    sentence: str
    element: str
    line: int | None = None
    level: Level = Level.WARNING


@dataclass(frozen=True, slots=True)
class Element:
    """An element we give no meaning to, kept whole: attributes are (namespace, name, value)."""

    namespace: str
    name: str
    attributes: tuple[tuple[str, str, str], ...] = ()
    content: "tuple[str | Element, ...]" = ()

    @property
    def text(self) -> str:
        """Its own text, children left out."""
        return "".join(piece for piece in self.content if isinstance(piece, str))

    def find_all(self, name: str) -> "list[Element]":
        """Every descendant with that local name, in order, itself included."""
        found = [self] if self.name == name else []
        for piece in self.content:
            if isinstance(piece, Element):
                found += piece.find_all(name)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """From, To: an organisation as its sender describes it."""

    organ_id: str | None = None
    organization_in_charge: str | None = None
    name: str | None = None
    address: str | None = None
    email: str | None = None
    telephone: str | None = None
    fax: str | None = None
    website: str | None = None
    unknown: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Number and notation; both text ("12a" is a number)."""

    number: str | None = None
    notation: str | None = None
    unknown: tuple[Element, ...] = ()

    @property
    def whole(self) -> str:
        """`number/notation`, or what there is of it."""
        return "/".join(part for part in (self.number, self.notation) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promulgation:
    """PromulgationInfo: place and date (`yyyy/MM/dd`) of the document."""

    place: str | None = None
    date_text: str | None = None
    unknown: tuple[Element, ...] = ()

    @property
    def day(self) -> date | None:
        """The date, or None when it is no date."""
        return codes.day(self.date_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentType:
    """Trust `name` first: senders disagree about the numbers (reference, section 1.3)."""

    type: str | None = None
    detail: str | None = None
    name: str | None = None
    unknown: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """SignerInfo: capacity (TM., KT., TL.), position, full name."""

    competence: str | None = None
    position: str | None = None
    full_name: str | None = None
    unknown: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherInfo:
    """Urgency, sphere, typist, copies, pages, annexes."""

    priority: str | None = None
    sphere_of_promulgation: str | None = None
    typer_notation: str | None = None
    promulgation_amount: str | None = None
    page_amount: str | None = None
    direction: str | None = None
    appendixes: tuple[str, ...] = ()
    unknown: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseFor:
    """The document answered, or the one that a status speaks of."""

    organ_id: str | None = None
    code: str | None = None
    document_id: str | None = None
    date_text: str | None = None
    unknown: tuple[Element, ...] = ()

    @property
    def day(self) -> date | None:
        """The date, or None when it is no date."""
        return codes.day(self.date_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """StaffInfo: who handled it at the sender's."""

    department: str | None = None
    name: str | None = None
    email: str | None = None
    mobile: str | None = None
    unknown: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHeader:
    """MessageHeader of a document."""

    sender: Organ
    receivers: tuple[Organ, ...] = ()
    document_id: str | None = None
    code: Code | None = None
    promulgation: Promulgation | None = None
    document_type: DocumentType | None = None
    subject: str | None = None
    content: str | None = None
    signer: Signer | None = None
    due_date: str | None = None
    other_info: OtherInfo | None = None
    response_for: tuple[ResponseFor, ...] = ()
    steering_type: str | None = None
    to_places: tuple[str, ...] = ()
    response_for_tasks: tuple[str, ...] = ()
    """A vendor's extension: read and kept, never sent."""
    application_type: str | None = None
    """A vendor's extension: read and kept, never sent."""
    unknown: tuple[Element, ...] = ()

    @property
    def due_day(self) -> date | None:
        """The deadline, or None when there is none or it is no date."""
        return codes.day(self.due_date)

    @property
    def priority(self) -> codes.Priority:
        """The urgency; ordinary when nothing is said, unknown when the number is not in the list."""
        return codes.priority(self.other_info.priority if self.other_info else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusHeader:
    """MessageHeader (older: Status) of a status message: what became of a document."""

    sender: Organ
    response_for: ResponseFor | None = None
    staff: tuple[Staff, ...] = ()
    status_code: str | None = None
    """Two characters, "01" to "16"; anything else as it came."""
    description: str | None = None
    timestamp: str | None = None
    unknown: tuple[Element, ...] = ()

    @property
    def status(self) -> codes.Status | None:
        """The status, or None for a code that is not in the list (which changes nothing)."""
        return codes.status(self.status_code)

    @property
    def claimed_at(self) -> datetime | None:
        """When the sender says it was. Shown, never used to order."""
        return codes.moment(self.timestamp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """TraceHeader: one station of the way; the axis and each hub append one."""

    organ_id: str | None = None
    timestamp: str | None = None
    unknown: tuple[Element, ...] = ()

    @property
    def claimed_at(self) -> datetime | None:
        """When that station says it was."""
        return codes.moment(self.timestamp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """A receiver named in an update. What its type means is not confirmed: a person decides."""

    organ_id: str | None = None
    type: str | None = None
    unknown: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """BussinessDocumentInfo: which part an update changes ("1" = changes)."""

    document_info: str | None = None
    document_receiver: str | None = None
    receivers: tuple[Receiver, ...] = ()
    unknown: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A document replaced, and the organisations that had received it."""

    document_id: str | None = None
    organ_ids: tuple[str, ...] = ()
    unknown: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bussiness:
    """What the message does. The double s is the standard's own spelling."""

    document_id: str | None = None
    kind_code: str | None = None
    reason: str | None = None
    paper: str | None = None
    changes: tuple[Change, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    staff: tuple[Staff, ...] = ()
    unknown: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A line of the manifest; `content_id` as written, with its `cid:`."""

    content_id: str | None = None
    content_type: str | None = None
    description: str | None = None
    name: str | None = None
    unknown: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The bytes of an attachment, on disk. `wrapped` tells whether they travel inside a zip."""

    path: Path = field(compare=False)
    size: int
    sha256: str
    kind: FileKind
    wrapped: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Why an attachment could not be opened: rule code and Vietnamese sentence naming the file."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file sent along. Name and type are labels of the sender; `content.kind` is what it is."""

    content_id: str | None = None
    name: str | None = None
    description: str | None = None
    content_type: str | None = None
    content: Content | None = None
    damage: Damage | None = None
    unknown: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Extra:
    """An unknown element outside the blocks above; `parent` is the local name it stood in."""

    parent: str
    element: Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A whole message. Two are equal when they say the same, wherever their files lie.

    A message that was read owns temporary files: use it in `with`, or call `close()`.
    """

    header: DocumentHeader | StatusHeader
    traces: tuple[Trace, ...] = ()
    bussiness: Bussiness | None = None
    signature: Element | None = None
    manifest: tuple[Reference, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    unknown: tuple[Extra, ...] = ()
    remarks: tuple[Remark, ...] = field(default=(), compare=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    workspace: Workspace | None = field(default=None, compare=False, repr=False)

    @property
    def document(self) -> DocumentHeader | None:
        """The header of a document, None for a status message."""
        return self.header if isinstance(self.header, DocumentHeader) else None

    @property
    def status(self) -> StatusHeader | None:
        """The header of a status message, None for a document."""
        return self.header if isinstance(self.header, StatusHeader) else None

    @property
    def kind(self) -> codes.Kind | None:
        """What it does; new when nothing is said, None when the number is not in the list."""
        return codes.kind(self.bussiness.kind_code if self.bussiness else None)

    @property
    def target_document_id(self) -> str | None:
        """The document that a revocation or update aims at: its own id when no other is named."""
        document = self.document
        if document is None or self.kind not in (codes.Kind.REVOKE, codes.Kind.UPDATE):
            return None
        named = self.bussiness.document_id if self.bussiness else None
        return named or document.document_id

    def close(self) -> None:
        """Remove the temporary files of a message that was read."""
        if self.workspace is not None:
            self.workspace.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
