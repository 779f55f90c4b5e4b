"""The second step: codes are taken once, passkeys are checked, roles may ask for one."""

from datetime import date, timedelta

import pyotp
import pytest
from django.test import Client
from django.urls import reverse

from hoiso.access import public, totp
from hoiso.access.actor import Actor
from hoiso.access.errors import SecondStepRefused
from hoiso.access.models import Credential, Passkey, Role
from hoiso.access.passkeys import Site
from hoiso.access.tests.people_at_the_door import PASSWORD, at_work, session_of, with_password
from hoiso.core.clock import now
from hoiso.units.models import OfficeSetting
from tests.factories.people import an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db
SITE = Site("localhost", "http://localhost:8000")


def secret_of(by: Actor, setup: totp.Setup) -> pyotp.TOTP:
    secret = totp.secret_in(setup.box, officer_id=by.officer_id)
    assert secret is not None
    return pyotp.TOTP(secret)


def enrolled(by: Actor) -> pyotp.TOTP:
    setup = public.begin_code(by=by)
    phone = secret_of(by, setup)
    public.confirm_code(by=by, box=setup.box, code=phone.at(now() - timedelta(seconds=30)), at=now())
    return phone


def ask_of(role: str) -> None:
    with owner():
        OfficeSetting.objects.create(
            unit=None, key="second_step_roles", value=[role], valid_from=date(2026, 1, 1)
        )


def test_the_secret_is_kept_encrypted() -> None:
    by = at_work(with_password(an_officer()))
    phone = enrolled(by)
    kept = Credential.objects.get().totp_secret
    assert kept
    assert phone.secret not in kept


def test_a_session_with_a_code_waits_for_it_and_takes_each_code_once() -> None:
    officer = with_password(an_officer())
    phone = enrolled(at_work(officer))
    at = now()
    by = at_work(officer, at=at)
    assert session_of(by).second_step_due is True
    public.pass_by_code(by=by, code=phone.at(at), at=at)
    assert session_of(by).second_step_due is False
    again = at_work(officer, at=at)
    with pytest.raises(SecondStepRefused):
        public.pass_by_code(by=again, code=phone.at(at), at=at)


def test_five_wrong_codes_end_the_session() -> None:
    officer = with_password(an_officer())
    enrolled(at_work(officer))
    by = at_work(officer)
    for _ in range(5):
        with pytest.raises(SecondStepRefused):
            public.pass_by_code(by=by, code="000000", at=now())
    assert session_of(by).ended_at is not None


def test_a_stolen_password_cannot_give_itself_another_second_step() -> None:
    officer = with_password(an_officer())
    enrolled(at_work(officer))
    thief = at_work(officer)
    setup = public.begin_code(by=thief)
    with pytest.raises(SecondStepRefused):
        public.confirm_code(by=thief, box=setup.box, code=secret_of(thief, setup).at(now()), at=now())


def test_a_box_of_another_officer_is_refused() -> None:
    hers = public.begin_code(by=at_work(with_password(an_officer())))
    by = at_work(with_password(an_officer()))
    with pytest.raises(SecondStepRefused):
        public.confirm_code(by=by, box=hers.box, code="123456", at=now())


def test_a_role_that_must_have_one_sets_it_up_at_the_door_and_keeps_it() -> None:
    ask_of(Role.CLERK)
    by = at_work(with_password(an_officer(Role.CLERK)))
    assert session_of(by).second_step_due is True
    enrolled(by)
    assert session_of(by).second_step_due is False
    with pytest.raises(SecondStepRefused):
        public.drop_code(by=by, at=now())
    other = at_work(with_password(an_officer(Role.LEADER)))
    assert session_of(other).second_step_due is False


def test_no_page_opens_before_the_second_step(client: Client) -> None:
    ask_of(Role.CLERK)
    officer = with_password(an_officer(Role.CLERK))
    client.post(reverse("sign_in"), {"name": officer.username, "password": PASSWORD})
    for name in ("profile", "posts", "own_trail"):
        answer = client.get(reverse(name))
        assert (answer.status_code, answer.headers["Location"]) == (302, reverse("second_step"))
    shown = client.get(reverse("second_step"))
    assert "data:image/svg+xml" in shown.content.decode()
    box = shown.context["setup"].box
    wrong = client.post(reverse("second_step"), {"box": box, "code": "000000"})
    assert wrong.status_code == 422
    assert wrong.context["setup"].box == box
    secret = totp.secret_in(box, officer_id=officer.pk)
    assert secret
    right = client.post(reverse("second_step"), {"box": box, "code": pyotp.TOTP(secret).now()})
    assert right.headers["Location"] == "/"
    assert client.get(reverse("profile")).status_code == 200


def test_the_code_at_the_door(client: Client) -> None:
    officer = with_password(an_officer())
    phone = enrolled(at_work(officer))
    client.post(reverse("sign_in"), {"name": officer.username, "password": PASSWORD})
    assert client.post(reverse("second_step"), {"code": "000000"}).status_code == 422
    answer = client.post(reverse("second_step"), {"code": phone.now()})
    assert answer.headers["Location"] == "/"


def test_five_wrong_codes_lead_back_to_the_door(client: Client) -> None:
    officer = with_password(an_officer())
    enrolled(at_work(officer))
    client.post(reverse("sign_in"), {"name": officer.username, "password": PASSWORD})
    answers = [client.post(reverse("second_step"), {"code": "000000"}).status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 302]
    assert client.get(reverse("profile")).headers["Location"].startswith(reverse("sign_in"))


def test_a_false_answer_of_a_passkey_is_refused_and_its_challenge_is_gone() -> None:
    by = at_work(with_password(an_officer()))
    options = public.ask_new_passkey(by=by, site=SITE)
    assert session_of(by).challenge in options
    with pytest.raises(SecondStepRefused):
        public.add_passkey(by=by, site=SITE, answer='{"id": "x"}', name="Máy bàn", at=now())
    assert session_of(by).challenge == ""


def test_passkeys_are_offered_only_where_browsers_allow_them(client: Client) -> None:
    officer = with_password(an_officer())
    client.post(reverse("sign_in"), {"name": officer.username, "password": PASSWORD})
    plain = client.get(reverse("passkey"), headers={"host": "hoiso.tayninh.lan"}).content.decode()
    assert "bắt đầu bằng https" in plain
    assert "data-passkey" not in plain
    here = client.get(reverse("passkey"), headers={"host": "localhost:8000"}).content.decode()
    assert 'data-passkey="create"' in here


def test_the_last_way_cannot_be_dropped_where_the_role_asks_for_one() -> None:
    ask_of(Role.CLERK)
    officer = with_password(an_officer(Role.CLERK))
    with owner():
        key = Passkey.objects.create(
            officer=officer, credential_id="YWJj", public_key=b"k", name="Máy bàn", created_at=now()
        )
    by = at_work(officer)
    with pytest.raises(SecondStepRefused):
        public.drop_passkey(by=by, passkey_id=key.pk, at=now())
