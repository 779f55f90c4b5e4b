"""Việc hôm nay: what the officer is shown, and at what cost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Role
from tests.factories.people import a_post, a_unit, an_officer, signed_in

pytestmark = pytest.mark.django_db


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/dang-nhap/")


def test_the_clerk_is_greeted_and_offered_the_register(client: Client) -> None:
    clerk = an_officer(Role.CLERK, a_unit("Xã Mỹ Yên"), name="Nguyễn Thị Mỹ Lệ")
    content = signed_in(client, clerk).get("/").content.decode()
    assert "Chào chị Lệ." in content
    assert "Hội LHPN Xã Mỹ Yên" in content
    assert "Đăng ký văn bản đến" in content
    assert "Không có việc nào đang chờ chị" in content


def test_an_administrator_is_not_offered_documents(client: Client) -> None:
    admin = an_officer(Role.UNIT_ADMIN, a_unit())
    content = signed_in(client, admin).get("/").content.decode()
    assert "Cán bộ và tài khoản" in content
    assert "/van-ban-den/" not in content


def test_home_costs_five_statements_whatever_the_posts(client: Client) -> None:
    officer = an_officer(Role.CLERK, a_unit())
    for _ in range(5):
        a_post(officer, Role.LEADER, a_unit())
    signed_in(client, officer)
    client.get("/")
    with CaptureQueriesContext(connection) as statements:
        client.get("/")
    asked = [one["sql"] for one in statements if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) == 6, asked  # session, scope on, actor, rows, menu counts, scope off (a test's own)
