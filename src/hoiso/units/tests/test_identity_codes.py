"""Identity codes given, looked up, closed, and never given again."""

from datetime import date

import pytest

from hoiso.core.clock import now
from hoiso.units import public as units
from hoiso.units.errors import CodeRefused
from hoiso.units.models import IdentityCode, Succession
from hoiso.units.public import CodeState
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db
SINCE, TODAY = date(2025, 7, 1), date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _as_owner() -> object:
    with owner():
        yield


def test_an_open_code_leads_to_its_unit() -> None:
    unit = a_unit()
    units.give_code(unit=unit, text="h53.08.01", valid_from=SINCE, at=now(), demo=True)
    answer = units.look_up_code("H53.08.01", on=TODAY)
    assert (answer.state, answer.unit.id, answer.demo) == (CodeState.OPEN, unit.pk, True)
    assert units.look_up_code("H53.08.01", on=date(2025, 1, 1)).state is CodeState.NOT_YET
    assert units.look_up_code("H99", on=TODAY).state is CodeState.UNKNOWN
    assert units.primary_code(unit.pk, on=TODAY) == "H53.08.01"


def test_a_closed_code_names_its_successor_and_is_never_given_again() -> None:
    unit, heir = a_unit(), a_unit()
    old = units.give_code(unit=unit, text="H53.08.01", valid_from=SINCE, at=now())
    new = units.give_code(unit=heir, text="H53.08.02", valid_from=SINCE, at=now())
    units.close_code(code=old, last_day=date(2026, 6, 30), successor=new, at=now())
    answer = units.look_up_code("H53.08.01", on=TODAY)
    assert (answer.state, answer.unit.id, answer.successor.id, answer.successor_code) == (
        CodeState.CLOSED, unit.pk, heir.pk, "H53.08.02",
    )  # fmt: skip
    assert "Cần người xác nhận" in answer.sentence
    assert units.look_up_code("H53.08.01", on=date(2026, 6, 30)).state is CodeState.OPEN
    for other in (unit, heir):
        with pytest.raises(CodeRefused, match="không được cấp lại"):
            units.give_code(unit=other, text="H53.08.01", valid_from=TODAY, at=now(), alias=True)
    with pytest.raises(CodeRefused, match="do chính mã này thay thế"):
        units.close_code(code=new, last_day=TODAY, successor=old, at=now())
    with pytest.raises(CodeRefused, match="đã đóng ngày 30/06/2026"):
        units.close_code(code=old, last_day=TODAY, at=now())


def test_the_code_of_an_ended_unit_offers_its_heir() -> None:
    unit, heir = a_unit(valid_to=date(2026, 6, 30)), a_unit()
    units.give_code(unit=unit, text="H53.08.01", valid_from=SINCE, at=now())
    Succession.objects.create(before=unit, after=heir, on=date(2026, 7, 1), share="whole")
    answer = units.look_up_code("H53.08.01", on=TODAY)
    assert (answer.state, answer.successor.id) == (CodeState.CLOSED, heir.pk)


def test_an_equal_path_is_suggested_and_not_joined() -> None:
    unit = a_unit()
    units.give_code(unit=unit, text="H29.17", valid_from=SINCE, at=now())
    answer = units.look_up_code("000.00.17.H29", on=TODAY)
    assert (answer.state, answer.unit.id, answer.successor_code) == (CodeState.SUGGESTED, unit.pk, "H29.17")
    units.give_code(unit=unit, text="000.00.17.H29", valid_from=SINCE, at=now(), alias=True)
    assert units.look_up_code("000.00.17.H29", on=TODAY).state is CodeState.OPEN


def test_a_unit_has_one_primary_code_a_day() -> None:
    unit = a_unit()
    units.give_code(unit=unit, text="H53.08.01", valid_from=SINCE, at=now())
    with pytest.raises(CodeRefused, match=r"đang có mã chính H53\.08\.01"):
        units.give_code(unit=unit, text="H53.08.02", valid_from=TODAY, at=now())
    with pytest.raises(CodeRefused, match="không hoạt động"):
        units.give_code(unit=unit, text="H53.08.03", valid_from=date(2020, 1, 1), at=now())


def test_the_database_refuses_a_code_given_twice() -> None:
    unit = a_unit()
    row = units.give_code(unit=unit, text="H53.08.01", valid_from=SINCE, at=now())
    row.pk = None
    row.primary = False
    with pytest.raises(Exception, match="duplicate key"):
        row.save(force_insert=True)


def test_a_clerk_cannot_write_units_or_codes_whatever_the_code_above_does() -> None:
    from django.db import transaction

    from hoiso.units.models import Holiday, OfficeSetting, Placement, Unit
    from tests.roles import _role

    commune = a_unit()
    clerk = an_officer("clerk", commune)
    rows = [
        Unit(kind="commune", name="Xã Lén", folded="xa len", valid_from=SINCE),
        Placement(unit=commune, parent=commune, valid_from=SINCE),
        Succession(before=commune, after=a_unit(), on=TODAY, share="whole"),
        IdentityCode(code="H53.09", path="H53.09", style="new", unit=commune, valid_from=SINCE),
        OfficeSetting(unit=commune, key="layout", value="B", valid_from=SINCE),
        Holiday(day=TODAY, name="Nghỉ thêm"),
    ]
    with _role("hoiso_web"):
        acting(clerk)
        for row in rows:
            with pytest.raises(Exception, match="row-level security"), transaction.atomic():
                row.save(force_insert=True)
        assert Unit.objects.filter(pk=commune.pk).update(name="Đổi trộm") == 0
