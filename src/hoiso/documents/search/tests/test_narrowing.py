"""The page narrows by what it counts, and shows what a slip of the hand meant."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Officer
from hoiso.documents.search.public import index
from hoiso.documents.search.tests.conftest import counted
from hoiso.units.models import Unit
from tests.factories.documents import a_registered
from tests.factories.people import acting, signed_in

pytestmark = pytest.mark.django_db

_QUIET = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
MOST_STATEMENTS = 8


@pytest.fixture
def desk(client: Client, clerk: Officer, unit: Unit) -> Client:
    for kind, issuer, day in (
        ("KH", "UBND tỉnh", date(2025, 9, 1)), ("KH", "UBND tỉnh", date(2026, 3, 1)),
        ("BC", "Sở Y tế", date(2026, 4, 1)),
    ):  # fmt: skip
        index(
            a_registered(
                clerk, unit, subject="Bình đẳng giới", kind=kind, issuer=issuer, issued_on=day, arrived_on=day
            ).pk
        )
    counted(unit)
    acting(clerk)
    return signed_in(client, clerk)


def test_each_count_leads_to_that_many_documents(desk: Client) -> None:
    shown = desk.get("/tim/", {"q": "binh dang gioi", "o": "1"})
    assert [facet["label"] for facet in shown.context["facets"]] == [
        "Loại văn bản",
        "Cơ quan ban hành",
        "Năm",
    ]
    for facet in shown.context["facets"]:
        assert sum(choice["documents"] for choice in facet["choices"]) == 3
        for choice in facet["choices"]:
            assert choice["url"].replace("&", "&amp;") in shown.content.decode()
            narrowed = desk.get(f"/tim/{choice['url']}")
            assert narrowed.context["found"].total == choice["documents"], choice


def test_a_slip_shows_what_was_meant_and_says_so(desk: Client) -> None:
    shown = desk.get("/tim/", {"q": "bình đẳmg giới", "o": "1"})
    assert shown.context["found"].total == 3
    assert "Dưới đây là kết quả của" in shown.content.decode()
    assert shown.context["spelling"] == "bình đẳng giới"
    nothing = desk.get("/tim/", {"q": "zzzzz", "o": "1"})
    assert nothing.context["found"].rows == ()
    assert "Không có văn bản nào có đủ các từ này" in nothing.content.decode()


@pytest.mark.parametrize("typed", ["bình đẳng giới", "bình đẳmg giới", "bìn đẳmg giớ thế zzzz", "kênh xáng"])
def test_counting_and_mending_stay_within_the_statements_of_a_page(desk: Client, typed: str) -> None:
    with CaptureQueriesContext(connection) as caught:
        assert desk.get("/tim/", {"q": typed, "o": "1"}).status_code == 200
    statements = [one["sql"] for one in caught if not one["sql"].startswith(_QUIET)]
    assert len(statements) <= MOST_STATEMENTS, statements
