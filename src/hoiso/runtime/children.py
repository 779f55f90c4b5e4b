"""A child process that is started again when it dies."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from hoiso.runtime.django_start import child_environment
from hoiso.runtime.processes import tie_to_parent

STEADY = 60.0  # seconds of life after which earlier deaths no longer count
LONGEST_PAUSE = 30.0
LOG_LIMIT = 10_000_000  # bytes


class Child:
    """One program under the supervisor, in a process group of its own, writing to its log."""

    def __init__(self, name: str, command: Sequence[str], log: Path) -> None:
        self.name = name
        self.log = log
        self.deaths = 0
        self._command = list(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._next = 0.0

    @property
    def pid(self) -> int | None:
        """Process id while it runs."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it; the kernel ends it with the process that called."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own words
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=child_environment(), start_new_session=True,
                preexec_fn=tie_to_parent(os.getpid(), signal.SIGTERM),
            )  # fmt: skip
        self._began = time.monotonic()

    def look(self) -> bool:
        """Notice a death and start again after a pause that doubles; True in the moment of a new start."""
        now = time.monotonic()
        if self._process is not None:
            if self._process.poll() is None:
                if now - self._began > STEADY:
                    self.deaths = 0
                return False
            self._sweep()
            self._process = None
            self.deaths += 1
            self._next = now + min(LONGEST_PAUSE, 0.25 * 2**self.deaths)
        if now < self._next:
            return False
        self.start()
        return True

    def ask_to_end(self) -> None:
        """Ask it to finish what it is doing and end."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def end(self, *, patience: float) -> None:
        """Wait `patience` seconds for its end, then kill it and whatever it started."""
        if self._process is None:
            return
        try:
            self._process.wait(timeout=max(0.0, patience))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._sweep()
        self._process = None

    def _sweep(self) -> None:
        assert self._process is not None
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # nothing was left of its group

    def last_line(self) -> str:
        """The last line of its log, for a message."""
        if not self.log.exists():
            return ""
        lines = self.log.read_text(encoding="utf-8", errors="replace")[-4_000:].strip().splitlines()
        return lines[-1].strip() if lines else ""
