"""Ending sessions: this one, another device, or all of them."""

from datetime import datetime

from hoiso.access.actor import Actor
from hoiso.access.models import SignIn
from hoiso.audit import public as audit
from hoiso.core.errors import NotThere


def sign_out(*, by: Actor, at: datetime) -> None:
    """End the session in which the officer works."""
    SignIn.objects.filter(pk=by.session_id, officer_id=by.officer_id, ended_at=None).update(ended_at=at)
    _record(by, "sign_out", by.sign_in_id, at)


def sign_out_device(*, by: Actor, sign_in_id: int, at: datetime) -> str:
    """End one of the officer's own sessions; returns the device's name."""
    session = SignIn.objects.filter(pk=sign_in_id, officer_id=by.officer_id, ended_at=None).first()
    if session is None:
        raise NotThere("Máy này đã đăng xuất trước đó.")
    session.ended_at = at
    session.save(update_fields=["ended_at"])
    _record(by, "sign_out_device", session.pk, at)
    return session.device_name


def sign_out_everywhere(*, by: Actor, at: datetime) -> int:
    """End every session of the officer but the one she works in; how many were ended."""
    others = SignIn.objects.filter(officer_id=by.officer_id, ended_at=None).exclude(pk=by.session_id)
    count = others.update(ended_at=at)
    _record(by, "sign_out_everywhere", None, at, count=count)
    return count


def _record(by: Actor, action: str, sign_in_id: int | None, at: datetime, **details: int) -> None:
    audit.record(
        action,
        "sign_in",
        sign_in_id,
        at=at,
        actor_id=by.officer_id,
        unit_id=by.current.unit_id if by.current else None,
        **details,
    )
