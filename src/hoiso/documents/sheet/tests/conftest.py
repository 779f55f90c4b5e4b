"""A file store and a cache of this test's own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def file_store(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    settings.FILE_ROOT = tmp_path / "files"
    return tmp_path
