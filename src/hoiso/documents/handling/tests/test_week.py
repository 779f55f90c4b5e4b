"""The weekly calendar: registered, approved, published, printed; invitations; conclusions."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Officer
from hoiso.core.clock import OFFICE_ZONE
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.files.kinds import Kind
from hoiso.documents.handling import public
from hoiso.documents.handling.invitations import read_invitation
from hoiso.documents.handling.offers import offers
from hoiso.documents.handling.public import Receivers
from hoiso.documents.handling.tests.desk import Office, an_office, incoming, now, soon
from hoiso.documents.sheet.public import sheet
from hoiso.documents.tables.document import Document
from hoiso.notices.models import Notice
from hoiso.reading.text import text_of
from hoiso.work.models import Task, WeekEntry
from hoiso.work.tasks.public import Wanted
from hoiso.work.week import public as week
from tests.factories.people import acting, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return an_office()


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=OFFICE_ZONE)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _registered(office: Office, title: str = "Họp giao ban", *, day: date | None = None) -> WeekEntry:
    facts = week.Facts(
        title=title, starts_at=_at(day or soon(3), 8), place="Phòng 1", chair=office.leader.pk,
        people=[office.first.pk],
    )  # fmt: skip
    return week.register(by=acting(office.clerk), unit_id=office.unit.pk, facts=facts, at=now())


def test_registered_approved_published_and_then_seen_by_all(office: Office) -> None:
    entry = _registered(office)
    acting(office.second)
    assert not WeekEntry.objects.exists()
    with pytest.raises(NotAllowed):
        week.decide(by=acting(office.clerk), entry_id=entry.pk, approved=True, reason="", at=now())
    monday = _monday(soon(3))
    assert week.publish(by=acting(office.clerk), unit_id=office.unit.pk, monday=monday, at=now()) == 0
    week.decide(by=acting(office.leader), entry_id=entry.pk, approved=True, reason="", at=now())
    with pytest.raises(NotAllowed):
        week.publish(by=acting(office.first), unit_id=office.unit.pk, monday=monday, at=now())
    assert week.publish(by=acting(office.clerk), unit_id=office.unit.pk, monday=monday, at=now()) == 1
    acting(office.second)
    assert WeekEntry.objects.get().title == "Họp giao ban"
    acting(office.first)
    assert Notice.objects.latest("id").event == "calendar"
    acting(an_office().leader)
    assert not WeekEntry.objects.exists()


def test_a_refusal_and_a_cancellation_say_why(office: Office) -> None:
    entry = _registered(office)
    with pytest.raises(DomainError, match="lý do"):
        week.decide(by=acting(office.leader), entry_id=entry.pk, approved=False, reason="", at=now())
    week.decide(by=acting(office.leader), entry_id=entry.pk, approved=False, reason="Trùng lịch", at=now())
    acting(office.clerk)
    assert "Không duyệt lịch (Trùng lịch)" in Notice.objects.latest("id").text
    other = _registered(office, "Đi cơ sở")
    with pytest.raises(NotAllowed):
        week.cancel(by=acting(office.first), entry_id=other.pk, reason="Mưa bão", at=now())
    assert (
        week.cancel(by=acting(office.clerk), entry_id=other.pk, reason="Mưa bão", at=now()).state
        == "cancelled"
    )
    with pytest.raises(NotThere):
        week.cancel(by=acting(office.second), entry_id=other.pk, reason="Mưa bão", at=now())


def test_conclusions_are_turned_into_tasks(office: Office, client: Client) -> None:
    entry = _registered(office)
    week.decide(by=acting(office.leader), entry_id=entry.pk, approved=True, reason="", at=now())
    signed_in(client, office.leader)
    address = reverse("week_conclude", args=[entry.pk])
    assert client.post(address, {"text": "Thống nhất", "task_1": "Soạn kế hoạch"}).status_code == 422
    answer = client.post(
        address,
        {
            "text": "Thống nhất tổ chức hội thi", "task_1": "Soạn kế hoạch", "lead_1": office.first.pk,
            "due_1": f"{soon(9):%d/%m/%Y}", "task_2": "Thuê hội trường", "lead_2": office.second.pk,
        },
        follow=True,
    )  # fmt: skip
    assert "giao 2 việc" in answer.content.decode()
    acting(office.leader)
    tasks = {one.title: one for one in Task.objects.all()}
    assert tasks["Soạn kế hoạch"].due_on == soon(9)
    assert tasks["Soạn kế hoạch"].origin == "Kết luận: Họp giao ban"
    assert tasks["Thuê hội trường"].lead_id == office.second.pk
    assert WeekEntry.objects.get().conclusion == "Thống nhất tổ chức hội thi"
    with pytest.raises(NotAllowed):
        week.conclude(
            by=acting(office.first), entry_id=entry.pk, text="Khác", at=now(),
            tasks=[Wanted(title="Việc", lead=office.first.pk)],
        )  # fmt: skip


def test_an_invitation_becomes_a_meeting_by_one_press(office: Office, client: Client) -> None:
    day = soon(6)
    subject = f"Mời họp lúc 14 giờ 30, ngày {day:%d/%m/%Y}. Địa điểm: Hội trường tầng 3"
    document = incoming(office.unit, office.clerk, subject=subject)
    signed_in(client, office.clerk)
    address = reverse("meeting_from_document", args=[document.pk])
    shown = client.get(address)
    form = shown.content.decode()
    assert f'value="{day:%d/%m/%Y}"' in form
    assert 'value="14:30"' in form
    assert 'value="Hội trường tầng 3"' in form
    pressed = {"title": subject, "on": f"{day:%d/%m/%Y}", "starts": "14:30", "place": "Hội trường tầng 3"}
    assert client.post(address, pressed).status_code == 302
    again = client.post(address, pressed)
    assert again.status_code == 422
    assert "đã có trong lịch" in again.content.decode()
    acting(office.clerk)
    made = WeekEntry.objects.get()
    assert made.starts_at == _at(day, 14) + timedelta(minutes=30)
    assert made.document_id == document.pk


def test_an_invitation_offers_its_place_in_the_week_at_every_step(office: Office) -> None:
    document, other = (incoming(office.unit, office.clerk) for _ in range(2))
    acting(office.clerk)
    Document.objects.filter(pk=document.pk).update(kind="GM", kind_name="Giấy mời")

    def calendar(document_id: int, officer: Officer) -> list[str]:
        by = acting(officer)
        shown = offers(sheet(document_id, officer_id=by.officer_id), by, by.on)
        return [one.url for one in shown if one.label == "Ghi vào lịch tuần"]

    week = [reverse("meeting_from_document", args=[document.pk])]
    assert calendar(document.pk, office.leader) == week
    public.instruct(
        by=acting(office.leader), document_id=document.pk, receivers=Receivers.chosen(office.first.pk),
        text="Dự họp thay tôi", due_on=soon(), at=now(),
    )  # fmt: skip
    assert calendar(document.pk, office.first) == week
    assert calendar(other.pk, office.leader) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thời gian: 8 giờ 00, thứ Năm, ngày 26/11/2026.", (2026, 11, 26, 8, 0)),
        ("vào hồi 13h30 ngày 5 tháng 12 năm 2026", (2026, 12, 5, 13, 30)),
        ("lúc 7g30, ngày 01-12-2026", (2026, 12, 1, 7, 30)),
        ("ngày 26/11/2026 sẽ thông báo giờ sau", None),
        ("8 giờ 00 ngày 31/02/2026", None),
        ("Báo cáo kết quả trước ngày 20/12/2026", None),
    ],
)
def test_what_is_read_from_an_invitation(text: str, expected: tuple[int, ...] | None) -> None:
    found = read_invitation(text)
    read = found and (*found.starts_at.timetuple()[:5],)
    assert read == expected


def test_the_week_is_shown_and_printed(office: Office, client: Client, tmp_path: Path) -> None:
    for number in range(12):
        entry = _registered(office, f"Họp số {number}")
        week.decide(by=acting(office.leader), entry_id=entry.pk, approved=True, reason="", at=now())
    _registered(office, "Chưa được duyệt")
    signed_in(client, office.leader)
    asked = {"tuan": f"{soon(3)}"}
    with CaptureQueriesContext(connection) as told:
        shown = client.get(reverse("week_page"), asked).content.decode()
    assert len([one for one in told if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 9
    assert "Họp số 11" in shown
    assert "Công bố cho cả đơn vị" in shown
    printed = client.get(reverse("week_print"), asked)
    assert printed.headers["Content-Type"] == "application/pdf"
    paper = tmp_path / "tuan.pdf"
    paper.write_bytes(printed.content)
    text = text_of(paper, Kind.PDF).text
    assert "Họp số 11" in text
    assert "Chưa được duyệt" not in text
    for odd in ("", "2026-99-99", "khong-phai", "0001-01-01"):
        assert client.get(reverse("week_page"), {"tuan": odd}).status_code == 200
