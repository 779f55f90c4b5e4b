"""The registries of a machine that nobody configured: those that its own pip and npm have built in.

No address stands here. A program that is not installed is asked all the same: Debian's package of it is
fetched from the machine's mirror and unpacked beside our tools, never installed. Standard library only.
"""

import functools
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path

from hoiso.runtime import apt, phrases
from hoiso.runtime.errors import StartRefused
from hoiso.runtime.places import CHECKOUT

TOOLS = CHECKOUT / "var/tools"
WHEELS = "usr/share/python-wheels"
_OF_PIP = re.compile(r"--index-url.*?\(default\s+(https?://[^\s)]+)\)", re.DOTALL)
_OF_NPM = re.compile(
    r"['\"]?registry['\"]?[,:]\s*(?:new Definition\([^{]*)?\{\s*default:\s*['\"`](https?://[^'\"`]+)"
)


@functools.cache
def python_index() -> str:
    """Pip's own default index, as its help tells it. Raises `StartRefused` where there is no pip to ask."""
    for program in _pips():
        told = _said([*program, "download", "--help"])
        found = _OF_PIP.search(told)
        if found:
            return found[1].rstrip("/")
    raise StartRefused(phrases.no_registry("Python", "UV_INDEX_URL", "python3-pip"))


@functools.cache
def npm_registry() -> str:
    """Npm's registry: asked of the program, else read in Debian's package. Raises `StartRefused`."""
    program = shutil.which("npm")
    if program:
        told = _said([program, "config", "get", "registry"]).strip()
        if re.fullmatch(r"https?://\S+", told):
            return told.rstrip("/")
    folder = _unpacked("npm")
    if folder:
        for file in sorted(folder.rglob("definitions.js")):
            found = _OF_NPM.search(file.read_text(encoding="utf-8"))
            if found:
                return found[1].rstrip("/")
    raise StartRefused(phrases.no_registry("npm", "npm_config_registry", "npm"))


def _pips() -> Iterator[Sequence[str]]:
    """Ways to run a pip: this Python's, those that Debian and Python keep as wheels, a fetched one."""
    yield [sys.executable, "-m", "pip"]
    kept = [Path("/") / WHEELS, Path(sysconfig.get_path("stdlib")) / "ensurepip/_bundled"]
    for folder in kept:
        yield from ([sys.executable, str(wheel / "pip")] for wheel in sorted(folder.glob("pip-*.whl")))
    fetched = _unpacked("python3-pip-whl")
    if fetched:
        wheels = sorted((fetched / WHEELS).glob("pip-*.whl"))
        yield from ([sys.executable, str(wheel / "pip")] for wheel in wheels)


def _unpacked(package: str) -> Path | None:
    """Folder with the files of a Debian package; None where apt does not bring it."""
    folder = TOOLS / "debian" / package
    if not folder.is_dir():
        making = folder.with_suffix(".part")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        try:
            if not apt.unpack(package, into=making, log=CHECKOUT / "var/log/install.log"):
                return None
            making.rename(folder)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    return folder


def _said(words: Sequence[str]) -> str:
    """What a program says, asked for what it has built in and not for what was configured."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    done = subprocess.run(  # noqa: S603 - fixed words
        words, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, cwd="/",
        env={**kept, "PIP_CONFIG_FILE": os.devnull, "COLUMNS": "200", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    return done.stdout if done.returncode == 0 else ""
