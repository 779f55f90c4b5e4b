"""A small demo: whole, consistent, the same each time, and kept apart from real work.

Laying it out takes about ten seconds (3,700 units, 97 offices), once for all tests of the module.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.models import Count, F, Max, Min
from django.test import Client, override_settings

from hoiso.access.models import Credential, Officer
from hoiso.audit import public as audit
from hoiso.audit.models import Entry
from hoiso.core.clock import OFFICE_ZONE, now, office_date
from hoiso.core.models import StoredFile
from hoiso.demo import accounts, load
from hoiso.demo.chance import chance_of
from hoiso.demo.errors import NotEmpty
from hoiso.demo.models import DemoMark
from hoiso.demo.people import Names
from hoiso.documents import filing
from hoiso.documents.tables.book import Book, BookNumber
from hoiso.documents.tables.document import Document, DocumentFile, Reader, SearchEntry, State
from hoiso.documents.tables.handling import Assignment, HandlingProposal
from hoiso.documents.tables.outgoing import Delivery, DraftVersion, Review
from hoiso.units.models import IdentityCode, Unit
from tests.browser.demo_desk import lay_on_the_desk
from tests.browser.help_pictures import SHOTS, has_mark
from tests.browser.pages import find_samples
from tests.roles import owner

WEDNESDAY = datetime(2026, 11, 25, 15, 0, tzinfo=OFFICE_ZONE)
BEGAN = now()

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureDef[object],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[load.Report]:
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), override_settings(FILE_ROOT=folder):  # type: ignore[attr-defined]
        with owner():
            report = load.load(at=WEDNESDAY, step=lambda _name: nullcontext(), volume=load.SMALL)
        yield report
        call_command("flush", interactive=False, verbosity=0)
        connections.close_all()


def test_the_province_with_its_96_communes_is_peopled(demo: load.Report) -> None:
    with owner():
        offices = dict(Unit.objects.filter(posts__isnull=False).values_list("pk", "kind"))
        assert Counter(offices.values()) == {"province": 1, "commune": 96, "branch": 1}
        assert demo.officers == Officer.objects.filter(demo=True).count() == Officer.objects.count()
        assert set(IdentityCode.objects.values_list("demo", flat=True)) == {True}


def test_only_the_six_accounts_can_sign_in(demo: load.Report) -> None:
    with owner():
        known = set(Credential.objects.values_list("officer__username", flat=True))
    assert known == {account.username for account in accounts.ACCOUNTS}


@pytest.mark.parametrize("account", accounts.ACCOUNTS, ids=lambda one: one.key)
def test_each_account_opens_her_day(demo: load.Report, account: accounts.Account) -> None:
    client = Client()
    form = {"name": account.username, "password": account.password}
    assert client.post("/dang-nhap/", form).status_code == 302
    assert client.get("/").status_code == 200


def test_what_the_help_marks_on_its_pictures_stands_on_the_pages(demo: load.Report) -> None:
    """The pictures themselves are made by a browser (tests/proof); that nothing is gone is seen here."""
    with owner():
        lay_on_the_desk()
        samples = find_samples()
    clients: dict[str, Client] = {}
    gone = []
    for name, shot in SHOTS.items():
        who = shot.looker
        if (who.key if who else "") not in clients:
            clients[who.key if who else ""] = client = Client()
            if who:
                client.post("/dang-nhap/", {"name": who.username, "password": who.password})
        answer = clients[who.key if who else ""].get(shot.address(samples))
        if answer.status_code != 200 or not has_mark(answer.content.decode(), shot.mark):
            gone.append((name, answer.status_code, shot.mark))
    assert gone == []


def test_numbers_have_no_gap_but_what_the_book_tells(demo: load.Report) -> None:
    with owner():
        books = Book.objects.annotate(
            given=Count("numbers"), first=Min("numbers__number"), last=Max("numbers__number")
        )
        assert [book for book in books if (book.first, book.last) != (1, book.given)] == []
        assert not books.exclude(next_number=F("last") + 1).exists()
        without = BookNumber.objects.filter(document__isnull=True)
        assert set(without.values_list("state", flat=True)) == {BookNumber.State.RESERVED}
        assert not BookNumber.objects.exclude(state=BookNumber.State.GIVEN).filter(reason="").exists()


def test_work_stands_at_every_step(demo: load.Report) -> None:
    with owner():
        office = Officer.objects.get(username=accounts.CLERK.username).posts.get().unit_id
        states = set(Document.objects.filter(unit_id=office).values_list("state", flat=True))
        late = Assignment.objects.filter(state="accepted", due_on__lt=office_date(WEDNESDAY))
        mine = Officer.objects.get(username=accounts.SPECIALIST.username)
        assert late.filter(officer_id=mine.pk).exists()
        assert HandlingProposal.objects.filter(state="waiting").exists()
        leader = Officer.objects.get(username=accounts.LEADER.username)
        assert Review.objects.filter(decision="waiting", reviewer_id=leader.pk).exists()
        commune = Officer.objects.get(username=accounts.COMMUNE.username).posts.first()
        assert commune is not None
        assert Delivery.objects.filter(to_unit_id=commune.unit_id, state="arrived").exists()
    assert states >= {
        State.REGISTERED, State.PROPOSED, State.IN_WORK, State.DONE,
        State.DRAFT, State.SUBMITTED, State.APPROVED, State.NUMBERED, State.ISSUED,
    }  # fmt: skip


def test_communes_are_asked_to_help_and_read_what_they_were_given(demo: load.Report) -> None:
    with owner():
        asked = Assignment.objects.filter(to_unit__isnull=False)
        states = set(asked.values_list("state", flat=True))
        assert states == {Assignment.State.UNOPENED, Assignment.State.ACCEPTED}
        commune = Officer.objects.get(username=accounts.COMMUNE.username).posts.first()
        assert commune is not None
        mine = asked.filter(to_unit_id=commune.unit_id)
        assert mine.exists()
        for one in mine.select_related("document"):
            lent = Reader.objects.get(document_id=one.document_id, lent_to_id=one.to_unit_id)
            assert (lent.unit_id, lent.officer_id, lent.why) == (one.document.unit_id, None, one.part)


def test_nothing_happened_in_the_future(demo: load.Report) -> None:
    with owner():
        ours = Entry.objects.exclude(at__gte=BEGAN, at__lte=now())  # what these tests themselves did
        assert not ours.filter(at__gt=WEDNESDAY).exists()
        assert not Document.objects.filter(changed_at__gt=WEDNESDAY).exists()
        assert not Document.objects.filter(issued_on__gt=F("arrived_on")).exists()


def test_both_sides_of_a_delivery_tell_the_same(demo: load.Report) -> None:
    with owner():
        received = Delivery.objects.filter(received_as__isnull=False).select_related(
            "document", "received_as"
        )
        assert received.exists()
        for one in received:
            assert one.received_as is not None
            assert one.received_as.symbol == one.document.symbol
            assert one.received_as.unit_id == one.to_unit_id


def test_files_are_real_and_their_rows_tell_so(demo: load.Report) -> None:
    with owner():
        assert demo.files == StoredFile.objects.count() > 50
        named = DocumentFile.objects.values_list("stored__sha256", flat=True)[:20]
        assert all(filing.store().verify(sha256) for sha256 in named)
        numbered = Document.objects.filter(direction="out", state=State.NUMBERED)
        assert all(document.files.filter(role="made").exists() for document in numbered)


def test_everything_is_found_and_in_the_trail(demo: load.Report) -> None:
    with owner():
        documents = Document.objects.count()
        assert SearchEntry.objects.count() == documents == demo.incoming + demo.outgoing
        assert Entry.objects.filter(subject="document").values("subject_id").distinct().count() == documents
        assert DraftVersion.objects.count() == demo.outgoing


def test_the_trail_runs_in_time_and_is_whole_once_it_is_sealed(demo: load.Report) -> None:
    with owner():
        while audit.seal():
            pass
        assert audit.head().number == Entry.objects.count() > demo.incoming
        assert audit.verify() == []


def test_a_second_demo_is_refused(demo: load.Report) -> None:
    with owner(), pytest.raises(NotEmpty, match="đã có dữ liệu mẫu"):
        load.load(at=WEDNESDAY, step=lambda _name: nullcontext(), volume=load.SMALL)
    with owner():
        assert DemoMark.objects.count() == 1


def test_the_same_seed_gives_the_same_names() -> None:
    once, again = (Names.from_chance(chance_of("names")) for _ in range(2))
    drawn = [once.draw() for _ in range(400)]
    assert drawn == [again.draw() for _ in range(400)]
    assert len(set(drawn)) == 400
