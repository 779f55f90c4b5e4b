"""Changing the person at a shared office computer by a short PIN."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F

from hoiso.access.actions.opening import NewSession
from hoiso.access.actor import Actor
from hoiso.access.devices import Device
from hoiso.access.errors import PinRefused
from hoiso.access.models import Credential, SignIn
from hoiso.access.passwords import check_pin_rules, hashed, matches
from hoiso.access.sessions import actor_of, token_hash
from hoiso.audit import public as audit
from hoiso.core import scope
from hoiso.core.clock import office_date

FAILURES_ALLOWED = 5


@dataclass(frozen=True, slots=True)
class Parked:
    """Somebody who left this browser today by changing the person."""

    sign_in_id: int
    officer_id: int
    full_name: str


def set_pin(*, by: Actor, pin: str, at: datetime) -> None:
    """Six digits with which she comes back at a computer where she signed in fully that day."""
    check_pin_rules(pin)
    Credential.objects.filter(officer_id=by.officer_id).update(pin=hashed(pin), changed_at=at)
    _record(by, "pin_set", at)


def drop_pin(*, by: Actor, at: datetime) -> None:
    """No PIN any more: leaving a shared computer then always ends the session."""
    Credential.objects.filter(officer_id=by.officer_id).update(pin="", changed_at=at)
    _record(by, "pin_dropped", at)


def park(*, by: Actor, device: Device, at: datetime) -> bool:
    """Leave the computer to the next person; True where she can come back with her PIN today.

    Without a PIN, or with a session of another day or another browser, the session ends instead.
    """
    session = SignIn.objects.select_for_update().get(pk=by.session_id)
    has_pin = Credential.objects.filter(officer_id=by.officer_id).exclude(pin="").exists()
    may_return = (
        has_pin
        and not session.second_step_due
        and bool(session.device)
        and session.device == device.mark_hash
        and office_date(session.created_at) == office_date(at)
    )
    session.parked_at = at if may_return else None
    session.ended_at = None if may_return else at
    session.failures = 0
    session.save(update_fields=["parked_at", "ended_at", "failures"])
    _record(by, "person_changed", at, parked=may_return)
    return may_return


def people_parked(*, device: Device, at: datetime) -> list[Parked]:
    """Who left this browser today and may come back. One statement, before anyone is known."""
    return [person for person, _ in _parked(device, at)]


def come_back(*, sign_in_id: int, pin: str, device: Device, at: datetime) -> NewSession:
    """Take the parked session up again, under a new token. Five wrong PINs end it."""
    found = next(((who, kept) for who, kept in _parked(device, at) if who.sign_in_id == sign_in_id), None)
    if found is None:
        raise _over()
    person, kept = found
    with scope.transaction_as(scope.officer_token(person.officer_id, office_date(at))):
        # The lock makes simultaneous guesses wait for each other, so that five are five.
        session = SignIn.objects.select_for_update().get(pk=sign_in_id)
        if session.ended_at or session.parked_at is None:
            raise _over()
        fits, _ = matches(pin, kept)
        back = _taken_up(session, at) if fits else None
        if back is None:
            left = _count_failure(session, at)
    if back is None:
        raise _over() if left <= 0 else PinRefused(f"Mã PIN chưa đúng, còn nhập được {left} lần", field="pin")
    return back


def _taken_up(session: SignIn, at: datetime) -> NewSession:
    token = secrets.token_urlsafe(32)
    session.token_hash = token_hash(token)
    session.parked_at, session.seen_at, session.failures = None, at, 0
    session.save(update_fields=["token_hash", "parked_at", "seen_at", "failures"])
    actor = actor_of(session.officer_id, on=office_date(at), sign_in_id=session.pk)
    _record(actor, "came_back", at)
    return NewSession(
        token,
        session.pk,
        session.officer_id,
        session.expires_at,
        remembered=False,
        second_step_due=session.second_step_due,
    )


def _count_failure(session: SignIn, at: datetime) -> int:
    SignIn.objects.filter(pk=session.pk).update(failures=F("failures") + 1)
    left = FAILURES_ALLOWED - session.failures - 1
    if left <= 0:
        SignIn.objects.filter(pk=session.pk).update(ended_at=at)
        actor = actor_of(session.officer_id, on=office_date(at), sign_in_id=session.pk)
        _record(actor, "pin_failed", at)
    return left


def _parked(device: Device, at: datetime) -> list[tuple[Parked, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hoiso_parked(%s, %s) ORDER BY full_name", [device.mark_hash, at])
        return [(Parked(*row[:3]), row[3]) for row in cursor.fetchall()]


def _over() -> PinRefused:
    return PinRefused("Phiên này đã kết thúc. Đăng nhập lại bằng mật khẩu")


def _record(by: Actor, action: str, at: datetime, **details: bool) -> None:
    unit_id = by.current.unit_id if by.current else None
    audit.record(action, "officer", by.officer_id, at=at, actor_id=by.officer_id, unit_id=unit_id, **details)
