"""What stands near a document: its answers, what cites it, what is about the same; all within the wall."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.core.errors import NotThere
from hoiso.documents.models import Document, Link, SearchEntry
from hoiso.documents.search.public import around, index
from hoiso.documents.search.tests.conftest import counted
from hoiso.units.models import Unit
from tests.factories.documents import a_registered
from tests.factories.people import acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db

_QUIET = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
MOST_STATEMENTS = 8


def _registered(clerk: Officer, unit: Unit, subject: str, **fields: str) -> Document:
    document = a_registered(clerk, unit, subject=subject, **fields)
    index(document.pk)
    return document


@pytest.fixture
def asked(clerk: Officer, unit: Unit) -> Document:
    for number in range(40):
        _registered(clerk, unit, f"Kế hoạch hội nghị sơ kết công tác quý số {number}")
    return _registered(clerk, unit, "Kế hoạch tập huấn đan lục bình", symbol="118/KH-BTV")


def test_answers_citations_and_likenesses_each_in_its_list(
    asked: Document, clerk: Officer, unit: Unit, client: Client
) -> None:
    like = _registered(clerk, unit, "Báo cáo kết quả tập huấn nghề đan lục bình")
    less = _registered(clerk, unit, "Giấy mời nghỉ mát, xem hàng lục bình đan")
    citing = _registered(clerk, unit, "Công văn đôn đốc")
    SearchEntry.objects.filter(pk=citing.pk).update(text="Thực hiện Kế hoạch số 118/KH-BTV, đề nghị gửi.")
    index(citing.pk)
    answer = _registered(clerk, unit, "Đăng ký lớp đan lục bình tập huấn")
    Link.objects.create(
        document=answer, other=asked, kind=Link.Kind.ANSWERS, made_by=clerk.pk, made_at=clock.now()
    )
    counted(unit)
    acting(clerk)
    near = around(asked.pk)
    assert [one.id for one in near.answers] == [answer.pk]
    assert [one.id for one in near.citing] == [citing.pk]
    assert [one.id for one in near.similar] == [like.pk, less.pk]
    signed_in(client, clerk)
    with CaptureQueriesContext(connection) as caught:
        shown = client.get(f"/tim/tuong-tu/{asked.pk}/").content.decode()
    assert len([one for one in caught if not one["sql"].startswith(_QUIET)]) <= MOST_STATEMENTS
    assert all(one.subject in shown for one in (like, less, citing, answer))
    assert f"/tim/tuong-tu/{asked.pk}/" in client.get(f"/van-ban/{asked.pk}/").content.decode()


def test_nothing_near_is_told_that_may_not_be_read(asked: Document, clerk: Officer, unit: Unit) -> None:
    hidden = _registered(clerk, unit, "Báo cáo kết quả tập huấn nghề đan lục bình")
    named = _registered(clerk, unit, "Theo 118/KH-BTV")
    with owner():
        Document.objects.filter(pk__in=[hidden.pk, named.pk]).update(restricted=True, created_by=None)
    counted(unit)
    leader, specialist = an_officer(Role.LEADER, unit), an_officer(Role.SPECIALIST, unit)
    acting(leader)
    near = around(asked.pk)
    assert (near.answers, near.citing, near.similar) == ((), (), ())
    acting(specialist)
    with pytest.raises(NotThere):
        around(asked.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hoiso_search_similar(%s, 10)", [asked.pk])
        assert cursor.fetchall() == []
