"""Folding in Python and in the database is one rule."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoiso.core.folding import fold, given_name_key

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"


def in_database(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold_v1(%s)", [text])
        folded: str = cursor.fetchone()[0]
    return folded


def test_old_and_new_tone_placement_fold_alike() -> None:
    assert fold("Hoà bình, thuỷ") == fold("Hòa bình, thủy") == "hoa binh, thuy"


def test_decomposed_text_folds_like_composed() -> None:
    assert fold(unicodedata.normalize("NFD", "Nguyễn Thị Đượm")) == "nguyen thi duom"


def test_people_sort_by_given_name() -> None:
    names = ["Trần Thị Ánh", "Lê Thị Yến", "Nguyễn Thị Bảy"]
    assert sorted(names, key=given_name_key) == ["Trần Thị Ánh", "Nguyễn Thị Bảy", "Lê Thị Yến"]


@pytest.mark.django_db
def test_every_letter_folds_the_same_in_the_database() -> None:
    for letters in (VIETNAMESE, VIETNAMESE.upper(), unicodedata.normalize("NFD", VIETNAMESE)):
        assert in_database(letters) == fold(letters)


@pytest.mark.django_db
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " 0123456789/-.,\t\n", max_size=60))
def test_sentences_fold_the_same_in_the_database(text: str) -> None:
    assert in_database(text) == fold(text)
