"""Dossiers: numbered, counted within the scope, closed, announced to the archive."""

import threading
from datetime import date, timedelta

import pytest
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Officer, Role
from hoiso.core import clock, scope
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents.keeping import public
from hoiso.documents.keeping.archive import accession_day, goes_to_archive, is_announced
from hoiso.documents.keeping.errors import DossierClosed, NameTaken
from hoiso.documents.models import Document, Dossier, DossierEntry, DossierReader, Event
from hoiso.units.models import Unit
from tests.factories.documents import a_registered, many_registered
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
TODAY = clock.office_date(clock.now())


@pytest.fixture
def unit() -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit, name="Nguyễn Thị Mỹ Lệ")


def some_facts(code: str = "01.TCCB", **changes: object) -> public.DossierFacts:
    given: dict[str, object] = {"year": 2026, "title": "Hồ sơ Đại hội", "retention": "20", **changes}
    return public.DossierFacts(code=code, **given)  # type: ignore[arg-type]


def a_dossier(by: Officer, unit: Unit, code: str = "01.TCCB", **changes: object) -> Dossier:
    return public.open_dossier(
        by=acting(by), unit_id=unit.pk, facts=some_facts(code, **changes), at=clock.now()
    )


def _put(by: Officer, dossier: Dossier, document: Document) -> DossierEntry:
    return public.put_in_dossier(
        by=acting(by), dossier_id=dossier.pk, document_id=document.pk, at=clock.now()
    )


def test_documents_are_numbered_inside_and_one_may_lie_in_several(clerk: Officer, unit: Unit) -> None:
    first, second = a_dossier(clerk, unit), a_dossier(clerk, unit, "02.TCCB")
    documents = [a_registered(clerk, unit, page_amount=3) for _ in range(3)]
    assert [_put(clerk, first, one).ordinal for one in documents] == [1, 2, 3]
    assert _put(clerk, first, documents[0]).ordinal == 1  # twice is once
    assert _put(clerk, second, documents[2]).ordinal == 1
    row = public.dossier(first.pk)
    assert (row.documents, row.pages) == (3, 9)
    said = Event.objects.filter(document=documents[2], kind="put_in_dossier").values_list("text", flat=True)
    assert list(said) == ["Đưa vào hồ sơ 01.TCCB, số thứ tự 3", "Đưa vào hồ sơ 02.TCCB, số thứ tự 1"]


def test_an_ordinal_is_not_used_again(clerk: Officer, unit: Unit) -> None:
    dossier = a_dossier(clerk, unit)
    one, two, three = (a_registered(clerk, unit) for _ in range(3))
    _put(clerk, dossier, one)
    _put(clerk, dossier, two)
    taken = public.take_out_of_dossier(
        by=acting(clerk), dossier_id=dossier.pk, document_ids=[two.pk, three.pk], at=clock.now()
    )
    assert taken == 1
    assert _put(clerk, dossier, three).ordinal == 3


def test_moving_to_another_dossier(clerk: Officer, unit: Unit) -> None:
    first, second = a_dossier(clerk, unit), a_dossier(clerk, unit, "02.TCCB")
    document = a_registered(clerk, unit)
    _put(clerk, first, document)
    by = acting(clerk)
    moved = public.move_to_dossier(
        by=by, dossier_id=first.pk, to_dossier_id=second.pk, document_ids=[document.pk], at=clock.now()
    )
    assert moved == 1
    assert public.dossier(first.pk).documents == 0
    assert [row.id for row in public.all_entries(second.pk)] == [document.pk]
    with pytest.raises(DomainError, match="hồ sơ khác"):
        public.move_to_dossier(
            by=by, dossier_id=first.pk, to_dossier_id=first.pk, document_ids=[], at=clock.now()
        )


def test_a_code_is_used_once_a_year_even_where_it_is_hidden(clerk: Officer, unit: Unit) -> None:
    hidden = a_dossier(an_officer(Role.SPECIALIST, unit), unit)
    with owner():
        Dossier.objects.filter(pk=hidden.pk).update(restricted=True)
    with pytest.raises(NameTaken, match="đã có hồ sơ mang số"):
        a_dossier(clerk, unit)
    assert a_dossier(clerk, unit, year=2027).year == 2027


