"""The words of a long register are written on a connection of their own, and gathered for their index."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from hoiso.access.models import Role
from hoiso.access.public import actor_of
from hoiso.core import scope
from hoiso.core.clock import now, office_date
from hoiso.documents.models import Document, SearchEntry
from hoiso.documents.search import public as search
from hoiso.documents.takeover import public, wording
from hoiso.documents.takeover.actions import running
from hoiso.documents.takeover.tests.conftest import INCOMING, a_sheet, incoming_row
from tests.factories.people import a_unit, an_officer
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db(transaction=True)
_INDEX = "SELECT reloptions FROM pg_class WHERE relname = 'documents_search_words'"


def _options() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_INDEX)
        return list(cursor.fetchone()[0])


@pytest.fixture
def worker_beside() -> Iterator[None]:
    """A further connection is the worker's too."""

    def step(connection: Any, **_given: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE hoiso_worker")

    connection_created.connect(step)
    yield
    connection_created.disconnect(step)


def test_every_line_is_found_when_it_is_done_and_the_index_is_as_before(
    monkeypatch: pytest.MonkeyPatch, worker_beside: None
) -> None:
    monkeypatch.setattr(running, "BATCH", 20)
    monkeypatch.setattr(wording, "_MERGED", 50)
    seen: list[list[str]] = []
    with owner():
        unit = a_unit("Xã Mỹ Yên")
        clerk = an_officer(Role.CLERK, unit)
    at = now()
    with scope.transaction_as(scope.officer_token(clerk.pk, office_date(at))):
        by = actor_of(clerk.pk, on=office_date(at))
        file = a_sheet(INCOMING, [incoming_row(n) for n in range(1, 131)])
        one = public.begin(by=by, unit_id=unit.pk, stream=file, name="so.xlsx", wish=public.Wish(), at=at)
        public.start(by=by, take_over_id=one.pk, at=at, by_job=False)
    before = _options()
    with worker():
        public.carry_on(one.pk, told=lambda _done, _all: seen.append(_options()))
    assert "fastupdate=on" in seen[0]
    assert _options() == before
    with scope.transaction_as(scope.officer_token(clerk.pk, office_date(at))):
        assert Document.objects.count() == SearchEntry.objects.count() == 130
        assert [hit.number for hit in search.found(search.Asked(words='"hội thi số 77"'))] == ["77"]


def test_what_a_killed_run_left_on_is_put_back() -> None:
    with worker(), scope.transaction_as(scope.system_token(office_date(now()))):
        assert search.gather_words(on=True)
    assert "fastupdate=on" in _options()
    with worker():
        running.queue_waiting()
    assert "fastupdate=on" not in _options()
    with scope.transaction_as(scope.officer_token(1, office_date(now()))), worker():
        assert not search.gather_words(on=True)  # an officer's act never does it
