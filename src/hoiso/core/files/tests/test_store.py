import hashlib
import io
import os
import resource
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

from hoiso.core.files.errors import FileRefused, Reason, size_text
from hoiso.core.files.store import FileStore, Stored

LIMIT = 1 << 20


@pytest.fixture
def store(tmp_path):
    return FileStore(tmp_path / "files")


def everything_under(store):
    return sorted(path for path in store.root.rglob("*") if path.is_file())


def test_content_is_named_by_its_hash_and_read_back(store):
    stored = store.put(io.BytesIO(b"van ban"), LIMIT)
    assert stored == Stored(hashlib.sha256(b"van ban").hexdigest(), 7)
    with store.open(stored.sha256) as content:
        assert content.read() == b"van ban"
    assert store.path(stored.sha256) == store.root / stored.sha256[:2] / stored.sha256[2:4] / stored.sha256
    assert store.verify(stored.sha256)


def test_only_the_owner_may_read(store):
    stored = store.put(io.BytesIO(b"van ban"), LIMIT)
    assert store.path(stored.sha256).stat().st_mode & 0o777 == 0o600
    assert store.path(stored.sha256).parent.stat().st_mode & 0o077 == 0


def test_equal_content_takes_one_place(store):
    assert store.put(io.BytesIO(b"a" * 3000), LIMIT) == store.put(io.BytesIO(b"a" * 3000), LIMIT)
    assert len(everything_under(store)) == 1


def test_a_damaged_copy_is_found_and_healed_by_the_next_put(store):
    stored = store.put(io.BytesIO(b"van ban"), LIMIT)
    store.path(stored.sha256).write_bytes(b"van bam")
    assert not store.verify(stored.sha256)
    store.put(io.BytesIO(b"van ban"), LIMIT)
    assert store.verify(stored.sha256)


def test_exactly_the_limit_is_taken_and_one_byte_more_is_not(store):
    assert store.put(io.BytesIO(b"x" * LIMIT), LIMIT).size == LIMIT
    with pytest.raises(FileRefused) as refusal:
        store.put(io.BytesIO(b"x" * (LIMIT + 1)), LIMIT)
    assert refusal.value.reason is Reason.TOO_LARGE
    assert "1\u00a0MB" in refusal.value.sentence
    assert len(everything_under(store)) == 1


def test_two_gigabytes_are_refused_before_they_are_read(store, tmp_path):
    huge = tmp_path / "huge"
    with huge.open("wb") as content:
        content.truncate(2 << 30)
    with huge.open("rb") as content:
        with pytest.raises(FileRefused) as refusal:
            store.put(content, 100 << 20)
        assert content.tell() == 0
    assert refusal.value.sentence.startswith("Tệp phải nhỏ hơn 100\u00a0MB.")


def test_a_stream_that_does_not_tell_its_size_is_read_no_further_than_the_limit(store):
    class Endless:
        given = 0

        def read(self, size):
            self.given += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(FileRefused):
        store.put(endless, LIMIT)
    assert endless.given == LIMIT + 1
    assert everything_under(store) == []


def test_an_empty_file_is_refused(store):
    with pytest.raises(FileRefused) as refusal:
        store.put(io.BytesIO(b""), LIMIT)
    assert refusal.value.reason is Reason.EMPTY
    assert everything_under(store) == []


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path):
    # A limit on the size of files, set for a process of its own, stands for the full disk.
    code = (
        "import io, resource, signal, sys; from pathlib import Path\n"
        "from hoiso.core.files.store import FileStore; from hoiso.core.files.errors import FileRefused\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try: FileStore(Path(sys.argv[1])).put(io.BytesIO(b'x' * 3_000_000), 1 << 30)\n"
        "except FileRefused as refusal: sys.exit(7 if refusal.reason == 'disk_full' else 8)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, check=False)
    assert done.returncode == 7
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 100_000


def test_a_stream_that_breaks_leaves_nothing(store):
    class Breaking:
        def read(self, size):
            raise ConnectionResetError("line gone")

    with pytest.raises(ConnectionResetError):
        store.put(Breaking(), LIMIT)
    assert everything_under(store) == []


def test_many_at_once_store_each_content_once(store):
    contents = [bytes([n % 4]) * 200_000 for n in range(24)]
    found, failures = [], []

    def put(content):
        try:
            found.append(store.put(io.BytesIO(content), LIMIT).sha256)
        except (OSError, FileRefused) as error:
            failures.append(error)

    threads = [threading.Thread(target=put, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(found) == 24
    assert sorted(set(found)) == list(store.names())
    assert [path.name for path in everything_under(store)] == sorted(set(found), key=lambda name: name)
    assert all(store.verify(name) for name in store.names())


def test_orphans_are_those_unknown_and_old_enough(store):
    kept = store.put(io.BytesIO(b"kept"), LIMIT).sha256
    orphan = store.put(io.BytesIO(b"orphan"), LIMIT).sha256
    later = datetime.now(UTC) + timedelta(minutes=1)
    earlier = datetime.now(UTC) - timedelta(days=1)
    assert list(store.orphans({kept}, before=later)) == [orphan]
    assert list(store.orphans({kept}, before=earlier)) == []
    store.remove(orphan)
    assert list(store.names()) == [kept]
    store.remove(orphan)


def test_what_a_killed_process_left_is_listed(store):
    store.put(io.BytesIO(b"kept"), LIMIT)
    half = store.root / "incoming" / "tmphalf"
    half.write_bytes(b"half")
    assert list(store.leftovers(before=datetime.now(UTC) + timedelta(minutes=1))) == [half]


def test_a_missing_content_is_told(store):
    with pytest.raises(FileRefused) as refusal:
        store.open("0" * 64)
    assert refusal.value.reason is Reason.MISSING
    assert not store.verify("0" * 64)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_what_is_no_hash_never_becomes_a_path(store, name):
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.path(name)


@pytest.mark.parametrize(
    ("size", "text"),
    [(100 << 20, "100\u00a0MB"), (1 << 30, "1\u00a0GB"), (3 << 29, "1,5\u00a0GB"), (10, "1\u00a0KB")],
)
def test_sizes_are_written_for_people(size, text):
    assert size_text(size) == text
