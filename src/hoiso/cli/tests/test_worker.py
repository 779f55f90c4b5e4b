"""The background worker."""

import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest

from hoiso.runtime.addresses import EmbeddedServer
from hoiso.runtime.places import SOURCE, Place
from hoiso.runtime.postgres import Cluster

pytestmark = pytest.mark.slow  # a cluster is made and Django starts twice

A_JOB_LEFT_BEHIND = """
WITH dead AS (INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id)
INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id)
SELECT 'builtin', %s, '{"max_hours": 72}', 'doing', id FROM dead RETURNING id
"""
TASK = "builtin:procrastinate.builtin_tasks.remove_old_jobs"


def hoiso(data, *words):
    env = {"PYTHONPATH": str(SOURCE), "HOISO_DATA": str(data)}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "hoiso.cli.main", *words],
        env={**os.environ, **env, "DJANGO_SETTINGS_MODULE": "hoiso.runtime.tests.small_site"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_job_that_a_killed_worker_left_is_worked(data):
    out, _ = hoiso(data, "migrate").communicate(timeout=60)
    assert "Đã cập nhật cơ sở dữ liệu" in out
    server = EmbeddedServer(Cluster(Place(data)))
    with server.held():
        with psycopg.connect(server.address("owner"), autocommit=True) as connection:
            (job,) = connection.execute(A_JOB_LEFT_BEHIND, [TASK]).fetchone()
            worker = hoiso(data, "worker")
            deadline = time.monotonic() + 30
            status = "doing"
            while status != "succeeded" and time.monotonic() < deadline:
                time.sleep(0.05)
                query = "SELECT status, attempts FROM procrastinate_jobs WHERE id = %s"
                status, _ = connection.execute(query, [job]).fetchone()
        worker.send_signal(signal.SIGTERM)
        out, _ = worker.communicate(timeout=30)
        assert status == "succeeded", out
        assert worker.returncode == 0
    assert server.cluster.postmaster() is None
