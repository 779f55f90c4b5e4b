"""One's own account, and the walls around its tables."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from hoiso.access import public
from hoiso.access.errors import AccountRefused, SignInRefused
from hoiso.access.models import Officer, Role, SignIn
from hoiso.access.tests.people_at_the_door import PASSWORD, at_work, session_of, with_password
from hoiso.core.clock import now
from hoiso.core.errors import NotAllowed, NotThere
from tests.factories.people import a_post, a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
NEW = "mưa rào tháng sáu"


def test_the_profile_is_kept_and_shown(client: Client) -> None:
    officer = an_officer()
    signed_in(client, officer)
    given = {"form_of_address": "cô", "phone": "0912 345 678", "email": "le@tayninh.vn", "text_size": "lon"}
    assert client.post(reverse("profile"), given).status_code == 302
    with owner():
        kept = Officer.objects.get(pk=officer.pk)
    assert (kept.form_of_address, kept.phone, kept.email) == ("cô", "0912345678", "le@tayninh.vn")
    assert 'data-size="lon"' in client.get(reverse("profile")).content.decode()


@pytest.mark.parametrize("phone", ["12", "abc", "0912", "+1 555 123 4567"])
def test_a_wrong_number_is_told_beside_the_field(client: Client, phone: str) -> None:
    signed_in(client, an_officer())
    answer = client.post(reverse("profile"), {"phone": phone})
    assert answer.status_code == 422
    assert "10 chữ số" in answer.content.decode()


def test_a_number_that_signs_somebody_in_is_refused_and_the_request_goes_on(client: Client) -> None:
    other = an_officer()
    with owner():
        Officer.objects.filter(pk=other.pk).update(phone="0912345678")
    signed_in(client, an_officer())
    assert client.post(reverse("profile"), {"phone": "0912345678"}).status_code == 422


def test_changing_the_password_asks_for_the_present_one_and_ends_other_sessions() -> None:
    officer = with_password(an_officer())
    other, by = at_work(officer), None
    from hoiso.access.devices import Device

    by = at_work(officer, device=Device(mark="may-2", name="Máy ở nhà"))
    with pytest.raises(SignInRefused):
        public.change_password(by=by, current="sai", password=NEW, at=now())
    assert public.change_password(by=by, current=PASSWORD, password=NEW, at=now()) == 1
    assert session_of(other).ended_at is not None
    assert session_of(by).ended_at is None
    with pytest.raises(SignInRefused):
        public.sign_in(
            name=officer.username, password=PASSWORD, device=Device("m", "x"), remember=False, at=now()
        )


def test_an_unattended_computer_does_not_become_an_account() -> None:
    by = at_work(with_password(an_officer()))
    for _ in range(5):
        with pytest.raises(SignInRefused):
            public.change_password(by=by, current="sai", password=NEW, at=now())
    assert session_of(by).ended_at is not None


def test_the_post_is_changed_without_signing_in_again(client: Client) -> None:
    first, second = a_unit("Xã Mỹ Yên"), a_unit("Xã Mỹ Lộc")
    officer = an_officer(Role.CLERK, first)
    other = a_post(officer, Role.LEADER, second)
    signed_in(client, officer)
    shown = client.get(reverse("posts")).content.decode()
    assert "Xã Mỹ Yên" in shown
    assert "Xã Mỹ Lộc" in shown
    assert client.post(reverse("posts"), {"vi_tri": other.pk}).status_code == 302
    assert client.get(reverse("profile")).wsgi_request.actor.current.id == other.pk


@pytest.mark.parametrize("chosen", ["", "abc", "999999"])
def test_somebody_elses_post_is_not_hers_to_choose(client: Client, chosen: str) -> None:
    signed_in(client, an_officer())
    assert client.post(reverse("posts"), {"vi_tri": chosen}).status_code == 403


def test_a_post_of_another_officer_is_refused() -> None:
    by = at_work(with_password(an_officer()))
    with owner():
        foreign = an_officer().posts.get()
    with pytest.raises(NotAllowed):
        public.change_post(by=by, post_id=foreign.pk, at=now())


def test_devices_are_listed_and_ended_one_by_one_or_all(client: Client) -> None:
    officer = an_officer()
    for _ in range(3):
        signed_in(Client(), officer)
    signed_in(client, officer)
    assert client.get(reverse("profile")).content.decode().count("Máy thử") >= 4
    with owner():
        oldest = SignIn.objects.order_by("pk").first()
    assert oldest
    client.post(reverse("sign_out_device", args=[oldest.pk]))
    client.post(reverse("sign_out_everywhere"))
    with owner():
        assert SignIn.objects.filter(ended_at=None).count() == 1
    assert client.get(reverse("profile")).status_code == 200


def test_another_persons_device_cannot_be_ended() -> None:
    by = at_work(with_password(an_officer()))
    stranger = at_work(with_password(an_officer()))
    acting_again = at_work_scope(by)
    with pytest.raises(NotThere):
        public.sign_out_device(by=acting_again, sign_in_id=stranger.session_id, at=now())


def at_work_scope(by: public.Actor) -> public.Actor:
    with owner():
        officer = Officer.objects.get(pk=by.officer_id)
    acting(officer)
    return by


def test_phone_taken_by_race_is_the_same_refusal() -> None:
    other = an_officer()
    with owner():
        Officer.objects.filter(pk=other.pk).update(phone="0912345678")
    by = acting(an_officer())
    with pytest.raises(AccountRefused):
        public.change_profile(by=by, form_of_address="", phone="0912345678", email="", text_size="", at=now())


SECRETS = ("access_credential", "access_passkey", "access_failedsignin", "access_signin", "access_resetslip")


@pytest.mark.parametrize("table", SECRETS)
def test_without_a_scope_nothing_about_signing_in_is_read_or_changed(table: str) -> None:
    by = at_work(with_password(an_officer()))
    from hoiso.core import scope

    scope.adopt("")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - names from the list above
        assert cursor.fetchone() == (0,)
        column = "ended_at" if table == "access_signin" else None
        if column:
            cursor.execute("UPDATE access_signin SET ended_at = now()")
            assert cursor.rowcount == 0
    assert session_of(by).ended_at is None


def test_an_administrator_never_reads_a_secret() -> None:
    unit = a_unit()
    with_password(an_officer(Role.CLERK, unit), pin="482615")
    acting(an_officer(Role.PROVINCE_ADMIN, unit))
    with connection.cursor() as cursor:
        for table in ("access_credential", "access_passkey"):
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - names from the list above
            assert cursor.fetchone() == (0,)
        cursor.execute("UPDATE access_credential SET password = 'x'")
        assert cursor.rowcount == 0


def test_the_account_pages_survive_every_form_sent_empty(client: Client) -> None:
    signed_in(client, with_password(an_officer()))
    answers = {
        name: client.post(reverse(name), {}).status_code for name in ("password", "pin", "code", "passkey")
    }
    assert answers == {"password": 422, "pin": 422, "code": 422, "passkey": 422}
