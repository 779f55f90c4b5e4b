"""A command brings its own database and leaves nothing running."""

import json
import os
import subprocess
import sys

import pytest

from hoiso.runtime.places import SOURCE, Place
from hoiso.runtime.postgres import Cluster

pytestmark = pytest.mark.slow  # a cluster is made, and Django starts in three processes

COMMAND = """
from hoiso.cli.database import database_ready
with database_ready(role="owner"):
    from django.db import connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        print(cursor.fetchone()[0])
"""


def run(data, *words):
    env = {"PYTHONPATH": str(SOURCE), "HOISO_DATA": str(data)}
    return subprocess.run(
        [sys.executable, "-P", *words],
        env={**os.environ, **env, "DJANGO_SETTINGS_MODULE": "hoiso.runtime.tests.small_site"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_empty_folder_becomes_a_migrated_database_and_is_left_in_order(data):
    done = run(data, "-c", COMMAND)
    assert done.returncode == 0
    assert int(done.stdout) > 1
    assert Cluster(Place(data)).postmaster() is None

    again = run(data, "-m", "hoiso.cli.main", "migrate", "--json")
    assert json.loads(again.stdout) == {"applied": []}
    assert Cluster(Place(data)).postmaster() is None


def test_a_folder_of_another_version_is_one_sentence(data):
    (data / "pg").mkdir()
    (data / "pg" / "PG_VERSION").write_text("14\n", encoding="ascii")
    done = run(data, "-m", "hoiso.cli.main", "migrate")
    assert done.returncode == 1
    assert done.stderr.startswith(f"Thư mục dữ liệu {data}/pg do PostgreSQL 14 tạo, còn máy này chỉ có")
    assert done.stderr.count("\n") == 1
