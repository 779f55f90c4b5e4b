"""The browser's files without Node: npm packages by hash, then `frontend/build.py`. Standard library only.

Run as `python -m hoiso.runtime.frontend [--dev]`.
"""

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator

from hoiso.runtime import phrases
from hoiso.runtime.fetching import npm_package
from hoiso.runtime.places import CHECKOUT
from hoiso.runtime.progress import step

LOCK = CHECKOUT / "package-lock.json"
MODULES = CHECKOUT / "node_modules"
SOURCES = CHECKOUT / "frontend"
ICONS = CHECKOUT / "src/hoiso/core/templates/icons"
OUT = CHECKOUT / "src/hoiso/core/static/hoiso"
CPUS = {"x86_64": "x64", "aarch64": "arm64"}


def wanted(*, dev: bool) -> Iterator[tuple[str, str, str]]:
    """Path under node_modules, version and integrity of each package for this machine."""
    cpu = CPUS.get(platform.machine(), platform.machine())
    for path, package in json.loads(LOCK.read_text(encoding="utf-8"))["packages"].items():
        if not path.startswith("node_modules/") or (package.get("dev") and not dev):
            continue
        if "linux" in package.get("os", ["linux"]) and cpu in package.get("cpu", [cpu]):
            yield path.removeprefix("node_modules/"), package["version"], package["integrity"]


def fetch(*, dev: bool) -> bool:
    """Bring the packages of the lock file that are missing or of another version; False if there are none."""
    missing = [one for one in wanted(dev=dev) if not _is_there(*one[:2])]
    if not missing:
        return False
    with step(phrases.INSTALL_NODE_MODULES):
        for path, version, integrity in missing:
            name = path.rpartition("node_modules/")[2]
            making = MODULES / f".part-{os.getpid()}"
            shutil.rmtree(making, ignore_errors=True)
            try:
                npm_package(name, version, integrity, checkout=CHECKOUT, into=making)
                (MODULES / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.rmtree(MODULES / path, ignore_errors=True)
                making.rename(MODULES / path)
            finally:
                shutil.rmtree(making, ignore_errors=True)
    return True


def _is_there(path: str, version: str) -> bool:
    file = MODULES / path / "package.json"
    return file.is_file() and json.loads(file.read_text(encoding="utf-8"))["version"] == version


def build() -> bool:
    """Build the browser's files if their sources changed since the last time; False if not."""
    stamp = OUT.parent / ".built"
    now = _digest()
    if OUT.is_dir() and stamp.is_file() and stamp.read_text(encoding="ascii") == now:
        return False
    spec = importlib.util.spec_from_file_location("frontend_build", SOURCES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with step(phrases.INSTALL_FRONTEND):
        spec.loader.exec_module(module)
        module.build(MODULES, OUT)
    stamp.write_text(now, encoding="ascii")
    return True


def _digest() -> str:
    whole = hashlib.sha256(LOCK.read_bytes())
    for folder in (SOURCES, ICONS):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                whole.update(str(file.relative_to(CHECKOUT)).encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def ready(*, dev: bool) -> bool:
    """Whether there is nothing to fetch."""
    return not LOCK.is_file() or all(_is_there(path, version) for path, version, _ in wanted(dev=dev))


def prepare(*, dev: bool) -> bool:
    """Fetch and build what is missing; False if nothing was."""
    if not LOCK.is_file():
        return False
    fetched = fetch(dev=dev)
    return build() or fetched


if __name__ == "__main__":
    prepare(dev="--dev" in sys.argv[1:])
