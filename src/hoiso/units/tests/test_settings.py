"""Settings: nearest unit first, from a day on, with a default for each."""

from datetime import date

import pytest

from hoiso.core.clock import now
from hoiso.units import public as units
from hoiso.units import settings
from hoiso.units.errors import SettingRefused
from hoiso.units.models import OfficeSetting
from hoiso.units.settings_registry import REGISTRY
from tests.factories.people import a_unit
from tests.roles import owner

pytestmark = pytest.mark.django_db
SINCE, TODAY = date(2026, 1, 1), date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _as_owner() -> object:
    with owner():
        yield


def decide(written: str, unit_id: int | None, valid_from: date = SINCE, key: str = "layout") -> None:
    units.decide_setting(key=key, written=written, unit_id=unit_id, valid_from=valid_from, at=now())


def test_the_nearest_unit_decides_then_the_installation_then_the_default() -> None:
    province = a_unit(kind="province")
    commune = a_unit(under=province)
    branch = a_unit(kind="branch", under=commune)
    assert settings.get(branch.pk, "layout", TODAY) == "A"
    decide("B", None)
    assert settings.get(branch.pk, "layout", TODAY) == "B"
    decide("A", province.pk)
    assert settings.get(branch.pk, "layout", TODAY) == "A"
    decide("B", commune.pk)
    assert (settings.get(branch.pk, "layout", TODAY), settings.get(province.pk, "layout", TODAY)) == (
        "B",
        "A",
    )
    assert settings.get(branch.pk, "layout", date(2025, 12, 31)) == "A"
    assert settings.get(None, "layout", TODAY) == "B"


def test_an_empty_value_gives_the_decision_back() -> None:
    province = a_unit(kind="province")
    commune = a_unit(under=province)
    decide("BTV", province.pk, key="body_code")
    decide("HPN", commune.pk, key="body_code")
    decide("", commune.pk, date(2026, 6, 1), key="body_code")
    assert settings.get(commune.pk, "body_code", date(2026, 5, 31)) == "HPN"
    assert settings.get(commune.pk, "body_code", TODAY) == "BTV"


def test_the_same_day_again_replaces_the_decision() -> None:
    unit = a_unit()
    decide("B", unit.pk)
    decide("A", unit.pk)
    assert [one.words for one in units.decisions("layout", [unit.pk])] == ["Kiểu A (Nghị định 30)"]


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        ("layout", "B", "B"),
        ("deputy_signs_kt", "không", False),
        ("seal_diameter", "40", 40),
        ("letter_symbol", " {n}/BTV-VP ", "{n}/BTV-VP"),
        ("second_step_roles", "leader,province_admin", ["leader", "province_admin"]),
        ("fee_month", "", None),
    ],
)
def test_what_is_typed_becomes_a_value(key: str, written: str, value: object) -> None:
    assert settings.accept(key, written) == value


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("layout", "C"), ("seal_diameter", "5"), ("seal_diameter", "ba mươi"), ("letter_symbol", "x" * 41),
        ("deputy_signs_kt", "có lẽ"), ("second_step_roles", "boss"), ("khong_co", "1"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_value_is_refused(key: str, written: str) -> None:
    with pytest.raises(SettingRefused):
        settings.accept(key, written)


def test_every_setting_has_words_a_meaning_and_a_default_that_it_accepts() -> None:
    assert {setting.doubt for setting in REGISTRY.values()} == set(range(29))
    for key, setting in REGISTRY.items():
        assert setting.label
        assert setting.meaning
        assert settings.words(key, setting.default)
        if setting.choices and not isinstance(setting.default, list):
            assert setting.default in dict(setting.choices)


@pytest.mark.parametrize("key", ["second_step_roles", "secret_register_line"])
def test_what_the_province_decides_for_all_no_unit_decides_for_itself(key: str) -> None:
    commune = a_unit()
    written = "leader" if key == "second_step_roles" else "có"
    with pytest.raises(SettingRefused, match="quản trị tỉnh"):
        decide(written, commune.pk, key=key)
    OfficeSetting.objects.create(unit=commune, key=key, value=settings.accept(key, written), valid_from=SINCE)
    assert not settings.get(commune.pk, key, TODAY)
    decide(written, None, key=key)
    assert settings.get(commune.pk, key, TODAY)
