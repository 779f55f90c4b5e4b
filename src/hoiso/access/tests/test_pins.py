"""Changing the person at a shared computer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hoiso.access import public
from hoiso.access.devices import Device
from hoiso.access.errors import PasswordTooWeak, PinRefused
from hoiso.access.models import SignIn
from hoiso.access.tests.people_at_the_door import PASSWORD, PLACE, at_work, session_of, with_password
from hoiso.core.clock import now
from tests.factories.people import an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
PIN = "482615"


@pytest.mark.parametrize(
    "pin", ["12345", "1234567", "abcdef", "111111", "123456", "654321", "121212", "123123"]
)
def test_a_pin_that_is_tried_first_is_refused(pin: str) -> None:
    by = at_work(with_password(an_officer()))
    with pytest.raises(PasswordTooWeak):
        public.set_pin(by=by, pin=pin, at=now())


def test_leaving_and_coming_back_gives_a_new_token_for_the_same_session() -> None:
    by = at_work(with_password(an_officer(), pin=PIN))
    before = session_of(by).token_hash
    assert public.park(by=by, device=PLACE, at=now()) is True
    assert [one.full_name for one in public.people_parked(device=PLACE, at=now())] == [by.full_name]
    back = public.come_back(sign_in_id=by.session_id, pin=PIN, device=PLACE, at=now())
    after = session_of(by)
    assert (back.sign_in_id, after.parked_at, after.ended_at) == (by.session_id, None, None)
    assert after.token_hash != before


def test_without_a_pin_leaving_ends_the_session() -> None:
    by = at_work(with_password(an_officer()))
    assert public.park(by=by, device=PLACE, at=now()) is False
    assert session_of(by).ended_at is not None


def test_a_pin_is_worthless_in_another_browser_and_on_another_day() -> None:
    by = at_work(with_password(an_officer(), pin=PIN))
    public.park(by=by, device=PLACE, at=now())
    elsewhere = Device(mark="may-2", name="x")
    assert public.people_parked(device=elsewhere, at=now()) == []
    with pytest.raises(PinRefused):
        public.come_back(sign_in_id=by.session_id, pin=PIN, device=elsewhere, at=now())
    with pytest.raises(PinRefused):
        public.come_back(sign_in_id=by.session_id, pin=PIN, device=PLACE, at=now() + timedelta(days=1))


def test_a_browser_without_a_mark_sees_nobody() -> None:
    by = at_work(with_password(an_officer(), pin=PIN), device=Device(mark="", name="x"))
    assert public.park(by=by, device=Device(mark="", name="x"), at=now()) is False


def test_five_wrong_pins_end_the_parked_session() -> None:
    by = at_work(with_password(an_officer(), pin=PIN))
    public.park(by=by, device=PLACE, at=now())
    for left in (4, 3, 2, 1):
        with pytest.raises(PinRefused, match=f"còn nhập được {left} lần"):
            public.come_back(sign_in_id=by.session_id, pin="000000", device=PLACE, at=now())
    with pytest.raises(PinRefused, match="đã kết thúc"):
        public.come_back(sign_in_id=by.session_id, pin="000000", device=PLACE, at=now())
    with pytest.raises(PinRefused, match="đã kết thúc"):
        public.come_back(sign_in_id=by.session_id, pin=PIN, device=PLACE, at=now())
    assert session_of(by).ended_at is not None


def test_two_people_change_places_and_nothing_of_the_first_is_left(client: Client) -> None:
    first, second = (with_password(an_officer(name=name), pin=PIN) for name in ("Trần Thị Hoa", "Lê Thị Lan"))
    client.post(reverse("sign_in"), {"name": first.username, "password": PASSWORD})
    page = client.get(reverse("profile"))
    assert page.headers["Cache-Control"] == "no-store, private"
    left = client.post(reverse("park"))
    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert left.cookies["hs_phien"].value == ""
    offered = client.get(reverse("change_person")).content.decode()
    assert "Trần Thị Hoa" in offered
    assert "data-wipe" in offered
    client.post(reverse("sign_in"), {"name": second.username, "password": PASSWORD, "remember": "on"})
    assert "Trần Thị Hoa" not in client.get(reverse("profile")).content.decode()
    client.post(reverse("park"))
    with owner():
        waiting = SignIn.objects.get(officer=first, ended_at=None)
    answer = client.post(reverse("come_back", args=[waiting.pk]), {"pin": PIN})
    assert answer.status_code == 302
    assert "Trần Thị Hoa" in client.get(reverse("profile")).content.decode()


def test_a_shared_browser_remembers_nobody(client: Client) -> None:
    officer = with_password(an_officer(), pin=PIN)
    signed_in(client, officer)
    client.post(reverse("park"))
    assert "không ghi nhớ" in client.get(reverse("sign_in")).content.decode()
    answer = client.post(
        reverse("sign_in"), {"name": officer.username, "password": PASSWORD, "remember": "on"}
    )
    assert answer.cookies["hs_phien"]["max-age"] == ""


def test_a_wrong_pin_is_told_beside_the_field(client: Client) -> None:
    officer = with_password(an_officer(), pin=PIN)
    client.post(reverse("sign_in"), {"name": officer.username, "password": PASSWORD})
    client.post(reverse("park"))
    with owner():
        waiting = SignIn.objects.get()
    answer = client.post(reverse("come_back", args=[waiting.pk]), {"pin": "000001"})
    assert answer.status_code == 422
    assert "còn nhập được 4 lần" in answer.content.decode()
    assert "000001" not in answer.content.decode()
