"""Making units: single ones, and many at once with their places under others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hoiso.audit import public as audit
from hoiso.core.folding import nfc
from hoiso.units.errors import UnitRefused
from hoiso.units.models import Placement, Unit
from hoiso.units.names import CENTRAL_NAME, folded_names

_CENTRAL_FROM = date(1930, 10, 20)  # founding day of the Union
_MAY_LIE_UNDER: dict[str, tuple[str, ...]] = {
    Unit.Kind.CENTRAL: (),
    Unit.Kind.PROVINCE: (Unit.Kind.CENTRAL,),
    Unit.Kind.DISTRICT: (Unit.Kind.PROVINCE,),
    Unit.Kind.COMMUNE: (Unit.Kind.PROVINCE, Unit.Kind.DISTRICT),
    Unit.Kind.BRANCH: (Unit.Kind.PROVINCE, Unit.Kind.COMMUNE),
    Unit.Kind.GROUP: (Unit.Kind.BRANCH,),
    Unit.Kind.OUTSIDE: (),
}
_MUST_LIE_UNDER_ONE = (Unit.Kind.COMMUNE, Unit.Kind.BRANCH, Unit.Kind.GROUP, Unit.Kind.DISTRICT)


@dataclass(frozen=True, slots=True)
class Contact:
    """How a unit is reached."""

    address: str = ""
    phone: str = ""
    email: str = ""


def new_unit(
    *,
    kind: str,
    name: str,
    valid_from: date,
    valid_to: date | None = None,
    start_known: bool = True,
    official_code: str = "",
    body_name: str = "",
    contact: Contact = Contact(),
    source: str = "",
) -> Unit:
    """A unit not yet stored, with its folded names; for storing many at once."""
    return Unit(
        kind=kind,
        name=nfc(name),
        body_name=nfc(body_name),
        folded=folded_names(name, body_name),
        official_code=official_code,
        valid_from=valid_from,
        valid_to=valid_to,
        start_known=start_known,
        address=nfc(contact.address),
        phone=contact.phone.strip(),
        email=contact.email.strip(),
        source=source,
    )


@transaction.atomic
def add_unit(
    *,
    kind: str,
    name: str,
    valid_from: date,
    at: datetime,
    actor_id: int | None = None,
    parent: Unit | None = None,
    official_code: str = "",
    body_name: str = "",
    contact: Contact = Contact(),
    source: str = "",
) -> Unit:
    """Add one unit from a day on, under its parent (outside organisations and Central have none)."""
    _check_place(kind, parent, valid_from)
    clean = nfc(name)
    if not clean:
        raise UnitRefused("Nhập tên đơn vị", field="name")
    _refuse_taken_code(kind, official_code, valid_from)
    unit = new_unit(
        kind=kind,
        name=clean,
        valid_from=valid_from,
        official_code=official_code,
        body_name=body_name,
        contact=contact,
        source=source,
    )
    unit.save(force_insert=True)
    if parent is not None:
        Placement.objects.create(unit=unit, parent=parent, valid_from=valid_from)
    audit.record(
        "add_unit", "unit", unit.pk, at=at, actor_id=actor_id, unit_id=unit.pk, kind=kind, code=official_code
    )
    return unit


def add_outside(
    *,
    name: str,
    valid_from: date,
    at: datetime,
    actor_id: int | None = None,
    contact: Contact = Contact(),
) -> Unit:
    """Add an organisation outside the Union that documents are exchanged with."""
    return add_unit(
        kind=Unit.Kind.OUTSIDE, name=name, valid_from=valid_from, at=at, actor_id=actor_id, contact=contact
    )


@transaction.atomic
def change_contact(*, unit: Unit, contact: Contact, at: datetime, actor_id: int | None = None) -> Unit:
    """Correct how a unit is reached. Names and days are never edited: a renamed unit is a new row."""
    unit.address, unit.phone, unit.email = nfc(contact.address), contact.phone.strip(), contact.email.strip()
    unit.save(update_fields=["address", "phone", "email"])
    audit.record("change_contact", "unit", unit.pk, at=at, actor_id=actor_id, unit_id=unit.pk)
    return unit


def the_central(*, at: datetime, actor_id: int | None = None) -> Unit:
    """Central, made if it is not there."""
    known = Unit.objects.filter(kind=Unit.Kind.CENTRAL).order_by("id").first()
    if known is not None:
        return known
    return add_unit(
        kind=Unit.Kind.CENTRAL,
        name=CENTRAL_NAME,
        body_name=CENTRAL_NAME,
        valid_from=_CENTRAL_FROM,
        at=at,
        actor_id=actor_id,
    )


def store(units: Sequence[Unit], parents: Sequence[Unit | None]) -> None:
    """Store many new units and their places, each for its own period. Two statements for any number."""
    Unit.objects.bulk_create(units)
    Placement.objects.bulk_create(
        Placement(unit=unit, parent=parent, valid_from=unit.valid_from, valid_to=unit.valid_to)
        for unit, parent in zip(units, parents, strict=True)
        if parent is not None
    )


def _check_place(kind: str, parent: Unit | None, valid_from: date) -> None:
    if kind not in _MAY_LIE_UNDER:
        raise UnitRefused("Chọn loại đơn vị", field="kind")
    if parent is None:
        if kind in _MUST_LIE_UNDER_ONE:
            raise UnitRefused("Chọn đơn vị cấp trên", field="parent")
        return
    if parent.kind not in _MAY_LIE_UNDER[kind]:
        raise UnitRefused(
            f"{Unit.Kind(kind).label} không thể trực thuộc {parent.name}. Chọn đơn vị cấp trên khác.",
            field="parent",
        )
    if not parent.stands_on(valid_from):
        raise UnitRefused(f"{parent.name} không hoạt động vào ngày bắt đầu đã chọn.", field="valid_from")


def _refuse_taken_code(kind: str, official_code: str, valid_from: date) -> None:
    if not official_code:
        return
    standing = Unit.objects.filter(kind=kind, official_code=official_code).exclude(valid_to__lt=valid_from)
    taken = standing.first()
    if taken is not None:
        raise UnitRefused(
            f"Mã {official_code} đang là của {taken.name}. Kiểm tra lại mã hoặc ngày bắt đầu.",
            field="official_code",
        )
