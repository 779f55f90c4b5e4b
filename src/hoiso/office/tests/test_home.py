"""Việc hôm nay: what the officer is shown, and at what cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.documents.handling import public as handling
from hoiso.documents.keeping import public as keeping
from hoiso.documents.models import Document
from hoiso.units.models import Unit
from tests.factories.documents import a_delivery, a_registered
from tests.factories.outgoing import Office
from tests.factories.people import a_post, a_unit, acting, an_officer, signed_in
from tests.roles import owner

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


def test_home_costs_four_statements_whatever_the_posts(client: Client) -> None:
    officer = an_officer(Role.CLERK, a_unit())
    for _ in range(5):
        a_post(officer, Role.LEADER, a_unit())
    signed_in(client, officer)
    client.get("/")
    with CaptureQueriesContext(connection) as statements:
        client.get("/")
    asked = [one["sql"] for one in statements if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) == 5, asked  # session, scope and officer, rows, menu counts, scope off (a test's own)


NOW = clock.now()
TODAY = clock.office_date(NOW)
TILES = ("việc đã quá hạn", "việc hết hạn hôm nay", "việc đang chờ chị")


def at_home(officer: Officer) -> str:
    return signed_in(Client(), officer).get("/").content.decode()


def tiles(content: str) -> list[int]:
    """The three numbers: late, due today, waiting for her."""
    told = {word: int(number) for number, word in re.findall(r"<b>(\d+)</b><span>([^<]+)</span>", content)}
    return [told[word] for word in TILES]


def row_of(content: str, subject: str) -> str:
    """The line of "Cần làm trước" that tells of it."""
    (row,) = re.findall(rf"<li[^>]*><div><a [^>]*>{subject}</a>.*?</li>", content)
    return str(row)


def large_actions(content: str) -> list[str]:
    return re.findall(r'<a class="hs-task hs-task--main".*?<b>([^<]+)</b>', content)


def given(office: Office, officer: Officer, subject: str, days: int) -> Document:
    """A document handed to the officer, due so many days from today; past days by the owner's hand."""
    document = a_registered(office.clerk, office.unit, subject=subject)
    handling.instruct(
        by=acting(office.leader), document_id=document.pk, text="Xử lý", at=NOW,
        due_on=TODAY + timedelta(days=max(days, 0)), receivers=handling.Receivers(lead=officer.pk),
    )  # fmt: skip
    if days < 0:
        with owner():
            document.assignments.update(due_on=TODAY + timedelta(days=days))
    return document


@pytest.mark.parametrize(
    ("who", "action"),
    [
        ("clerk", "Đăng ký văn bản đến"),
        ("leader", "Cho ý kiến bút phê"),
        ("specialist", "Việc được giao"),
    ],
)
def test_what_is_late_due_and_waiting_is_told_with_one_large_action(who: str, action: str) -> None:
    office = Office(a_unit("Xã Mỹ Yên"))
    officer: Officer = getattr(office, who)
    late = given(office, officer, "Việc đã muộn", -3)
    due = given(office, officer, "Việc của hôm nay", 0)
    waiting = given(office, officer, "Việc còn lâu", 12)
    content = at_home(officer)
    assert tiles(content) == [1, 1, 3]
    assert large_actions(content) == [action]
    assert f'<li class="is-late"><div><a href="/van-ban/{late.pk}/">' in row_of(content, "Việc đã muộn")
    assert "Quá hạn" in row_of(content, "Việc đã muộn")
    assert "Hạn hôm nay" in row_of(content, "Việc của hôm nay")
    assert f"/van-ban/{due.pk}/" in row_of(content, "Việc của hôm nay")
    assert "is-late" not in row_of(content, "Việc còn lâu")
    assert f"/van-ban/{waiting.pk}/" in row_of(content, "Việc còn lâu")
    order = [content.index(word) for word in ("Việc đã muộn", "Việc của hôm nay", "Việc còn lâu")]
    assert order == sorted(order)


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_one_large_action_that_opens(role: str) -> None:
    officer = an_officer(role, a_unit(kind=Unit.Kind.PROVINCE))
    content = at_home(officer)
    assert len(large_actions(content)) == 1
    (address,) = re.findall(r'<a class="hs-task hs-task--main" href="([^"]+)"', content)
    assert signed_in(Client(), officer).get(address).status_code == 200


