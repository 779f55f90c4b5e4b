"""A fresh Debian 12 in a folder, with processes and mounts of its own, of which nothing stays behind.

Its first process reaps orphans and lives as long as the proof; commands enter beside it. The mirror, the
certificates and the settings of pip and npm are the machine's own, read when the proof runs.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from hoiso.runtime.processes import tie_to_parent

PACKAGES = ("git", "make", "python3")
RELEASE = "bookworm"
_FIRST_PROCESS = """
import os, time
while True:
    try:
        os.wait()
    except ChildProcessError:
        time.sleep(0.1)
"""
_ENTERING = 'mount --types tmpfs none "$1/dev/shm" && exec chroot "$1" python3 -c "$2"'
_SETTINGS_OF_A_PERSON = (".config/pip/pip.conf", ".pip/pip.conf", ".npmrc")
_SETTINGS_OF_THE_MACHINE = ("/etc/pip.conf", "/etc/npmrc", "/etc/resolv.conf", "/etc/hosts")
_HANDED_ON = ("PIP_", "UV_", "NPM_CONFIG_", "SSL_CERT", "NODE_EXTRA_CA")
_PROXIES = ("http_proxy", "https_proxy", "no_proxy")


class NotToBeHad(Exception):
    """Why this machine cannot make an empty Debian."""


class Debian:
    """The system in folder `root`; `enter` runs commands in it, `processes` lists what runs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._first: subprocess.Popen[bytes] | None = None
        self._inside = 0

    def install(self, *, patience: float) -> None:
        """Bootstrap it with git, make and Python, and give it the machine's way to its registries."""
        mirror = machines_mirror()
        done = subprocess.run(  # debootstrap mounts /proc: in a namespace that ends with it, however it ends
            ["unshare", "--mount", "debootstrap", "--variant=minbase", f"--include={','.join(PACKAGES)}",
             RELEASE, str(self.root), mirror],
            capture_output=True, text=True, check=False, timeout=patience, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if done.returncode:
            raise NotToBeHad(f"debootstrap: {(done.stdout + done.stderr).strip().splitlines()[-1]}")
        for name in ("sources.list", "sources.list.d/debian.sources", "apt.conf.d"):
            self._copy(Path("/etc/apt") / name, Path("etc/apt") / name)
        for name in _SETTINGS_OF_THE_MACHINE:
            self._copy(Path(name), Path(name.lstrip("/")))
        for name in _SETTINGS_OF_A_PERSON:
            self._copy(Path.home() / name, Path("root") / name)
        for name in ("SSL_CERT_FILE", "PIP_CERT"):
            if certificates := os.environ.get(name):
                self._copy(Path(certificates), Path(certificates.lstrip("/")))

    def _copy(self, source: Path, target: Path) -> None:
        into = self.root / target
        into.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, into, dirs_exist_ok=True)
        elif source.is_file():
            shutil.copyfile(source, into)

    def start(self) -> None:
        """Give it a first process in namespaces of its own; all of it ends with this process."""
        self._first = subprocess.Popen(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", f"--mount-proc={self.root}/proc",
             "sh", "-c", _ENTERING, "sh", str(self.root), _FIRST_PROCESS],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # it complains when its child is killed, which is how this ends
            preexec_fn=tie_to_parent(os.getpid(), signal.SIGKILL),
        )  # fmt: skip
        children = Path(f"/proc/{self._first.pid}/task/{self._first.pid}/children")
        while not (found := children.read_text(encoding="ascii").split()):
            if self._first.poll() is not None:
                raise NotToBeHad("unshare: this machine allows no namespaces")
        self._inside = int(found[0])
        while Path(f"/proc/{self._inside}/root").resolve() != self.root:
            if self._first.poll() is not None:
                raise NotToBeHad("chroot: the first process ended")

    def stop(self) -> None:
        """End the first process, and so everything in it."""
        if self._first is not None:
            if self._first.poll() is None:
                os.kill(self._inside, signal.SIGKILL)
            self._first.wait(timeout=60)

    def enter(self, words: Sequence[str], *, folder: str = "/", **env: str) -> "subprocess.Popen[str]":
        """Start a command in it as root, in a session of its own, with output and errors in one pipe."""
        return subprocess.Popen(
            ["nsenter", f"--target={self._inside}", "--mount", "--pid", "--root",
             "env", f"--chdir={folder}", *words],
            env=_environment(env), text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def run(self, words: Sequence[str], *, folder: str = "/", patience: float = 60.0, **env: str) -> str:
        """What a command in it says; it must succeed."""
        process = self.enter(words, folder=folder, **env)
        said, _ = process.communicate(timeout=patience)
        assert process.returncode == 0, said
        return said

    def processes(self) -> list[str]:
        """Command lines of everything that runs in it, besides its first process and the asking one.

        What has ended and was not yet waited for has no command line.
        """
        listing = (
            "import os\n"
            "for pid in os.listdir('/proc'):\n"
            "    if pid.isdigit() and int(pid) not in (1, os.getpid()):\n"
            "        words = open(f'/proc/{pid}/cmdline').read().replace(chr(0), ' ')\n"
            "        if words:\n"
            "            print(pid, words)\n"
        )
        return self.run(["python3", "-c", listing]).splitlines()


def machines_mirror() -> str:
    """Debian's mirror as this machine's apt is set to it."""
    done = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(RELEASE) $(COMPONENT) $(REPO_URI)",
         "Created-By: Packages"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    for line in done.stdout.splitlines():
        release, component, address = line.split(" ", 2)
        if (release, component) == (RELEASE, "main"):
            return address
    raise NotToBeHad(f"apt: no mirror of {RELEASE} is set on this machine")


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """A person's plain environment with what leads this machine to its registries, and nothing of ours."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.upper().startswith(_HANDED_ON) or name.lower() in _PROXIES
    }
    path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    return {"PATH": path, "HOME": "/root", "TERM": "dumb", **kept, **given}


@contextmanager
def empty_debian(folder: Path, *, patience: float) -> Iterator[Debian]:
    """A started Debian below `folder`, gone after the block. Raises `NotToBeHad` with the reason."""
    if os.geteuid() != 0:
        raise NotToBeHad("only root makes an empty Debian")
    for program in ("debootstrap", "unshare", "nsenter"):
        if shutil.which(program) is None and not _brought(program):
            raise NotToBeHad(f"{program} is not on this machine and apt does not bring it")
    root = folder / "debian"
    debian = Debian(root)
    try:
        debian.install(patience=patience)
        debian.start()
        yield debian
    finally:
        debian.stop()
        _remove(root)


def _brought(program: str) -> bool:
    for words in (["update"], ["install", "--yes", "--no-install-recommends", program]):
        subprocess.run(["apt-get", "--quiet", *words], capture_output=True, check=False)
    return shutil.which(program) is not None


def _remove(root: Path) -> None:
    """Remove the folder, unless something is mounted below it."""
    mounted = subprocess.run(["findmnt", "--list", "--noheadings", "--output", "TARGET"],
                             capture_output=True, text=True, check=True)  # fmt: skip
    left = [line for line in mounted.stdout.splitlines() if Path(line.strip()).is_relative_to(root)]
    assert not left, f"still mounted, so nothing is removed: {left}"
    shutil.rmtree(root, ignore_errors=False)
