"""Work without a document in the menu and at home: counted, listed, and its pages belong to "Công việc"."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.documents.handling.tests.desk import Office, an_office, now, soon
from hoiso.documents.public import waiting_for
from hoiso.work.tasks import public as tasks
from hoiso.work.tasks.public import Wanted
from tests.factories.people import acting, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return an_office()


def _given(office: Office, title: str) -> int:
    wanted = Wanted(title=title, lead=office.first.pk, due_on=soon(3))
    return tasks.give(by=acting(office.leader), unit_id=office.unit.pk, wanted=wanted, at=now()).pk


def test_they_are_counted_in_one_statement_and_listed_at_home(client: Client, office: Office) -> None:
    task = _given(office, "Chuẩn bị hội trường")
    done = _given(office, "Kiểm kê phòng họp")
    tasks.finish(by=acting(office.first), task_id=done, result="Đủ", at=now())
    by = acting(office.first)
    with CaptureQueriesContext(connection) as told:
        waiting = waiting_for(by)
    assert (waiting.tasks, waiting.work, waiting.to_work, waiting.for_me) == (0, 1, 1, 1)
    assert len(told) == 1
    assert waiting_for(acting(office.second)).work == 0
    page = signed_in(client, office.first).get("/").content.decode()
    assert f'href="/viec/{task}/"' in page
    assert "Chuẩn bị hội trường" in page
    assert "Kiểm kê phòng họp" not in page


@pytest.mark.parametrize("address", ["/cong-viec/", "/viec/", "/so-lieu/", "/quy-trinh/"])
def test_their_pages_stand_under_work_in_the_menu(client: Client, office: Office, address: str) -> None:
    _given(office, "Chuẩn bị hội trường")
    page = signed_in(client, office.first).get(address).content.decode()
    current = re.findall(r'<a href="([^"]+)"[^>]*aria-current="page"', page)
    assert set(current) == {"/cong-viec/"}
