"""Accounts of all communes at once, each with a slip to be printed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hoiso.access.public import (
    Actor,
    NewOfficer,
    Right,
    Role,
    Slip,
    add_officers,
    logins_taken,
    make_slips,
    require,
    roles_held,
    suggested_username,
)
from hoiso.core.errors import DomainError
from hoiso.units.models import Unit
from hoiso.units.public import units_below

# What each commune may be given at the start; the names are changed by the officers themselves.
OFFERED: tuple[tuple[str, str], ...] = (
    (Role.CLERK, "Văn thư"),
    (Role.LEADER, "Chủ tịch"),
    (Role.UNIT_ADMIN, "Quản trị"),
)


@dataclass(frozen=True, slots=True)
class CommuneState:
    """How far a commune is: which of the offered roles somebody holds there."""

    unit: Unit
    held: frozenset[str]


def communes(by: Actor) -> list[CommuneState]:
    """Communes of the administrator's province with the roles held there, by name. Three statements."""
    below = units_below(by.unit_id, on=by.on)
    units = list(Unit.objects.filter(id__in=below, kind=Unit.Kind.COMMUNE).order_by("name"))
    held = roles_held((unit.pk for unit in units), on=by.on)
    return [CommuneState(unit, held.get(unit.pk, frozenset())) for unit in units]


@dataclass(frozen=True, slots=True)
class AccountSlip:
    """A slip with the unit it is cut out for."""

    unit_name: str
    slip: Slip


@transaction.atomic
def make_commune_accounts(*, by: Actor, roles: list[str], at: datetime) -> list[AccountSlip]:
    """An account for each chosen role at each commune where nobody holds it yet, with its slip.

    The account is named after the post ("Văn thư Hội LHPN Xã Mỹ Yên") until the officer writes her
    own name. Done again it makes only what is missing; the slips' codes are told this once.
    """
    require(by, Right.ADMINISTER_PROVINCE, at=by.unit_id)
    titles = {role: title for role, title in OFFERED if role in roles}
    if not titles:
        raise DomainError("Chọn ít nhất một loại tài khoản để tạo cho các xã, phường", field="roles")
    missing = [
        (state.unit, role, title)
        for state in communes(by)
        for role, title in titles.items()
        if role not in state.held
    ]
    taken: set[str] = set()
    made: list[NewOfficer] = []
    for unit, role, title in missing:
        username = suggested_username(title, unit.name, taken=taken)
        taken.add(username)
        made.append(
            NewOfficer(
                full_name=f"{title} {unit.title}",
                username=username,
                unit_id=unit.pk,
                role=role,
                title=title,
                since=by.on,
            )
        )
    clash = logins_taken([one.username for one in made], [])
    if clash:
        raise DomainError(
            f"Tên đăng nhập {sorted(clash)[0]} đã có người dùng. Tạo riêng đơn vị đó ở mục Cán bộ."
        )
    ids = add_officers(by=by, officers=made, at=at)
    slips = make_slips(by=by, officer_ids=ids, at=at) if ids else []
    return [AccountSlip(unit.title, slip) for (unit, _, _), slip in zip(missing, slips, strict=True)]
