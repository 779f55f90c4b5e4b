"""`make install`: everything that this checkout needs, on a machine with only Python. Standard library only.

Run as `python -m hoiso.runtime.install [--dev]` with `src` on the path. A second run with nothing to do
compares one stamp and ends.
"""

import hashlib
import io
import json
import os
import platform
import ssl
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from hoiso.runtime import apt, binaries, environment, frontend, phrases, portable_postgres, recognition
from hoiso.runtime.errors import DiskFull, StartRefused
from hoiso.runtime.fetching import python_index, wheel
from hoiso.runtime.places import CHECKOUT, SOURCE, Place, place_of
from hoiso.runtime.postgres import NO_SPACE
from hoiso.runtime.processes import FileLock
from hoiso.runtime.progress import say, step
from hoiso.runtime.refusals import refused_by_the_system

VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin/python"
STAMP = VENV / "hoiso-installed.json"
TOOLS = CHECKOUT / "var/tools"
UV_VERSION = "0.13.9"
UV_WHEELS = {
    "x86_64": (
        f"uv-{UV_VERSION}-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    "aarch64": (
        f"uv-{UV_VERSION}-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
}
LAUNCHER = """#!/bin/sh
here="$(dirname -- "$(readlink -f -- "$0")")"
exec "$here/python" -P -m hoiso.cli.main "$@"
"""
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser")


class Installation:
    """What is there, what is missing, and the steps that bring it."""

    def __init__(self, *, dev: bool) -> None:
        self.dev = dev
        self.env = environment.load()
        self.place: Place = place_of(self.env.data)
        self.log = CHECKOUT / "var/log/install.log"

    def missing(self) -> list[str]:
        """A sentence for each thing that is to be installed."""
        lines = []
        if self._certificates_missing():
            lines.append(phrases.plan_certificates())
        if self._packages_missing():
            lines.append(phrases.plan_packages(VENV))
        if self._postgres_missing():
            own = portable_postgres.folder(self.place.base)
            lines.append(phrases.plan_postgres_apt() if apt.usable() else phrases.plan_postgres_npm(own))
        if self._recognition_missing():
            lines.append(phrases.plan_recognition())
        if self._chromium_missing():
            lines.append(phrases.plan_chromium())
        if not frontend.ready(dev=self.dev):
            lines.append(phrases.plan_frontend(frontend.MODULES))
        return lines

    def _packages_missing(self) -> bool:
        have = json.loads(STAMP.read_text(encoding="utf-8")) if STAMP.is_file() and PYTHON.exists() else {}
        wanted = _stamp(dev=self.dev)
        return any(have.get(name) != digest for name, digest in wanted.items())

    def _certificates_missing(self) -> bool:
        """A minimal Debian trusts nobody yet, and so cannot fetch over HTTPS."""
        known = ssl.get_default_verify_paths()
        trusts = known.cafile or (known.capath and any(Path(known.capath).iterdir()))
        return apt.usable() and not trusts and self._packages_missing()

    def _postgres_missing(self) -> bool:
        return self.env.database_url is None and not binaries.available(self.place.base)

    def _recognition_missing(self) -> bool:
        """Only what may be installed is missed: without it scans have no text, and all else works."""
        return apt.usable() and not recognition.available()

    def _chromium_missing(self) -> bool:
        return self.dev and not any(Path(name).exists() for name in CHROMIUM)

    def run(self) -> None:
        """Say what will be installed, install it, and build the browser's files."""
        plan = self.missing()
        if plan:
            say("\n".join([phrases.INSTALL_TITLE, *plan]))
            self.log.parent.mkdir(parents=True, exist_ok=True)
        if self._certificates_missing():
            apt.install(["ca-certificates"], name=phrases.INSTALL_CERTIFICATES, log=self.log)
        if self._packages_missing():
            self._install_packages()
        if self._postgres_missing():
            self._install_postgres()
        if self._recognition_missing():
            apt.install(recognition.PACKAGES, name=phrases.INSTALL_RECOGNITION, log=self.log)
        if self._chromium_missing():
            self._install_chromium()
        frontend.prepare(dev=self.dev)
        say(phrases.INSTALL_DONE if plan else phrases.INSTALL_NOTHING)

    # Python ------------------------------------------------------------------------------

    def _install_packages(self) -> None:
        uv = self._uv()
        STAMP.unlink(missing_ok=True)
        if not _works(PYTHON):
            self._run(
                phrases.INSTALL_VENV, [str(uv), "venv", "--clear", "--python", sys.executable, str(VENV)]
            )
        file = "dev.txt" if self.dev else "base.txt"
        self._run(
            phrases.INSTALL_PACKAGES,
            [str(uv), "pip", "sync", "--quiet", "--python", str(PYTHON), "--require-hashes",
             str(CHECKOUT / "requirements" / file)],
        )  # fmt: skip
        with step(phrases.INSTALL_COMMAND):
            _put_command()
        STAMP.write_text(json.dumps(_stamp(dev=self.dev)), encoding="utf-8")

    def _uv(self) -> Path:
        target = TOOLS / f"uv-{UV_VERSION}"
        if target.is_file():
            return target
        machine = platform.machine()
        if machine not in UV_WHEELS:
            raise StartRefused(phrases.no_build_for_machine("uv", machine))
        with step(phrases.INSTALL_UV):
            content = wheel("uv", *UV_WHEELS[machine])
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                program = archive.read(f"uv-{UV_VERSION}.data/scripts/uv")
            TOOLS.mkdir(parents=True, exist_ok=True)
            part = target.with_suffix(".part")
            part.write_bytes(program)
            part.chmod(0o755)
            part.replace(target)
        return target

    def _run(self, name: str, command: Sequence[str]) -> None:
        env = {**os.environ, "UV_DEFAULT_INDEX": python_index(), "UV_PYTHON_DOWNLOADS": "never",
               "UV_NO_CONFIG": "1", "UV_LINK_MODE": os.environ.get("UV_LINK_MODE", "copy")}  # fmt: skip
        env.pop("UV_INDEX_URL", None)
        env.pop("VIRTUAL_ENV", None)
        with step(name):
            done = subprocess.run(  # noqa: S603 - fixed words
                command, capture_output=True, text=True, check=False, env=env, stdin=subprocess.DEVNULL
            )
        said = done.stdout + done.stderr
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"{name}\n{said}\n")
        if done.returncode:
            if NO_SPACE in said:
                raise DiskFull(phrases.disk_full(CHECKOUT))
            last = next((line.strip() for line in said.splitlines() if "error" in line.lower()), "")
            raise StartRefused(phrases.tool_failed(name, self.log, last))

    # The rest ----------------------------------------------------------------------------

    def _install_postgres(self) -> None:
        if apt.usable():
            apt.install_postgres(self.log)
            return
        self.place.prepare()
        with step(phrases.INSTALL_POSTGRES_NPM):
            portable_postgres.install(self.place.base, checkout=CHECKOUT)

    def _install_chromium(self) -> None:
        if not apt.usable():
            raise StartRefused(phrases.no_right_to_install("chromium"))
        apt.install(["chromium"], name=phrases.INSTALL_CHROMIUM, log=self.log)


