"""Restricting to named readers takes two persons, and the list of who sees equals the wall."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from hoiso.access.models import Delegation, Officer, Role
from hoiso.audit.models import Entry
from hoiso.core import clock, scope
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents.errors import WrongState
from hoiso.documents.keeping import public
from hoiso.documents.keeping.errors import AlreadyWaiting
from hoiso.documents.models import AccessChange, Document, Dossier, Event, Reader
from hoiso.documents.sheet.public import sheet
from hoiso.notices.models import Notice
from hoiso.units.models import Succession, Unit
from tests.factories.documents import a_registered
from tests.factories.people import a_post, a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
ROLES = [role for role in Role.values if role != Role.PROVINCE_ADMIN]


@pytest.fixture
def unit() -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit, name="Nguyễn Thị Mỹ Lệ")


@pytest.fixture
def leader(unit: Unit) -> Officer:
    return an_officer(Role.LEADER, unit, name="Trần Thị Hoa")


@pytest.fixture
def document(clerk: Officer, unit: Unit) -> Document:
    return a_registered(clerk, unit)


def _ask(by: Officer, document: Document, *readers: Officer, restricted: bool = True) -> list[int]:
    changes = public.ask_document_access(
        by=acting(by), document_id=document.pk, restricted=restricted,
        readers=[one.pk for one in readers], reason="Có dữ liệu cá nhân", at=clock.now(),
    )  # fmt: skip
    return [one.pk for one in changes]


def _decide(by: Officer, changes: list[int], *, agreed: bool = True) -> None:
    public.decide_access(by=acting(by), change_ids=changes, agreed=agreed, at=clock.now())


def _sees(officer: Officer, document: Document) -> bool:
    acting(officer)
    return Document.objects.filter(pk=document.pk).exists()


def test_nothing_changes_before_a_second_person_confirms(
    clerk: Officer, leader: Officer, document: Document, unit: Unit
) -> None:
    reader, head = an_officer(Role.SPECIALIST, unit), an_officer(Role.OFFICE_HEAD, unit)
    changes = _ask(clerk, document, reader)
    assert len(changes) == 2
    assert _sees(head, document)
    assert not _sees(reader, document)
    _decide(leader, changes)
    assert _sees(reader, document)
    assert _sees(clerk, document)  # who registered it
    assert not _sees(head, document)
    assert not _sees(leader, document)


def test_who_asked_never_confirms_not_even_by_raw_sql(clerk: Officer, document: Document) -> None:
    changes = _ask(clerk, document, clerk)
    with pytest.raises(NotAllowed, match="người khác xác nhận"):
        _decide(clerk, changes)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_decide_access(%s, true, now(), '', '')", [changes])
    with pytest.raises(DatabaseError, match="two persons"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(restricted=True)
    assert AccessChange.objects.filter(pk__in=changes).update(state="confirmed") == 0


def test_a_named_reader_is_not_written_past_the_second_person(
    clerk: Officer, document: Document, unit: Unit
) -> None:
    friend = an_officer(Role.SPECIALIST, unit)
    acting(clerk)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Reader.objects.bulk_create(
            [
                Reader(
                    document=document, unit=unit, officer_id=friend.pk, officer_name="", since=clock.now(),
                    why=Reader.Why.NAMED,
                )
            ]
        )  # fmt: skip


def test_a_confirmed_change_asked_as_confirmed_is_refused_by_the_wall(
    clerk: Officer, document: Document, unit: Unit
) -> None:
    acting(clerk)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        AccessChange.objects.bulk_create(
            [
                AccessChange(
                    unit=unit, document=document, what="restrict", reason="x", state="confirmed",
                    asked_by=clerk.pk, asked_by_name="", asked_at=clock.now(),
                )
            ]
        )  # fmt: skip


def test_readers_are_changed_and_the_restriction_lifted_again(
    clerk: Officer, leader: Officer, document: Document, unit: Unit
) -> None:
    one, two = an_officer(Role.SPECIALIST, unit), an_officer(Role.SPECIALIST, unit)
    _decide(leader, _ask(clerk, document, one))
    _decide(leader, _ask(clerk, document, two))
    assert not _sees(one, document)
    assert _sees(two, document)
    _decide(leader, _ask(clerk, document, restricted=False))
    assert _sees(leader, document)
    assert not _sees(two, document)


def test_a_refused_change_changes_nothing(clerk: Officer, leader: Officer, document: Document) -> None:
    changes = _ask(clerk, document, clerk)
    _decide(leader, changes, agreed=False)
    assert _sees(leader, document)
    with pytest.raises(WrongState):
        _decide(leader, changes)


def test_one_change_at_a_time(clerk: Officer, document: Document) -> None:
    _ask(clerk, document, clerk)
    with pytest.raises(AlreadyWaiting):
        _ask(clerk, document, clerk)


def test_asking_for_nothing_or_for_a_stranger_is_refused(clerk: Officer, document: Document) -> None:
    with pytest.raises(DomainError, match="Chưa có thay đổi"):
        _ask(clerk, document, restricted=False)
    with pytest.raises(DomainError, match="ít nhất một người"):
        _ask(clerk, document)
    with pytest.raises(DomainError, match="thôi giữ chức vụ"):
        _ask(clerk, document, an_officer(Role.SPECIALIST, a_unit()))


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.BRANCH_HEAD, Role.UNIT_ADMIN, Role.AUDITOR])
def test_no_other_role_confirms_while_there_is_a_second_holder(
    clerk: Officer, leader: Officer, document: Document, unit: Unit, role: str
) -> None:
    changes = _ask(clerk, document, clerk)
    with pytest.raises((NotAllowed, NotThere)):
        _decide(an_officer(role, unit), changes)
    with pytest.raises(NotThere):
        _decide(an_officer(Role.LEADER, a_unit()), changes)


def test_where_the_asker_is_alone_her_administrator_confirms_without_seeing_it(
    clerk: Officer, document: Document, unit: Unit
) -> None:
    admin = an_officer(Role.UNIT_ADMIN, unit)
    specialist = an_officer(Role.SPECIALIST, unit)
    changes = _ask(clerk, document, clerk)
    with pytest.raises(NotThere):
        _decide(specialist, changes)
    assert not _sees(admin, document)
    _decide(admin, changes)
    assert not _sees(admin, document)
    acting(clerk)
    assert Document.objects.get(pk=document.pk).restricted
    assert sheet(document.pk, officer_id=clerk.pk).events[-1].kind == "restrict"


def test_an_administrator_who_asked_as_clerk_does_not_confirm_herself(
    clerk: Officer, document: Document, unit: Unit
) -> None:
    a_post(clerk, Role.UNIT_ADMIN, unit)
    with pytest.raises(NotAllowed):
        _decide(clerk, _ask(clerk, document, clerk))


def test_people_are_told_and_the_trail_holds_ids_only(
    clerk: Officer, leader: Officer, document: Document, unit: Unit
) -> None:
    reader = an_officer(Role.SPECIALIST, unit)
    changes = _ask(clerk, document, reader)
    with owner():
        assert Notice.objects.get(officer_id=leader.pk).address == "/ho-so/cho-xac-nhan/"
    _decide(leader, changes)
    with owner():
        assert "được xác nhận" in Notice.objects.get(officer_id=clerk.pk).text
        assert "cho xem riêng" in Notice.objects.get(officer_id=reader.pk).text
        entry = Entry.objects.get(action="confirm_access")
        assert (entry.subject, entry.subject_id, entry.actor_id) == ("document", document.pk, leader.pk)
        assert entry.details == {"changes": changes}


# The list of who sees equals what the wall lets through.


def _everybody(unit: Unit) -> list[Officer]:
    return [an_officer(role, unit) for role in ROLES]


@pytest.mark.parametrize("restricted", [False, True])
def test_the_list_of_who_sees_is_what_the_wall_lets_through(
    clerk: Officer, leader: Officer, document: Document, unit: Unit, restricted: bool
) -> None:
    people = [clerk, leader, *_everybody(unit)]
    lent, left, outside = (an_officer(Role.SPECIALIST, unit) for _ in range(3))
    gone = an_officer(Role.LEADER, unit, until=clock.office_date(clock.now()) - timedelta(days=1))
    today = clock.office_date(clock.now())
    with owner():
        Delegation.objects.create(
            post=leader.posts.get(), officer=lent, valid_from=today, valid_to=today, given_by=leader.pk,
        )  # fmt: skip
        for officer, ended in ((outside, None), (left, clock.now()), (gone, None)):
            Reader.objects.create(
                document=document, unit=unit, officer_id=officer.pk, officer_name="", why=Reader.Why.LEAD,
                since=clock.now(), ended_at=ended,
            )  # fmt: skip
        Document.objects.filter(pk=document.pk).update(restricted=restricted)
    people += [lent, left, outside, gone, an_officer(Role.LEADER, a_unit())]
    acting(clerk)
    listed = {one.id for one in public.seers_of_document(document.pk)}
    assert listed == {one.pk for one in people if _sees(one, document)}
    for one in people:
        acting(one)
        told = {seer.id for seer in public.seers_of_document(document.pk)}
        assert told == (listed if one.pk in listed else set())


def test_the_heirs_of_a_merged_unit_are_listed_too(clerk: Officer, document: Document, unit: Unit) -> None:
    heir = a_unit()
    new_leader = an_officer(Role.LEADER, heir)
    with owner():
        Succession.objects.create(
            before=unit, after=heir, on=clock.office_date(clock.now()), share=Succession.Share.WHOLE
        )
    assert _sees(new_leader, document)
    assert new_leader.pk in {one.id for one in public.seers_of_document(document.pk)}


def test_reasons_are_told_in_words(clerk: Officer, leader: Officer, document: Document) -> None:
    acting(clerk)
    told = {one.full_name: one.reasons for one in public.seers_of_document(document.pk)}
    assert told == {
        "Trần Thị Hoa": ("do chức vụ Lãnh đạo",),
        "Nguyễn Thị Mỹ Lệ": ("là người đăng ký hoặc soạn văn bản", "do chức vụ Văn thư"),
    }


# Dossiers


def test_a_dossier_is_restricted_by_two_persons(clerk: Officer, leader: Officer, unit: Unit) -> None:
    maker, reader, other = (an_officer(Role.SPECIALIST, unit) for _ in range(3))
    facts = public.DossierFacts(year=2026, code="01.TCCB", title="Hồ sơ đại hội", retention="vinh-vien")
    dossier = public.open_dossier(by=acting(maker), unit_id=unit.pk, facts=facts, at=clock.now())
    changes = public.ask_dossier_access(
        by=acting(clerk), dossier_id=dossier.pk, restricted=True, readers=[reader.pk], reason="Nhân sự",
        at=clock.now(),
    )  # fmt: skip
    acting(other)
    assert Dossier.objects.filter(pk=dossier.pk).exists()
    with pytest.raises(NotAllowed):
        _decide(clerk, [one.pk for one in changes])
    _decide(leader, [one.pk for one in changes])
    for officer, sees in ((maker, True), (reader, True), (other, False), (clerk, False), (leader, False)):
        acting(officer)
        assert Dossier.objects.filter(pk=dossier.pk).exists() is sees
        listed = {one.id for one in public.seers_of_dossier(dossier.pk)}
        assert listed == ({maker.pk, reader.pk} if sees else set())
    acting(maker)
    with pytest.raises(DatabaseError, match="two persons"), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(restricted=False)


# Pages


def test_the_pages_play_the_two_persons(
    client: Client, clerk: Officer, leader: Officer, document: Document
) -> None:
    address = f"/van-ban/{document.pk}/nguoi-xem/"
    signed_in(client, clerk)
    assert "Trần Thị Hoa" in client.get(address).content.decode()
    bad = client.post(address, {"restricted": "1", "readers": [clerk.pk]})
    assert bad.status_code == 422
    assert "Nhập lý do thay đổi" in bad.content.decode()
    done = client.post(address, {"restricted": "1", "readers": [clerk.pk], "reason": "Có đơn thư"})
    assert done.status_code == 302
    shown = client.get(f"/van-ban/{document.pk}/").content.decode()
    assert "đang chờ người thứ hai xác nhận" in shown
    assert "không tự xác nhận được" in client.get("/ho-so/cho-xac-nhan/").content.decode()
    signed_in(client, leader)
    waiting = client.get("/ho-so/cho-xac-nhan/").content.decode()
    assert "Có đơn thư" in waiting
    keys = list(_waiting(document))
    decided = client.post(
        "/ho-so/cho-xac-nhan/quyet-dinh/", {"thay-doi": keys, "viec": "dong-y"}, follow=True
    )
    assert "Quyền xem đã thay đổi" in decided.content.decode()
    assert client.get(f"/van-ban/{document.pk}/").status_code == 404
    after = client.get("/ho-so/cho-xac-nhan/").content.decode()
    assert document.subject not in after
    assert "Văn bản đến số 1" in after
    assert client.get(f"/van-ban/{document.pk}/ai-xem-duoc/").status_code == 404


def _waiting(document: Document) -> list[int]:
    with owner():
        return list(AccessChange.objects.filter(document=document).values_list("pk", flat=True))


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.BRANCH_HEAD, Role.AUDITOR])
def test_who_may_not_restrict_does_not_see_the_list(client: Client, unit: Unit, role: str) -> None:
    assert signed_in(client, an_officer(role, unit)).get("/ho-so/cho-xac-nhan/").status_code == 403


def test_a_lost_scope_confirms_nothing(clerk: Officer, leader: Officer, document: Document) -> None:
    changes = _ask(clerk, document, clerk)
    scope.adopt("")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_decide_access(%s, true, now(), '', '')", [changes])


@pytest.mark.django_db(transaction=True)
def test_two_persons_confirming_at_once_decide_once(clerk: Officer, leader: Officer, unit: Unit) -> None:
    today = clock.office_date(clock.now())
    second = an_officer(Role.OFFICE_HEAD, unit)
    with scope.transaction_as(scope.officer_token(clerk.pk, today)):
        document = a_registered(clerk, unit)
        changes = _ask(clerk, document, clerk)
    start = threading.Barrier(2)
    ends: list[str] = []

    def confirm(officer: Officer) -> None:
        try:
            start.wait()
            with scope.transaction_as(scope.officer_token(officer.pk, today)):
                _decide(officer, changes)
            ends.append("decided")
        except (WrongState, NotThere):
            ends.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=(one,)) for one in (leader, second)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(ends) == ["decided", "too late"]
    with owner():
        assert Event.objects.filter(document=document, kind="restrict").count() == 1
