"""Garbage to every address that takes a form: never a 500, always a sentence in Vietnamese."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.access.rights import Right
from hoiso.documents.models import Document, Event, Link
from hoiso.units.models import Unit
from tests.factories.people import a_unit, an_officer, signed_in
from tests.roles import owner
from tests.test_address_walk import ALL, Address
from tests.test_bad_input import hostile
from tests.test_bad_input.world import BEYOND, NOWHERE, Things, an_officer_of_all_work, everything_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # thousands of requests
ADMINISTRATORS = {Right.ADMINISTER_OFFICERS, Right.ADMINISTER_PROVINCE}


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody signed in, what she may touch and what she may not."""

    client: Client
    officer: Officer
    own: Things
    foreign: Things
    token: str
    before: list[object]

    def post(self, path: str, body: hostile.Body) -> str:
        """Send the body and take everything back; what is wrong with the answer, or nothing."""
        self.client.cookies[settings.SESSION_COOKIE_NAME] = self.token
        point = transaction.savepoint()
        answer = self.client.post(path, body)
        touched = answer.status_code in (200, 302) and _state_of(self.foreign) != self.before
        transaction.savepoint_rollback(point)
        if touched:
            return "the neighbour's documents changed"
        if answer.status_code >= 500:
            kind, fault, *_ = answer.exc_info or ("", "", "")
            return f"{answer.status_code} {getattr(kind, '__name__', kind)}: {fault}".splitlines()[0][:200]
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if (
            answer.status_code >= 400
            and answer.status_code != 405
            and not _says_why(text.decode(errors="replace"))
        ):
            return f"{answer.status_code} without a sentence"
        return ""

    def get(self, path: str) -> tuple[int, str]:
        """A page, everything taken back."""
        self.client.cookies[settings.SESSION_COOKIE_NAME] = self.token
        point = transaction.savepoint()
        answer = self.client.get(path)
        transaction.savepoint_rollback(point)
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code >= 500:
            return answer.status_code, str(answer.exc_info)
        if answer.streaming:
            return answer.status_code, "" if b"".join(answer.streaming_content) else "empty"
        return answer.status_code, answer.content.decode() if kind.startswith("text/html") else ""


def _says_why(html: str) -> bool:
    return re.search(r"[ăâđêôơưạảấầậắằếềệỉịọỏốồộớờởợụủứừựỳỷỹ]", html, re.IGNORECASE) is not None


@pytest.fixture
def desk(client: Client, db: None) -> Desk:
    province = a_unit("Tỉnh Thử", kind=Unit.Kind.PROVINCE)
    commune, sibling = a_unit("Xã Mỹ Yên", under=province), a_unit("Xã Bên", under=province)
    officer = an_officer_of_all_work(commune)
    foreign = everything_of(sibling, an_officer_of_all_work(sibling), sender=province)
    own = everything_of(commune, officer, sender=province)
    return _desk(client, officer, own, foreign)


@pytest.fixture
def province_desk(client: Client, desk: Desk) -> Desk:
    officer = an_officer(Role.PROVINCE_ADMIN, Unit.objects.get(kind=Unit.Kind.PROVINCE))
    return _desk(Client(), officer, desk.own, desk.foreign)


def _desk(client: Client, officer: Officer, own: Things, foreign: Things) -> Desk:
    signed_in(client, officer)
    client.raise_request_exception = False  # all faults are named at once
    return Desk(
        client, officer, own, foreign, client.cookies[settings.SESSION_COOKIE_NAME].value, _state_of(foreign)
    )


def _paths(one: Address, *worlds: Things) -> Iterator[str]:
    """The address with each thing of the worlds that fits, and with ids that name nothing."""
    names = sorted(one.parameters)
    if not names:
        yield reverse(one.name)
        return
    for world in worlds:
        for place in range(max(len(world.ids.get(name, [])) for name in names)):
            ids = {
                name: (world.ids.get(name) or [1])[place % len(world.ids.get(name) or [1])] for name in names
            }
            yield reverse(one.name, kwargs=ids)


