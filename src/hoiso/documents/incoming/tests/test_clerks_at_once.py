"""Several clerks at once, with real threads and real transactions."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from hoiso.access.models import Officer, Role
from hoiso.access.sessions import actor_of
from hoiso.core import clock, scope
from hoiso.documents.incoming.actions.drafts import begin_with_paper
from hoiso.documents.incoming.actions.registering import register, register_draft
from hoiso.documents.incoming.errors import DuplicateFound
from hoiso.documents.models import Book, BookNumber, Document, IncomingDraft
from hoiso.units.models import Unit
from tests.factories.documents import an_entry
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db(transaction=True)

CLERKS = 8
EACH = 25


@pytest.fixture
def clerks() -> tuple[Unit, list[Officer]]:
    unit = a_unit()
    return unit, [an_officer(Role.CLERK, unit) for _ in range(CLERKS)]


def _as(officer: Officer, act):
    """Run in a thread of its own: scope, actor and transaction as a request has them."""
    try:
        with transaction.atomic():
            on = clock.office_date(clock.now())
            scope.adopt(scope.officer_token(officer.pk, on))
            return act(actor_of(officer.pk, on=on))
    finally:
        connections.close_all()


@pytest.mark.slow  # 200 registrations, each in a transaction of its own
def test_eight_clerks_register_two_hundred_without_gap_or_repeat(clerks: tuple[Unit, list[Officer]]) -> None:
    unit, officers = clerks
    ready = threading.Barrier(CLERKS)

    def work(officer: Officer) -> None:
        ready.wait()
        for _ in range(EACH):
            _as(
                officer,
                lambda by: register(
                    by=by, unit_id=unit.pk, entry=an_entry(), files=(), form_key=uuid.uuid4(), at=clock.now()
                ),
            )

    with ThreadPoolExecutor(CLERKS) as pool:
        list(pool.map(work, officers))
    with owner():
        numbers = sorted(Document.objects.values_list("number", flat=True))
        assert numbers == list(range(1, CLERKS * EACH + 1))
        assert sorted(BookNumber.objects.values_list("number", flat=True)) == numbers
        assert Book.objects.get().next_number == CLERKS * EACH + 1


def test_two_clerks_with_the_same_document_register_it_once(clerks: tuple[Unit, list[Officer]]) -> None:
    unit, officers = clerks
    entry = an_entry(symbol="77/CV-MTTQ")
    ready = threading.Barrier(2)

    def work(officer: Officer) -> str:
        ready.wait()
        try:
            _as(
                officer,
                lambda by: register(
                    by=by, unit_id=unit.pk, entry=entry, files=(), form_key=uuid.uuid4(), at=clock.now()
                ),
            )
        except DuplicateFound:
            return "shown"
        return "registered"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(work, officers[:2])) == ["registered", "shown"]
    with owner():
        assert Document.objects.count() == 1
        assert BookNumber.objects.count() == 1


def test_a_double_click_lands_on_the_same_document(clerks: tuple[Unit, list[Officer]]) -> None:
    unit, officers = clerks
    with transaction.atomic():
        draft = begin_with_paper(by=acting(officers[0]), unit_id=unit.pk, at=clock.now())
    entry = an_entry()
    ready = threading.Barrier(2)

    def press(_: int) -> tuple[int, bool]:
        ready.wait()
        done = _as(
            officers[0], lambda by: register_draft(by=by, draft_id=draft.pk, entry=entry, at=clock.now())
        )
        return done.document.pk, done.again

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(press, range(2)))
    assert {pk for pk, _ in results} == {results[0][0]}
    assert sorted(again for _, again in results) == [False, True]
    with owner():
        assert Document.objects.count() == 1
        assert IncomingDraft.objects.get().document_id == results[0][0]
