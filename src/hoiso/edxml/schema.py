"""Which element is which field, in the standard's order: one table for reading, writing and checking.

Order is that of the sample messages, which is also the order to write (reference, section 1.2).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from hoiso.edxml import message as m

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Part:
    """One element of a block. `block` None is a text; `wrapper` is the element around a list."""

    element: str
    field: str
    block: "Block[object] | None" = None
    many: bool = False
    wrapper: str | None = None
    wrapper_repeats: bool = False
    drop_empty: bool = False
    sent: bool = True

    @property
    def outer(self) -> str:
        """The element that stands directly in the block."""
        return self.wrapper or self.element


@dataclass(frozen=True, slots=True)
class Block(Generic[T_co]):
    """An element with children, and the dataclass it becomes."""

    make: Callable[..., T_co]
    parts: tuple[Part, ...]
    places: dict[str, tuple[int, Part]] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", {part.outer: (i, part) for i, part in enumerate(self.parts)})


def _texts(**names: str) -> tuple[Part, ...]:
    return tuple(Part(element, name) for element, name in names.items())


ORGAN: Block[object] = Block(
    m.Organ,
    _texts(
        OrganId="organ_id",
        OrganizationInCharge="organization_in_charge",
        OrganName="name",
        OrganAdd="address",
        Email="email",
        Telephone="telephone",
        Fax="fax",
        Website="website",
    ),
)
CODE: Block[object] = Block(m.Code, _texts(CodeNumber="number", CodeNotation="notation"))
PROMULGATION: Block[object] = Block(m.Promulgation, _texts(Place="place", PromulgationDate="date_text"))
DOCUMENT_TYPE: Block[object] = Block(
    m.DocumentType, _texts(Type="type", TypeDetail="detail", TypeName="name")
)
SIGNER: Block[object] = Block(
    m.Signer, _texts(Competence="competence", Position="position", FullName="full_name")
)
OTHER_INFO: Block[object] = Block(
    m.OtherInfo,
    (
        *_texts(
            Priority="priority",
            SphereOfPromulgation="sphere_of_promulgation",
            TyperNotation="typer_notation",
            PromulgationAmount="promulgation_amount",
            PageAmount="page_amount",
            Direction="direction",
        ),
        Part("Appendix", "appendixes", many=True, wrapper="Appendixes"),
    ),
)
RESPONSE_FOR: Block[object] = Block(
    m.ResponseFor,
    _texts(OrganId="organ_id", Code="code", DocumentId="document_id", PromulgationDate="date_text"),
)
STAFF: Block[object] = Block(
    m.Staff, _texts(Department="department", Staff="name", Email="email", Mobile="mobile")
)
DOCUMENT_HEADER: Block[m.DocumentHeader] = Block(
    m.DocumentHeader,
    (
        Part("From", "sender", ORGAN),
        Part("To", "receivers", ORGAN, many=True),
        Part("DocumentId", "document_id"),
        Part("Code", "code", CODE),
        Part("PromulgationInfo", "promulgation", PROMULGATION),
        Part("DocumentType", "document_type", DOCUMENT_TYPE),
        Part("Subject", "subject"),
        Part("Content", "content"),
        Part("SignerInfo", "signer", SIGNER),
        Part("DueDate", "due_date"),
        Part("OtherInfo", "other_info", OTHER_INFO),
        Part("ResponseFor", "response_for", RESPONSE_FOR, many=True, drop_empty=True),
        Part("SteeringType", "steering_type"),
        Part("Place", "to_places", many=True, wrapper="ToPlaces"),
        Part("TaskCode", "response_for_tasks", many=True, wrapper="ResponseForTask", sent=False),
        Part("ApplicationType", "application_type", sent=False),
    ),
)
STATUS_HEADER: Block[m.StatusHeader] = Block(
    m.StatusHeader,
    (
        Part("From", "sender", ORGAN),
        Part("ResponseFor", "response_for", RESPONSE_FOR),
        Part("StaffInfo", "staff", STAFF, many=True),
        *_texts(StatusCode="status_code", Description="description", Timestamp="timestamp"),
    ),
)
TRACE: Block[m.Trace] = Block(m.Trace, _texts(OrganId="organ_id", Timestamp="timestamp"))
RECEIVER: Block[object] = Block(m.Receiver, _texts(OrganId="organ_id", ReceiverType="type"))
CHANGE: Block[object] = Block(
    m.Change,
    (
        *_texts(DocumentInfo="document_info", DocumentReceiver="document_receiver"),
        Part("Receiver", "receivers", RECEIVER, many=True, wrapper="ReceiverList"),
    ),
)
REPLACEMENT: Block[object] = Block(
    m.Replacement,
    (
        Part("DocumentId", "document_id"),
        Part("OrganId", "organ_ids", many=True, wrapper="OrganIdList"),
    ),
)
BUSSINESS: Block[m.Bussiness] = Block(
    m.Bussiness,
    (
        *_texts(
            DocumentId="document_id", BussinessDocType="kind_code", BussinessDocReason="reason", Paper="paper"
        ),
        Part("BussinessDocumentInfo", "changes", CHANGE, many=True),
        Part(
            "ReplacementInfo",
            "replacements",
            REPLACEMENT,
            many=True,
            wrapper="ReplacementInfoList",
            wrapper_repeats=True,
        ),
        Part("StaffInfo", "staff", STAFF, many=True),
    ),
)
REFERENCE: Block[m.Reference] = Block(
    m.Reference,
    _texts(
        ContentId="content_id", ContentType="content_type", Description="description", AttachmentName="name"
    ),
)
ATTACHMENT: Block[m.Attachment] = Block(
    m.Attachment,
    _texts(
        ContentId="content_id", AttachmentName="name", Description="description", ContentType="content_type"
    ),
)
