"""Lists, counts, searches, suggestions, exports, prints and polls: no stranger's word in any of them."""

from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.core.clock import now, office_date
from tests.factories.people import signed_in
from tests.test_address_walk import ALL
from tests.test_scope_matrix.addresses import ADDRESSES
from tests.test_scope_matrix.marks import forbidden, shown
from tests.test_scope_matrix.payload import filled
from tests.test_scope_matrix.strangers import foreign_rows, mixed_rows
from tests.test_scope_matrix.things import COMMON, Things
from tests.test_scope_matrix.world import BELOW, BESIDE, FOREIGN, OWN, World

pytestmark = pytest.mark.slow

LISTS = sorted(
    one.name
    for one in ALL
    if not one.parameters and one.mark and one.mark.signed_in and one.name != "sign_out"
)
SEARCHES = ("search", "search_suggest", "search_print", "search_export", "incoming_tray", "outgoing_list")
# Where the desk's own mark must be met, so that finding no stranger's means something.
TELL_THE_DESK = (
    "incoming_tray", "incoming_export", "outgoing_list", "outgoing_export", "outgoing_print", "unit_tasks",
    "unit_tasks_export", "search", "search_suggest", "search_print", "search_export",
)  # fmt: skip


def _about(things: Things) -> str:
    """A query that names the place in every way an address knows."""
    ids = things.ids
    return urlencode(
        {
            "don_vi": ids["unit"], "so": ids["book"], "nguoi": ids["officer"], "ma": ids["unit"],
            "tra-loi": ids["given"], "van-ban": ids["fresh"], "chon": ids["fresh"], "mo": ids["unit"],
        }
    )  # fmt: skip


@pytest.mark.parametrize("role", Role.values)
def test_no_list_search_suggestion_or_export_tells_of_strangers(
    world: World, client: Client, role: str
) -> None:
    signed_in(client, world.officers[role])
    client.raise_request_exception = False
    hidden = forbidden(world, role)
    asked = [
        (name, query)
        for name in LISTS
        for query in (urlencode({"q": COMMON}), *(_about(world.places[place]) for place in (BELOW, BESIDE)))
    ]
    asked += [(name, "") for name in LISTS]
    asked += [(name, urlencode({"q": f"za{place}"})) for name in SEARCHES for place in FOREIGN]
    told, met = [], set()
    for name, query in asked:
        with transaction.atomic():
            answer = client.get(f"{reverse(name)}?{query}")
            words = shown(answer)
            transaction.set_rollback(True)
        assert answer.status_code < 500, (name, query)
        told += [(name, query, mark) for mark in set(hidden.findall(words))]
        if world.places[OWN].desk_mark in words:
            met.add(name)
    assert told == []
    if role == Role.CLERK:
        assert set(TELL_THE_DESK) - met == set()


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.SPECIALIST, Role.UNIT_ADMIN])
def test_a_form_of_ones_own_takes_nothing_of_others(world: World, client: Client, role: str) -> None:
    """Own things posted with the ids of strangers in every field: none of theirs is shown or taken."""
    signed_in(client, world.officers[role])
    client.raise_request_exception = False
    hidden = forbidden(world, role)
    form = filled(world.places[BESIDE], today=office_date(now()))
    before = foreign_rows(world)
    told: list[tuple[str, object]] = []
    lists = [(name, reverse(name)) for name in LISTS if name not in ("park", "sign_out_everywhere")]
    own = [(name, reverse(name, kwargs=entry.of(world.places[OWN]))) for name, entry in ADDRESSES.items()]
    for name, address in lists + own:
        with transaction.atomic():
            answer = client.post(address, form)
            words = shown(answer)
            if answer.status_code == 302:
                told += [(name, row) for row in mixed_rows(world)]
                told += [(name, "changed")] if foreign_rows(world) != before else []
            transaction.set_rollback(True)
        told += [(name, mark) for mark in set(hidden.findall(words))]
    assert told == []
