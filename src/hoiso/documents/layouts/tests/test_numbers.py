"""Examples of law-and-formats 1.5 and 2.2."""

from datetime import date

import pytest

from hoiso.documents.layouts.errors import WrongPattern
from hoiso.documents.layouts.numbers import (
    LETTER_BY_UNIT_PATTERN,
    LETTER_PATTERN,
    PARTY_PATTERN,
    TYPED_PATTERN,
    Symbol,
    SymbolPattern,
    date_text,
    number_text,
    place_and_date,
    read_symbol,
)


@pytest.mark.parametrize(("number", "text"), [(1, "01"), (5, "05"), (9, "09"), (10, "10"), (123, "123")])
def test_a_zero_stands_before_numbers_under_ten_only(number: int, text: str) -> None:
    assert number_text(number) == text


def test_numbers_start_at_one() -> None:
    with pytest.raises(ValueError, match="starts at 1"):
        number_text(0)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 1), "ngày 01 tháng 3 năm 2026"),
        (date(2026, 6, 9), "ngày 09 tháng 6 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_dates_are_written_as_the_decree_writes_them(day: date, text: str) -> None:
    assert date_text(day) == text


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
    assert SymbolPattern(pattern).symbol(number, **parts).text == text


def test_a_late_entry_bears_a_letter() -> None:
    symbol = SymbolPattern(TYPED_PATTERN).symbol(12, suffix="a", type_code="KH", body="BTV")
    assert symbol == Symbol("12a", "/", "KH-BTV")


@pytest.mark.parametrize(
    "pattern",
    ["", "{type}-{body}", "{n}{type}", "{n}/", "{n}/{kind}", "{n}/{type} {body}", "{n}/{n}", "{n}/{type"],
)
def test_a_pattern_that_cannot_be_used_is_refused_with_a_sentence(pattern: str) -> None:
    with pytest.raises(WrongPattern) as refusal:
        SymbolPattern(pattern)
    assert refusal.value.field == "symbol_pattern"
    assert refusal.value.sentence.startswith("Mẫu ký hiệu")


@pytest.mark.parametrize(
    ("written", "number", "separator", "notation"),
    [
        ("12/QĐ-UBND", "12", "/", "QĐ-UBND"),
        ("30/2020/NĐ-CP", "30", "/", "2020/NĐ-CP"),
        ("05-NQ/ĐU", "05", "-", "NQ/ĐU"),
        ("36-HD/VPTW", "36", "-", "HD/VPTW"),
        ("12a/KH-BTV", "12a", "/", "KH-BTV"),
        ("12A/KH-BTV", "12a", "/", "KH-BTV"),
        ("12đ/KH-BTV", "12đ", "/", "KH-BTV"),
        ("Số: 345 / ĐCT - TG", "345", "/", "ĐCT-TG"),
        ("Số 05–NQ/ĐU", "05", "-", "NQ/ĐU"),
        ("  07/QÐ-BTV ", "07", "/", "QĐ-BTV"),
        ("128", "128", "", ""),
        ("/KH-BTV", "", "", "/KH-BTV"),
        ("Không số", "", "", "Không số"),
        ("", "", "", ""),
    ],
)
def test_received_symbols_are_taken_apart(written: str, number: str, separator: str, notation: str) -> None:
    assert read_symbol(written) == Symbol(number, separator, notation)


def test_numbers_with_letters_sort_after_their_number_in_vietnamese_order() -> None:
    wanted = ["Không số", "2/A", "12/KH", "12a/KH", "12b/KH", "12d/KH", "12đ/KH", "12e/KH", "13/KH", "100/KH"]
    mixed = sorted(wanted, reverse=True)
    assert sorted(mixed, key=lambda text: read_symbol(text).sort_key) == wanted


@pytest.mark.parametrize(
    ("written", "code"), [("12/QĐ-UBND", "QĐ"), ("30/2020/NĐ-CP", "NĐ"), ("36-HD/VPTW", "HD"), ("128", "")]
)
def test_the_code_that_may_name_the_kind(written: str, code: str) -> None:
    assert read_symbol(written).type_code == code
