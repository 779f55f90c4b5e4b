"""A province in which every place has an office of its own, and the officers who look around in it."""

from dataclasses import dataclass

from hoiso.access.models import Officer, Role
from hoiso.core import scope
from hoiso.units.models import Unit
from tests.factories.people import a_unit, an_officer
from tests.test_scope_matrix.things import Things, lay_out, restrict

OWN, CLOSED, BELOW, BESIDE, ABOVE, OUTSIDE = "own", "closed", "below", "beside", "above", "outside"
PLACES = (OWN, CLOSED, BELOW, BESIDE, ABOVE, OUTSIDE)
FOREIGN = (BELOW, BESIDE, ABOVE, OUTSIDE)


@dataclass(frozen=True, slots=True)
class World:
    """`officers` hold one post each at the own unit, one for every role; nothing is theirs by name.

    `closed` lies at the own unit too, and is restricted to named readers.
    """

    places: dict[str, Things]
    officers: dict[str, Officer]


def a_world() -> World:
    """Province, commune (own), its branch, a sibling commune, and an office outside the Union."""
    province = a_unit("Tỉnh Thử", kind=Unit.Kind.PROVINCE)
    own, beside = a_unit("Xã Mình", under=province), a_unit("Xã Bên", under=province)
    below = a_unit("Chi hội ấp Một", kind=Unit.Kind.BRANCH, under=own)
    outside = a_unit("Sở Ngoài", kind=Unit.Kind.OUTSIDE)
    sender = a_unit("Sở Gửi", kind=Unit.Kind.OUTSIDE)
    an_officer(Role.CLERK, sender)
    units = {OWN: own, CLOSED: own, BELOW: below, BESIDE: beside, ABOVE: province, OUTSIDE: outside}
    places = {place: lay_out(place, unit, sender) for place, unit in units.items()}
    restrict(places[CLOSED])
    officers = {role: an_officer(role, own, name=f"Phạm Thị {role}") for role in Role.values}
    scope.adopt("")
    return World(places, officers)
