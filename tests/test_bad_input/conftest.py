"""An office of a commune, with a file store of its own; the desks at which every form is tried."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.browser.conftest import chromium, opening, site
from tests.test_bad_input.trying import Desk, lay_out

__all__ = ["chromium", "desk", "desks", "file_store", "opening", "province_desk", "site"]


@pytest.fixture(autouse=True)
def file_store(settings: Settings, tmp_path: Path) -> Path:
    """The installation's files, in a folder of this test."""
    settings.FILE_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture(scope="module")
def desks(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Desk, Desk]]:
    """A commune's desk and the province's, laid out once in a transaction that is never committed.

    Nothing is logged meanwhile: the line about a refusal holds the request, and pytest holds the line.
    """
    place = tmp_path_factory.mktemp("forms")
    logging.disable()
    with (
        override_settings(DATA=place, FILE_ROOT=place / "files"),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield lay_out()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


@pytest.fixture
def desk(desks: tuple[Desk, Desk], db: None) -> Desk:
    """The commune's, in a savepoint of this test."""
    return desks[0]


@pytest.fixture
def province_desk(desks: tuple[Desk, Desk], db: None) -> Desk:
    """The province's administrator at hers."""
    return desks[1]
