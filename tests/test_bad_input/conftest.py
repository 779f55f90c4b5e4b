"""An office of a commune, with a file store of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.browser.conftest import chromium, opening, site

__all__ = ["chromium", "file_store", "opening", "site"]


@pytest.fixture(autouse=True)
def file_store(settings: Settings, tmp_path: Path) -> Path:
    """The installation's files, in a folder of this test."""
    settings.FILE_ROOT = tmp_path / "files"
    return tmp_path / "files"
