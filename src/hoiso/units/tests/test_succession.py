"""Heirs and origins through several steps."""

from datetime import date

import pytest

from hoiso.core.clock import now
from hoiso.core.errors import NotThere
from hoiso.units import public as units
from hoiso.units.errors import UnitRefused
from hoiso.units.models import Succession, Unit
from hoiso.units.succession import combined
from tests.factories.people import a_unit
from tests.roles import owner

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2026, 1, 1), date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _as_owner() -> object:
    with owner():
        yield


def passed(before: Unit, after: Unit, on: date, share: str = "whole") -> None:
    Succession.objects.create(before=before, after=after, on=on, share=share)


def test_shares_combine() -> None:
    assert combined("whole", "whole") == "whole"
    assert combined("whole", "part-main") == combined("part-main", "whole") == "part-main"
    assert combined("part-main", "part-main") == "part-main"
    assert combined("part", "whole") == combined("part-main", "part") == "part"


def test_two_steps_forwards_and_back() -> None:
    old = a_unit("Xã A", valid_to=date(2025, 12, 31))
    middle = a_unit("Xã B", valid_from=FIRST, valid_to=date(2026, 5, 31))
    main, rest = a_unit("Xã C", valid_from=SECOND), a_unit("Xã D", valid_from=SECOND)
    passed(old, middle, FIRST)
    passed(middle, main, SECOND, "part-main")
    passed(middle, rest, SECOND, "part")

    def told(fates: tuple[units.Fate, ...]) -> list[tuple[str, str]]:
        return [(fate.unit.name, fate.share) for fate in fates]

    assert told(units.became(old.pk, date(2026, 3, 1))) == [("Xã B", "whole")]
    assert told(units.became(old.pk, date(2026, 7, 1))) == [("Xã C", "part-main"), ("Xã D", "part")]
    assert told(units.came_from(rest.pk, date(2026, 3, 1))) == [("Xã B", "part")]
    assert told(units.came_from(rest.pk, date(2025, 8, 1))) == [("Xã A", "part")]
    answer = units.unit_on(old.pk, date(2026, 7, 1))
    assert answer.sentence == "Xã A kết thúc ngày 31/12/2025, nay là Xã C (phần lớn), Xã D (một phần)."


def test_a_merger_has_its_origins_and_a_closed_unit_no_heir() -> None:
    heir = a_unit("Xã Mới", valid_from=FIRST)
    for name in ("Xã Một", "Xã Hai"):
        passed(a_unit(name, valid_to=date(2025, 12, 31)), heir, FIRST)
    origins = units.came_from(heir.pk, date(2025, 9, 1))
    assert {fate.unit.name for fate in origins} == {"Xã Một", "Xã Hai"}
    closed = a_unit("Xã Ba", valid_to=date(2025, 12, 31))
    assert units.unit_on(closed.pk, FIRST).found is units.Found.ENDED
    with pytest.raises(NotThere):
        units.history(0)


def test_a_unit_moves_under_another_from_a_day_on() -> None:
    first, second = a_unit(kind="province"), a_unit(kind="province")
    unit = a_unit(under=first)
    units.move_unit(unit=unit, parent=second, on=FIRST, at=now())
    assert units.units_above(unit.pk, on=date(2025, 12, 31)) == (unit.pk, first.pk)
    assert units.units_above(unit.pk, on=FIRST) == (unit.pk, second.pk)
    assert unit.pk in units.units_below(second.pk, on=FIRST)


def test_ended_units_do_not_end_again_and_new_ones_not_before_they_begin() -> None:
    ended, young = a_unit(valid_to=date(2025, 8, 31)), a_unit(valid_from=SECOND)
    for unit in (ended, young):
        with pytest.raises(UnitRefused):
            units.end_units([unit], on=FIRST)
