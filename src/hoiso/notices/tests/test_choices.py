"""How each person is told of each event: in the system, by e-mail, in the morning's digest."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from hoiso.core import clock
from hoiso.core.errors import DomainError, NotThere
from hoiso.notices import public
from hoiso.notices.models import Choice, Notice, Reminder
from hoiso.notices.public import Ways
from hoiso.notices.reminding import tell_reminders
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db


def _pair():  # type: ignore[no-untyped-def]
    unit = a_unit()
    return an_officer(unit=unit), an_officer(unit=unit)


def test_a_notice_is_delivered_as_its_reader_chose_whoever_writes_it() -> None:
    teller, told = _pair()
    public.choose(
        by=acting(told), at=clock.now(),
        ways={"urged": Ways(by_mail=True), "progress": Ways(in_system=False, in_digest=True)},
    )  # fmt: skip
    by = acting(teller)
    for event in ("urged", "progress", "task_given"):
        public.tell([told.pk], event, at=clock.now(), by=by, event=event)
    acting(told)
    found = {one.event: (one.mail, one.read_at is None) for one in Notice.objects.all()}
    assert found == {"urged": ("due", True), "progress": ("digest", False), "task_given": ("", True)}


def test_the_page_keeps_what_is_ticked_and_refuses_to_tell_in_no_way(client: Client) -> None:
    _, told = _pair()
    signed_in(client, told)
    address = reverse("notice_choices")
    ticked = {f"{event.code}.in_system": "on" for event in public.EVENTS}
    assert client.post(address, {**ticked, "task_due.in_digest": "on"}).status_code == 302
    acting(told)
    assert Choice.objects.get(event="task_due").in_digest
    assert 'name="task_due.in_digest" checked' in client.get(address).content.decode()
    del ticked["urged.in_system"]
    refused = client.post(address, ticked)
    assert refused.status_code == 422
    assert "ít nhất một cách nhận" in refused.content.decode()
    acting(told)
    assert Choice.objects.get(event="task_due").in_digest  # nothing was kept of it


def test_nobody_reads_or_makes_anothers_choices_and_reminders() -> None:
    teller, told = _pair()
    now = clock.now()
    tomorrow = clock.office_date(now) + timedelta(days=1)
    public.choose(by=acting(told), ways={"urged": Ways(by_mail=True)}, at=now)
    mine = public.remind_me(by=acting(told), on=tomorrow, text="Gọi lại cho xã", at=now)
    by = acting(teller)
    assert not Choice.objects.exists()
    assert not Reminder.objects.exists()
    with pytest.raises(NotThere):
        public.drop_reminder(by=by, reminder_id=mine.pk)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Choice.objects.create(officer_id=told.pk, event="other")


def test_an_own_reminder_is_told_once_on_its_morning(client: Client) -> None:
    _, told = _pair()
    now = clock.now()
    signed_in(client, told)
    day = clock.office_date(now) + timedelta(days=3)
    client.post(
        reverse("reminder_list"), {"text": "Gửi báo cáo quý", "on": f"{day:%d/%m/%Y}", "address": "/viec/7/"}
    )
    assert "Gửi báo cáo quý" in client.get(reverse("reminder_list")).content.decode()
    with worker():
        assert tell_reminders(at=now) == 0
        assert tell_reminders(at=now + timedelta(days=3)) == 1
        assert tell_reminders(at=now + timedelta(days=3)) == 0
    acting(told)
    notice = Notice.objects.get()
    assert (notice.text, notice.address, notice.event) == (
        "Nhắc việc: Gửi báo cáo quý",
        "/viec/7/",
        "own_reminder",
    )


def test_a_reminder_of_today_or_that_leads_elsewhere_is_not_kept() -> None:
    _, told = _pair()
    by, now = acting(told), clock.now()
    with pytest.raises(DomainError, match="sau hôm nay"):
        public.remind_me(by=by, on=clock.office_date(now), text="Gọi", at=now)
    tomorrow = clock.office_date(now) + timedelta(days=1)
    assert public.remind_me(by=by, on=tomorrow, text="Gọi", address="//xau.vn/", at=now).address == ""


def test_pages_cost_little(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    _, told = _pair()
    signed_in(client, told)
    for name in ("notice_choices", "reminder_list"):
        with django_assert_max_num_queries(9):  # one of them is the test's own
            assert client.get(reverse(name)).status_code == 200
    assert connection.in_atomic_block
    with owner():
        assert not Choice.objects.exists()  # looking keeps nothing
