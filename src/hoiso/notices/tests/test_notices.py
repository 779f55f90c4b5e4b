"""What a person is told: by colleagues, read by herself alone."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.core import clock
from hoiso.core.errors import NotThere
from hoiso.notices import public
from hoiso.notices.models import Notice
from tests.factories.people import a_unit, acting, an_officer, signed_in

pytestmark = pytest.mark.django_db


def test_colleagues_are_told_and_oneself_is_not() -> None:
    unit = a_unit()
    teller, told = an_officer(unit=unit), an_officer(unit=unit)
    by = acting(teller)
    public.tell([told.pk, teller.pk, told.pk], "Chờ bút phê", at=clock.now(), by=by)
    assert public.notices(by, cursor="")[1] == 0
    assert public.notices(acting(told), cursor="")[1] == 1


def test_nobody_tells_people_of_another_unit() -> None:
    by, stranger = acting(an_officer()), an_officer()
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        public.tell([stranger.pk], "Chào", at=clock.now(), by=by)


def test_nobody_reads_or_changes_what_another_was_told() -> None:
    unit = a_unit()
    teller, told = an_officer(unit=unit), an_officer(unit=unit)
    by = acting(teller)
    public.tell([told.pk], "Chờ bút phê", at=clock.now(), by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM notices_notice")
        assert cursor.fetchone()[0] == 0
        cursor.execute("UPDATE notices_notice SET read_at = now()")
        assert cursor.rowcount == 0
    acting(told)
    notice = Notice.objects.get()
    with pytest.raises(NotThere):
        public.mark_read(by=acting(teller), notice_id=notice.pk, at=clock.now())


def test_opening_notes_it_as_read_and_leads_on(client: Client) -> None:
    unit = a_unit()
    teller, told = an_officer(unit=unit), an_officer(unit=unit)
    public.tell([told.pk], "Giao chủ trì", address="/tro-giup/", at=clock.now(), by=acting(teller))
    acting(told)
    notice = Notice.objects.get()
    signed_in(client, told)
    assert "Giao chủ trì" in client.get(reverse("notice_list")).content.decode()
    answer = client.post(reverse("notice_open", args=[notice.pk]))
    assert answer.headers["Location"] == "/tro-giup/"
    assert public.notices(acting(told), cursor="")[1] == 0
    assert client.get(reverse("notice_open", args=[notice.pk])).status_code == 405


def test_all_are_noted_as_read_with_one_press_and_the_page_costs_the_same(client: Client) -> None:
    unit = a_unit()
    teller, told = an_officer(unit=unit), an_officer(unit=unit)
    signed_in(client, told)
    costs = []
    for _ in range(2):
        for place in range(30):
            public.tell([told.pk], f"Việc {place}", at=clock.now(), by=acting(teller))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("notice_list"))
        costs.append(len([one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert costs[0] == costs[1] <= 8
    assert "60 thông báo" in client.post(reverse("notices_read"), follow=True).content.decode()
    assert public.notices(acting(told), cursor="")[1] == 0
