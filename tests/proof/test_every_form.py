"""Every form of the site on every page where it stands: `make proof-every_form`, a few minutes.

The tests try the first two occurrences of a form (tests/test_bad_input/test_every_form.py).
"""

import pytest

from tests.test_bad_input import trying
from tests.test_bad_input.conftest import desk, desks
from tests.test_bad_input.trying import Desk

__all__ = ["desk", "desks"]
pytestmark = pytest.mark.django_db


def test_every_thing_takes_every_value(desk: Desk) -> None:
    assert sorted({str(one) for one in trying.one_value_in_every_field(desk, thorough=True)}) == []


def test_every_form_of_every_page_is_spoilt(desk: Desk) -> None:
    assert sorted({str(one) for one in trying.own_forms_spoilt(desk, thorough=True)}) == []