def _stamp(*, dev: bool) -> dict[str, str]:
    """What an installation of this kind consists of; that of a developer includes the other."""
    names = ["base", "dev"] if dev else ["base"]
    whole = {"python": str(sys.version_info[:2]), "launcher": _sha(LAUNCHER.encode()), "place": str(CHECKOUT)}
    return whole | {name: _sha((CHECKOUT / f"requirements/{name}.txt").read_bytes()) for name in names}


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _works(python: Path) -> bool:
    if not python.exists():
        return False
    question = "import sys; raise SystemExit(sys.version_info[:2] != tuple(map(int, sys.argv[1:])))"
    words = [str(python), "-c", question, *map(str, sys.version_info[:2])]
    return subprocess.run(words, check=False, capture_output=True).returncode == 0  # noqa: S603


def _put_command() -> None:
    """The command runs from the checkout: nothing has to be built or downloaded for it."""
    packages = next((VENV / "lib").glob("python3.*/site-packages"))
    (packages / "hoiso.pth").write_text(f"{SOURCE}\n", encoding="utf-8")
    command = VENV / "bin/hoiso"
    part = command.with_suffix(".part")
    part.write_text(LAUNCHER, encoding="utf-8")
    part.chmod(0o755)
    part.replace(command)


def main(words: Sequence[str]) -> int:
    """Entry point; a refusal is one sentence on standard error."""
    try:
        with refused_by_the_system(CHECKOUT):
            (CHECKOUT / "var").mkdir(exist_ok=True)
            lock = FileLock(CHECKOUT / "var/install.lock")
            lock.take(patience=None)
            Installation(dev="--dev" in words).run()
    except StartRefused as refusal:
        sys.stderr.write(f"{refusal.sentence}\n")
        return refusal.exit_code
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
