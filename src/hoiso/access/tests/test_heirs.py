"""A right at an heir counts for what the units that ended in it left, and for nothing new there."""

from datetime import date, timedelta

import pytest

from hoiso.access.models import Officer, Role
from hoiso.access.public import Right, require
from hoiso.core import clock
from hoiso.core.errors import NotAllowed
from hoiso.units.models import Succession, Unit
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db
TODAY = clock.office_date(clock.now())


def passed(before: Unit, after: Unit, *, share: str = Succession.Share.WHOLE, on: date = TODAY) -> None:
    with owner():
        Succession.objects.create(before=before, after=after, on=on, share=share)


@pytest.fixture
def clerk() -> Officer:
    return an_officer(Role.CLERK, a_unit("Xã Mới"))


def test_what_was_left_is_reached_through_every_merger(clerk: Officer) -> None:
    heir = Unit.objects.get(pk=acting(clerk).unit_id)
    between, first = a_unit("Xã Giữa"), a_unit("Xã Đầu")
    assert not acting(clerk).holds(Right.RESTRICT, at=first.pk)
    passed(first, between)
    passed(between, heir, share=Succession.Share.MAIN_PART)
    actor = acting(clerk)
    for unit in (first, between, heir):
        assert actor.holds(Right.RESTRICT, at=unit.pk)
        require(actor, Right.RESTRICT, at=unit.pk)
    assert not actor.holds(Right.INSTRUCT, at=first.pk)  # no more than her own post gives her
    assert actor.units_with(Right.RESTRICT) == (heir.pk,)


def test_a_part_a_neighbour_and_a_day_to_come_give_nothing(clerk: Officer) -> None:
    heir = Unit.objects.get(pk=acting(clerk).unit_id)
    part, later, elsewhere = a_unit(), a_unit(), a_unit()
    passed(part, heir, share=Succession.Share.PART)
    passed(later, heir, on=TODAY + timedelta(days=1))
    passed(elsewhere, a_unit())
    actor = acting(clerk)
    for unit in (part, later, elsewhere):
        with pytest.raises(NotAllowed):
            require(actor, Right.READ_TRAY, at=unit.pk)


def test_nothing_new_is_made_at_a_unit_that_ended(clerk: Officer) -> None:
    heir, ended = Unit.objects.get(pk=acting(clerk).unit_id), a_unit()
    passed(ended, heir)
    actor = acting(clerk)
    require(actor, Right.REGISTER_INCOMING, at=heir.pk, anew=True)
    require(actor, Right.REGISTER_INCOMING, at=ended.pk)
    with pytest.raises(NotAllowed):
        require(actor, Right.REGISTER_INCOMING, at=ended.pk, anew=True)
