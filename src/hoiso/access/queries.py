"""Reads of accounts: what the pages about oneself and about officers need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Exists, OuterRef

from hoiso.access.actor import Actor
from hoiso.access.models import Credential, Officer, Passkey, SignIn
from hoiso.audit import public as audit
from hoiso.units.public import setting

SECOND_STEP_ROLES = "second_step_roles"


def second_step_roles(*, on: date) -> frozenset[str]:
    """Roles that must take a second step when signing in, by the dated setting; none without it."""
    decided = setting(None, SECOND_STEP_ROLES, on)
    return frozenset(decided if isinstance(decided, list) else ())


def administered_units() -> frozenset[int]:
    """Units whose accounts the officer in scope keeps: hers and those below, today."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_administered()")
        return frozenset(cursor.fetchone()[0])


def logins_taken(usernames: Sequence[str], phones: Sequence[str]) -> frozenset[str]:
    """Which of the user names and phone numbers already sign somebody in; told to administrators alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_logins_taken(%s, %s)", [list(usernames), list(phones)])
        return frozenset(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class SecondStep:
    """What an officer has for the second step, and whether her session waits for it."""

    waiting: bool
    has_code: bool
    has_passkey: bool


def second_step_of(actor: Actor) -> SecondStep:
    """One statement. A session that was ended does not wait any more."""
    row = (
        Credential.objects.filter(officer_id=actor.officer_id)
        .annotate(
            waiting=Exists(SignIn.objects.filter(pk=actor.session_id, second_step_due=True, ended_at=None)),
            has_passkey=Exists(Passkey.objects.filter(officer_id=OuterRef("officer_id"))),
        )
        .values("waiting", "has_passkey", "totp_secret")
        .first()
    )
    if row is None:
        waits = SignIn.objects.filter(pk=actor.session_id, second_step_due=True, ended_at=None)
        return SecondStep(waits.exists(), has_code=False, has_passkey=False)
    return SecondStep(row["waiting"], bool(row["totp_secret"]), row["has_passkey"])


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """An officer's own page: what she may change, how she signs in, where she is signed in."""

    officer: Officer
    has_pin: bool
    has_code: bool
    password_changed_at: datetime | None
    passkeys: tuple[Passkey, ...]
    devices: tuple[SignIn, ...]


def own_account(actor: Actor, *, at: datetime) -> OwnAccount:
    """Three statements."""
    officer = Officer.objects.select_related("credential").get(pk=actor.officer_id)
    credential = getattr(officer, "credential", None)
    devices = SignIn.objects.filter(officer_id=actor.officer_id, ended_at=None, expires_at__gt=at)
    return OwnAccount(
        officer=officer,
        has_pin=bool(credential and credential.pin),
        has_code=bool(credential and credential.totp_secret),
        password_changed_at=credential.changed_at if credential else None,
        passkeys=tuple(Passkey.objects.filter(officer_id=actor.officer_id).order_by("created_at")),
        devices=tuple(devices.order_by("-seen_at")),
    )


def names_of(officer_ids: Iterable[int]) -> dict[int, str]:
    """Names of the officers whom the one in scope may see. One statement."""
    return dict(Officer.objects.filter(pk__in=set(officer_ids)).values_list("pk", "full_name"))


@dataclass(frozen=True, slots=True)
class OwnTrail:
    """What was done to an officer's own data: (moment, who, act), newest first."""

    rows: tuple[tuple[datetime, str, str], ...]
    page: audit.TrailPage


def own_trail(actor: Actor, *, number: int) -> OwnTrail:
    """A page of it. Three statements."""
    page = audit.about_officer(actor.officer_id, number=number)
    names = names_of(row.actor_id for row in page.rows if row.actor_id is not None)
    rows = tuple((row.at, who(row.actor_id, names), row.action) for row in page.rows)
    return OwnTrail(rows, page)


def who(officer_id: int | None, names: dict[int, str]) -> str:
    """A name as the trail shows it, also where the officer in scope may not know it."""
    if officer_id is None:
        return "Hệ thống"
    return names.get(officer_id, f"Cán bộ ngoài đơn vị (mã {officer_id})")
