"""Slips that go with a document: its handling (Decree 30/2020/NĐ-CP Phụ lục IV), and passing it on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hoiso.core.clock import OFFICE_ZONE, office_date
from hoiso.documents.layouts.numbers import place_and_date
from hoiso.documents.layouts.typesetting import TAGGED, Json, clean, typeset

_TEMPLATE: Final = "slip.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipHead:
    """What heads a slip: the office in capitals (the last line bold), the place, the day, and the print.

    `office` is the office's name in ordinary letters.
    """

    unit_lines: tuple[str, ...]
    office: str
    place: str
    day: date | None
    printed_by: str
    printed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """The document that a slip speaks of."""

    kind: str
    symbol: str
    day: date | None
    issuer: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One opinion of a handling slip: its lines as recorded, and who gave it on which day."""

    lines: tuple[str, ...] = ()
    by: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingSlip:
    """Phiếu giải quyết văn bản đến. Empty opinions leave lines to write on."""

    head: SlipHead
    document: DocumentFacts
    arrival_number: str
    arrival_date: date
    deadline: date | None
    leader: Opinion
    unit_head: Opinion
    officer: Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardingSlip:
    """Phiếu chuyển: a document passed on to the one in charge.

    `symbol` is the slip's own (`07/PC-BTV`, empty before it has one), `reason` why it is passed on,
    `enclosed` the names of the files or sheets.
    """

    head: SlipHead
    symbol: str
    document: DocumentFacts
    receiver: str
    reason: str
    enclosed: tuple[str, ...]
    position: str
    signer: str


def render_handling_slip(slip: HandlingSlip) -> bytes:
    """The slip as PDF/A-2a, one page unless the opinions are longer than a page."""
    facts: list[tuple[str, str]] = [
        ("Số đến", slip.arrival_number),
        ("Ngày đến", _day(slip.arrival_date)),
        ("Hạn giải quyết", _day(slip.deadline) or "không có"),
    ]
    return _typeset(
        slip.head,
        heading="PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN",
        about=[_document_line(slip.document), slip.document.subject],
        number_line="",
        facts=facts,
        parts=[
            _part("1. Ý kiến của lãnh đạo cơ quan, tổ chức", slip.leader),
            _part("2. Ý kiến của lãnh đạo đơn vị", slip.unit_head),
            _part("3. Ý kiến đề xuất của người giải quyết", slip.officer),
        ],
        signing=[],
    )


def render_forwarding_slip(slip: ForwardingSlip) -> bytes:
    """The slip as PDF/A-2a."""
    return _typeset(
        slip.head,
        heading="PHIẾU CHUYỂN",
        about=[f"{slip.head.office} chuyển văn bản"],
        number_line=f"Số: {slip.symbol}",
        facts=[
            ("Kính chuyển", slip.receiver),
            ("Văn bản", _document_line(slip.document)),
            ("Trích yếu", slip.document.subject),
            ("Lý do", slip.reason),
        ],
        parts=[{"name": "Gửi kèm", "lines": list(slip.enclosed), "room": 0, "signed": ""}]
        if slip.enclosed
        else [],
        signing=[
            {"position": "NGƯỜI NHẬN", "name": ""},
            {"position": slip.position.upper(), "name": slip.signer},
        ],
    )


def _typeset(
    head: SlipHead,
    *,
    heading: str,
    about: Sequence[str],
    number_line: str,
    facts: Sequence[tuple[str, str]],
    parts: list[Json],
    signing: list[Json],
) -> bytes:
    printed = head.printed_at.astimezone(OFFICE_ZONE).strftime("%H:%M ngày %d/%m/%Y")
    typed: dict[str, Json] = {
        "title": f"{heading[:1]}{heading[1:].lower()}: {about[-1]}",
        "author": head.office,
        "upright": list(head.unit_lines[:-1]),
        "bold": list(head.unit_lines[-1:]) or [head.office],
        "heading": heading,
        "number-line": number_line,
        "about": list(about),
        "facts": [{"name": name, "value": value} for name, value in facts],
        "parts": parts,
        "signing": signing,
        "printed": f"In lúc {printed}, người in: {head.printed_by}",
    }
    data = clean(typed, replace=True)
    assert isinstance(data, dict)
    data["place-and-date"] = place_and_date(str(clean(head.place, replace=True)), head.day)
    return typeset(_TEMPLATE, data, dated=office_date(head.printed_at), standards=TAGGED)


def _part(name: str, opinion: Opinion) -> Json:
    signed = ", ".join(part for part in (opinion.by, _day(opinion.day)) if part)
    return {"name": name, "lines": list(opinion.lines), "room": 0 if opinion.lines else 5, "signed": signed}


def _document_line(document: DocumentFacts) -> str:
    kind = document.kind[:1].upper() + document.kind[1:]
    number = f" số {document.symbol}" if document.symbol else ""
    day = f" ngày {_day(document.day)}" if document.day else ""
    return f"{kind}{number}{day} của {document.issuer}"


def _day(day: date | None) -> str:
    return "" if day is None else day.strftime("%d/%m/%Y")
