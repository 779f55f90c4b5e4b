"""Reads for the pages on which a document is taken to the book."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q

from hoiso.access.public import Post, Right
from hoiso.access.rights import HOLDERS
from hoiso.core.errors import NotThere
from hoiso.core.files.kinds import PICTURES, Kind
from hoiso.core.models import StoredFile
from hoiso.core.phrases import vn_date
from hoiso.documents.incoming.duplicates import Duplicate, duplicates
from hoiso.documents.incoming.entry import Entry
from hoiso.documents.incoming.proposing import Json
from hoiso.documents.incoming.queries.codes import CodeAsked, asked_codes, codes_from
from hoiso.documents.recognition import OPEN
from hoiso.documents.tables.book import BookNumber, Series
from hoiso.documents.tables.document import DocumentFile
from hoiso.documents.tables.incoming import IncomingDraft, IncomingDraftFile
from hoiso.documents.tables.outgoing import Delivery
from hoiso.units.models import Unit

_DRAWN = PICTURES | {Kind.PDF}
_DATES = ("issued_on", "due_on", "arrived_on")


@dataclass(frozen=True, slots=True)
class DraftFileLine:
    """A file of a draft as the confirming page shows it."""

    id: int
    stored_id: int
    name: str
    role: str
    kind: str
    size: int
    pages: int | None
    drawn: bool
    reading: str | None = None

    @property
    def role_name(self) -> str:
        return str(DocumentFile.Role(self.role).label)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the value of a box of the form was read, in thousandths of the page."""

    name: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page that stands beside the form: `number` in the document, `page` in its file."""

    number: int
    file_id: int
    file_name: str
    page: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft with its files, in order, and the closed codes about which a person must decide."""

    draft: IncomingDraft
    files: tuple[DraftFileLine, ...]
    codes: tuple[CodeAsked, ...] = ()

    @property
    def reading(self) -> bool:
        """Whether the letters of its main file are still being read."""
        return any(file.reading in OPEN and file.role == DocumentFile.Role.MAIN for file in self.files)

    @property
    def pictured(self) -> DraftFileLine | None:
        """The file whose first page stands beside the form."""
        return next((file for file in self.files if file.drawn), None)

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The first page and every other on which something was read, with its places."""
        places: dict[int, list[Place]] = {1: []}
        for name, reading in self.draft.readings.items():
            places.setdefault(int(reading["page"]), [])
            if box := reading.get("box"):
                places[int(reading["page"])].append(Place(name, *box))
        leaves = []
        before = 0
        main = [file for file in self.files if file.role == DocumentFile.Role.MAIN]
        for file in main or [one for one in (self.pictured,) if one]:
            if file.drawn:
                leaves += [
                    Leaf(before + page, file.id, file.name, page, tuple(places[before + page]))
                    for page in range(1, (file.pages or 1) + 1)
                    if before + page in places
                ]
            before += file.pages or 1
        return tuple(leaves)


def draft_page(draft_id: int) -> DraftPage:
    """The draft and its files, two statements. Raises `NotThere` outside the scope."""
    draft = (
        IncomingDraft.objects.filter(pk=draft_id).annotate(asked=asked_codes(draft=OuterRef("pk"))).first()
    )
    if draft is None:
        raise NotThere("Không có văn bản đang nhập này, hoặc đồng chí không được giao xem.")
    rows = draft.files.values_list(
        "pk", "stored", "name", "role", "stored__kind", "stored__size", "stored__pages",
        "stored__recognition__state",
    )  # fmt: skip
    files = tuple(
        DraftFileLine(pk, stored, name, role, kind, size, pages, Kind(kind) in _DRAWN, reading)
        for pk, stored, name, role, kind, size, pages, reading in rows
    )
    return DraftPage(draft, files, codes_from(draft.asked))


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


@dataclass(frozen=True, slots=True)
class ValueRead:
    """What was read for a box of the form, as the form writes it, and where it stands on the page."""

    name: str
    value: str
    page: int = 0
    quote: str = ""
    sure: bool = True
    learnt: bool = False


def values_read(draft: IncomingDraft) -> tuple[ValueRead, ...]:
    """What was read from the pages of a draft, and the mark of secrecy that was met."""
    found = []
    for name, reading in draft.readings.items():
        value = draft.header.get(name)
        if value in (None, ""):
            continue
        written = vn_date(date.fromisoformat(str(value))) if name in _DATES else str(value)
        learnt = bool(reading.get("learnt"))
        found.append(ValueRead(name, written, reading["page"], reading["quote"], reading["sure"], learnt))
    if mark := draft.header.get("secrecy"):
        found.append(ValueRead("secrecy", str(mark)))
    return tuple(found)


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
    stored = [file.stored_id for file in files]
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


def desk_officers(unit_id: int, *, on: date) -> tuple[int, ...]:
    """Who registers at the unit on a day, as far as the one in scope may see them. One statement."""
    standing = Q(valid_to=None) | Q(valid_to__gte=on)
    posts = Post.objects.filter(standing, unit_id=unit_id, valid_from__lte=on)
    held = posts.filter(role__in=HOLDERS[Right.REGISTER_INCOMING])
    return tuple(held.order_by("officer_id").values_list("officer_id", flat=True).distinct())


def unit_title(unit_id: int) -> str:
    """The name of a unit as it is shown. One statement."""
    return Unit.objects.get(pk=unit_id).title
