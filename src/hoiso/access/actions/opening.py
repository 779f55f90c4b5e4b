"""Opening a session once an officer has proved who she is. Called by the ways of doing so."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from hoiso.access.devices import Device
from hoiso.access.models import Passkey, SignIn
from hoiso.access.queries import second_step_roles
from hoiso.access.sessions import actor_of, token_hash
from hoiso.audit import public as audit
from hoiso.core.clock import office_date

WORKING_SESSION = timedelta(hours=8)
REMEMBERED_SESSION = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session as the browser is given it: `token` is the cookie, told once and stored nowhere."""

    token: str
    sign_in_id: int
    officer_id: int
    expires_at: datetime
    remembered: bool
    second_step_due: bool


def open_for(
    officer_id: int, *, device: Device, at: datetime, remember: bool, has_totp: bool, by_way_of: str
) -> NewSession:
    """A new session in the running transaction, which already stands in the officer's scope.

    Ends an older session of hers in the same browser. `remember` is passed over on a shared
    device. The second step is due where she has one, or where a role of hers asks for one.
    """
    on = office_date(at)
    actor = actor_of(officer_id, on=on)
    needed = bool({post.role for post in actor.posts} & second_step_roles(on=on))
    due = has_totp or needed or Passkey.objects.filter(officer_id=officer_id).exists()
    remembered = remember and not device.shared
    token = secrets.token_urlsafe(32)
    if device.mark_hash:
        SignIn.objects.filter(officer_id=officer_id, device=device.mark_hash, ended_at=None).update(
            ended_at=at
        )
    session = SignIn.objects.create(
        officer_id=officer_id,
        token_hash=token_hash(token),
        device=device.mark_hash,
        device_name=device.name[:100],
        second_step_due=due,
        created_at=at,
        seen_at=at,
        expires_at=at + (REMEMBERED_SESSION if remembered else WORKING_SESSION),
    )
    audit.record(
        "sign_in",
        "officer",
        officer_id,
        at=at,
        actor_id=officer_id,
        unit_id=actor.current.unit_id if actor.current else None,
        way=by_way_of,
        sign_in=session.pk,
    )
    return NewSession(token, session.pk, officer_id, session.expires_at, remembered, due)
