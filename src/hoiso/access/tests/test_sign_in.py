"""Signing in: the same answer for everybody, a lock after five failures, a session that is hers alone."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from hoiso.access import public
from hoiso.access.devices import Device
from hoiso.access.errors import SignInLocked, SignInRefused
from hoiso.access.models import Credential, FailedSignIn, Officer, SignIn
from hoiso.core.clock import now
from tests.factories.people import an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
PASSWORD = "Hoa sen nở sớm mai"
PLACE = Device(mark="may-1", name="Chrome trên máy tính Windows")


def with_password(officer: Officer, password: str = PASSWORD, **more: object) -> Officer:
    with owner():
        Credential.objects.create(officer=officer, password=make_password(password), changed_at=now(), **more)
    return officer


def enter(name: str, password: str = PASSWORD, **more: object) -> public.NewSession:
    return public.sign_in(
        name=name, password=password, **{"device": PLACE, "remember": False, "at": now()} | more
    )


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{0.upper}"])
def test_user_name_in_any_case_signs_in(typed: str) -> None:
    officer = with_password(an_officer())
    name = officer.username.upper() if "upper" in typed else typed.format(officer.username)
    assert enter(name).officer_id == officer.pk


@pytest.mark.parametrize("typed", ["0912345678", "0912 345 678", "+84 912.345.678", "84912345678"])
def test_phone_number_signs_in_however_it_is_grouped(typed: str) -> None:
    officer = with_password(an_officer())
    with owner():
        Officer.objects.filter(pk=officer.pk).update(phone="0912345678")
    assert enter(typed).officer_id == officer.pk


def test_password_fits_in_either_normal_form() -> None:
    officer = with_password(an_officer())
    import unicodedata

    assert enter(officer.username, unicodedata.normalize("NFD", PASSWORD)).officer_id == officer.pk


def test_no_answer_tells_whether_the_account_exists() -> None:
    officer = with_password(an_officer())
    said = []
    for name in (officer.username, "khong.co.ai"):
        answers = []
        for _ in range(6):
            with pytest.raises(SignInRefused) as refusal:
                enter(name, "sai mật khẩu", at=now())
            answers.append((type(refusal.value), refusal.value.field, refusal.value.sentence[:40]))
        said.append(answers)
    assert said[0] == said[1]
    assert said[0][-1][0] is SignInLocked


def test_the_same_work_is_done_for_an_unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashings: list[str] = []
    real = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashings.append(password)
        return str(real(self, password, salt))

    officer = with_password(an_officer())
    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    counts = []
    for name in (officer.username, "khong.co.ai"):
        hashings.clear()
        with pytest.raises(SignInRefused):
            enter(name, "sai")
        counts.append(len(hashings))
    assert counts == [1, 1]


def test_a_locked_name_refuses_even_the_right_password_until_the_time_is_over() -> None:
    officer = with_password(an_officer())
    at = now()
    for _ in range(5):
        with pytest.raises(SignInRefused):
            enter(officer.username, "sai", at=at)
    with pytest.raises(SignInLocked):
        enter(officer.username, at=at + timedelta(minutes=14))
    assert enter(officer.username, at=at + timedelta(minutes=16)).officer_id == officer.pk
    with owner():
        assert not FailedSignIn.objects.exists()


def test_four_failures_and_a_success_start_the_count_again() -> None:
    officer = with_password(an_officer())
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(SignInRefused):
                enter(officer.username, "sai")
        enter(officer.username)


def test_the_typed_name_is_kept_only_as_a_keyed_hash() -> None:
    with pytest.raises(SignInRefused):
        enter("khong.co.ai")
    with owner():
        kept = FailedSignIn.objects.get()
    assert len(kept.name_hash) == 64
    assert kept.officer_id is None


def test_an_old_hash_is_renewed_silently(settings: object) -> None:
    settings.PASSWORD_HASHERS = [  # type: ignore[attr-defined]
        "django.contrib.auth.hashers.MD5PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    officer = an_officer()
    with owner():
        Credential.objects.create(
            officer=officer, password=make_password(PASSWORD, hasher="pbkdf2_sha256"), changed_at=now()
        )
    enter(officer.username)
    with owner():
        assert Credential.objects.get().password.startswith("md5$")
    assert enter(officer.username).officer_id == officer.pk


def test_a_retired_officer_does_not_come_in() -> None:
    officer = with_password(an_officer())
    with owner():
        Officer.objects.filter(pk=officer.pk).update(retired_on=now().date() - timedelta(days=1))
    with pytest.raises(SignInRefused):
        enter(officer.username)


def test_remembering_is_passed_over_on_a_shared_device() -> None:
    officer = with_password(an_officer())
    at = now()
    assert enter(officer.username, remember=True, at=at).expires_at == at + timedelta(days=30)
    shared = Device(mark="may-2", name="x", shared=True)
    assert enter(officer.username, remember=True, at=at, device=shared).expires_at == at + timedelta(hours=8)


def test_the_page_signs_in_and_sets_a_guarded_cookie(client: Client) -> None:
    officer = with_password(an_officer())
    answer = client.post(
        reverse("sign_in"), {"name": officer.username, "password": PASSWORD, "tiep": "/van-ban-den/?trang=2"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/van-ban-den/?trang=2")
    cookie = answer.cookies["hs_phien"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    with owner():
        assert SignIn.objects.get().token_hash != cookie.value


def test_the_cookie_is_secure_under_https(client: Client) -> None:
    officer = with_password(an_officer())
    answer = client.post(
        reverse("sign_in"), {"name": officer.username, "password": PASSWORD, "remember": "on"}, secure=True
    )
    assert answer.cookies["hs_phien"]["secure"] is True
    assert answer.cookies["hs_phien"]["max-age"] == 30 * 86400


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"]
)
def test_nobody_is_sent_to_another_site(client: Client, onward: str) -> None:
    officer = with_password(an_officer())
    answer = client.post(reverse("sign_in"), {"name": officer.username, "password": PASSWORD, "tiep": onward})
    assert answer.headers["Location"] == "/"


def test_a_dead_cookie_does_not_stand_in_the_way(client: Client) -> None:
    officer = with_password(an_officer())
    client.cookies["hs_phien"] = "cũ-hết-hạn".encode("ascii", "ignore").decode()
    answer = client.post(reverse("sign_in"), {"name": officer.username, "password": PASSWORD})
    assert answer.cookies["hs_phien"].value != ""


def test_a_wrong_password_keeps_the_name_and_not_the_password(client: Client) -> None:
    answer = client.post(reverse("sign_in"), {"name": "lettm.myyen", "password": "sai-mat-khau"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="lettm.myyen"' in text
    assert "sai-mat-khau" not in text
    assert "Chưa đăng nhập được" in text


def test_another_person_signing_in_ends_the_session_that_was_open_here(client: Client) -> None:
    first, second = an_officer(), with_password(an_officer())
    signed_in(client, first)
    client.post(reverse("sign_in"), {"name": second.username, "password": PASSWORD})
    with owner():
        assert SignIn.objects.get(officer=first).ended_at is not None
        assert SignIn.objects.get(officer=second).ended_at is None


def test_signing_out_ends_the_session_and_wipes_the_browser(client: Client) -> None:
    signed_in(client, an_officer())
    answer = client.post(reverse("sign_out"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.cookies["hs_phien"].value == ""
    with owner():
        assert SignIn.objects.get().ended_at is not None
    assert "data-wipe" in client.get(answer.headers["Location"]).content.decode()


def test_a_session_that_ended_under_her_hands_is_explained(client: Client) -> None:
    text = client.get(reverse("sign_in"), {"het-phien": "1", "tiep": "/van-ban-den/dang-ky"}).content.decode()
    assert "Nội dung đang gõ vẫn còn trên máy này" in text
    assert "data-wipe" not in text


def test_the_open_page_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert client.get(reverse("sign_in")).status_code == 200
