"""A clerk at her desk, and a file store of her own."""

from pathlib import Path

import pytest
from django.test import Client

from hoiso.access.models import Officer, Role
from hoiso.units.models import Unit
from tests.factories.people import a_unit, an_officer, signed_in


@pytest.fixture(autouse=True)
def file_store(settings: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The installation's files, in a folder of this test."""
    settings.FILE_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    return tmp_path / "files"


@pytest.fixture
def unit(db: None) -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit, name="Trần Thị Văn Thư")


@pytest.fixture
def desk(client: Client, clerk: Officer) -> Client:
    """The clerk's browser."""
    return signed_in(client, clerk)
