"""Reads for the pages on which a document is taken to the book."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hoiso.core.errors import NotThere
from hoiso.core.files.kinds import PICTURES, Kind
from hoiso.core.models import StoredFile
from hoiso.core.phrases import vn_date
from hoiso.documents.incoming.duplicates import Duplicate, duplicates
from hoiso.documents.incoming.entry import Entry
from hoiso.documents.incoming.proposing import Json
from hoiso.documents.tables.book import BookNumber, Series
from hoiso.documents.tables.document import DocumentFile
from hoiso.documents.tables.incoming import IncomingDraft, IncomingDraftFile
from hoiso.documents.tables.outgoing import Delivery

_DRAWN = PICTURES | {Kind.PDF}
_DATES = ("issued_on", "due_on", "arrived_on")


@dataclass(frozen=True, slots=True)
class DraftFileLine:
    """A file of a draft as the confirming page shows it."""

    id: int
    name: str
    role: str
    kind: str
    size: int
    pages: int | None
    drawn: bool

    @property
    def role_name(self) -> str:
        return str(DocumentFile.Role(self.role).label)


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft with its files, in order."""

    draft: IncomingDraft
    files: tuple[DraftFileLine, ...]

    @property
    def pictured(self) -> DraftFileLine | None:
        """The file whose first page stands beside the form."""
        return next((file for file in self.files if file.drawn), None)


def draft_page(draft_id: int) -> DraftPage:
    """The draft and its files, two statements. Raises `NotThere` outside the scope."""
    draft = IncomingDraft.objects.filter(pk=draft_id).first()
    if draft is None:
        raise NotThere("Không có văn bản đang nhập này, hoặc đồng chí không được giao xem.")
    rows = draft.files.values_list(
        "pk", "name", "role", "stored__kind", "stored__size", "stored__pages", "stored__active_content"
    )
    files = tuple(
        DraftFileLine(pk, name, role, kind, size, pages, Kind(kind) in _DRAWN)
        for pk, name, role, kind, size, pages, _active in rows
    )
    return DraftPage(draft, files)


def draft_file(draft_id: int, file_id: int) -> StoredFile:
    """The content behind a file of a draft in the scope in force."""
    file = IncomingDraftFile.objects.filter(pk=file_id, draft_id=draft_id).select_related("stored").first()
    if file is None:
        raise NotThere("Không có tệp này, hoặc đồng chí không được giao xem.")
    return file.stored


def first_values(draft: IncomingDraft, *, today: date) -> dict[str, Any]:
    """What the form shows at first: the day's defaults, what was read, what was typed before."""
    header = dict(draft.header)
    for name in _DATES:
        if header.get(name):
            header[name] = vn_date(date.fromisoformat(str(header[name])))
    return {"arrived_on": vn_date(today), "urgency": 0, **header, **draft.typed}


def early_duplicates(
    draft: IncomingDraft, files: tuple[DraftFileLine, ...], *, today: date
) -> tuple[Duplicate, ...]:
    """Repeats that can be seen before the clerk has confirmed anything. One statement."""
    header: Json = draft.header
    entry = Entry(
        subject="",
        arrived_on=today,
        issuer=str(header.get("issuer", "")),
        symbol=str(header.get("symbol", "")),
        code_number=str(header.get("code_number", "") or header.get("symbol", "")),
        exchange_id=str(header.get("exchange_id", "")),
    )
    stored = (
        IncomingDraftFile.objects.filter(draft=draft).values_list("stored_id", flat=True) if files else ()
    )
    return duplicates(unit_id=draft.unit_id, entry=entry, stored_ids=stored)


def reserved_numbers(unit_id: int) -> tuple[tuple[int, str], ...]:
    """Numbers kept free in the unit's incoming books, for the form's choice."""
    rows = (
        BookNumber.objects.filter(
            unit_id=unit_id,
            state=BookNumber.State.RESERVED,
            book__series=Series.INCOMING,
            book__closed_at=None,
        )
        .order_by("book_id", "number", "suffix")
        .values_list("pk", "number", "suffix", "reason")[:50]
    )
    return tuple((pk, f"Số {number}{suffix}, giữ chỗ: {reason}") for pk, number, suffix, reason in rows)


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """A delivery as its receiver sees it before it is in the book."""

    id: int
    to_unit_id: int
    state: str
    state_name: str
    from_unit: str
    header: Json
    issued_on: date | None
    due_on: date | None
    files: tuple[Json, ...]
    sent_at: Any
    reason: str
    open: bool
    registered_as: int | None


def delivery_page(delivery_id: int) -> DeliveryPage:
    """One statement. Raises `NotThere` outside the scope."""
    row = Delivery.objects.filter(pk=delivery_id).select_related("unit").first()
    if row is None:
        raise NotThere("Không có văn bản gửi đến này, hoặc đồng chí không được giao xem.")
    return DeliveryPage(
        id=row.pk,
        to_unit_id=row.to_unit_id,
        state=row.state,
        state_name=str(Delivery.State(row.state).label),
        from_unit=row.unit.title,
        header=row.header,
        issued_on=_day(row.header.get("issued_on")),
        due_on=_day(row.header.get("due_on")),
        files=tuple(row.files),
        sent_at=row.sent_at,
        reason=row.reason,
        open=row.state in (Delivery.State.ARRIVED, Delivery.State.OPENED),
        registered_as=row.received_as_id,
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
