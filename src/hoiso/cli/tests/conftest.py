"""A data folder for commands."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def data() -> Iterator[Path]:
    """An empty data folder that PostgreSQL's own user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="hoiso-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)
