"""What a search may not tell: documents, words, counts and suggestions of others."""

import itertools
from datetime import timedelta

import pytest
from django.db import connection
from django.db.transaction import atomic
from django.db.utils import DatabaseError
from django.test import Client

from hoiso.access.models import Officer, Role
from hoiso.core import clock, scope
from hoiso.documents.models import Document, Note, Reader, SearchEntry, SearchWord
from hoiso.documents.search.public import (
    Asked,
    beside,
    find,
    found_for_export,
    index,
    proposed_spelling,
    suggestions,
)
from hoiso.documents.search.tests.conftest import counted
from hoiso.units.models import Unit
from tests.factories.documents import a_registered
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db

ALONE = "thuỷtinhthể"  # stands in one document only


@pytest.fixture
def other_unit() -> Unit:
    return a_unit("Xã Bình Hoà")


@pytest.fixture
def theirs(other_unit: Unit) -> Document:
    """Another unit's document, with its words counted."""
    other = an_officer(Role.CLERK, other_unit)
    document = a_registered(other, other_unit, subject=f"Việc {ALONE}", symbol="77/KH-BH")
    index(document.pk)
    counted(other_unit)
    return document


def test_another_units_document_is_told_by_no_door(
    theirs: Document, clerk: Officer, unit: Unit, client: Client
) -> None:
    a_registered(clerk, unit, subject="Việc thường")
    counted(unit)
    acting(clerk)
    for asked in (
        Asked(words=ALONE),
        Asked(words="77/KH-BH"),
        Asked(words=ALONE, best=True),
        Asked(words="", book_id=theirs.book_id),
        Asked(words=ALONE, unit_id=theirs.unit_id),
    ):
        page = find(asked)
        assert (page.rows, page.total) == ((), 0)
        assert found_for_export(asked) == ()
    assert suggestions("thuỷtinh") == ()
    assert proposed_spelling(Asked(words="thuytinhthe1")) == ""
    assert beside(Asked(words="77/KH-BH"), officer_id=clerk.pk, units=[unit.pk, theirs.unit_id]).symbols == ()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hoiso_search_known('{thuytinhthe}')")
        assert cursor.fetchall() == []
    signed_in(client, clerk)
    for address in ("/tim/?q=", "/tim/goi-y/?q=", "/tim/?xep=hop&q="):
        for words in (ALONE, "77/KH-BH"):
            answer = client.get(address + words)
            assert answer.status_code == 200
            assert "Việc thuỷtinhthể" not in answer.content.decode()


def test_what_search_shows_is_what_the_wall_shows(unit: Unit, other_unit: Unit) -> None:
    """Every way in which a document may be seen or not, against every role."""
    officers = [an_officer(role, place) for role in Role.values for place in (unit, other_unit)]
    number = itertools.count(1)
    for restricted, place in itertools.product((False, True), (unit, other_unit)):
        for maker, reader in itertools.product((officers[0], officers[-1]), (None, *officers[4:8])):
            with owner():
                document = Document.objects.create(
                    unit=place, direction="in", state="registered", subject="Việc chung", number=next(number),
                    restricted=restricted, arrived_on=clock.office_date(clock.now()), created_by=maker.pk,
                    created_at=clock.now(), changed_at=clock.now(),
                )  # fmt: skip
                for ended in (None, clock.now()):
                    if reader is not None and (ended is None) == (document.number % 2 == 0):
                        Reader.objects.create(
                            document=document, unit=place, officer_id=reader.pk, officer_name="A",
                            why="named", since=clock.now() - timedelta(1), ended_at=ended,
                        )  # fmt: skip
                index(document.pk)
    for officer in officers:
        acting(officer)
        by_wall = set(Document.objects.values_list("pk", flat=True))
        for asked in (
            Asked(words="việc chung"),
            Asked(words="viec"),
            Asked(direction="in"),
            Asked(state="registered"),
        ):
            assert {hit.id for hit in found_for_export(asked)} == by_wall, (officer.username, asked)
            assert find(asked).total == len(by_wall)


def test_what_was_given_to_a_unit_is_found_there_within_the_same_wall(unit: Unit, other_unit: Unit) -> None:
    """Given to the unit, to one of its people, no longer: as the policies show it, by every door."""
    officers = [an_officer(role, place) for role in Role.values for place in (unit, other_unit)]
    maker, clerk = an_officer(Role.SPECIALIST, unit), an_officer(Role.CLERK, other_unit)
    specialist = an_officer(Role.SPECIALIST, other_unit)
    today = clock.office_date(clock.now())
    lent = []
    with owner():
        for number, (named, ended) in enumerate(
            itertools.product((None, specialist.pk), (None, clock.now()))
        ):
            document = Document.objects.create(
                unit=unit, direction="in", state="in_work", subject="Việc giao xuống", number=number,
                symbol=f"{number}/GX-BTV", kind="KH", arrived_on=today, created_by=maker.pk,
                created_at=clock.now(), changed_at=clock.now(),
            )  # fmt: skip
            Reader.objects.create(
                document=document, unit=unit, lent_to=other_unit, officer_id=named, officer_name="A",
                why="lead", since=clock.now() - timedelta(1), ended_at=ended,
            )  # fmt: skip
            lent.append(document.pk)
            index(document.pk)
    for common in (False, True):
        if common:
            with owner():
                SearchWord.objects.bulk_create(
                    SearchWord(unit=place, word=word, folded=word, documents=1_500)
                    for place in (unit, other_unit) for word in ("", "viec", "giao", "xuong")
                )  # fmt: skip
        for officer in (*officers, maker, clerk, specialist):
            acting(officer)
            by_wall = set(Document.objects.values_list("pk", flat=True))
            for asked in (
                Asked(words="việc giao xuống"), Asked(words="viec giao xuo"), Asked(words="việc", best=True),
                Asked(state="in_work"), Asked(words="giao", kind="KH", day_from=today),
            ):  # fmt: skip
                assert {hit.id for hit in found_for_export(asked)} == by_wall, (officer.username, asked)
                page = find(asked, size=2)
                assert page.total == len(by_wall)
                seen = [hit.id for hit in page.rows]
                while page.next:
                    page = find(asked, cursor=page.next, size=2)
                    seen += [hit.id for hit in page.rows]
                assert sorted(seen) == sorted(by_wall), (officer.username, asked)
            assert {hit.id for hit in suggestions("giao xuống")} == by_wall
            assert find(Asked(words="giao", day_to=today - timedelta(1))).rows == ()
    acting(clerk)
    assert [hit.id for hit in find(Asked(words="giao")).rows] == [lent[0]]
    acting(specialist)
    assert [hit.id for hit in find(Asked(words="giao", unit_id=other_unit.pk)).rows] == [lent[2]]
    assert find(Asked(words="giao", unit_id=unit.pk)).rows == ()


