"""Every address of the site, walked from the URL resolver: who may open it, and who is sent to the door.

A new part is covered by itself: its addresses need a mark on the view and, where they carry an id,
an entry in `tests.addresses`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hoiso.access.guard import Mark
from hoiso.access.models import Role
from hoiso.access.rights import HOLDERS, Right
from hoiso.units.models import Unit
from tests.addresses import ADDRESSES, World, a_world, no_such
from tests.factories.people import a_unit, an_officer, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # every role opens every page
OPEN_TO_ALL = {
    "alive", "sign_in", "forgotten", "reset_slip", "change_person", "come_back", "report_fault",
    "nothing_kept", "worker_script", "app_manifest",  # hold nothing of anybody
}  # fmt: skip
OPEN_TO_ALL |= {"calendar_feed"}  # opened by its secret key: calendar programs sign in nowhere
OPEN_TO_ALL |= {"card_check"}  # by the seal in a card's QR code: whoever holds the card may ask
OPENED = {200, 204, 302, 404, 405, 422}


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the site with the mark of its view."""

    pattern: str
    name: str
    mark: Mark | None
    parameters: frozenset[str]


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[Address]:
    """All addresses, those of every part included."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            mark = getattr(entry.callback, "mark", None)
            yield Address(
                prefix + str(entry.pattern), entry.name or "", mark, frozenset(entry.pattern.converters)
            )


ALL = sorted(addresses(), key=lambda one: one.pattern)


def address_of(one: Address, world: World) -> str:
    """The address with its parameters; one without an entry (told by the first test) names nothing."""
    return reverse(one.name, kwargs=ADDRESSES.get(one.name, no_such(*one.parameters))(world))


def test_every_address_has_a_name_a_mark_and_a_way_to_be_walked() -> None:
    assert [one.pattern for one in ALL if not one.name] == []
    assert [one.pattern for one in ALL if one.mark is None] == []
    assert [one.name for one in ALL if one.parameters and one.name not in ADDRESSES] == []
    names = [one.name for one in ALL]
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_entries_of_addresses_that_are_gone_go_too() -> None:
    assert set(ADDRESSES) - {one.name for one in ALL} == set()


def test_what_is_open_to_all_is_listed() -> None:
    """Opening an address to people without an account is a decision, made here as well as on the view."""
    assert {one.name for one in ALL if one.mark and not one.mark.signed_in} == OPEN_TO_ALL


def test_addresses_are_vietnamese_without_accents() -> None:
    assert [
        one.pattern for one in ALL if not one.pattern.isascii() or one.pattern != one.pattern.lower()
    ] == []


def test_anonymous_people_are_sent_to_the_door(client: Client) -> None:
    world = a_world()
    wrong = []
    for one in ALL:
        if one.mark is None or not one.mark.signed_in:
            continue
        answer = client.get(address_of(one, world))
        if answer.status_code != 302 or not answer.headers["Location"].startswith(reverse("sign_in")):
            wrong.append((one.name, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", Role.values)
def test_each_role_opens_what_the_table_of_rights_says(client: Client, role: str) -> None:
    world = a_world()
    signed_in(client, an_officer(role, world.commune))
    client.raise_request_exception = False  # all failures are named at once, as 500
    wrong = []
    for one in ALL:
        assert one.mark is not None
        answer = client.get(address_of(one, world))
        may = not one.mark.rights or any(role in HOLDERS[right] for right in one.mark.rights)
        at_door = answer.status_code == 302 and answer.headers["Location"].startswith(reverse("sign_in"))
        if one.mark.signed_in and at_door:
            wrong.append((one.name, "door"))
        # With the right, the thing itself may still be out of reach: 404, or 403 with a reason.
        opened = answer.status_code in OPENED or (may and one.parameters and answer.status_code == 403)
        if bool(opened) != may:
            wrong.append((one.name, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("place", ["own", "above", "sibling", "below", "outside"])
def test_administrators_reach_officers_at_and_below_their_unit_only(client: Client, place: str) -> None:
    world = a_world()
    unit = {
        "own": world.commune,
        "above": world.province,
        "sibling": world.sibling,
        "below": world.branch,
        "outside": None,
    }[place]
    if unit is None:
        unit = a_unit("Sở Thử", kind=Unit.Kind.OUTSIDE)
    signed_in(client, an_officer(Role.UNIT_ADMIN, unit))
    about_her = [
        one
        for one in ALL
        if one.parameters
        and one.parameters <= {"officer_id", "post_id"}
        and one.mark
        and Right.ADMINISTER_OFFICERS in one.mark.rights
    ]
    statuses = {one.name: client.get(address_of(one, world)).status_code for one in about_her}
    reached = place in ("own", "above")
    expected = {
        one.name: 405 if one.name in ("officer_return", "officer_unlock") else 200 if reached else 404
        for one in about_her
    }
    assert statuses == expected
    for name in ("officer_list", "officers_print"):
        assert ("Trần Thị Mỹ Lệ" in client.get(reverse(name)).content.decode()) is reached
    for name in ("officer_return", "officer_unlock"):
        answer = client.post(reverse(name, args=[world.officer.pk]))
        assert answer.status_code == (302 if reached else 404)
