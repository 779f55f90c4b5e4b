"""Every address that answers a GET: its statements with few and with many rows, its frame.

A new part is covered by itself: the addresses come from the URL resolver, their ids from the
office that the walk of the scope lays out (tests/test_scope_matrix).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from hoiso.access.models import Officer, Role
from hoiso.core import paging, scope
from hoiso.core.views import server_error
from hoiso.units.models import Unit
from tests.factories.people import a_unit, an_officer, signed_in
from tests.growing import grow
from tests.test_address_walk import ALL, Address
from tests.test_scope_matrix.addresses import ADDRESSES
from tests.test_scope_matrix.things import COMMON, Things, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # a few hundred requests, twice

MOST = 8  # session, scope and audit included
FEW_COUNTED = 3  # instead of a thousand: every list then has more than are counted
TOTAL = re.compile(r'<nav class="hs-pages"[^>]*><p[^>]*>\s*(?:[^<]*?) [\d.]+–[\d.]+ trong ([^<]+?)\s*</p>')
PHONE = 'href="tel:02723000000"'
REPORT = 'href="/bao-loi/"'

# What the boxes of the lists are asked beside nothing.
QUERIES = ("", f"?q={COMMON}", "?q=xã", "?q=thị")


@dataclass(frozen=True, slots=True, repr=False)
class Seen:
    """One GET: who asked, what came, how many statements it took."""

    name: str
    query: str
    who: str
    status: int
    statements: tuple[str, ...]
    html: str

    @property
    def is_page(self) -> bool:
        return self.html.lstrip().lower().startswith("<!doctype")


@dataclass(frozen=True, slots=True)
class Office:
    """Who looks, in the order in which they try an address, and what there is to be looked at."""

    things: Things
    lookers: dict[str, Client]

    def get(self, one: Address, who: str, query: str) -> Seen:
        """Open it and take everything back; what the process keeps between requests is kept by then."""
        client = self.lookers[who]
        filled = ADDRESSES[one.name].of(self.things) if one.parameters else {}
        address = reverse(one.name, kwargs=filled) + query
        token = client.cookies.get(settings.SESSION_COOKIE_NAME)
        for _ in range(2):
            connection.queries_log.clear()  # it is bounded, and this walk is long
            with transaction.atomic(), CaptureQueriesContext(connection) as told:
                answer = client.get(address)
                body = answer.getvalue() if answer.streaming else answer.content
                transaction.set_rollback(True)
            if token is not None:
                client.cookies[settings.SESSION_COOKIE_NAME] = token.value
            if answer.status_code >= 400:
                break
        html = body.decode() if answer.headers.get("Content-Type", "").startswith("text/html") else ""
        return Seen(one.name, query, who, answer.status_code, _statements(told), html)


@dataclass(frozen=True, slots=True, repr=False)
class Walked:
    """The same addresses, asked by the same people, with few rows and with ten times as many.

    `counted`: those of the many that are lists, where counting stops above `FEW_COUNTED`.
    """

    few: tuple[Seen, ...]
    many: tuple[Seen, ...]
    stayed: frozenset[str]
    counted: tuple[Seen, ...]


def _statements(told: CaptureQueriesContext) -> tuple[str, ...]:
    """Without savepoints, which only a test has, and without its taking the scope off at the end."""
    asked = [one["sql"] for one in told if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))]
    off = [place for place, sql in enumerate(asked) if "set_config('hoiso.scope', ''" in sql]
    if off:
        del asked[off[-1]]
    return tuple(asked)


@pytest.fixture(scope="module")
def walked(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walked]:
    """Laid out once, in a transaction that is never committed."""
    place = tmp_path_factory.mktemp("pages")
    with (
        override_settings(DATA=place, FILE_ROOT=place / "files"),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        office = _an_office()
        few = _first_walk(office)
        stayed = grow()
        scope.adopt("")
        by_name = {one.name: one for one in ALL}
        many = tuple(office.get(by_name[seen.name], seen.who, seen.query) for seen in few)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(paging, "COUNTED", FEW_COUNTED)
            counted = tuple(
                office.get(by_name[seen.name], seen.who, seen.query)
                for seen in many
                if TOTAL.search(seen.html)
            )
        yield Walked(few, many, frozenset(stayed), counted)
        transaction.set_rollback(True)


def _an_office() -> Office:
    province = a_unit("Tỉnh Thử", kind=Unit.Kind.PROVINCE)
    unit, sender = a_unit("Xã Mình", under=province), a_unit("Sở Gửi", kind=Unit.Kind.OUTSIDE)
    a_unit("Chi hội ấp Một", kind=Unit.Kind.BRANCH, under=unit)
    an_officer(Role.CLERK, sender)
    things = lay_out("own", unit, sender)
    staff = things.staff
    people: dict[str, Officer] = {
        "clerk": staff.clerk,
        "leader": staff.leader,
        "specialist": staff.specialist,
        "unit_admin": an_officer(Role.UNIT_ADMIN, unit),
        "province_admin": an_officer(Role.PROVINCE_ADMIN, province),
        "auditor": an_officer(Role.AUDITOR, unit),
    }
    scope.adopt("")
    lookers = {name: signed_in(Client(), officer) for name, officer in people.items()}
    for client in lookers.values():
        client.raise_request_exception = False  # named with its address, as 500
    return Office(things, {**lookers, "nobody": Client()})


def _first_walk(office: Office) -> tuple[Seen, ...]:
    """Each address by the first who opens it, with each query. What nobody opens takes POST alone."""
    found: list[Seen] = []
    for one in ALL:
        assert one.mark is not None
        if one.parameters and one.name not in ADDRESSES:
            continue  # come_back: by the PIN pad alone (access/tests/test_pins.py)
        statuses = []
        opened = None
        for who in list(office.lookers) if one.mark.signed_in else ["nobody"]:
            seen = office.get(one, who, "")
            statuses.append(seen.status)
            if seen.status < 400:
                opened = seen
                break
        if opened is None:
            assert 405 in statuses, (one.name, statuses)
            continue
        found.append(opened)
        if not one.parameters:
            found += [office.get(one, opened.who, query) for query in QUERIES[1:]]
    return tuple(found)


def test_every_table_grew(walked: Walked) -> None:
    assert walked.stayed == set()


def test_no_page_costs_more_than_eight_statements(walked: Walked) -> None:
    dear = {
        "\n  ".join((f"{seen.name}{seen.query} ({seen.who}): {len(seen.statements)}", *seen.statements))
        for seen in (*walked.few, *walked.many)
        if len(seen.statements) > MOST
    }
    assert "\n".join(sorted(dear)) == ""


def test_ten_times_the_rows_cost_no_statement_more(walked: Walked) -> None:
    grown = [
        f"{few.name}{few.query}: {len(few.statements)}, then {len(many.statements)}"
        for few, many in zip(walked.few, walked.many, strict=True)
        if len(few.statements) != len(many.statements)
    ]
    assert "\n".join(grown) == ""


def test_the_same_is_answered_with_many_rows(walked: Walked) -> None:
    assert [
        (few.name, few.query, few.status, many.status)
        for few, many in zip(walked.few, walked.many, strict=True)
        if few.status != many.status
    ] == []


def test_a_help_number_and_the_way_to_report_a_fault_stand_on_every_page(walked: Walked) -> None:
    pages = [seen for seen in (*walked.few, *walked.many) if seen.is_page]
    assert len({seen.name for seen in pages}) > 100
    assert {seen.name for seen in pages if PHONE not in seen.html} == set()
    assert {seen.name for seen in pages if REPORT not in seen.html} == set()


def test_every_printed_page_says_who_printed_it_and_when(walked: Walked) -> None:
    printed = [seen for seen in (*walked.few, *walked.many) if seen.name.endswith("_print") and seen.is_page]
    assert {"document_print", "dossier_print", "dossier_list_print", "outgoing_print"} <= {
        seen.name for seen in printed
    }
    mark = re.compile(r"In lúc \d[^<]*</span>.*?Người in: [^<]*\w", re.DOTALL)
    assert {seen.name for seen in printed if not mark.search(seen.html)} == set()


def test_every_total_is_exact_up_to_the_limit_and_then_says_more(walked: Walked) -> None:
    """The limit is a thousand for everybody (`core.paging`); lowered to three, each list follows."""
    lists, beyond, wrong = set(), set(), []
    for many, counted in zip(
        [seen for seen in walked.many if TOTAL.search(seen.html)], walked.counted, strict=True
    ):
        lists.add(many.name)
        there = _total(many)
        assert there.isdecimal(), (many.name, there)  # fewer than a thousand: told exactly
        told = _total(counted)
        if int(there) > FEW_COUNTED:
            beyond.add(many.name)
        if told != (there if int(there) <= FEW_COUNTED else f"hơn {FEW_COUNTED}"):
            wrong.append((many.name, many.query, there, told))
    assert wrong == []
    assert len(lists) >= 18, sorted(lists)
    assert len(beyond) >= 12, sorted(beyond)


def _total(seen: Seen) -> str:
    found = TOTAL.search(seen.html)
    return found[1].replace(".", "") if found else "no total"


def _refusals() -> Iterator[tuple[str, str]]:
    """Each page of refusal and fault as it leaves, signed in or not."""
    clerk = signed_in(Client(), an_officer(Role.CLERK, a_unit()))
    strict = Client(enforce_csrf_checks=True)
    huge = {"CONTENT_LENGTH": str(settings.MAX_BODY + 1)}
    answers = {
        "400 a NUL": Client().get("/?q=%00"),
        "403 not hers": clerk.get(reverse("trail")),
        "403 no token": strict.post(reverse("sign_in"), {"username": "x"}),
        "404 before the door": Client().get("/khong-co/"),
        "404 signed in": clerk.get("/khong-co/"),
        "404 out of reach": clerk.get(reverse("document", args=[999_999])),
        "413 too large": Client().post(reverse("sign_in"), **huge),
        "422 a form sent back": clerk.post(reverse("report_fault"), {"text": ""}),
        "422 at the gate": Client().post(reverse("sign_in"), {}),
    }
    for name, answer in answers.items():
        assert answer.status_code == int(name[:3]), name
        yield name, answer.content.decode()
    for error in (RuntimeError("a fault of ours"), OperationalError("away")):
        try:
            raise error
        except (RuntimeError, OperationalError):  # the handler is called while it is being handled
            answer = server_error(RequestFactory().get("/"))
        yield f"{answer.status_code} {error}", answer.content.decode()


def test_they_stand_on_pages_of_refusal_and_fault_too() -> None:
    pages = dict(_refusals())
    assert {"500 a fault of ours", "503 away"} <= set(pages)
    assert {name for name, html in pages.items() if PHONE not in html} == set()
    assert {name for name, html in pages.items() if REPORT not in html} == set()
