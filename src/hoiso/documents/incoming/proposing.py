"""The form filled beforehand: from a message's header, a delivery, or the pages themselves."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hoiso.core.folding import nfc
from hoiso.documents.incoming.entry import typed_symbol
from hoiso.documents.incoming.kinds import kind_code
from hoiso.documents.tables.document import Urgency
from hoiso.edxml.public import DocumentHeader, Message, Priority
from hoiso.reading.fields import Field, Proposal

SURE = 0.8
LONGEST_ADDRESSEES = 500
Json = dict[str, Any]  # what a JSON column holds

_PRIORITIES = {
    Priority.ORDINARY: Urgency.NORMAL,
    Priority.URGENT: Urgency.URGENT,
    Priority.VERY_URGENT: Urgency.VERY_URGENT,
    Priority.EXPRESS: Urgency.EXPRESS,
    Priority.EXPRESS_TIMED: Urgency.EXPRESS,
    Priority.UNKNOWN: Urgency.URGENT,
}
_URGENCY_WORDS = {
    "khẩn": Urgency.URGENT,
    "thượng khẩn": Urgency.VERY_URGENT,
    "hoả tốc": Urgency.EXPRESS,
}
_FROM_PAGES = {
    Field.ISSUER: "issuer",
    Field.SYMBOL: "symbol",
    Field.DATE: "issued_on",
    Field.PLACE: "place",
    Field.KIND: "kind",
    Field.SUBJECT: "subject",
    Field.ADDRESSEES: "addressees",
    Field.RECIPIENTS: "addressees",
    Field.CAPACITY: "signing_capacity",
    Field.POSITION: "signer_position",
    Field.SIGNER: "signer",
    Field.URGENCY: "urgency",
    Field.DEADLINE: "due_on",
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """Values by form field (dates ISO), and for what was read from pages the quote and how sure."""

    header: Json = field(default_factory=dict)
    readings: Json = field(default_factory=dict)


def from_pages(proposals: tuple[Proposal, ...]) -> Proposed:
    """What the pages say; the surest of each field, values below `SURE` marked for a look."""
    header: Json = {}
    readings: Json = {}
    for one in proposals:
        name = _FROM_PAGES.get(one.field)
        if name is None or name in header:
            continue
        value: object = nfc(one.value)
        if name == "addressees":
            value = _within(str(value), LONGEST_ADDRESSEES)
        if one.field is Field.URGENCY:
            value = int(_URGENCY_WORDS.get(one.value, Urgency.NORMAL))
        elif one.field is Field.KIND:
            header["kind_name"] = one.value
            value = kind_code(one.value)
        header[name] = value
        readings[name] = {
            "quote": one.quote, "page": one.page, "sure": one.confidence >= SURE, "box": _place(one),
        }  # fmt: skip
    return Proposed(header, readings)


def _within(names: str, longest: int) -> str:
    """As many of these names as there is room for."""
    while len(names) > longest and "; " in names:
        names = names.rpartition("; ")[0]
    return names[:longest]


def _place(one: Proposal) -> list[int] | None:
    """Left, top, width and height in thousandths of the page, a little more than the letters."""
    width, height = one.size
    if one.box is None or width <= 0 or height <= 0:
        return None
    left, right = max(0, one.box[0] / width - 0.006), min(1, one.box[2] / width + 0.006)
    top, bottom = max(0, one.box[1] / height - 0.004), min(1, one.box[3] / height + 0.004)
    return [round(1000 * side) for side in (left, top, max(0, right - left), max(0, bottom - top))]


def from_message(message: Message) -> Proposed:
    """What the header of an edXML document says. Absent and senseless values are left out."""
    document = message.document
    assert document is not None
    values: Json = {
        **_code(document),
        **_kind(document),
        "subject": nfc(document.subject or ""),
        "issuer": nfc(document.sender.name or document.sender.organization_in_charge or ""),
        "issuer_code": document.sender.organ_id or "",
        "urgency": int(_PRIORITIES[document.priority]),
        "due_on": _iso(document.due_day),
        "exchange_id": document.document_id or "",
        "arrived_by": "axis",
        "paper_follows": bool(message.bussiness and message.bussiness.paper == "1"),
    }
    if document.promulgation:
        values |= {
            "issued_on": _iso(document.promulgation.day),
            "place": nfc(document.promulgation.place or ""),
        }
    if document.signer:
        values |= {
            "signer": nfc(document.signer.full_name or ""),
            "signer_position": nfc(document.signer.position or ""),
            "signing_capacity": nfc(document.signer.competence or ""),
        }
    if document.other_info:
        values |= {
            "page_amount": _count(document.other_info.page_amount),
            "copies": _count(document.other_info.promulgation_amount),
            "circulation": nfc(document.other_info.sphere_of_promulgation or ""),
        }
    return Proposed({name: value for name, value in values.items() if value not in (None, "")})


def from_delivery(header: Json) -> Proposed:
    """What the sender froze at issue, already by the names of our columns."""
    kept = {name: value for name, value in header.items() if value not in (None, "")}
    return Proposed({**kept, "arrived_by": "here"})


def _code(document: DocumentHeader) -> Json:
    code = document.code
    if code is None:
        return {}
    number, notation = nfc(code.number or ""), nfc(code.notation or "")
    whole = typed_symbol(f"{number}/{notation}") if number and notation else {"symbol": number or notation}
    return {"symbol": whole["symbol"], "code_number": number, "code_notation": notation}


def _kind(document: DocumentHeader) -> Json:
    name = nfc(document.document_type.name or "") if document.document_type else ""
    return {"kind": kind_code(name), "kind_name": name}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _count(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 6 else None
