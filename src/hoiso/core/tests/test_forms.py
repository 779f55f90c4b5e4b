"""Days as officers type them, text as it is stored."""

import unicodedata
from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from hoiso.core.forms import CleanTextField, VietnameseDateField, clean_text

TODAY = date(2026, 11, 24)


def _field(*, past: bool = False) -> VietnameseDateField:
    field = VietnameseDateField(label="Ngày văn bản", past=past)
    field.today = TODAY
    return field


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20/09/2026", date(2026, 9, 20)),
        ("5/9/26", date(2026, 9, 5)),
        ("05-09-2026", date(2026, 9, 5)),
        ("5.9.2026", date(2026, 9, 5)),
        (" 5 / 9 / 2026 ", date(2026, 9, 5)),
        ("05092026", date(2026, 9, 5)),
        ("ngày 5 tháng 9 năm 2026", date(2026, 9, 5)),
        ("hôm nay", TODAY),
        ("Hom Nay", TODAY),
        ("hôm qua", date(2026, 11, 23)),
        ("1/1/95", date(1995, 1, 1)),
        ("29/2/2024", date(2024, 2, 29)),
    ],
)
def test_days_are_read_as_typed(typed: str, day: date) -> None:
    assert _field().clean(typed) == day


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Nhập ngày văn bản"),
        ("31/02/2026", "Ngày văn bản: tháng 2/2026 chỉ có 28 ngày"),
        ("29/2/2026", "Ngày văn bản: tháng 2/2026 chỉ có 28 ngày"),
        ("1/13/2026", "Ngày văn bản: tháng phải từ 1 đến 12"),
        ("0/1/2026", "Ngày văn bản: tháng 1/2026 chỉ có 31 ngày"),
        ("1/1/0026", "Ngày văn bản: năm 26 không hợp lý"),
        ("thứ Hai", "Ngày văn bản phải có đủ ngày, tháng, năm, ví dụ 20/09/2026"),
        ("2026-09-20", "Ngày văn bản phải có đủ ngày, tháng, năm, ví dụ 20/09/2026"),
        ("25/11/2026", "Ngày văn bản phải là hôm nay hoặc trước hôm nay"),
        ("ngày mai", "Ngày văn bản phải là hôm nay hoặc trước hôm nay"),
    ],
)
def test_what_is_no_day_is_told(typed: str, sentence: str) -> None:
    with pytest.raises(forms.ValidationError) as refusal:
        _field(past=True).clean(typed)
    assert refusal.value.messages == [sentence]


@given(st.dates(date(1950, 1, 1), date(2045, 12, 31)))
def test_every_day_survives_showing_and_reading(day: date) -> None:
    field = _field()
    assert field.clean(field.prepare_value(day)) == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_field(typed: str) -> None:
    try:
        _field().clean(typed)
    except forms.ValidationError as refusal:
        assert refusal.messages[0]  # noqa: PT017 - either a day or a sentence, never another error


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Về   việc\tthi đua  ", "Về việc thi đua"),
        ("a\x00b\x07c", "abc"),
        ("\u202eđảo\u200b", "đảo"),
        ("hai\r\ndòng", "hai dòng"),
        ("🌸 👩‍🌾", "🌸 👩‍🌾"),
        (unicodedata.normalize("NFD", "Tỉnh Tây Ninh"), "Tỉnh Tây Ninh"),
    ],
)
def test_text_is_stored_clean(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_lines_stay_in_text_areas() -> None:
    field = CleanTextField(label="Trích yếu", widget=forms.Textarea)
    assert field.clean("một\r\n\r\n\r\n\r\nhai  ba") == "một\n\nhai ba"
    with pytest.raises(forms.ValidationError, match="Nhập trích yếu"):
        field.clean(" \x00 \n")


def test_a_long_text_is_told_by_its_length() -> None:
    with pytest.raises(forms.ValidationError, match=r"Trích yếu dài 5\.001 ký tự, chỉ ghi được đến 5\.000"):
        CleanTextField(label="Trích yếu", longest=5000).clean("x" * 5001)
