"""Two people, or one who presses twice, at the same moment: real threads, real transactions."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connections, transaction

from hoiso.access.actor import Actor
from hoiso.access.models import Officer, Role
from hoiso.access.sessions import actor_of
from hoiso.core import clock, scope
from hoiso.core.errors import DomainError
from hoiso.documents.outgoing import public
from hoiso.documents.tables.book import Book, BookNumber
from hoiso.documents.tables.document import Document, DocumentFile, State
from hoiso.documents.tables.outgoing import Delivery, DraftVersion, EditLock
from hoiso.units.models import Unit
from tests.factories.outgoing import Office, a_draft, a_numbered, an_approved, content_of, to_units
from tests.factories.people import a_unit, an_officer
from tests.roles import owner

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]  # made files pass their examination

Act = Callable[[Actor], Any]


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))


def in_turn(act: Callable[[], Any]) -> Any:
    """Lay out in one transaction, as a request does."""
    with transaction.atomic():
        return act()


def at_once(*acts: tuple[Officer, Act]) -> list[Any]:
    """Each act in a thread, scope and transaction of its own; what it gave, or the refusal it met."""
    ready = threading.Barrier(len(acts))

    def work(one: tuple[Officer, Act]) -> Any:
        officer, act = one
        on = clock.office_date(clock.now())
        ready.wait()
        try:
            with transaction.atomic():
                scope.adopt(scope.officer_token(officer.pk, on))
                return act(actor_of(officer.pk, on=on))
        except DomainError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(work, acts))


def number(document: Document) -> Act:
    at = clock.now()
    return lambda by: public.give_number(
        by=by, document_id=document.pk, version=document.version, on=clock.office_date(at), at=at
    )


def test_clerks_numbering_at_once_leave_no_gap_and_no_repeat(office: Office) -> None:
    second = an_officer(Role.CLERK, office.unit)
    documents = [in_turn(lambda: an_approved(office)) for _ in range(6)]
    clerks = [office.clerk, second] * 3
    at_once(*((clerk, number(document)) for clerk, document in zip(clerks, documents, strict=True)))
    with owner():
        assert sorted(Document.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
        assert Book.objects.get().next_number == 7
        assert DocumentFile.objects.filter(role=DocumentFile.Role.MADE).count() == 6


def test_two_clerks_on_one_document_give_one_number_and_make_one_file(office: Office) -> None:
    second = an_officer(Role.CLERK, office.unit)
    document = in_turn(lambda: an_approved(office))
    done = at_once((office.clerk, number(document)), (second, number(document)))
    assert [one.symbol for one in done] == ["01/CV-BTV", "01/CV-BTV"]
    with owner():
        assert BookNumber.objects.count() == 1
        assert DocumentFile.objects.filter(document=document, role=DocumentFile.Role.MADE).count() == 1


def test_pressing_issue_twice_sends_once(office: Office) -> None:
    communes = [a_unit(f"Xã Số {place}") for place in range(3)]
    document = in_turn(lambda: a_numbered(office, to=to_units(*communes)))
    press: Act = lambda by: public.issue(by=by, document_id=document.pk, at=clock.now())  # noqa: E731
    done = at_once((office.clerk, press), (office.clerk, press))
    assert [one.state for one in done] == [State.ISSUED, State.ISSUED]
    with owner():
        assert Delivery.objects.count() == 3


def test_one_of_two_writers_gets_the_lock_and_one_version_is_saved(office: Office) -> None:
    document = in_turn(lambda: a_draft(office.specialist, office.unit))
    with owner():
        EditLock.objects.all().delete()
        content = content_of(document)

    def save(subject: str) -> Act:
        return lambda by: public.save_draft(
            by=by, document_id=document.pk, version=document.version,
            content=replace(content, subject=subject), at=clock.now(),
        )  # fmt: skip

    done = at_once((office.specialist, save("của chuyên viên")), (office.clerk, save("của văn thư")))
    assert sum(isinstance(one, DomainError) for one in done) == 1
    with owner():
        assert DraftVersion.objects.filter(document=document).count() == 3
        kept = Document.objects.get(pk=document.pk)
        assert DraftVersion.objects.get(document=document, number=3).content["subject"] == kept.subject


def test_a_draft_edited_while_it_is_numbered_is_either_numbered_or_edited(office: Office) -> None:
    document = in_turn(lambda: an_approved(office))
    with owner():
        content = replace(content_of(document), subject="sửa đúng lúc cấp số")
    edit: Act = lambda by: public.save_draft(  # noqa: E731
        by=by, document_id=document.pk, version=document.version, content=content, at=clock.now()
    )
    done = at_once((office.specialist, edit), (office.clerk, number(document)))
    assert sum(isinstance(one, DomainError) for one in done) == 1
    with owner():
        kept = Document.objects.get(pk=document.pk)
        edited = kept.subject == "sửa đúng lúc cấp số"
        assert (kept.state, BookNumber.objects.count()) == (
            (State.DRAFT, 0) if edited else (State.NUMBERED, 1)
        )


def test_a_draft_withdrawn_while_it_is_approved_is_one_of_both(office: Office) -> None:
    document = in_turn(lambda: a_draft(office.specialist, office.unit))

    def submit() -> int:
        public.submit(
            by=actor_now(office.specialist), document_id=document.pk, version=document.version,
            reviewer_id=office.leader.pk, at=clock.now(),
        )  # fmt: skip
        return Document.objects.get(pk=document.pk).version

    version = in_turn(submit)
    at = clock.now()
    done = at_once(
        (
            office.leader,
            lambda by: public.approve(by=by, document_id=document.pk, version=version, at=at),
        ),
        (office.specialist, lambda by: public.withdraw(by=by, document_id=document.pk, at=at)),
    )
    assert sum(isinstance(one, DomainError) for one in done) == 1
    with owner():
        state = Document.objects.get(pk=document.pk).state
    assert state == (State.DRAFT if isinstance(done[0], DomainError) else State.APPROVED)


def actor_now(officer: Officer) -> Actor:
    """The officer with her scope in the running transaction."""
    on = clock.office_date(clock.now())
    scope.adopt(scope.officer_token(officer.pk, on))
    return actor_of(officer.pk, on=on)
