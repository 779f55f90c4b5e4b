"""The world is laid out once for all tests of this folder, in a transaction that is never committed.

Each test runs in a savepoint of it, so that what one test does is not there for the next.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.test_scope_matrix.world import World, a_world


@pytest.fixture(scope="package")
def laid_out(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The world, its files in a folder of its own."""
    place = tmp_path_factory.mktemp("scope")
    with (
        override_settings(DATA=place, FILE_ROOT=place / "files"),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield a_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(laid_out: World, db: None) -> World:
    """The world, in a savepoint of this test."""
    return laid_out
