"""An open home page asks whether something new waits, and is told without a reload."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.documents.models import Delivery, Document, State
from tests.factories.documents import a_delivery, a_registered
from tests.factories.people import a_unit, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


def address_asked(content: str) -> str:
    """What the page asks every 15 seconds."""
    found = re.search(r'hx-get="([^"]+)" hx-trigger="every 15s"', content)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_a_new_arrival_is_told_and_one_that_was_there_is_not(client: Client) -> None:
    province, commune = a_unit(), a_unit("Xã Mỹ Yên")
    a_delivery(province, commune)
    clerk = signed_in(client, an_officer(Role.CLERK, commune))
    poll = address_asked(clerk.get("/").content.decode())
    assert clerk.get(poll).status_code == 204

    a_delivery(province, a_unit("Xã bên"))
    assert clerk.get(poll).status_code == 204  # what comes to others is no news of hers

    a_delivery(province, commune)
    told = clerk.get(poll)
    assert told.status_code == 200
    assert "Có việc mới chờ chị." in told.content.decode()
    assert 'href="/"' in told.content.decode()
    assert clerk.get(address_asked(clerk.get("/").content.decode())).status_code == 204


def test_what_is_done_meanwhile_is_no_news_and_does_not_hide_any(client: Client) -> None:
    province, commune = a_unit(), a_unit("Xã Mỹ Yên")
    first = a_delivery(province, commune)
    clerk = signed_in(client, an_officer(Role.CLERK, commune))
    poll = address_asked(clerk.get("/").content.decode())
    with owner():
        Delivery.objects.filter(pk=first.pk).update(state=Delivery.State.WITHDRAWN)
    assert clerk.get(poll).status_code == 204
    a_delivery(province, commune)
    assert clerk.get(poll).status_code == 200


def test_an_older_document_that_comes_back_is_news(client: Client) -> None:
    commune = a_unit("Xã Mỹ Yên")
    officer = an_officer(Role.CLERK, commune)
    older, _newer = a_registered(officer, commune), a_registered(officer, commune)
    with owner():
        Document.objects.filter(pk=older.pk).update(state=State.PROPOSED)
    clerk = signed_in(client, officer)
    poll = address_asked(clerk.get("/").content.decode())
    assert clerk.get(poll).status_code == 204
    with owner():
        Document.objects.filter(pk=older.pk).update(state=State.REGISTERED)
    assert clerk.get(poll).status_code == 200


def test_asking_costs_one_statement_beside_the_session(client: Client) -> None:
    commune = a_unit("Xã Mỹ Yên")
    clerk = signed_in(client, an_officer(Role.CLERK, commune))
    a_delivery(a_unit(), commune)
    poll = address_asked(clerk.get("/").content.decode())
    clerk.get(poll)
    with CaptureQueriesContext(connection) as statements:
        clerk.get(poll)
    asked = [one["sql"] for one in statements if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) == 4, asked  # session, scope and officer, what waits, scope off (a test's own)


@pytest.mark.parametrize(
    "mark", ["", "arrival.x.y", "\u0663.\u0663", "a" * 500, "arrival.99999999999999999999.1"]
)
def test_a_mark_that_is_none_counts_as_nothing_seen(client: Client, mark: str) -> None:
    commune = a_unit("Xã Mỹ Yên")
    a_delivery(a_unit(), commune)
    clerk = signed_in(client, an_officer(Role.CLERK, commune))
    assert clerk.get(reverse("home_poll"), {"sau": mark}).status_code == 200
