"""Every role × every address that carries an id × own unit, restricted, below, beside, above, outside.

What is expected comes from table.py alone. Some 8,000 requests with PostgreSQL behind them: the
whole folder took 210 s in two processes on two cores that did other work as well (load 5), of
which 23 s laid out the world, once in each process.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.core.clock import now, office_date
from tests.factories.people import signed_in
from tests.test_address_walk import ALL
from tests.test_scope_matrix.addresses import ADDRESSES, OPEN, Entry
from tests.test_scope_matrix.marks import forbidden, shown
from tests.test_scope_matrix.payload import Form, filled
from tests.test_scope_matrix.strangers import foreign_rows
from tests.test_scope_matrix.table import ROWS
from tests.test_scope_matrix.world import CLOSED, OWN, PLACES, World

pytestmark = pytest.mark.slow

REFUSED = {403, 404, 405}
# 400: refused for what the thing is just now or what was typed, to somebody who may.
REACHED = {200, 204, 302, 400, 405, 409, 422}
# Pressing twice is answered as pressing once; that nothing happened is asked of the tables.
PRESSED_AGAIN = {("drop_passkey", "post"): {302}}


def test_every_address_with_an_id_has_its_row() -> None:
    assert {one.name for one in ALL if one.parameters} - OPEN == set(ADDRESSES)
    assert {row for entry in ADDRESSES.values() for row in (entry.row, entry.post)} == set(ROWS)


@pytest.mark.parametrize("role", Role.values)
def test_looking(world: World, client: Client, role: str) -> None:
    """GET: what the table allows is shown, all else is not there."""
    signed_in(client, world.officers[role])
    client.raise_request_exception = False
    hidden = forbidden(world, role)
    wrong: list[tuple[str, str, int | str]] = []
    for name, entry, place in _walk():
        with transaction.atomic():
            status, told = _answer(client, "get", name, entry, world, place, {})
            transaction.set_rollback(True)
        if not _as_told(name, "get", status, may=role in ROWS[entry.row][place]):
            wrong.append((name, place, status))
        wrong += [(name, place, mark) for mark in set(hidden.findall(told))]
    assert wrong == []


@pytest.mark.parametrize("role", Role.values)
def test_acting(world: World, client: Client, role: str) -> None:
    """POST with a filled form: refused outside, and no row of another unit has changed by trying."""
    signed_in(client, world.officers[role])
    client.raise_request_exception = False
    today = office_date(now())
    forms = {place: filled(things, today=today) for place, things in world.places.items()}
    before = foreign_rows(world)
    hidden = forbidden(world, role)
    wrong: list[tuple[str, str, int | str]] = []
    for name, entry, place in _walk():
        may = role in ROWS[entry.post][place]
        with transaction.atomic():
            status, told = _answer(client, "post", name, entry, world, place, forms[place])
            transaction.set_rollback(may)
        # Who may look at the form but not press its button may be told of her slips first.
        slips = status == 422 and role in ROWS[entry.row][place]
        if not slips and not _as_told(name, "post", status, may=may):
            wrong.append((name, place, status))
        wrong += [(name, place, mark) for mark in set(hidden.findall(told))]
    assert wrong == []
    assert foreign_rows(world) == before


def _walk() -> list[tuple[str, Entry, str]]:
    """Every address at every place; the restricted one only where the restriction makes a difference."""
    return [
        (name, entry, place)
        for name, entry in ADDRESSES.items()
        for place in PLACES
        if place != CLOSED or ROWS[entry.row][OWN] != ROWS[entry.row][CLOSED]
    ]


def _answer(
    client: Client, method: str, name: str, entry: Entry, world: World, place: str, form: Form
) -> tuple[int, str]:
    """Status, and what was shown beyond what she sent herself."""
    address = reverse(name, kwargs=entry.of(world.places[place]))
    answer = client.post(address, form) if method == "post" else client.get(address)
    return int(answer.status_code), shown(answer)


def _as_told(name: str, method: str, status: int, *, may: bool) -> bool:
    return status in (REACHED if may else REFUSED | PRESSED_AGAIN.get((name, method), set()))
