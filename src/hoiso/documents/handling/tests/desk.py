"""An office of four with an incoming document, laid out for the tests of handling."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.documents.tables.document import Direction, Document, State
from hoiso.units.models import Unit
from tests.factories.people import a_unit, an_officer
from tests.roles import owner

_serial = count(1)


@dataclass(frozen=True, slots=True)
class Office:
    """A unit with a clerk, an office head, a leader and two specialists."""

    unit: Unit
    clerk: Officer
    head: Officer
    leader: Officer
    first: Officer
    second: Officer


def an_office() -> Office:
    unit = a_unit()
    return Office(
        unit=unit,
        clerk=an_officer(Role.CLERK, unit, name="Trần Thị Văn Thư"),
        head=an_officer(Role.OFFICE_HEAD, unit, name="Lê Thị Chánh"),
        leader=an_officer(Role.LEADER, unit, name="Phạm Thị Chủ Tịch", title="Chủ tịch"),
        first=an_officer(Role.SPECIALIST, unit, name="Nguyễn Thị Lệ"),
        second=an_officer(Role.SPECIALIST, unit, name="Nguyễn Thị Hoa"),
    )


def incoming(
    unit: Unit, clerk: Officer | None = None, *, due_on: date | None = None, state: str = State.REGISTERED,
    subject: str = "", restricted: bool = False,
) -> Document:  # fmt: skip
    """A document that stands in the incoming register."""
    number = next(_serial)
    now = clock.now()
    with owner():
        return Document.objects.create(
            unit=unit,
            direction=Direction.INCOMING,
            state=state,
            restricted=restricted,
            number=number,
            symbol=f"{number}/KH-UBND",
            subject=subject or f"Kế hoạch phối hợp số {number}",
            issuer="Uỷ ban nhân dân tỉnh",
            arrived_on=clock.office_date(now),
            due_on=due_on,
            holder_id=clerk.pk if clerk else None,
            holder_name=clerk.full_name if clerk else "",
            held_since=now,
            created_by=clerk.pk if clerk else None,
            created_at=now,
            changed_at=now,
        )


def outgoing(unit: Unit, by: Officer, *, state: str = State.ISSUED) -> Document:
    """An outgoing document of the unit."""
    number = next(_serial)
    now = clock.now()
    with owner():
        return Document.objects.create(
            unit=unit, direction=Direction.OUTGOING, state=state, number=number,
            symbol=f"{number}/CV-BTV", subject="Trả lời kế hoạch phối hợp", created_by=by.pk,
            created_at=now, changed_at=now, issued_on=clock.office_date(now),
        )  # fmt: skip


def today() -> date:
    return clock.office_date(clock.now())


def soon(days: int = 5) -> date:
    return today() + timedelta(days=days)


def now() -> datetime:
    return clock.now()
