"""Pushes to people's devices, against a local service that opens them and also misbehaves."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import DatabaseError, transaction
from django.test import Client, override_settings
from django.urls import reverse

from hoiso.access.models import Officer
from hoiso.access.public import Actor
from hoiso.core import clock
from hoiso.core.errors import DomainError, NotThere
from hoiso.notices import public
from hoiso.notices.models import Notice, PushDevice
from hoiso.notices.public import Subscription, Ways
from hoiso.notices.push import reaching, sealing
from hoiso.notices.push.sending import TRIES, Pushed, send_pushes
from hoiso.notices.tests.push_stand_in import Browser, PushService, claims_of
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db

# RFC 8291, appendix A: keys, salt and the sealed message.
_RFC_SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
_RFC_POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
_RFC_AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
_RFC_SALT = "DGv6ra1nlYgDCS1FRnbzlw"
_RFC_SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
    "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


@pytest.fixture
def service() -> Iterator[PushService]:
    with (
        PushService() as standing,
        override_settings(PUSH_STAND_IN=standing.origin, SITE_ADDRESS="https://hoiso.tinh.vn"),
    ):
        yield standing


def _reader(unit, service: PushService, *paths: str) -> tuple[Officer, Browser]:  # type: ignore[no-untyped-def]
    officer, browser = an_officer(unit=unit), Browser()
    by = acting(officer)
    public.choose(by=by, ways={"urged": Ways(by_push=True)}, at=clock.now())
    for path in paths:
        given = Subscription(**browser.given(f"{service.origin}{path}"))
        public.add_device(by=by, given=given, name="Chrome trên máy Android", at=clock.now())
    return officer, browser


def _told(*officers: Officer, address: str = "/viec/5/", at: datetime | None = None) -> datetime:
    moment = at or clock.now()
    with owner():
        unit = officers[0].posts.get().unit
    by = acting(an_officer(unit=unit))
    ids = [one.pk for one in officers]
    public.tell(ids, "Đôn đốc: Kế hoạch 8/3", address=address, at=moment, by=by, event="urged")
    return moment


def _send(at: datetime) -> Pushed:
    with worker():
        return send_pushes(at=at)


def test_a_message_is_sealed_as_the_standard_shows_it() -> None:
    sender = ec.derive_private_key(int.from_bytes(sealing.from_text(_RFC_SENDER)), ec.SECP256R1())
    sealed = sealing.sealed(
        b"When I grow up, I want to be a watermelon", sealing.BrowserKeys.read(_RFC_POINT, _RFC_AUTH),
        own=sender, salt=sealing.from_text(_RFC_SALT),
    )  # fmt: skip
    assert sealing.to_text(sealed) == _RFC_SEALED


def test_each_device_shows_one_push_without_the_words(service: PushService) -> None:
    officer, browser = _reader(a_unit(), service, "/dien-thoai", "/may-tinh")
    at = _told(officer)
    assert _send(at) == Pushed(sent=2)
    assert _send(at + timedelta(hours=1)) == Pushed()
    assert sorted(path for path, *_ in service.asked) == ["/dien-thoai", "/may-tinh"]
    for _, headers, body in service.asked:
        assert json.loads(browser.opened(body)) == {"text": "Có việc mới", "open": "/viec/5/"}
        assert (headers["Content-Encoding"], headers["TTL"]) == ("aes128gcm", "86400")
        claims = claims_of(headers["Authorization"])
        assert (claims["aud"], claims["sub"]) == (service.origin, "https://hoiso.tinh.vn")
        assert claims["key"] == public.sender_key()
        assert 0 < float(str(claims["exp"])) - at.timestamp() <= 24 * 3600
        assert "Kế hoạch".encode() not in body
    acting(officer)
    assert {one.sent_at for one in PushDevice.objects.all()} == {at}
    assert public.notices(acting(officer), cursor="")[1] == 1  # it stands in the system as well


def test_many_at_once_are_one_push_that_opens_the_list(service: PushService) -> None:
    officer, browser = _reader(a_unit(), service, "/a")
    _told(officer)
    at = _told(officer, address="/viec/6/")
    assert _send(at) == Pushed(sent=1)
    assert json.loads(browser.opened(service.asked[0][2]))["open"] == reverse("notice_list")


def test_events_that_were_not_chosen_and_people_who_left_push_nothing(service: PushService) -> None:
    unit = a_unit()
    officer, _ = _reader(unit, service, "/a")
    by = acting(an_officer(unit=unit))
    at = clock.now()
    public.tell([officer.pk], "Tiến độ", at=at, by=by, event="progress")
    assert _send(at) == Pushed()
    _told(officer, at=at)
    with owner():
        Officer.objects.filter(pk=officer.pk).update(retired_on=clock.office_date(at))
    assert _send(at) == Pushed()
    assert service.asked == []


@pytest.mark.parametrize("said", ["404 Not Found", "410 Gone"])
def test_a_subscription_that_is_gone_is_dropped(service: PushService, said: str) -> None:
    officer, _ = _reader(a_unit(), service, "/cu", "/moi")
    service.answers = {"/cu": said}
    assert _send(_told(officer)) == Pushed(sent=1, gone=1)
    assert [one.endpoint for one in public.own_devices(acting(officer))] == [f"{service.origin}/moi"]


@pytest.mark.parametrize(
    "said", ["", "…", "drip", "flood", "xin chào", "429 Many", "500 Hỏng", "503 Bận\r\nRetry-After: 600"]
)
def test_a_service_that_misbehaves_costs_a_try_and_no_push(
    service: PushService, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "SECONDS", 0.3)
    officer, browser = _reader(a_unit(), service, "/a")
    at = _told(officer)
    service.answers = {"/a": said}
    assert _send(at) == Pushed(again=1)
    service.answers = {}
    assert _send(at + timedelta(seconds=30)) == Pushed()  # not at once
    if "Retry-After" in said:
        assert _send(at + timedelta(minutes=9)) == Pushed()
    assert _send(at + timedelta(minutes=10)) == Pushed(sent=1)
    assert json.loads(browser.opened(service.asked[-1][2]))["open"] == "/viec/5/"


def test_each_try_waits_longer_and_after_the_last_it_is_given_up(service: PushService) -> None:
    officer, _ = _reader(a_unit(), service, "/a")
    at = _told(officer)
    service.answers = {"/a": "503 Bận"}
    waits = []
    for _ in range(TRIES - 1):
        assert _send(at).again == 1
        with owner():
            due = PushDevice.objects.get().due_at
        assert due is not None
        waits.append(due - at)
        at = due
    assert waits == sorted(waits)
    assert waits[0] < waits[-1]
    assert _send(at) == Pushed(failed=1)
    assert _send(at + timedelta(days=1)) == Pushed()
    service.answers = {}
    assert _send(_told(officer, at=at)) == Pushed(sent=1)  # the next notice is tried afresh


def test_a_refusal_for_good_is_given_up_at_once(service: PushService) -> None:
    officer, _ = _reader(a_unit(), service, "/a")
    service.answers = {"/a": "400 Bad"}
    at = _told(officer)
    assert _send(at) == Pushed(failed=1)
    assert _send(at + timedelta(hours=3)) == Pushed()


def test_what_a_dead_worker_had_claimed_is_sent_later(service: PushService) -> None:
    officer, _ = _reader(a_unit(), service, "/a")
    at = _told(officer)
    with owner():
        Notice.objects.update(push="handed")
        PushDevice.objects.update(due_at=at + timedelta(minutes=15), waiting=1, tries=1)
    assert _send(at) == Pushed()
    assert _send(at + timedelta(minutes=15)) == Pushed(sent=1)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/a", "https://localhost/a", "https://may-chu/a", "https://127.0.0.1/a",
        "https://10.0.0.5/a", "https://[::1]/a", "https://2130706433/a", "https://push.example.com:8443/a",
        "https://ten@push.example.com/a", "https://kho.internal/a", "https://push.example.com/a b",
        "https://push.example.com/\r\nHost: x", "ftp://push.example.com/a", "https://", "",
        "http://127.0.0.1:1/a",
    ],
)  # fmt: skip
def test_an_address_inside_the_house_is_refused(endpoint: str) -> None:
    with pytest.raises(reaching.ForbiddenPlace):
        reaching.check_endpoint(endpoint)


@pytest.mark.parametrize(
    ("address", "public_one"),
    [
        ("142.250.66.10", True), ("2404:6800:4005:80f::200a", True), ("127.0.0.1", False),
        ("10.1.2.3", False), ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
        ("224.0.0.1", False), ("::1", False), ("fe80::1%eth0", False), ("fc00::1", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::a00:1", False), ("2002:a00:1::1", False),
    ],
)  # fmt: skip
def test_only_open_addresses_are_spoken_to(address: str, public_one: bool) -> None:
    assert reaching.is_public(address) is public_one


def test_a_public_name_that_leads_inside_is_dropped(
    service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, _ = _reader(a_unit(), service, "/a")
    with owner():
        PushDevice.objects.update(endpoint="https://push.example.com/a")
    row = (2, 1, 6, "", ("127.0.0.1", 443))
    monkeypatch.setattr(reaching.socket, "getaddrinfo", lambda *_, **__: [row])
    assert _send(_told(officer)) == Pushed(gone=1)
    assert service.asked == []


def _add_many(by: Actor, browser: Browser, service: PushService, count: int) -> None:
    for number in range(count):
        given = Subscription(**browser.given(f"{service.origin}/{number}"))
        public.add_device(by=by, given=given, name="x", at=clock.now())


def test_devices_are_seen_made_and_dropped_by_their_owner_alone(service: PushService) -> None:
    unit = a_unit()
    officer, browser = _reader(unit, service, "/a")
    now = clock.now()
    device = public.own_devices(acting(officer))[0]
    again = Subscription(**browser.given(device.endpoint))
    assert public.add_device(by=acting(officer), given=again, name="x", at=now).pk == device.pk
    by = acting(an_officer(unit=unit))
    assert public.own_devices(by) == []
    assert not PushDevice.objects.exists()
    with pytest.raises(NotThere):
        public.drop_device(by=by, device_id=device.pk, at=now)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        PushDevice.objects.create(officer_id=officer.pk, endpoint="x", name="x", made_at=now)
    with pytest.raises(DomainError, match="Tải lại trang"):
        public.add_device(
            by=by, given=Subscription("https://push.example.com/a", "xx", "yy"), name="", at=now
        )
    with pytest.raises(DomainError, match="Đã có 10 máy"):
        _add_many(by, browser, service, 11)


def test_by_the_page_a_device_is_added_named_and_dropped(client: Client, service: PushService) -> None:
    officer = an_officer(unit=a_unit())
    signed_in(client, officer)
    page, add = reverse("notice_choices"), reverse("push_device_add")
    shown = client.get(page).content.decode()
    assert f'data-key="{public.sender_key()}"' in shown
    assert "bật JavaScript trong cài đặt trình duyệt" in shown  # what to do without it
    assert " data-told" not in shown
    empty = client.post(add, {"endpoint": ""})
    assert (empty.status_code, "Bật JavaScript" in empty.content.decode()) == (422, True)
    chrome = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14) Chrome/130.0"}
    given = Browser().given(f"{service.origin}/a")
    assert client.post(add, given, **chrome).status_code == 302
    shown = client.get(page).content.decode()
    assert "Chrome trên máy Android" in shown
    assert "Máy này" in shown
    assert " data-told" in shown
    device = public.own_devices(acting(officer))[0]
    assert client.post(reverse("push_device_drop", args=[device.pk])).status_code == 302
    shown = client.get(page).content.decode()
    assert "Chưa có máy nào" in shown
    assert " data-told" not in shown
    client.cookies["hs_chung"] = "1"
    assert client.post(add, given).status_code == 422
    assert "nhiều người dùng chung" in client.get(page).content.decode()


def test_pushes_alone_are_no_way_since_a_device_may_be_off(client: Client) -> None:
    signed_in(client, an_officer(unit=a_unit()))
    ticked = {f"{event.code}.in_system": "on" for event in public.EVENTS} | {"urged.by_push": "on"}
    assert client.post(reverse("notice_choices"), ticked).status_code == 302
    del ticked["urged.in_system"]
    refused = client.post(reverse("notice_choices"), ticked)
    assert (refused.status_code, "đi cùng một cách nhận khác" in refused.content.decode()) == (422, True)


def test_the_key_towards_services_stays_and_no_setting_shows_it() -> None:
    first = sealing.installation_key("bí mật")
    assert sealing.public_text(first) == sealing.public_text(sealing.installation_key("bí mật"))
    assert sealing.public_text(first) != sealing.public_text(sealing.installation_key("khác"))
    from django.views.debug import SafeExceptionReporterFilter

    shown = SafeExceptionReporterFilter().get_safe_settings()
    assert set(shown["PUSH_SECRET"]) == {"*"}