def test_one_value_in_every_field(desk: Desk) -> None:
    bodies = {label: hostile.same_everywhere(value) for label, value in hostile.VALUES.items()}
    bodies["nothing"] = {}
    bodies["twice"] = hostile.same_everywhere(["1", "2", "x"])
    wrong = set()
    for one in ALL:
        everything = True  # to the first thing that the address opens; the others get the two worst
        for path in _paths(one, desk.own):
            opens = desk.get(path)[0] in (200, 405)
            for label in bodies if opens and everything else ("nothing", "huge"):
                if said := desk.post(path, bodies[label]):
                    wrong.add((one.name, label, said))
            everything = everything and not opens
    assert "\n".join(map(str, sorted(wrong))) == ""


def test_ids_of_a_neighbour_and_ids_beyond_the_database(desk: Desk) -> None:
    far = Things({name: [NOWHERE, BEYOND] for name in desk.own.ids})
    wrong = set()
    for one in filter(lambda one: one.parameters, ALL):
        for path in _paths(one, desk.foreign, far):
            if said := desk.post(path, hostile.same_everywhere("1")):
                wrong.add((one.name, path, said))
            status, page = desk.get(path)
            if status >= 500:
                wrong.add((one.name, path, page[:150]))
    assert "\n".join(map(str, sorted(wrong))) == ""


def test_a_page_s_own_form_with_one_field_spoilt(desk: Desk) -> None:
    """The neighbour's ids too: in the fields of a form that is right otherwise."""
    spoilt = [hostile.VALUES["huge"], hostile.VALUES["a digit that is no number"]]
    wrong = set()
    for one in ALL:
        for path in _paths(one, desk.own):
            for action, body in hostile.forms_of(desk.get(path)[1]):
                for name, given in body.items():
                    ids = _neighbours(desk.foreign) if str(given).strip("[']").isdigit() else ()
                    for value in (*spoilt, *ids):
                        if said := desk.post(action or path, {**body, name: value}):
                            wrong.add((one.name, name, value[:30], said))
    assert "\n".join(map(str, sorted(wrong))) == ""


def test_garbage_in_addresses(desk: Desk) -> None:
    """Filters, cursors and page numbers."""
    wrong = set()
    for one in ALL:
        for path in list(_paths(one, desk.own))[:1]:
            for label in ("huge", "a digit that is no number", "no such day", "words"):
                value = hostile.VALUES[label]
                query = urlencode(dict.fromkeys(hostile.field_names(), value[:1000]))
                status, said = desk.get(f"{path}?{query}")
                if status >= 500:
                    wrong.add((one.name, label, said[:200]))
    assert "\n".join(map(str, sorted(wrong))) == ""


def test_files_where_none_belong(desk: Desk) -> None:
    wrong = set()
    for one in ALL:
        for path in list(_paths(one, desk.own))[:1]:
            for content, name in (
                (b"", "rong.pdf"),
                (b"%PDF-1.7 hong", "../../etc/passwd"),
                (b"PK\x03\x04", "a.xlsx"),
            ):
                if said := desk.post(path, hostile.with_files(content, name)):
                    wrong.add((one.name, name, said))
            if said := desk.post(path, dict.fromkeys(hostile.file_names(), "chữ, không phải tệp")):
                wrong.add((one.name, "text for a file", said))
    assert "\n".join(map(str, sorted(wrong))) == ""


@pytest.mark.parametrize("label", ["huge", "a digit that is no number", "nul", "no such day"])
def test_the_administrator_of_a_province(province_desk: Desk, label: str) -> None:
    wrong = set()
    for one in filter(lambda one: one.mark and one.mark.rights & ADMINISTRATORS, ALL):
        for path in _paths(one, province_desk.own):
            if said := province_desk.post(path, hostile.same_everywhere(hostile.VALUES[label])):
                wrong.add((one.name, said))
    assert "\n".join(map(str, sorted(wrong))) == ""


def _neighbours(foreign: Things) -> list[str]:
    """Ids of her neighbour's: a document, a task, a person."""
    return [str(foreign.ids[name][0]) for name in ("document_id", "assignment_id", "officer_id")]


def _state_of(foreign: Things) -> list[object]:
    """The documents as they stand, their timelines and their links."""
    ids = foreign.ids["document_id"]
    with owner():
        documents = Document.objects.filter(pk__in=ids).order_by("pk").values_list()
        events = Event.objects.filter(document__in=ids).count()
        links = Link.objects.filter(Q(document__in=ids) | Q(other__in=ids)).count()
        return [*documents, events, links]