def test_a_restricted_documents_words_are_not_counted(clerk: Officer, unit: Unit) -> None:
    document = a_registered(clerk, unit, subject=f"Việc {ALONE}")
    with owner():
        Document.objects.filter(pk=document.pk).update(restricted=True)
    counted(unit)
    with owner():
        assert not SearchWord.objects.filter(folded="thuytinhthe").exists()
        assert SearchWord.objects.get(unit=unit, word="").documents == 0


def test_nobody_reads_word_counts_or_the_inner_functions(clerk: Officer, unit: Unit) -> None:
    a_registered(clerk, unit, subject="Việc thường")
    counted(unit)
    acting(clerk)
    assert not SearchWord.objects.exists()
    for inner in (
        "hoiso_search_unit(1, 1, true, 'a', 'a', NULL, NULL, NULL, NULL::date, 1, 1)",
        "hoiso_search_newest(1, '{1}', '{1}', NULL, 'a', 'a', '', '{}', NULL, NULL::date, 1, 1)",
        "hoiso_search_some(1, '{1}', '{1}', 'a', '{}', '', NULL, 1)",
        "hoiso_search_lent(1, '{1}', '{1}', NULL)",
        "hoiso_search_expected(1, '{}', '')",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {inner}")  # noqa: S608


def test_without_a_scope_nothing_is_found(clerk: Officer, unit: Unit) -> None:
    a_registered(clerk, unit, subject="Việc thường")
    scope.adopt("")
    assert find(Asked(words="việc")).rows == ()
    assert suggestions("việc") == ()


def test_own_notes_are_found_by_their_owner_alone(clerk: Officer, unit: Unit) -> None:
    document = a_registered(clerk, unit, subject="Việc thường")
    Note.objects.create(
        officer_id=clerk.pk, document=document, text="Hỏi lại chị Tư về kinh phí", changed_at=clock.now()
    )
    index(document.pk)
    leader = an_officer(Role.LEADER, unit)
    for officer, expected in ((clerk, 1), (leader, 0)):
        acting(officer)
        assert len(beside(Asked(words="kinh phi"), officer_id=clerk.pk, units=[unit.pk]).notes) == expected
        assert find(Asked(words="kinh phí")).rows == ()


def test_a_rare_word_uses_the_index_of_words_and_a_common_one_the_days(clerk: Officer, unit: Unit) -> None:
    """Read as the web's role: which indexes the search touched, told by the statistics of the transaction."""
    for number in range(80):
        a_registered(clerk, unit, subject=f"Việc thường số {number}")
    rare = a_registered(clerk, unit, subject=f"Việc {ALONE}")
    with owner():
        SearchWord.objects.bulk_create(
            SearchWord(unit=unit, word=word, folded=word, documents=documents)
            for word, documents in (("", 90_000), ("thuong", 45_000), ("thuytinhthe", 1))
        )
    acting(clerk)
    with connection.cursor() as cursor:  # as in a table of many: not by plans kept from when it was empty
        cursor.execute("DISCARD PLANS")
        cursor.execute("SET LOCAL enable_seqscan = off")
    before = _read()
    assert [hit.id for hit in find(Asked(words="thuytinhthe")).rows] == [rare.pk]
    after_rare = _read()
    assert after_rare["documents_search_words"] > before["documents_search_words"]
    # The planner itself looks at the end of an index now and then.
    assert after_rare["documents_search_newest"] - before["documents_search_newest"] <= 2
    assert len(suggestions("thuong")) == 6
    after_common = _read()
    assert after_common["documents_search_words"] == after_rare["documents_search_words"]
    assert after_common["documents_search_newest"] - after_rare["documents_search_newest"] >= 6
    assert SearchEntry.objects.filter(unit=unit).count() == 81


def _read() -> dict[str, int]:
    """Entries of the two indexes that this transaction has read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, pg_stat_get_xact_tuples_returned(c.oid) FROM pg_class c"
            " WHERE c.relname IN ('documents_search_words', 'documents_search_newest')"
        )
        return dict(cursor.fetchall())
