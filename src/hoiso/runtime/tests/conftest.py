"""Folders and processes of the runtime's tests."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hoiso.runtime.places import Place
from hoiso.runtime.postgres import Cluster


@pytest.fixture
def data() -> Iterator[Path]:
    """An empty data folder that PostgreSQL's own user can reach (pytest's own are closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="hoiso-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def made_once() -> Iterator[Path]:
    """A cluster made once for a module; tests copy or borrow it, so that only one pays for `initdb`."""
    folder = Path(tempfile.mkdtemp(prefix="hoiso-test-"))
    folder.chmod(0o755)
    Cluster(Place(folder), durable=False).initialise()
    yield folder
    shutil.rmtree(folder)
