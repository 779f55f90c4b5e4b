"""A unit with its clerk, and another unit beside it."""

import pytest

from hoiso.access.models import Officer, Role
from hoiso.core import scope
from hoiso.core.clock import now, office_date
from hoiso.documents.search.public import count_words
from hoiso.units.models import Unit
from tests.factories.people import a_unit, an_officer
from tests.roles import worker


@pytest.fixture
def unit() -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit, name="Trần Thị Thu")


def counted(unit: Unit) -> None:
    """Word counts of the unit as the nightly job makes them."""
    with worker():
        scope.adopt(scope.system_token(office_date(now())))
        count_words(unit.pk)
    scope.adopt("")
