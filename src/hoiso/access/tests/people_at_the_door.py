"""Officers with passwords, and the browsers they sit at."""

from datetime import datetime

from django.contrib.auth.hashers import make_password

from hoiso.access import public
from hoiso.access.actor import Actor
from hoiso.access.devices import Device
from hoiso.access.models import Credential, Officer, SignIn
from hoiso.access.sessions import actor_of
from hoiso.core import clock, scope
from tests.roles import owner

PASSWORD = "Hoa sen nở sớm mai"
PLACE = Device(mark="may-1", name="Chrome trên máy tính Windows")


def with_password(officer: Officer, password: str = PASSWORD, *, pin: str = "") -> Officer:
    """The officer, able to sign in."""
    with owner():
        Credential.objects.create(
            officer=officer,
            password=make_password(password),
            pin=make_password(pin) if pin else "",
            changed_at=clock.now(),
        )
    return officer


def at_work(officer: Officer, *, at: datetime | None = None, device: Device = PLACE) -> Actor:
    """The officer signed in by her password, acting in her session, her scope in force."""
    moment = at or clock.now()
    session = public.sign_in(
        name=officer.username, password=PASSWORD, device=device, remember=False, at=moment
    )
    day = clock.office_date(moment)
    scope.adopt(scope.officer_token(officer.pk, day))
    return actor_of(officer.pk, on=day, sign_in_id=session.sign_in_id)


def session_of(actor: Actor) -> SignIn:
    """The actor's session as it stands in the database."""
    with owner():
        return SignIn.objects.get(pk=actor.session_id)
