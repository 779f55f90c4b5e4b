"""The register, one letter, like ones, counts. What an officer may not open comes without its contents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from hoiso.access.public import Actor
from hoiso.core.errors import NotThere
from hoiso.core.folding import fold
from hoiso.core.paging import Order, Page, SortsLast, capped_counts, page_of
from hoiso.documents.petitions.entry import Letter, keys_of
from hoiso.documents.petitions.rules import NOT_THERE, opens
from hoiso.documents.tables.petition import Petition, PetitionContent, PetitionFile, PetitionStep

DEFAULT_VIEW = "can-lam"
VIEWS = {"can-lam": "Chưa xong", "qua-han": "Quá hạn", "da-xong": "Đã xong", "tat-ca": "Tất cả"}
ORDERS = {
    "moi": Order("moi", ("received_on", "id"), descending=True),
    "cu": Order("cu", ("received_on", "id")),
    "han": Order("han", ("due_key", "id")),
    "han-xa": Order("han-xa", ("due_key", "id"), descending=True),
}
EXPORTED = 20_000
_OPEN = (Petition.State.RECEIVED, Petition.State.ACCEPTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionFilter:
    """What is asked for; empty fields do not narrow. `words`: a number, or words of letters she opens."""

    view: str = DEFAULT_VIEW
    words: str = ""
    kind: str = ""
    matter: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything but the view is asked for."""
        return self != PetitionFilter(view=self.view)


@dataclass(frozen=True, slots=True)
class PetitionRow:
    """One line of the register. `opened`: she may open it; else sender, address and summary are empty."""

    id: int
    number_written: str
    received_on: date
    kind_name: str
    matter_name: str
    way_name: str
    state: str
    state_name: str
    due_on: date | None
    ended_on: date | None
    late: bool
    anonymous: bool
    opened: bool
    sender: str
    address: str
    summary: str
    keeper_name: str
    handler_name: str
    outcome_name: str
    forwarded_to: str

    @property
    def is_open(self) -> bool:
        return self.state in _OPEN


@dataclass(frozen=True, slots=True)
class Register:
    """One page of the register and how many each view holds."""

    counts: dict[str, int]
    page: Page[PetitionRow]


def register_page(by: Actor, *, asked: PetitionFilter, order: Order, cursor: str, today: date) -> Register:
    """The letters of the present unit and those given to her there; two statements."""
    chosen = filtered(by.unit_id, asked, today=today)
    counts = capped_counts(
        {
            **{view: _in_view(by.unit_id, view, today=today) for view in VIEWS},
            "asked": chosen,
        }
    )
    page = page_of(
        _ordered(chosen, order), order, cursor=cursor, total=counts.pop("asked"),
        make=lambda petition: _row(by, petition),
    )  # fmt: skip
    return Register(counts, page)


def rows_for_export(by: Actor, asked: PetitionFilter, *, today: date) -> Iterator[PetitionRow]:
    """The same list whole, in the order of the register."""
    chosen = filtered(by.unit_id, asked, today=today).select_related("content")
    return (_row(by, petition) for petition in chosen.order_by("year", "number")[:EXPORTED])


def filtered(unit_id: int, asked: PetitionFilter, *, today: date) -> QuerySet[Petition]:
    """The view narrowed by the filter."""
    conditions: dict[str, Any] = {
        "kind": asked.kind or None,
        "matter": asked.matter or None,
        "received_on__gte": asked.first,
        "received_on__lte": asked.last,
    }
    chosen = _in_view(unit_id, asked.view, today=today).filter(
        **{name: value for name, value in conditions.items() if value is not None}
    )
    return chosen.filter(_about(asked.words)) if asked.words else chosen


def _in_view(unit_id: int, view: str, *, today: date) -> QuerySet[Petition]:
    petitions = Petition.objects.filter(unit_id=unit_id)
    if view == "can-lam":
        return petitions.filter(state__in=_OPEN)
    if view == "qua-han":
        return petitions.filter(state__in=_OPEN, due_on__lt=today)
    if view == "da-xong":
        return petitions.exclude(state__in=_OPEN)
    return petitions


def _about(words: str) -> Q:
    """By number (7, 7/2026), or by the sender or a word of what she may open."""
    number, _, year = words.strip().partition("/")
    folded = fold(words)
    found = Q(content__sender_folded__contains=folded) | Q(content__words__contains=folded.split())
    if _small(number) and (not year or _small(year)):
        found |= Q(number=int(number), year=int(year)) if year else Q(number=int(number))
    return found


