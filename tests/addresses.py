"""What stands in the addresses that carry an id, for the walk over all of them (test_address_walk).

Each URL name with a parameter has an entry: a function from the world below to its parameters.
A name without one fails the walk. `no_such` is for things that the walk does not lay out: a right
that opens the address is then answered with 404, and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hoiso.access.models import Delegation, Officer, Post, Role
from hoiso.core.clock import now, office_date
from hoiso.units.models import Unit
from tests.factories.people import a_unit, an_officer
from tests.roles import owner

Parameters = dict[str, int | str]
NOWHERE = 999_999_999_999


@dataclass(frozen=True, slots=True)
class World:
    """A province with a commune, its branch and a sibling commune; people at work in the commune."""

    province: Unit
    commune: Unit
    branch: Unit
    sibling: Unit
    officer: Officer
    post: Post
    delegation: Delegation
    today: date


def a_world() -> World:
    """The rows behind the addresses."""
    today = office_date(now())
    province = a_unit("Tỉnh Thử", kind=Unit.Kind.PROVINCE)
    commune, sibling = a_unit(under=province), a_unit(under=province)
    branch = a_unit("Chi hội ấp 1", kind=Unit.Kind.BRANCH, under=commune)
    officer = an_officer(Role.SPECIALIST, commune, name="Trần Thị Mỹ Lệ")
    helper = an_officer(Role.SPECIALIST, commune)
    with owner():
        post = officer.posts.get()
        delegation = Delegation.objects.create(
            post=post,
            officer=helper,
            content="Làm thay khi đi học",
            valid_from=today,
            valid_to=today + timedelta(days=3),
            given_by=officer.pk,
        )
    return World(province, commune, branch, sibling, officer, post, delegation, today)


def no_such(*names: str) -> Callable[[World], Parameters]:
    """Parameters that name nothing: an id far away, the first page or part of it."""
    return lambda world: {name: NOWHERE if name.endswith("_id") else 1 for name in names}


def _officer(world: World) -> Parameters:
    return {"officer_id": world.officer.pk}


def _post(world: World) -> Parameters:
    return {"post_id": world.post.pk}


ADDRESSES: dict[str, Callable[[World], Parameters]] = {
    "come_back": no_such("sign_in_id"),
    "drop_passkey": no_such("passkey_id"),
    "sign_out_device": no_such("sign_in_id"),
    "officer": _officer,
    "officer_change": _officer,
    "officer_slip": _officer,
    "officer_retire": _officer,
    "officer_return": _officer,
    "officer_unlock": _officer,
    "post_add": _officer,
    "post_move": _post,
    "post_end": _post,
    "delegation_end": lambda world: {"delegation_id": world.delegation.pk},
    "notice_open": no_such("notice_id"),
    "incoming_confirm": no_such("draft_id"),
    "incoming_files": no_such("draft_id"),
    "incoming_drop": no_such("draft_id"),
    "incoming_page": no_such("draft_id", "file_id", "number"),
    "incoming_delivery": no_such("delivery_id"),
    "incoming_delivery_return": no_such("delivery_id"),
    "incoming_correct": no_such("document_id"),
    "incoming_void": no_such("document_id"),
    "incoming_undo": no_such("document_id"),
    "incoming_return": no_such("document_id"),
    "file_download": no_such("file_id"),
    "file_page": no_such("file_id", "page"),
    "file_reader": no_such("file_id"),
    "delivery_file": no_such("delivery_id", "index"),
    "delivery_page": no_such("delivery_id", "index", "page"),
    "delivery_reader": no_such("delivery_id", "index"),
}
