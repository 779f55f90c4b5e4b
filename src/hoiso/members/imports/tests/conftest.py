"""A commune with its branches and clerk, and lists brought for them."""

import io
from datetime import date, datetime

import pytest

from hoiso.access.models import Officer, Role
from hoiso.core import scope
from hoiso.core.clock import OFFICE_ZONE
from hoiso.members.imports import public
from hoiso.members.models import MemberList
from hoiso.units.models import Unit
from tests.factories.members import a_branch
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import worker

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=OFFICE_ZONE)


@pytest.fixture
def commune(db: None) -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def branches(commune: Unit) -> list[Unit]:
    return [a_branch(f"Chi hội ấp {number}", under=commune) for number in (1, 2)]


@pytest.fixture
def clerk(commune: Unit, branches: list[Unit]) -> Officer:
    return an_officer(Role.CLERK, commune, name="Trần Thị Văn Thư")


def brought(
    clerk: Officer, content: bytes, *, as_of: date | None = None, name: str = "ds.xlsx"
) -> MemberList:
    """The list as the clerk brought it, looked through."""
    by = acting(clerk)
    return public.begin(
        by=by,
        unit_id=by.unit_id,
        stream=io.BytesIO(content),
        name=name,
        wish=public.Wish(as_of=as_of),
        at=NOON,
    )[0]


def taken_in(clerk: Officer, one: MemberList) -> MemberList:
    """Started by the clerk, and done by the worker."""
    public.start(by=acting(clerk), list_id=one.pk, at=NOON)
    worked(one.pk)
    acting(clerk)
    one.refresh_from_db()
    return one


def worked(list_id: int) -> None:
    """What the job does."""
    scope.adopt("")
    with worker():
        public.carry_on(list_id)
