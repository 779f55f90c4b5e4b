"""An update goes forward with its data, goes back by itself when it fails, and goes back when asked.

Installs real packages in a clone of its own: a few minutes, so it is a proof and not a test.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
GIT = ["git", "-c", "user.name=proof", "-c", "user.email=proof@localhost"]


class Office:
    """A clone that follows an origin of its own, with a data folder."""

    def __init__(self, folder: Path) -> None:
        self.origin, self.here, self.data = folder / "origin", folder / "here", folder / "data"
        self.data.mkdir(mode=0o755)
        subprocess.run(["git", "clone", "-q", str(CHECKOUT), str(self.origin)], check=True)
        subprocess.run(["git", "clone", "-q", str(self.origin), str(self.here)], check=True)
        self.make("install")

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "HOISO_DATA": str(self.data)}
        for ours in ("PYTHONPATH", "DJANGO_SETTINGS_MODULE"):
            env.pop(ours, None)
        return subprocess.run(
            command, cwd=self.here, env=env, check=check, capture_output=True, text=True, timeout=600
        )

    def make(self, target: str) -> None:
        self.run("make", target)

    def hoiso(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return self.run(".venv/bin/hoiso", *words, check=check)

    def commit(self, path: str, content: str) -> str:
        target = self.origin / path
        target.write_text(content)
        subprocess.run([*GIT, "add", path], cwd=self.origin, check=True)
        subprocess.run([*GIT, "commit", "-qm", "Change for the proof"], cwd=self.origin, check=True)
        return self.head(self.origin)

    def head(self, folder: Path) -> str:
        done = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def rows(self) -> int:
        folder = json.loads(self.hoiso("backup", "--json").stdout)["manifest"]
        return sum(table["rows"] for table in folder["tables"] if table["name"] != "django_migrations")


@pytest.fixture
def office() -> Iterator[Office]:
    folder = Path(f"/tmp/hoiso-proof-{os.getpid()}")  # noqa: S108 - PostgreSQL's user must be able to enter it
    folder.mkdir(mode=0o755)
    try:
        yield Office(folder)
    finally:
        shutil.rmtree(folder)


def test_update_and_the_way_back(office: Office) -> None:
    office.hoiso("setup", "--province", "80", "--name", "Nguyễn Thị Hoa", "--username", "hoant.tinh")
    before, rows = office.head(office.here), office.rows()

    newer = office.commit("NEWER", "a newer version\n")
    done = office.hoiso("update")
    assert office.head(office.here) == newer, done.stdout
    assert office.rows() == rows

    back = office.hoiso("update", "--back")
    assert "Đã quay về phiên bản" in back.stdout
    assert office.head(office.here) == before
    assert office.rows() == rows
    assert list(office.data.glob("pg.kept-*"))

    broken = "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
    broken += (
        '    dependencies = [("core", "0003_jobs")]\n    operations = [migrations.RunSQL("SELECT nothing")]\n'
    )
    office.commit("src/hoiso/core/migrations/0099_broken.py", broken)
    stood = office.head(office.here)
    failed = office.hoiso("update", check=False)
    assert failed.returncode == 1
    assert "Đã quay về phiên bản và dữ liệu như trước" in failed.stderr
    assert office.head(office.here) == stood
    assert office.rows() == rows

    (office.here / "CHANGELOG.md").write_text("sửa tay\n")
    refused = office.hoiso("update", check=False)
    assert refused.returncode == 1
    assert "CHANGELOG.md đã bị sửa tay" in refused.stderr
