"""Examples of law-and-formats 1.5 and 2.2."""

from datetime import date

import pytest

from hoiso.documents.layouts.errors import WrongPattern
from hoiso.documents.layouts.numbers import (
    LETTER_BY_UNIT_PATTERN,
    LETTER_PATTERN,
    PARTY_PATTERN,
    TYPED_PATTERN,
    SymbolPattern,
    place_and_date,
)


def test_an_undated_document_leaves_room_for_the_date() -> None:
    assert place_and_date("Tây Ninh", date(2026, 1, 5)) == "Tây Ninh, ngày 05 tháng 01 năm 2026"
    assert place_and_date("Tây Ninh", None).split() == ["Tây", "Ninh,", "ngày", "tháng", "năm"]


@pytest.mark.parametrize(
    ("pattern", "number", "parts", "text"),
    [
        (TYPED_PATTERN, 5, {"type_code": "KH", "body": "BTV"}, "05/KH-BTV"),
        (TYPED_PATTERN, 15, {"type_code": "QĐ", "body": "BNV"}, "15/QĐ-BNV"),
        (LETTER_PATTERN, 112, {"body": "BTV"}, "112/CV-BTV"),
        (LETTER_BY_UNIT_PATTERN, 112, {"body": "BTV", "unit": "VP"}, "112/BTV-VP"),
        (LETTER_BY_UNIT_PATTERN, 112, {"body": "BTV"}, "112/BTV"),
        (PARTY_PATTERN, 5, {"type_code": "KH", "body": "HPN"}, "05-KH/HPN"),
    ],
)
def test_symbols_are_composed_by_the_bodys_pattern(
    pattern: str, number: int, parts: dict[str, str], text: str
) -> None:
    assert SymbolPattern(pattern).symbol(number, **parts) == text


def test_a_late_entry_bears_a_letter() -> None:
    symbol = SymbolPattern(TYPED_PATTERN).symbol(12, suffix="a", type_code="KH", body="BTV")
    assert symbol == "12a/KH-BTV"


@pytest.mark.parametrize(
    "pattern",
    ["", "{type}-{body}", "{n}{type}", "{n}/", "{n}/{kind}", "{n}/{type} {body}", "{n}/{n}", "{n}/{type"],
)
def test_a_pattern_that_cannot_be_used_is_refused_with_a_sentence(pattern: str) -> None:
    with pytest.raises(WrongPattern) as refusal:
        SymbolPattern(pattern)
    assert refusal.value.field == "symbol_pattern"
    assert refusal.value.sentence.startswith("Mẫu ký hiệu")
