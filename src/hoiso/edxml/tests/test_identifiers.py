from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoiso.edxml.errors import EdxmlError
from hoiso.edxml.identifiers import compose_document_id, document_id_key, split_document_id

PART = st.text("ABCĐ0123456789.-", min_size=1)


@given(PART, st.dates(), PART, st.text("ABCĐ,/-", min_size=1))
def test_what_is_composed_splits_back(organ_id: str, day: date, number: str, notation: str) -> None:
    parts = split_document_id(
        compose_document_id(organ_id=organ_id, day=day, number=number, notation=notation)
    )
    assert parts is not None
    assert (parts.organ_id, parts.code) == (organ_id, f"{number}/{notation}")
    assert parts.date == f"{day.year:04}/{day.month:02}/{day.day:02}"


def test_only_the_first_two_commas_part() -> None:
    parts = split_document_id("000.00.00.G22,2014/02/30,7806/VPCP-TTĐT, a,b")
    assert parts is not None
    assert (parts.organ_id, parts.date, parts.code) == ("000.00.00.G22", "2014/02/30", "7806/VPCP-TTĐT, a,b")


def test_a_guid_has_no_parts() -> None:
    assert split_document_id("9fbfbad2-f1f8-4256-a2eb-50fb1061cddb") is None


@pytest.mark.parametrize(
    ("organ_id", "number", "notation"),
    [("A,B", "1", "X"), ("A", "1/2", "X"), ("A", " ", "X"), ("A", "1", "X\nY")],
)
def test_an_id_that_would_split_otherwise_is_not_composed(organ_id: str, number: str, notation: str) -> None:
    with pytest.raises(EdxmlError):
        compose_document_id(organ_id=organ_id, day=date(2026, 9, 20), number=number, notation=notation)


def test_one_key_for_every_spelling() -> None:
    spellings = [
        "H53.01,2026/09/20,128/KH-TĐT Ế",
        "h53.01, 2026/09/20, 128/kh-tđt ê\u0301",
        "Ｈ53.01,2026/09/20,１２８/KH-TĐT\u200bẾ",
    ]
    assert len({document_id_key(text) for text in spellings}) == 1
    assert document_id_key("H53.01,2026/09/20,129/KH") != document_id_key("H53.01,2026/09/20,128/KH")