def test_a_closed_dossier_takes_nothing_until_it_is_opened_again(clerk: Officer, unit: Unit) -> None:
    dossier = a_dossier(clerk, unit)
    document = a_registered(clerk, unit)
    by = acting(clerk)
    close = {"by": by, "dossier_id": dossier.pk, "retention": "vinh-vien", "at": clock.now()}
    with pytest.raises(DomainError, match="từ ngày mở"):
        public.close_dossier(closed_on=TODAY + timedelta(days=1), **close)
    for _ in range(2):
        public.close_dossier(closed_on=TODAY, **close)
    with pytest.raises(DossierClosed):
        _put(clerk, dossier, document)
    with pytest.raises(DossierClosed):
        public.change_dossier(by=by, dossier_id=dossier.pk, facts=some_facts("09"), at=clock.now())
    public.reopen_dossier(by=by, dossier_id=dossier.pk, at=clock.now())
    assert _put(clerk, dossier, document).ordinal == 1


def test_who_made_it_or_the_desk_closes_it_and_others_do_not(clerk: Officer, unit: Unit) -> None:
    maker, other = an_officer(Role.SPECIALIST, unit), an_officer(Role.SPECIALIST, unit)
    dossier = a_dossier(maker, unit)
    for officer, allowed in ((other, False), (maker, True), (clerk, True)):
        asked = {"by": acting(officer), "dossier_id": dossier.pk, "at": clock.now()}
        if allowed:
            public.close_dossier(retention="5", closed_on=TODAY, **asked)
            public.reopen_dossier(**asked)
        else:
            with pytest.raises(NotAllowed, match="Người lập"):
                public.close_dossier(retention="5", closed_on=TODAY, **asked)


@pytest.mark.parametrize("role", [Role.BRANCH_HEAD, Role.UNIT_ADMIN, Role.AUDITOR, Role.PROVINCE_ADMIN])
def test_other_roles_keep_no_dossiers(client: Client, clerk: Officer, unit: Unit, role: str) -> None:
    dossier, document = a_dossier(clerk, unit), a_registered(clerk, unit)
    officer = an_officer(role, unit)
    with pytest.raises((NotAllowed, NotThere)):
        _put(officer, dossier, document)
    with pytest.raises(NotAllowed):
        a_dossier(officer, unit, "07")
    assert signed_in(client, officer).get("/ho-so/").status_code == 403


def test_another_unit_finds_neither_the_dossier_nor_a_way_in(
    client: Client, clerk: Officer, unit: Unit
) -> None:
    dossier = a_dossier(clerk, unit)
    elsewhere = a_unit()
    stranger = an_officer(Role.CLERK, elsewhere)
    theirs = a_registered(stranger, elsewhere)
    with pytest.raises(NotThere):
        _put(stranger, dossier, theirs)
    signed_in(client, stranger)
    for path in ("", "in/", "sua/", "dong/", "ai-xem-duoc/", "nguoi-xem/", "chuyen/"):
        assert client.get(f"/ho-so/{dossier.pk}/{path}").status_code == 404, path
    assert "Hồ sơ Đại hội" not in client.get("/ho-so/").content.decode()


def test_counts_and_lists_tell_nothing_of_hidden_documents(
    client: Client, clerk: Officer, unit: Unit
) -> None:
    dossier = a_dossier(clerk, unit)
    for number in range(3):
        _put(clerk, dossier, a_registered(clerk, unit, subject=f"Đơn thư số {number}", page_amount=5))
    specialist = an_officer(Role.SPECIALIST, unit)
    acting(specialist)
    row = public.dossier(dossier.pk)
    assert (row.documents, row.pages, row.first_on) == (0, 0, None)
    content = signed_in(client, specialist).get(f"/ho-so/{dossier.pk}/").content.decode()
    assert "Đơn thư" not in content
    assert "Đơn thư" not in client.get(f"/ho-so/{dossier.pk}/in/").content.decode()
    own = a_registered(clerk, unit)
    with owner():
        Document.objects.filter(pk=own.pk).update(created_by=specialist.pk)
    assert _put(specialist, dossier, own).ordinal == 4  # after those that she cannot see


