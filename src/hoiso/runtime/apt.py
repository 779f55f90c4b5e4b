"""Debian's packages, when we may install them."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hoiso.runtime import phrases
from hoiso.runtime.errors import DiskFull, StartRefused
from hoiso.runtime.postgres import NO_SPACE
from hoiso.runtime.progress import step

LISTS = Path("/var/lib/apt/lists")
CREATE_CLUSTER = Path("/etc/postgresql-common/createcluster.d/hoiso.conf")
NO_CLUSTER = (
    "# Nothing but our own cluster is made while hoiso installs PostgreSQL.\ncreate_main_cluster = false\n"
)


def usable() -> bool:
    """Whether this account may install Debian packages here."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: Sequence[str], *, name: str, log: Path) -> None:
    """Install packages without recommendations; the lists are fetched when they are missing or stale."""
    refreshed = False
    if not any(LISTS.glob("*Packages*")):
        _refresh(log)
        refreshed = True
    with step(name):
        done = _apt(["install", "--no-install-recommends", *packages], log)
    if done is not None and not refreshed and NO_SPACE not in done:
        _refresh(log)
        with step(name):
            done = _apt(["install", "--no-install-recommends", *packages], log)
    if done is not None:
        if NO_SPACE in done or "don't have enough free space" in done:
            raise DiskFull(phrases.disk_full("/"))
        raise StartRefused(phrases.tool_failed(name, log, _last_error(done)))


def unpack(package: str, *, into: Path, log: Path) -> bool:
    """Fetch a package from the machine's mirror and unpack it below `into`, installing nothing.

    Needs no rights, only the lists; they are fetched where this account may. False where apt cannot.
    """
    if shutil.which("apt-get") is None:
        return False
    if usable() and not any(LISTS.glob("*Packages*")):
        _refresh(log)
    with tempfile.TemporaryDirectory() as folder, step(phrases.fetching_package(package)):
        if _apt(["download", package], log, folder=Path(folder)) is not None:
            return False
        for file in Path(folder).glob("*.deb"):
            words = ["dpkg-deb", "--extract", str(file), str(into)]
            subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - fixed words
    return True


def install_postgres(log: Path) -> None:
    """Install PostgreSQL's server, without the cluster that Debian would make and start."""
    install(["postgresql-common"], name=phrases.INSTALL_POSTGRES_FIRST, log=log)
    CREATE_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
    CREATE_CLUSTER.write_text(NO_CLUSTER, encoding="utf-8")
    try:
        install(["postgresql-15"], name=phrases.INSTALL_POSTGRES, log=log)
    finally:
        CREATE_CLUSTER.unlink()


def _refresh(log: Path) -> None:
    with step(phrases.INSTALL_APT_LISTS):
        done = _apt(["update"], log)
    if done is not None:
        raise StartRefused(phrases.tool_failed(phrases.INSTALL_APT_LISTS, log, _last_error(done)))


def _apt(words: Sequence[str], log: Path, *, folder: Path | None = None) -> str | None:
    """What apt-get said when it failed, None when it succeeded."""
    log.parent.mkdir(parents=True, exist_ok=True)
    command = ["apt-get", "--yes", "--quiet", "-o", "DPkg::Lock::Timeout=300", *words]
    done = subprocess.run(  # noqa: S603 - fixed words
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, cwd=folder,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    said = done.stdout + done.stderr
    with log.open("a", encoding="utf-8") as file:
        file.write(f"$ {' '.join(command)}\n{said}\n")
    return None if done.returncode == 0 else said


def _last_error(said: str) -> str:
    errors = [line for line in said.splitlines() if line.startswith("E: ")]
    return errors[-1].removeprefix("E: ") if errors else ""
