"""The shipped lists: every unit answered for, forwards and back, whatever the day."""

from datetime import date

import pytest

from hoiso.core import scope
from hoiso.core.clock import now
from hoiso.units import public, shipped
from hoiso.units.models import IdentityCode, Placement, Succession, Unit
from tests.roles import owner

pytestmark = [pytest.mark.django_db]
EVE, REFORM = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def loaded() -> None:
    with owner():
        public.load_shipped(at=now())


@pytest.fixture(autouse=True)
def _as_owner() -> object:
    with owner():
        yield


def rows(listed: tuple, level: str) -> list:
    return [row for row in listed if row.level == level]


def test_every_unit_is_answered_forwards_and_back(loaded: None) -> None:
    """One database load for all 280 old and 96 new communes: the load is the slow part."""
    assert Unit.objects.filter(kind="commune", valid_to=None).count() == 3321
    assert Unit.objects.filter(kind="province", valid_to=None).count() == 34
    shares: dict[str, dict[str, str]] = {}
    for row in shipped.mapping().rows:
        shares.setdefault(row.old_code, {})[row.new_code] = row.share
    old = rows(shipped.before().rows, "commune")
    assert len(old) == len(shares) == 280
    for row in old:
        then = public.unit_by_code(row.code, EVE)
        assert (then.found, then.unit.name) == (public.Found.STOOD, row.name)
        later = public.unit_on(then.unit.id, date(2026, 5, 5))
        assert later.found is public.Found.HEIRS
        assert {fate.unit.official_code: fate.share for fate in later.units} == shares[row.code]
        assert later.unit.official_code == next(c for c, s in shares[row.code].items() if s != "part")
    new = {row.code: row for row in rows(shipped.country().rows, "commune") if row.parent_code == "80"}
    assert len(new) == 96
    for code, row in new.items():
        today = public.unit_by_code(code, REFORM)
        assert (today.found, today.unit.name) == (public.Found.STOOD, row.name)
        earlier = public.unit_on(today.unit.id, EVE)
        assert earlier.found is public.Found.ORIGINS
        origins = {fate.unit.official_code: fate.share for fate in earlier.units}
        assert origins == {o: s[code] for o, s in shares.items() if code in s}


def test_a_code_used_again_is_told_apart_by_the_day(loaded: None) -> None:
    before, after = public.unit_by_code("25459", EVE), public.unit_by_code("25459", REFORM)
    assert (before.unit.name, after.unit.name) == ("Phường 3", "Phường Tân Ninh")
    assert before.unit.id != after.unit.id
    assert public.unit_by_code("80", EVE).unit.name == "Tỉnh Long An"
    assert public.unit_by_code("80", REFORM).unit.name == "Tỉnh Tây Ninh"
    heirs = public.unit_by_code("72", REFORM)
    assert (heirs.found, heirs.unit.name, heirs.unit.official_code) == (
        public.Found.HEIRS,
        "Tỉnh Tây Ninh",
        "80",
    )
    assert heirs.sentence == "Tỉnh Tây Ninh kết thúc ngày 30/06/2025, nay là Tỉnh Tây Ninh."


def test_outside_tay_ninh_nothing_is_known_before_the_reform(loaded: None) -> None:
    answer = public.unit_by_code("00004", EVE)
    assert (answer.found, answer.units) == (public.Found.NO_DATA, ())
    assert answer.sentence == "Phường Ba Đình ngày 30/06/2025: chưa có dữ liệu."
    assert public.unit_by_code("99999", EVE).found is public.Found.UNKNOWN
    assert public.unit_by_code("25459", date(1990, 1, 1)).found is public.Found.NO_DATA


def test_districts_close_and_pass_to_the_province_unless_named(loaded: None) -> None:
    assert Unit.objects.filter(kind="district").count() == 24
    assert not Unit.objects.filter(kind="district").exclude(valid_to=EVE).exists()
    heirs = public.unit_by_code("703", REFORM)
    assert [(fate.unit.name, fate.share) for fate in heirs.units] == [("Tỉnh Tây Ninh", "whole")]


def test_parts_wait_for_a_person(loaded: None) -> None:
    waiting = public.open_divisions(settled=False, today=REFORM)
    assert len(waiting) == public.waiting_divisions() == 25
    assert all(one.main_name for one in waiting)
    assert Succession.objects.filter(share="part-main", settled=True).count() == 24


def test_loading_twice_changes_nothing(loaded: None) -> None:
    counts = [model.objects.count() for model in (Unit, Placement, Succession, IdentityCode)]
    public.load_shipped(at=now())
    assert [model.objects.count() for model in (Unit, Placement, Succession, IdentityCode)] == counts


def test_the_worker_may_load_under_the_system_scope() -> None:
    from tests.roles import worker

    with worker():
        scope.adopt(scope.system_token(REFORM))
        public.load_country(at=now())
        assert Unit.objects.filter(kind="commune").count() == 3321
