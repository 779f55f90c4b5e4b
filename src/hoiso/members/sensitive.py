"""Sensitive facts of a member: read and kept by those who may, through the sealed way of her pseudonym."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import connection

from hoiso.access.public import seal, unseal
from hoiso.members.models import Member, Pseudonym, SealedFact
from hoiso.members.states import State

_PSEUDONYM = "members:pseudonym"
_FACT = "members:fact"


@dataclass(frozen=True, slots=True)
class Counted:
    """The facts that are counted. `party` None: not known; empty texts: not known, or neither."""

    ethnic_group: str = ""
    religion: str = ""
    party: bool | None = None
    poverty: str = ""


def new_pseudonym() -> tuple[UUID, str]:
    """A random pseudonym and its box for `Pseudonym.box`."""
    pseudonym = uuid4()
    return pseudonym, seal(_PSEUDONYM, pseudonym.hex)


def open_pseudonym(box: str) -> UUID:
    """The pseudonym in a box. ValueError where the box was made under another key."""
    opened = unseal(_PSEUDONYM, box)
    if opened is None:
        raise ValueError("a pseudonym's box does not open with this installation's key")
    return UUID(opened)


def seal_fact(value: str) -> str:
    """What `SealedFact.box` holds."""
    return seal(_FACT, value)


def open_fact(box: str) -> str:
    """The value in a box of `SealedFact`."""
    return unseal(_FACT, box) or ""


def counted_of(member_id: int) -> Counted:
    """The counted facts of one member. Two statements; none known where none were ever kept."""
    row = Pseudonym.objects.filter(member_id=member_id).first()
    if row is None:
        return Counted()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ethnic_group, religion, party, poverty FROM hoiso_counted_read(%s)",
            [open_pseudonym(row.box)],
        )
        found = cursor.fetchone()
    return Counted(*found) if found else Counted()


def keep_counted(member: Member, facts: Counted, *, since: date) -> None:
    """Keep the counted facts of a member from a day on; empty ones make no row where there was none."""
    row = Pseudonym.objects.filter(member_id=member.pk).first()
    if row is None:
        if facts == Counted():
            return
        pseudonym, box = new_pseudonym()
        Pseudonym.objects.create(member=member, box=box)
    else:
        pseudonym = open_pseudonym(row.box)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT hoiso_counted_keep(%s, %s, %s, %s, %s, %s, %s, %s, %s, true)",
            [
                pseudonym, member.commune_id, member.branch_id, member.state == State.ACTIVE, since,
                facts.ethnic_group, facts.religion, facts.party, facts.poverty,
            ],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member with counted facts is from now on; `box` is her `Pseudonym.box`."""

    box: str
    commune_id: int
    branch_id: int
    state: str


def follow(places: Iterable[Place], *, since: date) -> None:
    """The counted rows follow members who moved or whose state changed. One statement for each."""
    with connection.cursor() as cursor:
        for place in places:
            cursor.execute(
                "SELECT hoiso_counted_keep(%s, %s, %s, %s, %s, NULL, NULL, NULL, NULL, false)",
                [
                    open_pseudonym(place.box), place.commune_id, place.branch_id,
                    place.state == State.ACTIVE, since,
                ],
            )  # fmt: skip


def sealed_of(member_id: int) -> dict[str, str]:
    """The other sensitive facts of a member by field. One statement. Who may see which is asked before."""
    rows = SealedFact.objects.filter(member_id=member_id).values_list("field", "box")
    return {field: open_fact(box) for field, box in rows}


def keep_sealed(member: Member, facts: Mapping[str, str], *, by_id: int | None, at: datetime) -> None:
    """Keep the sealed facts that are given; an empty value takes the fact away."""
    gone = [field for field, value in facts.items() if not value]
    if gone:
        SealedFact.objects.filter(member=member, field__in=gone).delete()
    SealedFact.objects.bulk_create(
        [
            SealedFact(member=member, field=field, box=seal_fact(value), set_at=at, set_by=by_id)
            for field, value in facts.items()
            if value
        ],
        update_conflicts=True,
        unique_fields=["member", "field"],
        update_fields=["box", "set_at", "set_by"],
    )
