"""Officers who can sign in by the page: a password of their own, laid out by the owner."""

from hoiso.access.models import Credential, Officer
from hoiso.access.passwords import hashed
from hoiso.core.clock import now
from hoiso.units.models import Unit
from tests.factories.people import a_post, an_officer
from tests.roles import owner


def password_of(officer: Officer) -> str:
    """The password that `who_signs_in` gave her."""
    return f"hoa-sen-{officer.username}"


def who_signs_in(unit: Unit, *roles: str, name: str, title: str = "") -> Officer:
    """An officer of the unit with these roles and a password."""
    officer = an_officer(roles[0], unit, name=name, title=title)
    for role in roles[1:]:
        a_post(officer, role, unit)
    with owner():
        Credential.objects.create(officer=officer, password=hashed(password_of(officer)), changed_at=now())
    return officer
