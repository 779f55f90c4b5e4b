"""Notices by e-mail, against a local server that also refuses, hangs up, keeps silent and talks nonsense."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.test import override_settings

from hoiso.access.models import Officer
from hoiso.core import clock
from hoiso.notices import public
from hoiso.notices.mailing import TRIES, Sent, send_digests, send_due
from hoiso.notices.models import Notice
from hoiso.notices.public import Ways
from hoiso.notices.tests.stand_in import StandIn
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def server() -> Iterator[StandIn]:
    with (
        StandIn() as standing,
        override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=standing.port, EMAIL_USE_TLS=False, EMAIL_USE_SSL=False, EMAIL_TIMEOUT=1,
            EMAIL_HOST_USER="", DEFAULT_FROM_EMAIL="hoiso@tinh.vn", SITE_ADDRESS="https://hoiso.tinh.vn",
        ),
    ):  # fmt: skip
        yield standing


def _reader(unit, address: str, **ways: bool) -> Officer:  # type: ignore[no-untyped-def]
    officer = an_officer(unit=unit)
    with owner():
        Officer.objects.filter(pk=officer.pk).update(email=address)
    public.choose(by=acting(officer), ways={"urged": Ways(**ways)}, at=clock.now())
    return officer


def _told(*officers: Officer, text: str = "Đôn đốc: Kế hoạch 8/3", at: datetime | None = None) -> datetime:
    moment = at or clock.now()
    with owner():
        unit = officers[0].posts.get().unit
    by = acting(an_officer(unit=unit))
    ids = [one.pk for one in officers]
    public.tell(ids, text, address="/viec/5/", at=moment, by=by, event="urged")
    return moment


def _states() -> list[tuple[str, int]]:
    with owner():
        return list(Notice.objects.order_by("id").values_list("mail", "mail_tries"))


def _send(at: datetime) -> Sent:
    with worker():
        return send_due(at=at)


def test_a_notice_goes_out_once_with_its_words_and_its_link(server: StandIn) -> None:
    at = _told(_reader(a_unit(), "le@tinh.vn", by_mail=True))
    assert _send(at) == Sent(sent=1)
    assert _send(at + timedelta(hours=1)) == Sent()
    ((receiver, content),) = server.mails
    mail = message_from_bytes(content, policy=policy.default)
    body = mail.get_content()  # type: ignore[attr-defined]
    assert (receiver, mail["Subject"]) == ("le@tinh.vn", "Đôn đốc: Kế hoạch 8/3")
    assert "https://hoiso.tinh.vn/viec/5/" in body
    assert "Cách nhận thông báo" in body.replace("\n", " ")
    assert _states() == [("sent", 0)]


def test_a_line_break_in_the_words_adds_no_header(server: StandIn) -> None:
    at = _told(_reader(a_unit(), "le@tinh.vn", by_mail=True), text="Đôn đốc\r\nBcc: xau@vn.vn")
    assert _send(at) == Sent(sent=1)
    mail = message_from_bytes(server.mails[0][1], policy=policy.default)
    assert mail["Bcc"] is None


def test_an_address_refused_for_good_fails_alone_and_one_refused_for_now_is_tried_again(
    server: StandIn,
) -> None:
    unit = a_unit()
    people = [_reader(unit, f"{name}@tinh.vn", by_mail=True) for name in ("sai", "day", "le")]
    server.refused = {"sai@tinh.vn": "550 khong co", "day@tinh.vn": "452 hop thu day"}
    at = _told(*people)
    assert _send(at) == Sent(sent=1, again=1, failed=1)
    assert [receiver for receiver, _ in server.mails] == ["le@tinh.vn"]
    assert _states() == [("failed", 0), ("due", 1), ("sent", 0)]
    server.refused = {}
    assert _send(at + timedelta(minutes=1)) == Sent()  # not at once
    assert _send(at + timedelta(minutes=5)) == Sent(sent=1)


@pytest.mark.parametrize(
    "answers",
    [
        {"CONNECT": None}, {"CONNECT": "…"}, {"CONNECT": "554 dong cua"}, {"CONNECT": "xin chao"},
        {"EHLO": None, "HELO": None}, {"MAIL": None}, {"RCPT": "…"}, {"DATA": "451 ban"}, {"END": "…"},
        {"END": None}, {"END": "không phải số"},
    ],
)  # fmt: skip
def test_a_server_that_misbehaves_costs_a_try_and_no_notice(
    server: StandIn, answers: dict[str, str | None]
) -> None:
    unit = a_unit()
    at = _told(_reader(unit, "le@tinh.vn", by_mail=True), _reader(unit, "hoa@tinh.vn", by_mail=True))
    server.answers = answers
    assert _send(at) == Sent(again=2)
    assert _states() == [("due", 1), ("due", 1)]
    assert server.mails == []
    server.answers = {}
    assert _send(at + timedelta(minutes=5)) == Sent(sent=2)


def test_after_so_many_tries_it_is_given_up_and_stands_in_the_system(server: StandIn) -> None:
    reader = _reader(a_unit(), "le@tinh.vn", by_mail=True)
    at = _told(reader)
    server.answers = {"MAIL": "451 ban"}
    for turn in range(TRIES):
        _send(at + timedelta(minutes=5 * turn))
    assert _states() == [("failed", TRIES)]
    assert public.notices(acting(reader), cursor="")[1] == 1


def test_who_gave_no_address_or_left_is_sent_nothing(server: StandIn) -> None:
    at = _told(_reader(a_unit(), "", by_mail=True))
    assert _send(at) == Sent(failed=1)


def test_what_a_dead_worker_had_claimed_is_sent_later(server: StandIn) -> None:
    at = _told(_reader(a_unit(), "le@tinh.vn", by_mail=True))
    with owner():
        Notice.objects.update(mail="sending", mail_at=at)
    assert _send(at + timedelta(minutes=5)) == Sent()
    assert _send(at + timedelta(minutes=16)) == Sent(sent=1)


def test_the_digest_gathers_a_persons_notices_into_one_mail(server: StandIn) -> None:
    unit = a_unit()
    le, hoa = _reader(unit, "le@tinh.vn", in_digest=True), _reader(unit, "hoa@tinh.vn", in_digest=True)
    at = _told(le, hoa, text="Việc một")
    _told(le, text="Việc hai", at=at)
    assert _send(at) == Sent()
    with worker():
        assert send_digests(at=at) == Sent(sent=3)
        assert send_digests(at=at + timedelta(hours=1)) == Sent()
    assert len(server.mails) == 2
    by_receiver = dict(server.mails)
    digest = message_from_bytes(by_receiver["le@tinh.vn"], policy=policy.default)
    assert "2 thông báo" in str(digest["Subject"])
    body = digest.get_content()  # type: ignore[attr-defined]
    assert "1. Việc một" in body
    assert "2. Việc hai" in body


@override_settings(EMAIL_HOST="")
def test_without_a_server_nothing_is_tried() -> None:
    at = _told(_reader(a_unit(), "le@tinh.vn", by_mail=True))
    assert _send(at) == Sent()
    assert _states() == [("due", 0)]
