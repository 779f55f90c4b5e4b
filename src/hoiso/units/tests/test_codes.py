"""Identity codes as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoiso.units.codes import MAX_LENGTH, Style, fault, parse, same_body

LETTERS, DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
LEVEL_1 = st.builds("{}{:02}".format, st.sampled_from(LETTERS), st.integers(0, 99))
# Two letters first: a lower group that looked like a first one would leave the style open to doubt.
LOWER = st.builds("{}{}".format, st.text(LETTERS, min_size=2, max_size=2), st.sampled_from(["", *DIGITS]))


@pytest.mark.parametrize(
    ("text", "style", "path"),
    [
        ("000.00.17.H29", Style.QCVN_102, ("H29", "17")),
        ("H29.17", Style.DECISION_20, ("H29", "17")),
        ("28.22.H17", Style.QCVN_102, ("H17", "22", "28")),
        ("000.00.00.G22", Style.QCVN_102, ("G22",)),
        (" h37.dn.001 ", Style.DECISION_20, ("H37", "DN", "001")),
        ("G22", Style.DECISION_20, ("G22",)),
        ("HPN-TN", Style.OTHER, ("HPN-TN",)),
        ("", Style.OTHER, ("",)),
    ],
)
def test_both_styles_are_read(text: str, style: Style, path: tuple[str, ...]) -> None:
    assert (parse(text).style, parse(text).path) == (style, path)


@given(LEVEL_1, st.lists(LOWER, max_size=3))
def test_both_styles_of_one_body_have_one_path(top: str, lower: list[str]) -> None:
    new = ".".join([top, *lower])
    old = ".".join(["000"] * (3 - len(lower)) + list(reversed(lower)) + [top])
    assert parse(new).path == parse(old).path == (top, *lower)
    assert same_body(new, old)


@given(st.text(max_size=60))
def test_reading_never_fails_and_is_stable(text: str) -> None:
    read = parse(text)
    assert parse(read.code) == read
    assert read.path
    assert (fault(text) is None) <= (0 < len(read.code) <= MAX_LENGTH)


@pytest.mark.parametrize("text", ["", "H53..01", "H53.", "H53 01", "HỘI.01", "H53." + "A" * 40])
def test_a_malformed_code_is_told_why(text: str) -> None:
    assert fault(text)


def test_a_code_of_35_characters_is_taken() -> None:
    assert fault("H53." + ".".join(["ABC"] * 7) + ".AB") is None
    assert fault("A" * 36) == "Mã định danh dài nhất 35 ký tự, mã này có 36 ký tự"
