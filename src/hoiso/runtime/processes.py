"""Child processes that end with their parent, and locks that end with their holder."""

import ctypes
import fcntl
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def tie_to_parent(parent: int, on_death: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn`: the kernel sends `on_death` to the child when the starting thread's process dies.

    Start such children from the main thread: the kernel watches the thread, not the process.
    """

    def tie() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, on_death, 0, 0, 0)
        if os.getppid() != parent:  # it died before the call
            os._exit(1)

    return tie


class FileLock:
    """A lock on a file, shared or exclusive, given up by the kernel however its holder ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def take(self, *, shared: bool = False, patience: float | None = 0.0) -> bool:
        """Take it within `patience` seconds (None: however long); False when somebody else holds it."""
        if self._file is None:
            self._file = self._path.open("ab")
        wanted = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        if patience is None:
            fcntl.flock(self._file, wanted)
            return True
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(self._file, wanted | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(0.01)
            else:
                return True

    def give_up(self) -> None:
        """Let go; harmless when it is not held."""
        if self._file is not None:
            self._file.close()
            self._file = None
