"""Trying the forms of the site: a desk, its own things and a neighbour's, and what is sent there.

Each way of trying yields what was answered wrongly. `thorough`: every thing of the desk, every value
and every occurrence of a form, instead of the first (tests/proof/test_every_form.py: a few minutes).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from hoiso.access.models import Officer, Role
from hoiso.access.rights import Right
from hoiso.core import scope
from hoiso.documents.models import Document, Event, Link
from hoiso.units.models import Unit
from tests.factories.people import a_unit, an_officer, signed_in
from tests.roles import owner
from tests.test_address_walk import ALL, Address
from tests.test_bad_input import hostile
from tests.test_bad_input.world import BEYOND, NOWHERE, Things, an_officer_of_all_work, everything_of

ADMINISTRATORS = {Right.ADMINISTER_OFFICERS, Right.ADMINISTER_PROVINCE}
Wrong = Iterator[tuple[str, ...]]
_URLENCODED = "application/x-www-form-urlencoded"
_BY_TURNS = 3  # of the values that every address gets in the proof, how many it gets in a test
_FAR_ROW = re.compile(r"-\d{2,}-")


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody signed in, what she may touch and what she may not."""

    client: Client
    officer: Officer
    own: Things
    foreign: Things
    token: str
    before: list[object]

    def post(self, path: str, body: hostile.Body, *, files: bool = False) -> str:
        """Send the body and take everything back; what is wrong with the answer, or nothing."""
        given: dict[str, Any] = {"data": body}
        if not files:  # read in a tenth of the time that a body in parts takes
            given = {"data": _encoded(body), "content_type": _URLENCODED}
        self.client.cookies[settings.SESSION_COOKIE_NAME] = self.token
        point = transaction.savepoint()
        answer = self.client.post(path, **given)
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


def lay_out() -> tuple[Desk, Desk]:
    province = a_unit("Tỉnh Thử", kind=Unit.Kind.PROVINCE)
    commune, sibling = a_unit("Xã Mỹ Yên", under=province), a_unit("Xã Bên", under=province)
    officer = an_officer_of_all_work(commune)
    foreign = everything_of(sibling, an_officer_of_all_work(sibling), sender=province)
    own = everything_of(commune, officer, sender=province)
    keeper = an_officer(Role.PROVINCE_ADMIN, province)
    scope.adopt("")
    return _desk(Client(), officer, own, foreign), _desk(Client(), keeper, own, foreign)


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


def one_value_in_every_field(desk: Desk, *, thorough: bool) -> Wrong:
    """Each hostile value in all fields at once.

    To the first thing that the address opens; the others get the two worst. The first bodies fill
    every field of the site and show which of them the view reads; the others, some by turns from
    address to address, fill those alone.
    """
    whole = ("nothing", "huge", "twice", "words")
    bodies: dict[str, object] = {**hostile.VALUES, "twice": ["1", "2", "x"]}
    rest = sorted(bodies.keys() - set(whole))
    for turn, one in enumerate(ALL):
        turned = [rest[(turn + step) % len(rest)] for step in range(_BY_TURNS)]
        everything = True
        for path in _paths(one, desk.own):
            opens = desk.get(path)[0] in (200, 405)
            read: set[str] = set()
            for label in whole if opens and (everything or thorough) else ("nothing", "huge"):
                body = {} if label == "nothing" else hostile.same_everywhere(bodies[label])
                with _names_read(read):
                    said = desk.post(path, body)
                if said:
                    yield one.name, label, said
            if opens and (everything or thorough):
                # A table asked for thousands of rows: those beyond the tenth are read like the first.
                names = sorted(name for name in read if not _FAR_ROW.search(name))
                for label in rest if thorough else turned:
                    if said := desk.post(path, dict.fromkeys(names, bodies[label])):
                        yield one.name, label, said
            everything = everything and not opens


