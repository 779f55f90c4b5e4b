from datetime import date

import pytest

from hoiso.core.symbols import date_text, number_text, parse_symbol


@pytest.mark.parametrize(
    ("text", "number", "suffix", "separator", "notation", "code"),
    [
        ("12/QĐ-UBND", 12, "", "/", "QĐ-UBND", "QĐ"),
        ("30/2020/NĐ-CP", 30, "", "/", "2020/NĐ-CP", "NĐ"),
        ("05-NQ/ĐU", 5, "", "-", "NQ/ĐU", "NQ"),
        ("36-HD/VPTW", 36, "", "-", "HD/VPTW", "HD"),
        ("Số: 12a/KH-BTV", 12, "a", "/", "KH-BTV", "KH"),
        ("Số 05 - KH / HPN", 5, "", "-", "KH/HPN", "KH"),
        ("345/ĐCT-TG", 345, "", "/", "ĐCT-TG", "ĐCT"),
        ("12/QÐ–UBND", 12, "", "/", "QĐ-UBND", "QĐ"),
        ("Số:      /KH-HPN", None, "", "/", "KH-HPN", "KH"),
        ("KH-BTV", None, "", "", "KH-BTV", "KH"),
        ("128", 128, "", "", "", ""),
        ("12b", 12, "b", "", "", ""),
        ("", None, "", "", "", ""),
        ("không có số", None, "", "", "không có số", "không có số"),
    ],
)
def test_symbols_are_taken_apart(text, number, suffix, separator, notation, code):
    symbol = parse_symbol(text)
    assert (symbol.number, symbol.suffix, symbol.separator, symbol.notation) == (
        number,
        suffix,
        separator,
        notation,
    )
    assert symbol.code == code
    assert symbol.raw == text


def test_decomposed_text_is_composed():
    assert parse_symbol("12/QĐ-HU\u031bT").notation == "QĐ-HƯT"


def test_a_symbol_is_written_back_as_documents_print_it():
    assert parse_symbol("Số: 5 / KH - BTV").written == "05/KH-BTV"
    assert parse_symbol("30/2020/NĐ-CP").year == 2020
    assert parse_symbol("12/QĐ-UBND").year is None


def test_letters_sort_after_their_number():
    wanted = ["2/KH", "12/KH", "12a/KH", "12b/KH", "12d/KH", "12đ/KH", "12e/KH", "13/KH", "100/KH", "/KH"]
    ordered = sorted(sorted(wanted, reverse=True), key=lambda text: parse_symbol(text).sort_key)
    assert ordered == wanted


@pytest.mark.parametrize(("number", "printed"), [(1, "01"), (9, "09"), (10, "10"), (1234, "1234")])
def test_numbers_below_ten_carry_a_zero(number, printed):
    assert number_text(number) == printed


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 6, 9), "ngày 09 tháng 6 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_dates_carry_zeros_where_the_decree_wants_them(day, printed):
    assert date_text(day) == printed
