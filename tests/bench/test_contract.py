"""What a row of a bench says of its figures."""

import pytest

from bench.contract import Row, table


def row(value: float, floor: float | None, target: float, **also: object) -> Row:
    return Row(what="đo", value=value, floor=floor, target=target, unit="ms", **also)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "ratio", "holds"),
    [
        (row(15, 10, 1.5), 1.5, True),
        (row(16, 10, 1.5), 1.6, False),
        (row(90, 100, 0.5, at_least=True), 0.9, True),
        (row(40, 100, 0.5, at_least=True), 0.4, False),
        (row(60, None, 120), 0.5, True),
        (row(130, None, 120), 130 / 120, False),
        (row(10, 10, 1.5, also=False), 1.0, False),
    ],
)
def test_a_row_holds_by_its_ratio(one: Row, ratio: float, holds: bool) -> None:
    assert one.ratio == pytest.approx(ratio)
    assert one.holds is holds


def test_a_floor_below_half_of_its_known_speed_fails_the_row() -> None:
    assert not row(10, 10, 1.5, known=4).holds
    assert row(10, 10, 1.5, known=6).holds
    assert not row(200, 400, 0.25, at_least=True, known=936).holds
    assert row(200, 500, 0.25, at_least=True, known=936).holds


def test_the_row_for_machines_and_for_people() -> None:
    one = row(15.00001, 10, 1.2, peer="peer")
    assert one.as_json() == {
        "what": "đo", "floor": 10, "value": 15.0, "unit": "ms", "ratio": 1.5, "target": 1.2, "holds": False
    }  # fmt: skip
    assert "CHƯA ĐẠT" in table([one])
    assert "MỨC SÀN CHẬM" in table([row(10, 10, 1.5, known=4)])
