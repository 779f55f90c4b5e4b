"""The board, the month of deadlines, and the feed for calendar programs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Officer
from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.documents.handling import public
from hoiso.documents.handling.public import Receivers
from hoiso.documents.handling.queries.board import A_COLUMN
from hoiso.documents.handling.tests.desk import Office, an_office, incoming, now, soon, today
from hoiso.documents.tables.handling import Assignment
from hoiso.work import feeds
from hoiso.work.models import FeedKey, Task
from hoiso.work.tasks import public as work
from hoiso.work.tasks.public import Wanted
from tests.factories.people import acting, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return an_office()


def _on_a_document(office: Office, lead: int, subject: str, *, days: int = 5) -> Assignment:
    document = incoming(office.unit, office.clerk, subject=subject)
    public.instruct(
        by=acting(office.leader), document_id=document.pk, text="Thực hiện.",
        receivers=Receivers.chosen(lead), due_on=soon(days), at=now(),
    )  # fmt: skip
    return Assignment.objects.get(document=document)


def _without(office: Office, lead: int, title: str, *, days: int = 5, milestones=()) -> Task:  # type: ignore[no-untyped-def]
    wanted = Wanted(title=title, lead=lead, due_on=soon(days), milestones=milestones)
    return work.give(by=acting(office.leader), unit_id=office.unit.pk, wanted=wanted, at=now())


def _laid_out(office: Office) -> None:
    first, second = office.first.pk, office.second.pk
    _on_a_document(office, first, "Văn bản mới giao")
    taken = _on_a_document(office, second, "Văn bản đang làm")
    public.accept(by=acting(office.second), assignment_id=taken.pk, at=now())
    late = _on_a_document(office, first, "Văn bản quá hạn")
    with owner():
        Assignment.objects.filter(pk=late.pk).update(due_on=today() - timedelta(days=3))
    done = _without(office, first, "Việc đã xong")
    work.finish(by=acting(office.first), task_id=done.pk, result="Xong", at=now())
    _without(office, first, "Việc mới giao", days=2, milestones=[("Mốc giữa", soon(1))])


def _columns(office: Office, by: Officer, person: int | None) -> dict[str, set[str]]:
    acting(by)
    found = public.board(office.unit.pk, officer_id=person, today=today(), since=today() - timedelta(days=7))
    return {column.label: {card.title for card in column.cards} for column in found}


def test_the_board_of_the_unit_and_of_one_person(office: Office) -> None:
    _laid_out(office)
    assert _columns(office, office.leader, None) == {
        "Chưa nhận": {"Văn bản mới giao", "Việc mới giao"},
        "Đang làm": {"Văn bản đang làm"},
        "Quá hạn": {"Văn bản quá hạn"},
        "Xong trong 7 ngày": {"Việc đã xong"},
    }
    assert _columns(office, office.leader, office.second.pk) == {
        "Chưa nhận": set(), "Đang làm": {"Văn bản đang làm"}, "Quá hạn": set(), "Xong trong 7 ngày": set(),
    }  # fmt: skip


def test_who_reads_no_tray_sees_her_own_whoever_she_asks_for(office: Office, client: Client) -> None:
    _laid_out(office)
    signed_in(client, office.second)
    shown = client.get(reverse("work_board"), {"nguoi": office.first.pk}).content.decode()
    assert "Văn bản đang làm" in shown
    assert "Văn bản mới giao" not in shown
    assert "Việc mới giao" not in shown
    leader = signed_in(Client(), office.leader)
    shown = leader.get(reverse("work_board"), {"nguoi": office.first.pk}).content.decode()
    assert "Văn bản mới giao" in shown
    assert "Văn bản đang làm" not in shown


def test_a_long_column_is_cut_and_says_how_many_more(office: Office, client: Client) -> None:
    for number in range(A_COLUMN + 4):
        _without(office, office.first.pk, f"Việc số {number}")
    signed_in(client, office.leader)
    shown = client.get(reverse("work_board")).content.decode()
    assert f"Chưa nhận ({A_COLUMN + 4})" in shown
    assert "Còn 4 việc nữa" in shown


def test_the_month_shows_deadlines_of_both_kinds_and_milestones_by_day(
    office: Office, client: Client
) -> None:
    _laid_out(office)
    signed_in(client, office.leader)
    for day, words in ((soon(5), "Văn bản mới giao"), (soon(2), "Việc mới giao"), (soon(1), "Mốc giữa")):
        shown = client.get(reverse("deadline_month"), {"thang": f"{day:%Y-%m}"}).content.decode()
        section = shown.partition(f'id="ngay-{day.day}"')[2].partition("</section>")[0]
        assert words in section, words
    assert "Việc đã xong" not in shown
    for odd in ("9999-99", "abc", "2026-13", "-", "²-1"):
        assert client.get(reverse("deadline_month"), {"thang": odd}).status_code == 200


def _statements(asked: CaptureQueriesContext) -> int:
    return len([one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_pages_cost_the_same_with_many_rows(office: Office, client: Client) -> None:
    signed_in(client, office.leader)
    costs = []
    for count in (2, 20):
        for number in range(count):
            _without(office, office.first.pk, f"Việc {count}.{number}")
        for name in ("work_board", "deadline_month", "feed_address"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse(name)).status_code == 200
            costs.append(_statements(asked))
    assert costs[:3] == costs[3:]
    assert max(costs) <= 9  # with the test's own taking off of the scope


def _feed_of(client: Client) -> str:
    shown = client.post(reverse("feed_address")).content.decode()
    found = re.search(r'value="https?://[^/"]+(/[^"]+\.ics)"', shown)
    assert found
    return found[1]


def test_the_feed_opens_by_its_key_alone_and_a_new_key_closes_the_old_one(office: Office) -> None:
    _laid_out(office)
    mine = signed_in(Client(), office.first)
    address = _feed_of(mine)
    assert address not in mine.get(reverse("feed_address")).content.decode()  # shown once
    scope.adopt("")
    answer = Client().get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode().replace("\r\n ", "")
    assert "SUMMARY:Hạn: Văn bản mới giao" in text
    assert "SUMMARY:Hạn: Mốc giữa" in text
    assert f"DTSTART;VALUE=DATE:{soon(5):%Y%m%d}" in text
    assert "Văn bản đang làm" not in text  # a colleague's
    renewed = _feed_of(mine)
    assert Client().get(address).status_code == 404
    assert Client().get(renewed).status_code == 200
    mine.post(reverse("feed_drop"))
    assert Client().get(renewed).status_code == 404


def test_the_feed_of_who_has_left_is_closed_and_its_key_is_kept_as_a_hash(office: Office) -> None:
    mine = signed_in(Client(), office.first)
    address = _feed_of(mine)
    key = address.rpartition("/")[2].removesuffix(".ics")
    with owner():
        assert FeedKey.objects.get().key_hash != key
        Officer.objects.filter(pk=office.first.pk).update(retired_on=today())
    scope.adopt("")
    assert Client().get(address).status_code == 404
    acting(office.leader)
    assert not FeedKey.objects.exists()  # nobody reads another's


def test_ics_lines_are_escaped_and_folded_between_letters() -> None:
    at = now()
    entry = feeds.Entry(
        uid="w-1", title="Họp, bàn; kế hoạch\\8-3\nphần hai " + "phụ nữ " * 20, on=office_date(at),
        starts_at=at, ends_at=at + timedelta(hours=2), place="Phòng 1, tầng 2",
    )  # fmt: skip
    text = feeds.as_ics([entry], name="Lịch", host="hoiso.tinh.vn", at=at)
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = text.replace("\r\n ", "")
    assert "SUMMARY:Họp\\, bàn\\; kế hoạch\\\\8-3\\nphần hai phụ nữ" in whole
    assert "LOCATION:Phòng 1\\, tầng 2" in whole
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "UID:w-1@hoiso.tinh.vn" in lines
