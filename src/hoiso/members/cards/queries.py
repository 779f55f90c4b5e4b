"""Who is printed, and what the holder of a card is told."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from hoiso.members.cards.choosing import Kept, condition
from hoiso.members.cards.codes import is_sealed, member_of
from hoiso.members.models import Member
from hoiso.members.register.public import Place


def chosen(place: Place, *, kept: Kept, branch_id: int | None, on: date) -> "QuerySet[Member]":
    """Members of the place that a filter finds, in the order of their given names."""
    branch = place.unit_id if place.is_branch else branch_id
    if branch is None:
        here = Q(commune_id=place.unit_id)
    else:
        here = Q(branch_id=branch) | Q(other_units__contains=[branch]) & ~Q(other_units=[])
    found = Member.objects.filter(here, condition(kept, on=on)).select_related("branch", "group")
    return found.order_by("name_key", "id")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check page tells of a valid card: initials and given name, and the commune."""

    name: str
    commune: str


def checked(token: str) -> Checked | None:
    """None for a card that is not valid, whatever the reason. One statement."""
    member_id = member_of(token)
    if member_id is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT card_key, is_valid, full_name, commune FROM hoiso_card_facts(%s)", [member_id])
        row = cursor.fetchone()
    if row is None or not row[1] or not is_sealed(token, member_id, row[0]):
        return None
    *before, given = row[2].split()
    return Checked(" ".join([*(f"{word[0]}." for word in before), given]), row[3])