def ids_of_others(desk: Desk) -> Wrong:
    """A neighbour's things, and ids that name nothing."""
    far = Things({name: [NOWHERE, BEYOND] for name in desk.own.ids})
    for one in filter(lambda one: one.parameters, ALL):
        for path in _paths(one, desk.foreign, far):
            if said := desk.post(path, hostile.same_everywhere("1")):
                yield one.name, path, said
            status, page = desk.get(path)
            if status >= 500:
                yield one.name, path, page[:150]


def own_forms_spoilt(desk: Desk, *, thorough: bool) -> Wrong:
    """A page's own form with one field spoilt; the neighbour's ids where the field holds an id.

    Unless `thorough`, a field gets the one or the other of the two worst values, by turns, and only where
    its form is seen first: the same form stands on the pages of several things.
    """
    worst = (hostile.VALUES["huge"], hostile.VALUES["a digit that is no number"])
    seen: Counter[tuple[str, str]] = Counter()
    for one in ALL:
        for path in _paths(one, desk.own):
            for action, body in hostile.forms_of(desk.get(path)[1]):
                for name, given in body.items():
                    form = (re.sub(r"[0-9]+", "#", action or path), name)
                    seen[form] += 1
                    if name == "csrfmiddlewaretoken" or (not thorough and seen[form] > 1):
                        continue
                    ids = _neighbours(desk.foreign) if str(given).strip("[']").isdigit() else ()
                    values = worst if thorough else worst[len(seen) % 2 :][:1]
                    for value in (*values, *ids):
                        if said := desk.post(action or path, {**body, name: value}):
                            yield one.name, name, value[:30], said


def garbage_in_addresses(desk: Desk) -> Wrong:
    """Filters, cursors and page numbers."""
    for one in ALL:
        for path in list(_paths(one, desk.own))[:1]:
            for label in ("huge", "a digit that is no number", "no such day", "words"):
                value = hostile.VALUES[label]
                query = urlencode(dict.fromkeys(hostile.field_names(), value[:1000]))
                status, said = desk.get(f"{path}?{query}")
                if status >= 500:
                    yield one.name, label, said[:200]


def files_where_none_belong(desk: Desk) -> Wrong:
    """Broken files in every file field, and text where a file is asked for."""
    contents = ((b"", "rong.pdf"), (b"%PDF-1.7 hong", "../../etc/passwd"), (b"PK\x03\x04", "a.xlsx"))
    for one in ALL:
        for path in list(_paths(one, desk.own))[:1]:
            for content, name in contents:
                if said := desk.post(path, hostile.with_files(content, name), files=True):
                    yield one.name, name, said
            if said := desk.post(path, dict.fromkeys(hostile.file_names(), "chữ, không phải tệp")):
                yield one.name, "text for a file", said


def as_administrator(desk: Desk, label: str) -> Wrong:
    """One hostile value to all addresses of administrators."""
    for one in filter(lambda one: one.mark and one.mark.rights & ADMINISTRATORS, ALL):
        for path in _paths(one, desk.own):
            if said := desk.post(path, hostile.same_everywhere(hostile.VALUES[label])):
                yield one.name, said


def _encoded(body: hostile.Body) -> str:
    """The body as a browser encodes it; the same long value in many fields is quoted once."""
    return "&".join(
        f"{name}={_quoted(str(one))}"
        for name, value in body.items()
        for one in (value if isinstance(value, list | tuple) else [value])
    )


_quoted = lru_cache(maxsize=1_000)(quote_plus)


@contextmanager
def _names_read(read: set[str]) -> Iterator[None]:
    """Collects the names of fields that are asked for meanwhile."""
    kept = dict(vars(MultiValueDict))
    looks = ("__getitem__", "getlist", "__contains__")

    def noting(look: Callable[..., Any]) -> Callable[..., Any]:
        def ask(fields: MultiValueDict[str, Any], key: object, *rest: Any, **named: Any) -> Any:
            read.add(str(key))
            return look(fields, key, *rest, **named)

        return ask

    try:
        for look in looks:
            setattr(MultiValueDict, look, noting(getattr(MultiValueDict, look)))
        yield
    finally:
        for look in looks:
            delattr(MultiValueDict, look)
            if look in kept:
                setattr(MultiValueDict, look, kept[look])


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