def _small(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9


def _ordered(petitions: QuerySet[Petition], order: Order) -> QuerySet[Petition]:
    petitions = petitions.select_related("content")
    return petitions.annotate(due_key=SortsLast("due_on")) if "due_key" in order.keys else petitions


def _row(by: Actor, petition: Petition) -> PetitionRow:
    content: PetitionContent | None = getattr(petition, "content", None) if opens(by, petition) else None
    return PetitionRow(
        id=petition.pk,
        number_written=petition.number_written,
        received_on=petition.received_on,
        kind_name=petition.get_kind_display(),
        matter_name=petition.get_matter_display(),
        way_name=petition.get_way_display(),
        state=petition.state,
        state_name=petition.get_state_display(),
        due_on=petition.due_on,
        ended_on=petition.ended_on,
        late=petition.late,
        anonymous=petition.anonymous,
        opened=content is not None,
        sender=content.sender_name if content else "",
        address=content.sender_address if content else "",
        summary=content.summary if content else "",
        keeper_name=petition.keeper_name,
        handler_name=petition.handler_name,
        outcome_name=petition.get_outcome_display() if petition.outcome else "",
        forwarded_to=petition.forwarded_to,
    )


@dataclass(frozen=True, slots=True)
class OpenedPetition:
    """One letter. `content` is None for who may only know of it: then files and steps are empty too."""

    petition: Petition
    content: PetitionContent | None
    files: tuple[PetitionFile, ...]
    steps: tuple[PetitionStep, ...]


def petition(by: Actor, petition_id: int) -> OpenedPetition:
    """One letter with what she may read of it. Three statements. Raises `NotThere` outside the scope."""
    found = Petition.objects.select_related("content", "unit", "same_as").filter(pk=petition_id).first()
    if found is None:
        raise NotThere(NOT_THERE)
    if not opens(by, found):
        return OpenedPetition(found, None, (), ())
    files = PetitionFile.objects.filter(petition=found).select_related("stored").order_by("id")
    steps = PetitionStep.objects.filter(petition=found).order_by("at", "id")
    return OpenedPetition(found, found.content, tuple(files), tuple(steps))


def file_of(petition_id: int, file_id: int) -> PetitionFile:
    """A file of a letter that she may open."""
    found = (
        PetitionFile.objects.filter(pk=file_id, petition_id=petition_id)
        .select_related("petition", "stored")
        .first()
    )
    if found is None:
        raise NotThere(NOT_THERE)
    return found


@dataclass(frozen=True, slots=True)
class LikeOne:
    """An earlier letter of the same person, or that says much the same: its number, never its words."""

    id: int
    number_written: str
    received_on: date
    kind_name: str
    keeper_name: str
    same_person: bool
    same_matter: bool

    @property
    def why(self) -> str:
        """In words."""
        if self.same_person and self.same_matter:
            return "cùng người gửi, cùng nội dung"
        return "cùng người gửi" if self.same_person else "nội dung gần giống"


def like_ones(unit_id: int, letter: Letter) -> tuple[LikeOne, ...]:
    """Letters of the unit's register by the same person or of the same matter, the likest first.

    They are found whoever keeps them. One statement.
    """
    keys = keys_of(letter)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM hoiso_like_petitions(%s, %s, %s, %s, %s)",
            [unit_id, keys.sender, keys.address, keys.phone, keys.words],
        )
        rows = cursor.fetchall()
    return tuple(
        LikeOne(one, f"{number}/{year}", day, str(Petition.Kind(kind).label), keeper, person, matter)
        for one, number, year, day, kind, keeper, person, matter in rows
    )


@dataclass(frozen=True, slots=True)
class CountRow:
    """Counts of one kind or matter over a period of receipt."""

    label: str
    received: int
    open: int
    accepted: int
    done: int
    forwarded: int
    refused: int
    filed: int
    late: int


def counted(unit_id: int, *, by: str, first: date, last: date, today: date) -> tuple[CountRow, ...]:
    """Letters received in the period, by `kind` or `matter`; late ones are open or ended after the day."""
    labels = dict((Petition.Kind if by == "kind" else Petition.Matter).choices)
    state = {name: Count("id", filter=Q(state=value)) for name, value in _COUNTED.items()}
    rows = (
        Petition.objects.filter(unit_id=unit_id, received_on__gte=first, received_on__lte=last)
        .values(group=F(by))
        .annotate(
            received=Count("id"),
            late_ones=Count("id", filter=Q(late=True) | Q(state__in=_OPEN, due_on__lt=today)),
            **state,
        )
    )
    found: dict[str, dict[str, Any]] = {row["group"]: dict(row) for row in rows}
    return tuple(
        CountRow(
            str(labels[key]), row["received"], row["n_received"] + row["n_accepted"], row["n_accepted"],
            row["n_done"], row["n_forwarded"], row["n_refused"], row["n_filed"], row["late_ones"],
        )
        for key in labels if (row := found.get(key))
    )  # fmt: skip


_COUNTED = {f"n_{state.value}": state.value for state in Petition.State}
