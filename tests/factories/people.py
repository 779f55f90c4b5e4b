"""Units, officers and their posts, laid out by the owner as a set-up would."""

import secrets
from datetime import date, timedelta
from itertools import count

from django.conf import settings
from django.test import Client

from hoiso.access.actor import Actor
from hoiso.access.models import Officer, Post, Role, SignIn
from hoiso.access.sessions import actor_of, token_hash
from hoiso.core import clock, scope
from hoiso.core.folding import fold, given_name_key
from hoiso.units.models import Placement, Unit
from tests.roles import owner

LONG_AGO = date(2025, 7, 1)
_serial = count(1)


def a_unit(
    name: str = "",
    *,
    kind: str = Unit.Kind.COMMUNE,
    under: Unit | None = None,
    valid_from: date = LONG_AGO,
    valid_to: date | None = None,
) -> Unit:
    """A unit that stands since 1 July 2025 unless told otherwise, placed under another."""
    name = name or f"Xã Thử {next(_serial)}"
    with owner():
        unit = Unit.objects.create(
            kind=kind,
            name=name,
            folded=fold(name),
            body_name="" if kind == Unit.Kind.OUTSIDE else f"Hội LHPN {name}",
            valid_from=valid_from,
            valid_to=valid_to,
        )
        if under:
            Placement.objects.create(unit=unit, parent=under, valid_from=valid_from, valid_to=valid_to)
    return unit


def an_officer(
    role: str = Role.CLERK,
    unit: Unit | None = None,
    *,
    name: str = "",
    title: str = "",
    since: date = LONG_AGO,
    until: date | None = None,
) -> Officer:
    """An officer with one post."""
    number = next(_serial)
    name = name or f"Nguyễn Thị Thử {number}"
    with owner():
        officer = Officer.objects.create(
            full_name=name,
            folded=fold(name),
            name_key=given_name_key(name),
            username=f"canbo{number}",
            form_of_address="chị",
        )
        Post.objects.create(
            officer=officer, unit=unit or a_unit(), role=role, title=title, valid_from=since, valid_to=until
        )
    return officer


def a_post(
    officer: Officer, role: str, unit: Unit, *, since: date = LONG_AGO, until: date | None = None
) -> Post:
    """One more post for an officer."""
    with owner():
        return Post.objects.create(officer=officer, unit=unit, role=role, valid_from=since, valid_to=until)


def acting(officer: Officer, *, on: date | None = None) -> Actor:
    """The officer as an actor, with her scope in force in the running transaction from here on."""
    day = on or clock.office_date(clock.now())
    scope.adopt(scope.officer_token(officer.pk, day))
    return actor_of(officer.pk, on=day)


def signed_in(client: Client, officer: Officer) -> Client:
    """The client with a session of the officer, as after signing in."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    with owner():
        SignIn.objects.create(
            officer=officer,
            token_hash=token_hash(token),
            device_name="Máy thử",
            created_at=now,
            seen_at=now,
            expires_at=now + timedelta(hours=8),
        )
    client.cookies[settings.SESSION_COOKIE_NAME] = token
    return client