def test_a_restricted_dossier_is_hidden_with_its_name(client: Client, clerk: Officer, unit: Unit) -> None:
    maker, reader, other = (an_officer(Role.SPECIALIST, unit) for _ in range(3))
    dossier = a_dossier(maker, unit, title="Hồ sơ kỷ luật")
    with owner():
        Dossier.objects.filter(pk=dossier.pk).update(restricted=True)
        DossierReader.objects.create(unit=unit, dossier=dossier, officer_id=reader.pk, officer_name="")
    for officer, sees in ((maker, True), (reader, True), (other, False), (clerk, False)):
        shown = signed_in(client, officer).get("/ho-so/").content.decode()
        assert ("Hồ sơ kỷ luật" in shown) is sees
        assert client.get(f"/ho-so/{dossier.pk}/").status_code == (200 if sees else 404)
    document = a_registered(clerk, unit)
    with owner():
        Document.objects.filter(pk=document.pk).update(created_by=maker.pk)
    _put(maker, dossier, document)
    acting(clerk)
    last = Event.objects.filter(document=document).last()
    assert last is not None
    assert "01.TCCB" not in last.text


# The archive


def test_the_archive_is_announced_thirty_days_ahead() -> None:
    closed = date(2025, 12, 20)
    assert accession_day(closed) == date(2026, 12, 20)
    assert accession_day(date(2024, 2, 29)) == date(2025, 2, 28)
    assert is_announced(closed, "20", date(2026, 11, 20))
    assert not is_announced(closed, "20", date(2026, 11, 19))
    assert is_announced(closed, "20", date(2027, 5, 1))
    assert not is_announced(closed, "2", date(2026, 12, 20))
    assert not is_announced(None, "20", date(2026, 12, 20))
    assert goes_to_archive("vinh-vien")


def test_the_list_shows_what_is_due_for_the_archive(client: Client, clerk: Officer, unit: Unit) -> None:
    due, later = (
        a_dossier(clerk, unit, title="Hồ sơ phải nộp"),
        a_dossier(clerk, unit, "02", title="Hồ sơ chưa"),
    )
    with owner():
        Dossier.objects.filter(pk=due.pk).update(closed_on=TODAY - timedelta(days=340))
        Dossier.objects.filter(pk=later.pk).update(closed_on=TODAY - timedelta(days=300))
    assert "1 hồ sơ đã đóng đến hạn" in signed_in(client, clerk).get("/ho-so/").content.decode()
    shown = client.get("/ho-so/?xem=nop-luu-tru").content.decode()
    assert "Hồ sơ phải nộp" in shown
    assert "Hồ sơ chưa" not in shown


# Pages


def test_the_pages_play_a_dossier_from_its_opening_to_its_closing(
    client: Client, clerk: Officer, unit: Unit
) -> None:
    document = a_registered(clerk, unit, symbol="118/KH-BTV")
    signed_in(client, clerk)
    bad = client.post("/ho-so/moi/", {"code": "", "year": "hai", "title": "", "retention": ""})
    assert bad.status_code == 422
    for words in ("Nhập số, ký hiệu hồ sơ", "Năm phải là số", "Nhập tiêu đề hồ sơ", "Chọn thời hạn bảo quản"):
        assert words in bad.content.decode(), words
    facts = {"code": "01.TCCB", "year": "2026", "title": "Hồ sơ Đại hội", "retention": "20"}
    made = client.post(f"/ho-so/moi/?van-ban={document.pk}", facts)
    with owner():
        dossier = Dossier.objects.get()
    assert made["Location"] == f"/ho-so/{dossier.pk}/"
    assert "118/KH-BTV" in client.get(made["Location"]).content.decode()
    printed = client.get(f"/ho-so/{dossier.pk}/in/").content.decode()
    assert "Mục lục văn bản trong hồ sơ" in printed
    assert "118/KH-BTV" in printed
    assert "Mục lục hồ sơ" in client.get("/ho-so/in/").content.decode()
    assert "01.TCCB" in client.get(f"/van-ban/{document.pk}/").content.decode()
    second = a_dossier(clerk, unit, "02.TCCB")
    chosen = {"chon": [document.pk], "viec": "chuyen"}
    assert "02.TCCB" in client.post(f"/ho-so/{dossier.pk}/chuyen/", chosen).content.decode()
    client.post(f"/ho-so/{dossier.pk}/chuyen/", {"chon": [document.pk], "dossier": second.pk})
    assert "118/KH-BTV" in client.get(f"/ho-so/{second.pk}/").content.decode()
    closing = client.post(
        f"/ho-so/{second.pk}/dong/", {"closed_on": f"{TODAY:%d/%m/%Y}", "retention": "vinh-vien"}, follow=True
    )
    assert "Đã đóng hồ sơ" in closing.content.decode()
    client.post(f"/ho-so/{second.pk}/mo-lai/")
    client.post(f"/ho-so/{second.pk}/chuyen/", {"chon": [document.pk], "viec": "ra"})
    assert "Hồ sơ chưa có văn bản" in client.get(f"/ho-so/{second.pk}/").content.decode()


