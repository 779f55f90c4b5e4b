"""Updating a checkout to a newer version, and the way back. Standard library only.

Before anything changes a backup is made. Code, packages and database go forward together; when
one of them fails, all of them go back: the earlier commit, its packages, and its data restored
from the backup, with the newer database folder kept aside.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from hoiso.runtime import environment, phrases
from hoiso.runtime.errors import StartRefused
from hoiso.runtime.places import CHECKOUT, place_of
from hoiso.runtime.processes import FileLock
from hoiso.runtime.progress import step


@dataclass(frozen=True, slots=True)
class Update:
    """One update: the commits before and after, and the backup made between them."""

    before: str
    after: str
    backup: str
    at: str


def update(*, at: datetime) -> Update:
    """Bring the checkout to the newest commit of its branch, with packages and database.

    Raises `StartRefused`: not a git checkout, files changed by hand, Hội Số still running, or the
    update failed; in the last case everything is as before when it is raised.
    """
    _refuse_unless_clean()
    with _stopped():
        before = _git("rev-parse", "HEAD")
        with step(phrases.UPDATE_BACKUP):
            backup = str(json.loads(_hoiso("backup", "--json"))["folder"])
        try:
            with step(phrases.UPDATE_CODE):
                _git("pull", "--ff-only", "--quiet")
            with step(phrases.UPDATE_PACKAGES):
                _install()
            with step(phrases.UPDATE_DATABASE):
                _hoiso("migrate")
        except subprocess.CalledProcessError as error:
            _go_back(before, backup, at)
            raise StartRefused(phrases.update_undone(_last_line(error))) from error
    done = Update(before, _git("rev-parse", "HEAD"), backup, at.isoformat())
    _state().write_text(json.dumps(asdict(done)), encoding="utf-8")
    return done


def go_back(*, at: datetime) -> Update:
    """Return to the version and the data before the last update; what was written since stays aside.

    Raises `StartRefused` when there is no update to take back, or on a server of others
    (DATABASE_URL), where the backup is restored into a new database by hand.
    """
    if not _state().is_file():
        raise StartRefused(phrases.NO_UPDATE_TO_UNDO)
    if environment.load().database_url is not None:
        raise StartRefused(phrases.UPDATE_BACK_ON_SERVER)
    _refuse_unless_clean()
    last = Update(**json.loads(_state().read_text(encoding="utf-8")))
    with _stopped():
        _go_back(last.before, last.backup, at)
    _state().unlink()
    return last


def _go_back(commit: str, backup: str, at: datetime) -> None:
    with step(phrases.UPDATE_BACK):
        _git("reset", "--quiet", "--keep", commit)  # the branch stays, so that it can go forward again
        _install()
        if environment.load().database_url is None:
            cluster = place_of(environment.load().data).cluster
            cluster.rename(cluster.with_name(f"pg.kept-{at:%Y%m%d-%H%M%S}"))
            _hoiso("restore", backup)


def _refuse_unless_clean() -> None:
    if not (CHECKOUT / ".git").exists():
        raise StartRefused(phrases.UPDATE_NO_GIT)
    changed = _git("status", "--porcelain", "--untracked-files=no")
    if changed:
        raise StartRefused(phrases.update_changed_by_hand(changed.split(maxsplit=1)[1].splitlines()[0]))


@contextmanager
def _stopped() -> Iterator[None]:
    """Nobody serves from this data folder while the block runs."""
    mark = environment.load().data / "serve.lock"
    mark.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(mark)
    if not lock.take():
        raise StartRefused(phrases.already_running(mark.read_text(encoding="utf-8").strip()))
    try:
        yield
    finally:
        lock.give_up()


def _state() -> Path:
    return environment.load().data / "update-state.json"


def _git(*words: str) -> str:
    return _run(["git", *words])


def _install() -> None:
    _run([sys.executable, "-m", "hoiso.runtime.install"])


def _hoiso(*words: str) -> str:
    """One of our commands, in the code that the checkout holds now."""
    return _run([str(CHECKOUT / ".venv/bin/python"), "-m", "hoiso.cli.main", *words])


def _run(command: list[str]) -> str:
    done = subprocess.run(  # noqa: S603 - our own commands
        command,
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    return done.stdout.strip()


def _last_line(error: subprocess.CalledProcessError) -> str:
    lines = f"{error.stdout or ''}\n{error.stderr or ''}".strip().splitlines()
    return lines[-1] if lines else str(error)
