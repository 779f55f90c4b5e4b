"""A data folder for commands, and an office that was set up by them."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from hoiso.runtime.addresses import EmbeddedServer
from hoiso.runtime.places import SOURCE, Place
from hoiso.runtime.postgres import Cluster


@dataclass(frozen=True, slots=True)
class Office:
    """An installation in a folder, asked by commands as a person types them."""

    data: Path

    def run(self, *words: str | Path, **env: str) -> "subprocess.CompletedProcess[str]":
        """A finished `hoiso …` in a process of its own, with the settings of service."""
        return self.python("-m", "hoiso.cli.main", *words, **env)

    def python(self, *words: str | Path, **env: str) -> "subprocess.CompletedProcess[str]":
        """A finished Python in the installation's environment."""
        return subprocess.run(
            [sys.executable, "-P", *map(str, words)], env=self._environment() | env,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def start(self, *words: str | Path) -> "subprocess.Popen[str]":
        """A `hoiso …` that goes on until it is told to end."""
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "hoiso.cli.main", *map(str, words)], env=self._environment(),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip

    def _environment(self) -> dict[str, str]:
        foreign = ("DJANGO_SETTINGS_MODULE", "HOISO_PORT", "HOISO_DEMO")
        kept = {name: value for name, value in os.environ.items() if name not in foreign}
        return {**kept, "PYTHONPATH": str(SOURCE), "HOISO_DATA": str(self.data)}

    def told(self, *words: str | Path, code: int = 0) -> Any:
        """The one JSON value of a command that ends with `code` and says nothing else."""
        done = self.run(*words, "--json")
        assert (done.returncode, done.stderr) == (code, ""), (done.stdout, done.stderr)
        return json.loads(done.stdout)

    def refused(self, *words: str | Path, code: int = 1) -> str:
        """The one sentence of a command that ends with `code` and reports nothing."""
        done = self.run(*words)
        assert (done.returncode, done.stdout) == (code, ""), (done.stdout, done.stderr)
        assert done.stderr.count("\n") == 1, done.stderr
        return done.stderr.rstrip("\n")

    @property
    def server(self) -> EmbeddedServer:
        return EmbeddedServer(Cluster(Place(self.data)))

    def superuser(self) -> "psycopg.Connection[tuple[Any, ...]]":
        """A connection that no wall and no trigger of ours stops, while the server runs."""
        return psycopg.connect(self.server.superuser_address(database="hoiso"))


@pytest.fixture
def data() -> Iterator[Path]:
    """An empty data folder that PostgreSQL's own user can reach."""
    with _folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """A province set up by `hoiso setup` in an empty folder; its database runs as long as the tests."""
    with _folder() as folder:
        made = Office(folder)
        founded = made.told("setup", "--province", "80", "--name", "Nguyễn Thị Hoa", "--username", "hoant")
        assert (founded["province"], founded["communes"]) == ("Tỉnh Tây Ninh", 96)
        with made.server.held():
            yield made


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="hoiso-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)
