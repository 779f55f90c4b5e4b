"""Holding an embedded server: it runs while anybody holds it. Standard library only."""

import os
import subprocess
import sys
import time
from types import TracebackType

from hoiso.runtime import phrases
from hoiso.runtime.errors import DiskFull, StartRefused
from hoiso.runtime.places import SOURCE
from hoiso.runtime.postgres import PATIENCE, Cluster
from hoiso.runtime.processes import FileLock
from hoiso.runtime.refusals import refused_by_the_system

REFUSALS = {refusal.__name__: refusal for refusal in (StartRefused, DiskFull)}


# Keepers that this process started and that go on for others: they are ours to reap, not to end.
_STAYING: list[subprocess.Popen[bytes]] = []


class Hold:
    """A share in a running server. Entering starts it if it is down; the last one to leave stops it."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._users = FileLock(cluster.place.base / "pg.users")
        self._keeper: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Hold":
        with refused_by_the_system(self.cluster.place.base):
            self.cluster.place.prepare()
            if not self._users.take(shared=True, patience=PATIENCE):
                raise StartRefused(phrases.keeper_slow(self.cluster.log_file))
            try:
                self.renew()
            except BaseException:
                self._users.give_up()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def renew(self) -> bool:
        """Start the server again if it is down; True when that was needed."""
        starting = FileLock(self.cluster.place.base / "pg.start")
        starting.take(patience=None)
        try:
            if self.cluster.ready() and not self._keeper_free():
                return False
            self._start_keeper()
            return True
        finally:
            starting.give_up()

    def release(self, *, patience: float = 90.0) -> None:
        """Give up the share, and wait for the server's end unless others still hold it."""
        self._users.give_up()
        deadline = time.monotonic() + patience
        while self.cluster.postmaster() is not None and time.monotonic() < deadline:
            if self._others_hold():
                break
            time.sleep(0.01)
        if self._keeper is None:
            return
        if self._others_hold():
            _STAYING.append(self._keeper)
        else:
            self._keeper.wait(timeout=patience)

    def _others_hold(self) -> bool:
        """Whether the lock is shared: the keeper, when it is ending, has it alone."""
        probe = FileLock(self.cluster.place.base / "pg.users")
        try:
            if probe.take():
                return False
            return probe.take(shared=True)
        finally:
            probe.give_up()

    def _keeper_free(self) -> bool:
        probe = FileLock(self.cluster.place.base / "pg.keeper")
        try:
            return probe.take()
        finally:
            probe.give_up()

    def _start_keeper(self) -> None:
        place = self.cluster.place
        if self._keeper is not None:
            self._keeper.wait(timeout=PATIENCE)
        log = place.log / "keeper.log"
        durable = "1" if self.cluster.durable else "0"
        with log.open("ab") as errors:
            self._keeper = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "hoiso.runtime.keeper", str(place.base), durable],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, cwd="/",
                env=_environment(),
                start_new_session=True,
            )  # fmt: skip
        assert self._keeper.stdout is not None
        with self._keeper.stdout as pipe:
            line = pipe.readline().decode("utf-8").rstrip("\n")
        if line == "ready":
            return
        self._keeper.wait()
        self._keeper = None
        _, kind, sentence = [*line.split(" ", 2), "", "", ""][:3]
        raise REFUSALS.get(kind, StartRefused)(sentence or phrases.keeper_failed(log))


def _environment() -> dict[str, str]:
    ours = {"PYTHONPATH": str(SOURCE), "PYTHONSAFEPATH": "1", "PYTHONIOENCODING": "utf-8"}
    return {**os.environ, **ours}
