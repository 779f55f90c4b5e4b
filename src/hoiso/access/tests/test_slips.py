"""Printed one-time slips."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hoiso.access import public
from hoiso.access.errors import AccountRefused, PasswordTooWeak, SlipRefused
from hoiso.access.models import Credential, Officer, Passkey, ResetSlip, Role, SignIn
from hoiso.access.tests.people_at_the_door import PLACE, at_work, with_password
from hoiso.core.clock import now
from hoiso.core.errors import NotAllowed
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db
NEW = "mưa rào tháng sáu"


def a_slip(officer: Officer | None = None, *, also_second_step: bool = False) -> public.Slip:
    unit = a_unit()
    officer = officer or an_officer(Role.CLERK, unit)
    with owner():
        home = officer.posts.get().unit
    by = acting(an_officer(Role.UNIT_ADMIN, home))
    return public.make_slip(by=by, officer_id=officer.pk, at=now(), also_second_step=also_second_step)


def use(code: str, password: str = NEW, **given: object) -> public.NewSession:
    return public.use_slip(**({"code": code, "password": password, "device": PLACE, "at": now()} | given))  # type: ignore[arg-type]


def test_the_code_is_kept_only_as_a_keyed_hash_and_is_easy_to_read_out() -> None:
    slip = a_slip()
    groups = slip.code.split("-")
    assert [len(group) for group in groups] == [4, 4, 4]
    assert not set(slip.code) & set("01OIL")
    with owner():
        assert slip.code not in str(ResetSlip.objects.values().get())


@pytest.mark.parametrize("written", ["{0}", "{0} ", "lower", "spaces"])
def test_a_new_officer_sets_her_password_and_is_signed_in(written: str) -> None:
    slip = a_slip()
    code = {"lower": slip.code.lower(), "spaces": slip.code.replace("-", " ")}.get(
        written, written.format(slip.code)
    )
    assert use(code).officer_id == slip.officer_id
    signed = public.sign_in(name=slip.username, password=NEW, device=PLACE, remember=False, at=now())
    assert signed.officer_id == slip.officer_id


def test_a_slip_is_used_once_within_seven_days_and_the_newest_counts() -> None:
    officer = an_officer(Role.CLERK, a_unit())
    first, second = a_slip(officer), a_slip(officer)
    with pytest.raises(SlipRefused):
        use(first.code)
    with pytest.raises(SlipRefused):
        use(second.code, at=now() + timedelta(days=7, minutes=1))
    use(second.code)
    with pytest.raises(SlipRefused):
        use(second.code)


def test_every_refusal_is_the_same_sentence() -> None:
    slip = a_slip()
    use(slip.code)
    said = set()
    for code in (slip.code, "AAAA-BBBB-CCCC", "", "'; --"):
        with pytest.raises(SlipRefused) as refusal:
            use(code)
        said.add(refusal.value.sentence)
    assert len(said) == 1


@pytest.mark.parametrize(
    "weak", ["ngắn", "1234567890", "password123", "aaaaaaaaaaaa", "{username}", "qwertyuiop"]
)
def test_a_weak_password_leaves_the_slip_unused(weak: str) -> None:
    officer = an_officer(Role.CLERK, a_unit())
    with owner():
        Officer.objects.filter(pk=officer.pk).update(username="lettm.myyen")
    slip = a_slip(officer)
    with pytest.raises(PasswordTooWeak):
        use(slip.code, weak.format(username="lettm.myyen"))
    assert use(slip.code).officer_id == officer.pk


def test_using_a_slip_ends_her_other_sessions_and_forgets_the_pin() -> None:
    officer = with_password(an_officer(Role.CLERK, a_unit()), pin="482615")
    at_work(officer)
    session = use(a_slip(officer).code)
    with owner():
        assert list(SignIn.objects.filter(ended_at=None).values_list("pk", flat=True)) == [session.sign_in_id]
        assert Credential.objects.get(officer=officer).pin == ""


@pytest.mark.parametrize("also", [True, False])
def test_only_a_slip_made_for_it_forgets_the_second_step(also: bool) -> None:
    officer = with_password(an_officer(Role.CLERK, a_unit()))
    with owner():
        Credential.objects.update(totp_secret="x")
        Passkey.objects.create(
            officer=officer, credential_id="a", public_key=b"k", name="x", created_at=now()
        )
    session = use(a_slip(officer, also_second_step=also).code)
    assert session.second_step_due is not also
    with owner():
        assert Passkey.objects.exists() is not also


def test_an_administrator_prints_none_for_herself_nor_outside_her_units() -> None:
    unit = a_unit()
    by = acting(an_officer(Role.UNIT_ADMIN, unit))
    stranger = an_officer(Role.CLERK, a_unit())
    for officer_id in (by.officer_id, stranger.pk):
        with pytest.raises(AccountRefused):
            public.make_slip(by=by, officer_id=officer_id, at=now())
    clerk = acting(an_officer(Role.CLERK, unit))
    with pytest.raises(NotAllowed):
        public.make_slip(by=clerk, officer_id=by.officer_id, at=now())


def test_the_page_takes_the_code_from_the_address(client: Client) -> None:
    text = client.get(reverse("reset_slip"), {"ma": "ABCD-EFGH-JKMN"}).content.decode()
    assert 'value="ABCD-EFGH-JKMN"' in text
    answer = client.post(reverse("reset_slip"), {"code": "ABCD", "password": NEW, "again": NEW + "x"})
    assert answer.status_code == 422
    assert "phải giống nhau" in answer.content.decode()
    assert NEW not in answer.content.decode()
