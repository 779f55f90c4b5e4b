"""The process that owns an embedded server: starts it, and stops it when nobody holds it any more.

Run as `python -m hoiso.runtime.keeper BASE DURABLE`. Holders share a lock on `pg.users`; the keeper
waits for the exclusive one, which the kernel grants when the last holder has ended, however it ended.
Its first line on standard output is `ready`, or `refused` and a sentence. Standard library only.
"""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType

from hoiso.runtime.errors import StartRefused
from hoiso.runtime.places import Place
from hoiso.runtime.postgres import Cluster
from hoiso.runtime.processes import FileLock
from hoiso.runtime.refusals import refused_by_the_system


def keep(cluster: Cluster) -> None:
    """Serve the cluster until the last hold is given up, the server ends, or a signal comes."""
    ended = threading.Event()
    alone = FileLock(cluster.place.base / "pg.keeper")
    alone.take(patience=None)  # an earlier keeper may still be ending
    adopted = _adopted(cluster)
    server = None if adopted else _started(cluster)

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, on_signal)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    threading.Thread(target=_wait_for_last_holder, args=(cluster, ended), daemon=True).start()
    while not ended.wait(0.25):
        if (server.poll() is not None) if server else cluster.postmaster() is None:
            break
    cluster.stop()
    if server:
        _wait_for_end(server)


def _wait_for_end(server: "subprocess.Popen[bytes]") -> None:
    """Wait for the server; one whose folder was taken away is told directly."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=60)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _adopted(cluster: Cluster) -> bool:
    """Whether a server whose keeper was killed still serves; one that recovers or ends is waited for."""
    while cluster.postmaster() is not None:
        if cluster.ready():
            return True
        time.sleep(0.01)
    return False


def _started(cluster: Cluster) -> "subprocess.Popen[bytes]":
    cluster.initialise()
    return cluster.start()


def _wait_for_last_holder(cluster: Cluster, ended: threading.Event) -> None:
    users = FileLock(cluster.place.base / "pg.users")
    users.take(patience=None)
    ended.set()
    threading.Event().wait()  # keep the lock to the end: newcomers wait and start a new keeper


def main(base: str, durable: str) -> int:
    """Entry point; the exit code is 0 after an orderly stop, 1 when the start was refused."""
    place = Place(Path(base))
    try:
        with refused_by_the_system(place.base):
            keep(Cluster(place, durable=durable == "1"))
    except StartRefused as refusal:
        sys.stdout.write(f"refused {type(refusal).__name__} {refusal.sentence}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
