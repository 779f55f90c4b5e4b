"""What a merged unit left is in the hands of its heir: restricted, handed on, but nothing new in it."""

from datetime import timedelta

import pytest
from django.test import Client

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.core.errors import NotAllowed
from hoiso.documents.errors import BookClosed
from hoiso.documents.handling import public as handling
from hoiso.documents.keeping import public
from hoiso.documents.models import AccessChange, Book, Document, Series
from hoiso.documents.registers.public import locked_book
from hoiso.notices.models import Notice
from hoiso.units.models import Succession, Unit
from tests.factories.documents import a_registered
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit, name="Nguyễn Thị Mỹ Lệ")


@pytest.fixture
def document(clerk: Officer, unit: Unit) -> Document:
    return a_registered(clerk, unit)


def ask(by: Officer, document: Document, *, restricted: bool) -> list[int]:
    changes = public.ask_document_access(
        by=acting(by), document_id=document.pk, restricted=restricted, readers=[], reason="Đã xong",
        at=clock.now(),
    )  # fmt: skip
    return [one.pk for one in changes]


def decide(by: Officer, changes: list[int]) -> None:
    public.decide_access(by=acting(by), change_ids=changes, agreed=True, at=clock.now())


def sees(officer: Officer, document: Document) -> bool:
    acting(officer)
    return Document.objects.filter(pk=document.pk).exists()


def waiting(document: Document) -> list[int]:
    with owner():
        return list(AccessChange.objects.filter(document=document).values_list("pk", flat=True))


def test_heirs_restrict_what_a_merged_unit_left_and_hand_it_on(
    client: Client, clerk: Officer, document: Document, unit: Unit
) -> None:
    """Two persons of the heir: asked by its clerk, confirmed by its leader; then instructed there."""
    heir = a_unit("Xã Hợp Nhất")
    new_clerk, new_leader = an_officer(Role.CLERK, heir), an_officer(Role.LEADER, heir)
    specialist = an_officer(Role.SPECIALIST, heir, name="Lê Thị Thu")
    yesterday = clock.office_date(clock.now()) - timedelta(days=1)
    with owner():
        Succession.objects.create(
            before=unit, after=heir, on=yesterday + timedelta(days=1), share=Succession.Share.WHOLE
        )
        Unit.objects.filter(pk=unit.pk).update(valid_to=yesterday)
        clerk.posts.update(valid_to=yesterday)
    address = f"/van-ban/{document.pk}/nguoi-xem/"
    signed_in(client, new_clerk)
    assert f'href="{address}"' in client.get(f"/van-ban/{document.pk}/ai-xem-duoc/").content.decode()
    assert "Lê Thị Thu" in client.get(address).content.decode()
    sent = {"restricted": "1", "readers": [new_clerk.pk, specialist.pk], "reason": "Có đơn thư"}
    assert client.post(address, sent).status_code == 302
    with owner():
        assert Notice.objects.filter(officer_id=new_leader.pk, address="/ho-so/cho-xac-nhan/").exists()
    assert not sees(specialist, document)
    decide(new_leader, waiting(document))
    assert sees(specialist, document)
    assert not sees(new_leader, document)
    decide(new_leader, ask(new_clerk, document, restricted=False))
    handling.instruct(
        by=acting(new_leader), document_id=document.pk, text="Giải quyết tiếp", at=clock.now(),
        due_on=clock.office_date(clock.now()), receivers=handling.Receivers(lead=specialist.pk),
    )  # fmt: skip
    acting(specialist)
    assert document.assignments.get().officer_id == specialist.pk


def test_an_ended_unit_gives_no_number_and_takes_nothing_new(
    clerk: Officer, document: Document, unit: Unit
) -> None:
    heir = a_unit("Xã Hợp Nhất")
    new_clerk = an_officer(Role.CLERK, heir)
    today = clock.office_date(clock.now())
    with owner():
        Succession.objects.create(before=unit, after=heir, on=today, share=Succession.Share.WHOLE)
        Unit.objects.filter(pk=unit.pk).update(valid_to=today - timedelta(days=1))
        Book.objects.filter(unit=unit).update(period_to=today - timedelta(days=1))
    with pytest.raises(NotAllowed):
        a_registered(new_clerk, unit)
    acting(new_clerk)
    with pytest.raises(BookClosed, match="đã kết thúc"):
        locked_book(unit.pk, Series.INCOMING, on=today)
    with owner():
        assert Document.objects.filter(unit=unit).count() == 1
