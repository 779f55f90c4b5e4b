"""The embedded cluster itself. Slow ones make a cluster (0.6 s) or wait for a server to recover."""

import os
import shutil
import signal
import stat
import subprocess
from pathlib import Path

import psycopg
import pytest

from hoiso.runtime import binaries, postgres
from hoiso.runtime.addresses import EmbeddedServer
from hoiso.runtime.errors import DiskFull, StartRefused
from hoiso.runtime.places import Place
from hoiso.runtime.postgres import Cluster


@pytest.fixture
def cluster(made_once):
    """The module's cluster, down before and after."""
    cluster = Cluster(Place(made_once), durable=False)
    yield cluster
    cluster.stop()


def ask(cluster, statement):
    with psycopg.connect(EmbeddedServer(cluster).superuser_address()) as connection:
        return connection.execute(statement).fetchone()[0]


def wait(process):
    process.wait(timeout=20)


def test_it_speaks_vietnamese_on_a_socket_of_its_own(cluster):
    process = cluster.start()
    assert cluster.ready()
    assert cluster.postmaster() == process.pid
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert ask(cluster, "SELECT string_agg(n, ' ' ORDER BY n) FROM unnest('{e,đ,d,z,ă,a,â}'::text[]) n") == (
        "a ă â d đ e z"
    )
    assert stat.S_IMODE(cluster.place.socket.stat().st_mode) == 0o700
    cluster.stop()
    wait(process)
    assert cluster.postmaster() is None
    assert not cluster.ready()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user to run it")
def test_root_runs_it_as_a_user_without_rights(cluster):
    process = cluster.start()
    owner = Path(f"/proc/{process.pid}").stat().st_uid
    groups = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    assert owner == cluster.folder.stat().st_uid != 0
    assert "Groups:\t \n" in groups
    cluster.stop()
    wait(process)


def test_a_wrong_password_is_refused(cluster):
    process = cluster.start()
    address = EmbeddedServer(cluster).superuser_address().replace(":", ":x", 2)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(address.replace("postgresql:x//", "postgresql://"))
    cluster.stop()
    wait(process)


def test_after_a_kill_the_next_start_recovers(cluster):
    process = cluster.start()
    ask(cluster, "SELECT 1")
    os.kill(process.pid, signal.SIGKILL)
    wait(process)
    assert cluster.pid_file.exists()
    again = cluster.start()
    assert ask(cluster, "SELECT 1") == 1
    cluster.stop()
    wait(again)


def test_a_stale_file_whose_number_lives_again_does_not_stop_the_start(cluster):
    other = subprocess.Popen(["/bin/sleep", "60"])
    try:
        lines = [
            str(other.pid),
            str(cluster.folder),
            "1",
            "5432",
            str(cluster.place.socket),
            "",
            "0 0",
            "ready",
        ]
        cluster.pid_file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        assert not cluster.ready()
        process = cluster.start()
        assert cluster.ready()
        assert other.poll() is None
        cluster.stop()
        wait(process)
    finally:
        other.kill()
        other.wait()


@pytest.mark.slow  # PostgreSQL runs three times
def test_lost_secrets_are_made_anew_and_the_roles_follow(cluster):
    server = EmbeddedServer(cluster)
    with server.held():
        server.prepare()
    old = server.secrets
    cluster.place.secrets.unlink()
    with server.held():
        server.prepare()
        for role in ("owner", "web", "worker"):
            with psycopg.connect(server.address(role)) as connection:
                assert connection.execute("SELECT current_user").fetchone() == (f"hoiso_{role}",)
    assert server.secrets != old


@pytest.mark.slow  # a cluster is made
def test_a_half_made_cluster_is_made_again(data):
    half = data / "pg.init-abc"
    half.mkdir()
    (half / "PG_VERSION").write_text("15\n", encoding="ascii")
    cluster = Cluster(Place(data), durable=False)
    cluster.initialise()
    assert not half.exists()
    assert (cluster.folder / "global" / "pg_control").is_file()
    before = (cluster.folder / "global" / "pg_control").read_bytes()
    cluster.initialise()
    assert (cluster.folder / "global" / "pg_control").read_bytes() == before


def test_a_failed_making_leaves_nothing(data, monkeypatch):
    broken = data / "bin"
    broken.mkdir()
    program = broken / "initdb"
    program.write_text(
        "#!/bin/sh\necho 'initdb: error: could not write: No space left on device' >&2; exit 1\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(postgres, "choose", lambda *_: binaries.Binaries(broken, "15"))
    with pytest.raises(DiskFull, match=f"Ổ đĩa chứa {data} đã đầy"):
        Cluster(Place(data)).initialise()
    assert list(data.glob("pg*")) == []


def test_a_folder_of_another_version_is_named_and_left(data):
    folder = data / "pg"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("14\n", encoding="ascii")
    cluster = Cluster(Place(data))
    cluster.initialise()
    with pytest.raises(StartRefused) as refused:
        cluster.start()
    assert "do PostgreSQL 14 tạo" in refused.value.sentence
    assert "Cách xử lý: cài postgresql-14" in refused.value.sentence
    assert [file.name for file in folder.iterdir()] == ["PG_VERSION"]


def test_a_folder_that_is_no_cluster_is_left(data):
    (data / "pg").mkdir()
    (data / "pg" / "ảnh.jpg").write_bytes(b"x")
    with pytest.raises(StartRefused, match="không phải là dữ liệu của PostgreSQL"):
        Cluster(Place(data)).initialise()
    assert (data / "pg" / "ảnh.jpg").read_bytes() == b"x"


def test_no_postgres_on_the_machine(data, monkeypatch):
    monkeypatch.setattr(binaries, "DEBIAN", data / "nowhere")
    with pytest.raises(StartRefused, match="Máy này chưa có PostgreSQL"):
        Cluster(Place(data)).initialise()


def test_a_broken_setting_is_told_with_the_servers_reason(cluster):
    configuration = cluster.folder / "postgresql.auto.conf"
    before = configuration.read_bytes()
    configuration.write_bytes(before + b"max_wal_senders = 'x'\n")
    with pytest.raises(StartRefused, match=r"PostgreSQL không khởi động được: .*Cách xử lý: xem nhật ký"):
        cluster.start()
    configuration.write_bytes(before)


def fill(path):
    """Write until nothing more fits."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    size = 1_000_000
    while size:
        try:
            os.write(descriptor, b"x" * size)
        except OSError:
            size //= 10
    os.close(descriptor)


@pytest.mark.slow  # a cluster is made on a small disk and then starved
@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small disk")
def test_a_full_disk_is_named_and_nothing_is_damaged(data, made_once):
    small = data / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=90m,mode=755", "none", small], check=False)
    if mounted.returncode:
        pytest.skip("this machine does not allow mounting")
    try:
        with pytest.raises(DiskFull):
            Cluster(Place(small)).initialise()
        assert not (small / "pg").exists()
        subprocess.run(["cp", "-a", f"{made_once}/.", small], check=True)
        cluster = Cluster(Place(small), durable=False)
        filler = small / "filler"
        fill(filler)
        with pytest.raises((DiskFull, OSError), match=r"đã đầy|No space left"):
            cluster.start()
        filler.unlink()
        process = cluster.start()
        assert ask(cluster, "SELECT 1") == 1
        cluster.stop()
        wait(process)
    finally:
        subprocess.run(["umount", "-l", small], check=True)
        shutil.rmtree(small, ignore_errors=True)
