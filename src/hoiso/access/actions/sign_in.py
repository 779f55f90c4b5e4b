"""Signing in with a name and a password."""

from datetime import datetime, timedelta

from django.db import connection

from hoiso.access.actions.leaving import sign_out
from hoiso.access.actions.opening import NewSession, open_for
from hoiso.access.actor import Actor
from hoiso.access.devices import Device
from hoiso.access.errors import SignInLocked, SignInRefused
from hoiso.access.keyed import keyed_hash
from hoiso.access.logins import login
from hoiso.access.models import Credential
from hoiso.access.passwords import hashed, matches
from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.core.phrases import vn_time

FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)


def sign_in(
    *,
    name: str,
    password: str,
    device: Device,
    remember: bool,
    at: datetime,
    leaving: Actor | None = None,
) -> NewSession:
    """Open a session for the owner of the user name or phone number.

    Raises `SignInRefused`, or `SignInLocked` after five failures under the same typed name. Both
    come in the same words and after the same work whether or not the account exists. A stored
    hash of an older kind is renewed on the way. `leaving` is who was still signed in in the same
    browser: her session ends.
    """
    typed = login(name)
    name_hash = keyed_hash("sign-in-name", typed)
    locked_until = _ask("SELECT hoiso_sign_in_locked(%s, %s)", name_hash, at)[0]
    found = _ask("SELECT * FROM hoiso_sign_in_lookup(%s)", typed)
    fits, is_old = matches(password, str(found[1]) if found[1] else None)
    if locked_until:
        raise _locked(locked_until)
    if not fits:
        until = _ask(
            "SELECT hoiso_sign_in_failed(%s, %s, %s, %s, %s)",
            name_hash, typed, at, FAILURES_ALLOWED, f"{LOCKED_FOR.total_seconds()} seconds",
        )[0]  # fmt: skip
        if until:
            raise _locked(until)
        raise SignInRefused(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra dấu và phím chữ hoa rồi nhập lại",
            field="password",
        )
    if leaving is not None:
        sign_out(by=leaving, at=at)
    officer_id = int(found[0])  # type: ignore[call-overload]
    with scope.transaction_as(scope.officer_token(officer_id, office_date(at))):
        credential = Credential.objects.get(officer_id=officer_id)
        if is_old:
            credential.password = hashed(password)
            credential.save(update_fields=["password"])
        _ask("SELECT hoiso_sign_in_succeeded(%s)", name_hash)
        return open_for(
            officer_id,
            device=device,
            at=at,
            remember=remember,
            has_totp=bool(credential.totp_secret),
            by_way_of="password",
        )


def _locked(until: object) -> SignInLocked:
    assert isinstance(until, datetime)
    return SignInLocked(
        f"Đã nhập sai quá {FAILURES_ALLOWED} lần, tên này tạm khóa đến {vn_time(until)}."
        " Chờ đến lúc đó, hoặc nhờ quản trị đơn vị mở khóa",
        field="name",
    )


def _ask(statement: str, *values: str | int | datetime) -> tuple[object, ...]:
    """The one row of a definer function; empty values where it found nothing."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return cursor.fetchone() or (None, None, None)