def test_opening_a_dossier_is_counted_and_told(client: Client, clerk: Officer, unit: Unit) -> None:
    dossier, leader = a_dossier(clerk, unit), an_officer(Role.LEADER, unit)
    for officer in (clerk, clerk, leader):
        shown = signed_in(client, officer).get(f"/ho-so/{dossier.pk}/").content.decode()
    assert "3 lần, 2 người" in shown


def test_one_document_lies_in_dossiers_of_two_accounts_without_a_copy(clerk: Officer, unit: Unit) -> None:
    other = an_officer(Role.LEADER, unit)
    document = a_registered(clerk, unit)
    first, second = a_dossier(clerk, unit), a_dossier(other, unit, "02.TCCB")
    _put(clerk, first, document)
    _put(other, second, document)
    entries = DossierEntry.objects.filter(document=document).order_by("dossier_id")
    assert [(one.dossier_id, one.document_id) for one in entries] == [
        (first.pk, document.pk),
        (second.pk, document.pk),
    ]
    assert {first.creator_id, second.creator_id} == {clerk.pk, other.pk}
    assert Document.objects.count() == 1


def test_the_dossiers_of_one_account_are_counted(client: Client, clerk: Officer, unit: Unit) -> None:
    for code in ("01", "02"):
        a_dossier(clerk, unit, code)
    a_dossier(an_officer(Role.LEADER, unit), unit, "03")
    counts, _ = public.dossier_counts(unit_id=unit.pk, officer_id=clerk.pk, on=acting(clerk).on)
    assert (counts.unit, counts.own) == (3, 2)
    assert "Tôi lập <b>2</b>" in signed_in(client, clerk).get("/ho-so/").content.decode()


@pytest.mark.parametrize("path", ["/ho-so/", "/ho-so/{dossier}/"])
def test_pages_cost_the_same_at_few_and_many_rows(
    client: Client, clerk: Officer, unit: Unit, path: str
) -> None:
    dossier = a_dossier(clerk, unit)
    many_registered(clerk, unit, 200)
    address = path.format(dossier=dossier.pk)

    def statements() -> list[str]:
        with CaptureQueriesContext(connection) as context:
            assert client.get(address).status_code == 200
        return [one["sql"] for one in context if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]

    signed_in(client, clerk)
    statements()
    few = statements()
    with owner():
        documents = list(Document.objects.values_list("pk", flat=True)[:150])
        DossierEntry.objects.bulk_create(
            DossierEntry(dossier=dossier, document_id=one, ordinal=place, added_by=1, added_at=clock.now())
            for place, one in enumerate(documents, start=1)
        )
        Dossier.objects.bulk_create(
            Dossier(
                unit=unit, year=2026, code=f"{number}", title="Hồ sơ", retention="5", creator_id=clerk.pk,
                creator_name="", lead_id=clerk.pk, opened_on=TODAY,
            )
            for number in range(100, 200)
        )  # fmt: skip
    many = statements()
    assert len(many) == len(few)
    assert len(many) <= 8, many


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_never_share_an_ordinal(clerk: Officer, unit: Unit) -> None:
    token = scope.officer_token(clerk.pk, TODAY)
    with scope.transaction_as(token):
        dossier = a_dossier(clerk, unit)
        documents = [a_registered(clerk, unit) for _ in range(8)]
    start = threading.Barrier(4)
    failed: list[BaseException] = []

    def work(mine: list[Document]) -> None:
        try:
            start.wait()
            for one in mine:
                with scope.transaction_as(token):
                    _put(clerk, dossier, one)
        except BaseException as error:  # noqa: BLE001 - told to the test below
            failed.append(error)
        finally:
            connection.close()
            close_old_connections()

    threads = [threading.Thread(target=work, args=(documents[place::4],)) for place in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    with scope.transaction_as(token):
        ordinals = DossierEntry.objects.filter(dossier=dossier).values_list("ordinal", flat=True)
        assert sorted(ordinals) == list(range(1, 9))