def test_what_waits_at_each_desk_stands_in_the_list() -> None:
    unit = a_unit("Xã Mỹ Yên")
    office = Office(unit)
    a_registered(office.clerk, unit, subject="Mới vào sổ")
    proposed = a_registered(office.clerk, unit, subject="Đã trình chị Hoa")
    handling.propose(
        by=acting(office.clerk), document_id=proposed.pk, to_officer_id=office.leader.pk,
        receivers=handling.Receivers(lead=office.specialist.pk), wording="Giao chị Thu", due_on=None, at=NOW,
    )  # fmt: skip
    a_delivery(a_unit("Tỉnh Thử", kind=Unit.Kind.PROVINCE), unit, subject="Vừa gửi tới")
    clerk, leader, specialist = (at_home(one) for one in (office.clerk, office.leader, office.specialist))
    assert "Chờ trình" in row_of(clerk, "Mới vào sổ")
    assert "Mới đến" in row_of(clerk, "Vừa gửi tới")
    assert "Đã trình chị Hoa" not in clerk
    assert "Chờ bút phê" in row_of(leader, "Đã trình chị Hoa")
    assert "1 văn bản đang chờ" in leader
    assert "Không có việc nào đang chờ" in specialist
    assert [tiles(one)[2] for one in (clerk, leader, specialist)] == [2, 1, 0]


def test_two_posts_have_one_home_with_the_work_of_both() -> None:
    """Clerk in one commune, leader in another: both desks on one page, whichever post is in force."""
    first, second = Office(a_unit("Xã Một")), Office(a_unit("Xã Hai"))
    officer = an_officer(Role.CLERK, first.unit, name="Nguyễn Thị Hai Nơi")
    a_post(officer, Role.LEADER, second.unit)
    a_registered(first.clerk, first.unit, subject="Chờ trình ở xã Một")
    proposed = a_registered(second.clerk, second.unit, subject="Chờ bút phê ở xã Hai")
    handling.propose(
        by=acting(second.clerk), document_id=proposed.pk, to_officer_id=officer.pk,
        receivers=handling.Receivers(lead=second.specialist.pk), wording="Giao chị Thu", due_on=None, at=NOW,
    )  # fmt: skip
    given(first, officer, "Được giao ở xã Một", 1)
    given(second, officer, "Được giao ở xã Hai", 2)
    subjects = ["Chờ trình ở xã Một", "Chờ bút phê ở xã Hai", "Được giao ở xã Một", "Được giao ở xã Hai"]
    client = signed_in(Client(), officer)
    pages = []
    for post in acting(officer).posts:
        assert client.post("/chuc-vu/", {"vi_tri": post.id}).status_code == 302
        pages.append(client.get("/").content.decode())
    assert len(pages) == 2
    for content in pages:
        assert [subject for subject in subjects if row_of(content, subject)] == subjects
        assert tiles(content) == [0, 0, 4]
        assert "Đăng ký văn bản đến" in content
        assert "Cho ý kiến bút phê" in content


def test_a_change_of_readers_waits_at_home_for_who_may_confirm_it() -> None:
    unit = a_unit("Xã Mỹ Yên")
    office = Office(unit)
    administrator = an_officer(Role.UNIT_ADMIN, unit)
    document = a_registered(office.clerk, unit, subject="Đơn của chị A")
    handling.instruct(
        by=acting(office.leader), document_id=document.pk, text="Xử lý", at=NOW, due_on=TODAY,
        receivers=handling.Receivers(lead=office.specialist.pk),
    )  # fmt: skip
    keeping.ask_document_access(
        by=acting(office.clerk), document_id=document.pk, restricted=True,
        readers=[office.specialist.pk, office.clerk.pk], reason="Có dữ liệu cá nhân", at=NOW,
    )  # fmt: skip
    leader = at_home(office.leader)
    assert tiles(leader)[2] == 1  # three lines of one document, asked at once, are one thing to do
    (row,) = re.findall(r'<li><div><a href="/ho-so/cho-xac-nhan/">.*?</li>', leader)
    assert "Chờ xác nhận" in row
    assert "Thay đổi người xem văn bản đến số 1" in row
    assert "Đơn của chị A" not in row
    clerk, specialist, admin = (at_home(one) for one in (office.clerk, office.specialist, administrator))
    assert [tiles(one)[2] for one in (clerk, specialist, admin)] == [0, 1, 0]
    assert not any("/ho-so/cho-xac-nhan/" in one for one in (clerk, specialist, admin))
    with owner():
        office.leader.posts.update(valid_to=TODAY - timedelta(days=1))
    assert tiles(at_home(administrator))[2] == 1  # nobody else is left at the unit to confirm
