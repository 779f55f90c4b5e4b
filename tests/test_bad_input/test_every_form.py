"""Garbage to every address that takes a form: never a 500, always a sentence in Vietnamese.

The worst values go to every address, the others to some of them by turns; of forms that stand on the
pages of several things, the first is tried. Everything everywhere: `make proof-every_form`.
"""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.test_bad_input import trying
from tests.test_bad_input.trying import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # thousands of requests


@pytest.fixture
def file_store(desks: tuple[Desk, Desk], settings: Settings) -> Path:
    """The store in which the desks' files lie, instead of one of each test."""
    return Path(settings.FILE_ROOT)


def none(wrong: trying.Wrong) -> bool:
    """Whether nothing was answered wrongly; all that was is named at once."""
    assert "\n".join(sorted({str(one) for one in wrong})) == ""
    return True


def test_one_value_in_every_field(desk: Desk) -> None:
    assert none(trying.one_value_in_every_field(desk, thorough=False))


def test_ids_of_a_neighbour_and_ids_beyond_the_database(desk: Desk) -> None:
    assert none(trying.ids_of_others(desk))


def test_a_page_s_own_form_with_one_field_spoilt(desk: Desk) -> None:
    """The neighbour's ids too: in the fields of a form that is right otherwise."""
    assert none(trying.own_forms_spoilt(desk, thorough=False))


def test_garbage_in_addresses(desk: Desk) -> None:
    """Filters, cursors and page numbers."""
    assert none(trying.garbage_in_addresses(desk))


def test_files_where_none_belong(desk: Desk) -> None:
    assert none(trying.files_where_none_belong(desk))


@pytest.mark.parametrize("label", ["huge", "a digit that is no number", "nul", "no such day"])
def test_the_administrator_of_a_province(province_desk: Desk, label: str) -> None:
    assert none(trying.as_administrator(province_desk, label))
