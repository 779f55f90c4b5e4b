"""Sending waits thirty seconds: stopped in time nothing has gone, else it goes out once, whatever dies."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from hoiso.access.models import Post, Role
from hoiso.core.clock import now
from hoiso.core.errors import NotAllowed
from hoiso.documents.errors import WrongState
from hoiso.documents.models import Delivery, Document, Sending, State
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.errors import NotMadeYet
from hoiso.notices.models import Notice
from hoiso.units.models import Unit
from tests.factories.outgoing import Office, a_numbered, an_approved, to_units
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db
NOW = now()
AFTER = NOW + public.HOLD


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Thử", kind=Unit.Kind.PROVINCE))


@pytest.fixture
def commune() -> Unit:
    return a_unit("Xã Mỹ Yên")


def _numbered(office: Office, commune: Unit) -> Document:
    return a_numbered(office, subject="báo cáo quý III", to=to_units(commune))


def _send(at: datetime) -> int:
    with worker():
        return public.send_due(at=at)


def _arrived(receiver: object) -> int:
    acting(receiver)  # type: ignore[arg-type]
    return Delivery.objects.count()


def _state(document: Document) -> str:
    with owner():
        return str(Document.objects.get(pk=document.pk).state)


def test_nobody_has_anything_before_thirty_seconds_are_over(office: Office, commune: Unit) -> None:
    receiver = an_officer(Role.CLERK, commune)
    document = _numbered(office, commune)
    public.lay_out(by=acting(office.clerk), document_id=document.pk, at=NOW)
    assert timedelta(seconds=30) == public.HOLD
    assert _send(AFTER - timedelta(seconds=1)) == 0
    assert _arrived(receiver) == 0
    assert _state(document) == State.NUMBERED
    assert _send(AFTER) == 1
    assert _arrived(receiver) == 1
    assert _state(document) == State.ISSUED
    assert _send(AFTER + timedelta(minutes=5)) == 0  # once


def test_stopped_in_time_nothing_goes_out_and_it_can_be_sent_again(office: Office, commune: Unit) -> None:
    receiver = an_officer(Role.CLERK, commune)
    document = _numbered(office, commune)
    by = acting(office.clerk)
    public.lay_out(by=by, document_id=document.pk, at=NOW)
    public.lay_out(by=by, document_id=document.pk, at=NOW)  # pressing twice waits once
    assert Sending.objects.count() == 1
    public.stop_sending(by=by, document_id=document.pk, at=NOW + timedelta(seconds=20))
    public.stop_sending(by=by, document_id=document.pk, at=NOW + timedelta(seconds=21))
    assert _send(AFTER + timedelta(hours=1)) == 0
    assert _arrived(receiver) == 0
    by = acting(office.clerk)
    said = document.events.filter(kind="issue_stopped").values_list("text", flat=True)
    assert list(said) == ["Dừng gửi, chưa nơi nào nhận được"]
    public.lay_out(by=by, document_id=document.pk, at=AFTER)
    assert _send(AFTER + public.HOLD) == 1
    assert _arrived(receiver) == 1


def test_too_late_to_stop_is_said_with_what_to_do(office: Office, commune: Unit) -> None:
    document = _numbered(office, commune)
    public.lay_out(by=acting(office.clerk), document_id=document.pk, at=NOW)
    _send(AFTER)
    with pytest.raises(WrongState, match=r"đã gửi đi lúc.*Thu hồi"):
        public.stop_sending(by=acting(office.clerk), document_id=document.pk, at=AFTER)


def test_what_was_changed_meanwhile_does_not_go_and_its_sender_is_told(office: Office, commune: Unit) -> None:
    document = _numbered(office, commune)
    by = acting(office.clerk)
    public.lay_out(by=by, document_id=document.pk, at=NOW)
    public.await_signature(by=by, document_id=document.pk, version=document.version, at=NOW)
    assert _send(AFTER) == 0
    assert _state(document) == State.AWAITING_SIGNATURE
    with owner():
        sending = Sending.objects.get()
        told = Notice.objects.get(officer_id=office.clerk.pk, text__startswith="Chưa gửi được")
    assert sending.state == Sending.State.FAILED
    assert sending.said
    assert sending.said in told.text
    assert told.address == f"/van-ban-di/{document.pk}/dang-gui/"
    assert _send(AFTER + timedelta(minutes=1)) == 0


def test_who_may_no_longer_issue_sends_nothing(office: Office, commune: Unit) -> None:
    document = _numbered(office, commune)
    public.lay_out(by=acting(office.clerk), document_id=document.pk, at=NOW)
    with owner():
        Post.objects.filter(officer=office.clerk).update(valid_to=NOW.date() - timedelta(days=2))
    assert _send(AFTER) == 0
    assert _state(document) == State.NUMBERED
    with owner():
        assert Sending.objects.get().state == Sending.State.FAILED


def test_what_cannot_go_is_refused_at_the_button(office: Office, commune: Unit) -> None:
    approved = an_approved(office, to=to_units(commune))
    by = acting(office.clerk)
    with pytest.raises(WrongState):
        public.lay_out(by=by, document_id=approved.pk, at=NOW)
    numbered = public.give_number(
        by=by, document_id=approved.pk, version=approved.version, on=NOW.date(), at=NOW
    )
    with pytest.raises(NotMadeYet):
        public.lay_out(by=by, document_id=numbered.pk, at=NOW)
    with pytest.raises(NotAllowed):
        public.lay_out(by=acting(office.leader), document_id=_numbered(office, commune).pk, at=NOW)
    assert Sending.objects.count() == 0


def test_a_worker_that_died_with_it_in_hand_is_made_up_for(office: Office, commune: Unit) -> None:
    """The job is gone; every minute what is over its time is sent by whoever lives."""
    document = _numbered(office, commune)
    public.lay_out(by=acting(office.clerk), document_id=document.pk, at=NOW)
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'documents.send_waiting'"
        )
        assert [row[0] for row in cursor.fetchall()] == [AFTER]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name = 'documents.send_waiting'"
        )
    assert _send(AFTER + timedelta(seconds=40)) == 1
    assert _state(document) == State.ISSUED


def test_by_the_pages_it_counts_down_is_stopped_and_listed(
    office: Office, commune: Unit, client: Client
) -> None:
    document = _numbered(office, commune)
    signed_in(client, office.clerk)
    answer = client.post(f"/van-ban-di/{document.pk}/phat-hanh/", {"version": document.version})
    here = f"/van-ban-di/{document.pk}/dang-gui/"
    assert answer["Location"] == here
    told = client.get(here).content.decode()
    assert "Đang gửi, còn" in told
    assert "Dừng lại" in told
    assert client.get(f"/van-ban-di/{document.pk}/phat-hanh/")["Location"] == here
    assert document.subject in client.get("/van-ban-di/cho-gui/").content.decode()
    stopped = client.post(f"/van-ban-di/{document.pk}/dung-gui/", follow=True)
    assert "Chưa nơi nào nhận được văn bản" in stopped.content.decode()
    assert _state(document) == State.NUMBERED
    client.post(f"/van-ban-di/{document.pk}/phat-hanh/", {"version": document.version})
    _send(now() + public.HOLD)
    gone = client.get(here)
    assert gone["Location"] == f"/van-ban-di/{document.pk}/noi-nhan/"
    moved = client.get(here, headers={"HX-Request": "true"})
    assert moved["HX-Redirect"] == f"/van-ban-di/{document.pk}/noi-nhan/"
    late = client.post(f"/van-ban-di/{document.pk}/dung-gui/")
    assert late.status_code == 409
    assert "Thu hồi" in late.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_stopping_and_sending_at_once_one_wins(office: Office, commune: Unit) -> None:
    from django.db import transaction

    with transaction.atomic():
        document = _numbered(office, commune)
        by = acting(office.clerk)
        public.lay_out(by=by, document_id=document.pk, at=NOW)

    def stop() -> str:
        try:
            with transaction.atomic():
                by = acting(office.clerk)
                public.stop_sending(by=by, document_id=document.pk, at=AFTER)
        except WrongState:
            return "too late"
        finally:
            connection.close()
        return "stopped"

    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(stop)
        sent = _send(AFTER)
        answer = asked.result()
    assert (sent, answer) in ((1, "too late"), (0, "stopped"))
    assert _state(document) == (State.ISSUED if sent else State.NUMBERED)
