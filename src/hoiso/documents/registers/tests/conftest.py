"""A unit with its clerk."""

import pytest

from hoiso.access.models import Officer, Role
from hoiso.units.models import Unit
from tests.factories.people import a_unit, an_officer


@pytest.fixture
def unit(db: None) -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit, name="Trần Thị Văn Thư")
