"""An embedded PostgreSQL cluster: its folder, its process, its recovery. Standard library only.

The cluster speaks through a Unix socket in a folder of its own, never TCP. Its process is tied to the
one that started it (PR_SET_PDEATHSIG): a killed parent makes it shut down in order. Parents are
`keeper` processes; everybody else takes a hold (`holding.py`).
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from hoiso.runtime import phrases
from hoiso.runtime.binaries import Binaries, choose
from hoiso.runtime.errors import DiskFull, StartRefused
from hoiso.runtime.places import Account, Place, postgres_account
from hoiso.runtime.processes import tie_to_parent
from hoiso.runtime.secrets_file import read_or_make

SUPERUSER = "hoiso_super"
PORT = 5432  # names the socket file; nothing listens on TCP
ROOM_FOR_CLUSTER = 120_000_000  # bytes: a new cluster is 39 MB, its first write-ahead log 16 MB
PATIENCE = 600.0  # seconds for a start, which may have to recover from a crash
LOG_LIMIT = 10_000_000  # bytes
NO_SPACE = "No space left on device"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "timezone": "Asia/Ho_Chi_Minh",
    "log_timezone": "Asia/Ho_Chi_Minh",
    "log_min_duration_statement": "2000",
    "lc_messages": "C",
    "jit": "off",
    "random_page_cost": "1.1",
    "idle_in_transaction_session_timeout": "300000",
}
UNSAFE_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "log_min_duration_statement": "-1",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """One cluster at one place. `durable=False` gives up safety against power failure: for tests only."""

    place: Place
    durable: bool = True

    @property
    def folder(self) -> Path:
        return self.place.cluster

    @property
    def log_file(self) -> Path:
        return self.place.log / "postgres.log"

    @property
    def pid_file(self) -> Path:
        return self.folder / "postmaster.pid"

    def postmaster(self) -> int | None:
        """Process id of the live server of this very folder, or None."""
        lines = self._pid_lines()
        if not lines or not lines[0].isdigit():
            return None
        pid = int(lines[0])
        return pid if _serves(pid, self.folder) else None

    def ready(self) -> bool:
        """Whether the server runs and accepts connections."""
        lines = self._pid_lines()
        return len(lines) > 7 and lines[7].strip() == "ready" and self.postmaster() is not None

    def _pid_lines(self) -> list[str]:
        try:
            return self.pid_file.read_text(encoding="utf-8").splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return []

    # Making ------------------------------------------------------------------------------

    def initialise(self) -> None:
        """Make the cluster if there is none; a half-made one of an earlier start is thrown away first.

        It is made beside its place and renamed when complete, so the folder is whole or absent.
        """
        self.place.prepare()
        for half in self.place.base.glob("pg.init-*"):
            shutil.rmtree(half)
        if (self.folder / "PG_VERSION").is_file():
            return
        if self.folder.exists() and any(self.folder.iterdir()):
            raise StartRefused(phrases.not_a_cluster(self.folder))
        if shutil.disk_usage(self.place.base).free < ROOM_FOR_CLUSTER:
            raise DiskFull(phrases.disk_full(self.place.base))
        binaries = choose(self.place.base, self.folder)
        account = postgres_account(self.folder)
        making = Path(tempfile.mkdtemp(prefix="pg.init-", dir=self.place.base))
        try:
            self._run_initdb(binaries, making, account)
            if self.folder.exists():
                self.folder.rmdir()
            making.rename(self.folder)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
        _flush(self.place.base)

    def _run_initdb(self, binaries: Binaries, making: Path, account: Account | None) -> None:
        password = read_or_make(self.place.secrets).password(SUPERUSER)
        reading, writing = os.pipe()
        os.write(writing, f"{password}\n".encode())
        os.close(writing)
        if account:
            os.chown(making, account.uid, account.gid)
        command = [
            binaries.program("initdb"), "--pgdata", str(making), "--username", SUPERUSER,
            "--pwfile", f"/dev/fd/{reading}", "--auth", "scram-sha-256", "--encoding", "UTF8",
            "--locale", "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "vi-VN",
            *([] if self.durable else ["--no-sync"]),
        ]  # fmt: skip
        if account:
            os.fchown(reading, account.uid, account.gid)
        try:
            done = subprocess.run(  # noqa: S603 - our own words
                command, capture_output=True, text=True, cwd="/", env=_clean_environment(), check=False,
                pass_fds=(reading,), **_as(account),
            )  # fmt: skip
        finally:
            os.close(reading)
        if done.returncode:
            log = self.place.log / "initdb.log"
            log.write_text(done.stdout + done.stderr, encoding="utf-8")
            self._refuse(done.stdout + done.stderr, log)

    # Running -----------------------------------------------------------------------------

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the server as a child tied to this process and wait until it accepts connections."""
        binaries = choose(self.place.base, self.folder)
        account = postgres_account(self.folder)
        if not self.place.secrets.exists():
            self._give_new_password(binaries, account)
        self._clear_stale_files()
        self._prepare_socket(account)
        self._turn_log()
        offset = self.log_file.stat().st_size if self.log_file.exists() else 0
        with self.log_file.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own words
                [binaries.program("postgres"), "-D", str(self.folder), *self._options()],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", env=_clean_environment(),
                preexec_fn=tie_to_parent(os.getpid(), signal.SIGINT), **_as(account),
            )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while not self.ready():
            if process.poll() is not None:
                self._refuse(self._log_from(offset), self.log_file)
            if time.monotonic() > deadline:
                process.send_signal(signal.SIGINT)
                raise StartRefused(phrases.keeper_slow(self.log_file))
            time.sleep(0.01)
        return process

    def _give_new_password(self, binaries: Binaries, account: Account | None) -> None:
        """The secrets file was lost: set the superuser's password to the new one's, in single-user mode.

        The other roles follow when they are prepared (`roles.py`).
        """
        password = read_or_make(self.place.secrets).password(SUPERUSER)
        done = subprocess.run(  # noqa: S603 - our own words
            [binaries.program("postgres"), "--single", "-D", str(self.folder), "postgres"],
            input=f"ALTER ROLE {SUPERUSER} PASSWORD '{password}'\n", capture_output=True, text=True,
            cwd="/", env=_clean_environment(), check=False, **_as(account),
        )  # fmt: skip
        if done.returncode:
            self.place.secrets.unlink()  # so that the next start tries again
            self._refuse(done.stdout + done.stderr, self.log_file)

    def stop(self, *, patience: float = 60.0) -> None:
        """Shut the server down in order, rolling open transactions back; harmless when it is down."""
        pid = self.postmaster()
        if pid is None:
            return
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + patience
        while _serves(pid, self.folder):
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGQUIT)  # crash-safe: the next start recovers
                deadline += patience
            time.sleep(0.01)

    def _options(self) -> list[str]:
        settings = {**SETTINGS, **({} if self.durable else UNSAFE_SETTINGS)}
        settings["unix_socket_directories"] = str(self.place.socket)
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _clear_stale_files(self) -> None:
        """Remove lock files that a killed server left when their process id now belongs to somebody else.

        PostgreSQL itself clears the files of a dead process, but refuses when the number lives again.
        Its back ends may outlive it for a moment: they are waited for, never cut.
        """
        deadline = time.monotonic() + 20
        while self.postmaster() is None and _anybody_in(self.folder) and time.monotonic() < deadline:
            time.sleep(0.05)
        if self.postmaster() is None and not _anybody_in(self.folder):
            self.pid_file.unlink(missing_ok=True)
            (self.place.socket / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _prepare_socket(self, account: Account | None) -> None:
        folder = self.place.socket
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        owner = account.uid if account else os.geteuid()
        if folder.is_symlink() or found.st_uid not in {owner, os.geteuid()}:
            raise StartRefused(phrases.no_right(folder))
        if account:
            os.chown(folder, account.uid, account.gid)
        folder.chmod(0o700)

    def _turn_log(self) -> None:
        if self.log_file.exists() and self.log_file.stat().st_size > LOG_LIMIT:
            self.log_file.replace(self.log_file.with_suffix(".log.1"))

    def _log_from(self, offset: int) -> str:
        with self.log_file.open("rb") as log:
            log.seek(offset)
            return log.read(100_000).decode("utf-8", errors="replace")

    def _refuse(self, output: str, log: Path) -> None:
        if NO_SPACE in output:
            raise DiskFull(phrases.disk_full(self.place.base))
        telling = [line for line in output.splitlines() if "FATAL" in line or "error:" in line]
        last = telling[-1].split("FATAL:")[-1].strip() if telling else ""
        raise StartRefused(phrases.postgres_failed(log, last))


class _Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def _as(account: Account | None) -> _Identity:
    """Arguments of subprocess that give up root for good."""
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}


def _clean_environment() -> dict[str, str]:
    """No PG* variable of the caller may redirect or change the server."""
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "TZ": "Asia/Ho_Chi_Minh"}


def _serves(pid: int, folder: Path) -> bool:
    """Whether process `pid` is the server of `folder`: its command line says so and anybody may read it."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return words[0].endswith(b"postgres") and os.fsencode(folder) in words


def _anybody_in(folder: Path) -> bool:
    """Whether a back end of `folder` lives; in doubt (a container forbids to look) yes."""
    owner = folder.stat().st_uid
    for entry in Path("/proc").iterdir():
        try:
            if not entry.name.isdigit() or entry.stat().st_uid != owner:
                continue
            if not (entry / "comm").read_text(encoding="utf-8").startswith("postgres"):
                continue
            if (entry / "cwd").readlink() == folder.resolve():
                return True
        except PermissionError:
            return True
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we looked
    return False


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
