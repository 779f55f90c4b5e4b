"""A server runs while somebody holds it, and no longer, however the holders end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hoiso.runtime.holding import Hold
from hoiso.runtime.places import SOURCE, Place
from hoiso.runtime.postgres import Cluster

HOLDER = """
import sys, time
from pathlib import Path
from hoiso.runtime.holding import Hold
from hoiso.runtime.places import Place
from hoiso.runtime.postgres import Cluster
with Hold(Cluster(Place(Path(sys.argv[1])), durable=False)):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def cluster(made_once):
    cluster = Cluster(Place(made_once), durable=False)
    yield cluster
    wait_until(lambda: cluster.postmaster() is None)


def a_holder(cluster):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(cluster.place.base)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    assert process.stdout.readline() == b"held\n"
    return process


def end(process):
    process.communicate(b"\n", timeout=30)


def wait_until(true, patience=20.0):
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def keepers(cluster):
    wanted = [b"hoiso.runtime.keeper", os.fsencode(cluster.place.base)]
    found = []
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else []
        except (FileNotFoundError, ProcessLookupError):
            continue
        if all(word in words for word in wanted):
            found.append(int(entry.name))
    return found


def test_it_starts_with_the_first_and_stops_with_the_last(cluster):
    first, second = Hold(cluster), Hold(cluster)
    with first:
        pid = cluster.postmaster()
        with second:
            assert cluster.postmaster() == pid
        assert cluster.ready()
    assert cluster.postmaster() is None
    assert keepers(cluster) == []


def test_the_one_who_started_it_may_leave_first(cluster):
    starter = a_holder(cluster)
    with Hold(cluster):
        pid = cluster.postmaster()
        end(starter)
        assert cluster.ready()
        assert cluster.postmaster() == pid
    assert cluster.postmaster() is None


@pytest.mark.slow  # another process is started, killed, and its server shuts down
def test_a_killed_holder_leaves_no_process(cluster):
    holder = a_holder(cluster)
    assert cluster.ready()
    holder.kill()
    holder.communicate()
    wait_until(lambda: cluster.postmaster() is None and keepers(cluster) == [])


@pytest.mark.slow  # the server is shut down and started again
def test_a_killed_keeper_is_replaced(cluster):
    with Hold(cluster) as hold:
        (keeper,) = keepers(cluster)
        os.kill(keeper, signal.SIGKILL)
        wait_until(lambda: not cluster.ready())
        assert hold.renew()
        assert cluster.ready()
        assert keepers(cluster) != [keeper]
    assert cluster.postmaster() is None


@pytest.mark.slow  # the server recovers from a crash
def test_a_killed_server_is_replaced(cluster):
    with Hold(cluster) as hold:
        os.kill(cluster.postmaster(), signal.SIGKILL)
        wait_until(lambda: cluster.postmaster() is None)
        assert hold.renew()
        assert cluster.ready()
        assert not hold.renew()


def test_an_orphan_server_is_taken_over(cluster):
    orphan = cluster.start()
    with Hold(cluster):
        assert cluster.postmaster() == orphan.pid
    orphan.wait(timeout=20)
    assert cluster.postmaster() is None


@pytest.mark.slow  # six processes start at once
def test_many_starts_at_once_share_one_server(cluster):
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(cluster.place.base)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
        )
        for _ in range(6)
    ]
    assert [process.stdout.readline() for process in processes] == [b"held\n"] * 6
    assert len(keepers(cluster)) == 1
    for process in processes:
        end(process)
    assert cluster.postmaster() is None
