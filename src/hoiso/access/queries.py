"""Reads of accounts: what the pages about oneself and about officers need."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef

from hoiso.access.actor import Actor
from hoiso.access.models import Credential, Passkey, SignIn
from hoiso.units.models import OfficeSetting

SECOND_STEP_ROLES = "second_step_roles"


def second_step_roles(*, on: date) -> frozenset[str]:
    """Roles that must take a second step when signing in, by the dated setting; none without it."""
    value = (
        OfficeSetting.objects.filter(key=SECOND_STEP_ROLES, unit=None, valid_from__lte=on)
        .order_by("-valid_from")
        .values_list("value", flat=True)
        .first()
    )
    return frozenset(value or ())


def administered_units() -> frozenset[int]:
    """Units whose accounts the officer in scope keeps: hers and those below, today."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_administered()")
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
            waiting=Exists(SignIn.objects.filter(pk=actor.sign_in_id, second_step_due=True, ended_at=None)),
            has_passkey=Exists(Passkey.objects.filter(officer_id=OuterRef("officer_id"))),
        )
        .values("waiting", "has_passkey", "totp_secret")
        .first()
    )
    if row is None:
        waits = SignIn.objects.filter(pk=actor.sign_in_id, second_step_due=True, ended_at=None)
        return SecondStep(waits.exists(), has_code=False, has_passkey=False)
    return SecondStep(row["waiting"], bool(row["totp_secret"]), row["has_passkey"])
