"""The parent of everything, run as a process of its own with the smallest site. All start real servers."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hoiso.runtime.places import SOURCE

pytestmark = pytest.mark.slow  # a database, two web processes and a worker are started: 3 s each


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """A `hoiso serve` in a data folder."""

    def __init__(self, data, port, **env):
        self.data, self.port = data, port
        small = "hoiso.runtime.tests.small_site"
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "hoiso.cli.main", "serve", "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={
                **os.environ,
                "PYTHONPATH": str(SOURCE),
                "HOISO_DATA": str(data),
                "DJANGO_SETTINGS_MODULE": small,
                "DJANGO_WSGI_MODULE": small,
                **env,
            },
        )

    def wait_ready(self):
        lines = []
        for line in self.process.stdout:
            lines.append(line.rstrip("\n"))
            if "sẵn sàng" in line:
                return lines
        raise AssertionError("\n".join([*lines, self.process.stderr.read()]))

    def ask(self):
        """Number of the web process that answered."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/")
            return int(connection.getresponse().read())
        finally:
            connection.close()

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


def family(data):
    """Processes that belong to the data folder: by environment, or by command line (PostgreSQL, keeper)."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            told = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        if os.fsencode(data) in told and int(entry.name) != os.getpid():
            found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


@pytest.fixture
def serve(data):
    """Start a `hoiso serve` in the data folder; what a failed test leaves running is ended."""
    started = []

    def start(port=None, **env):
        started.append(Running(data, port or free_port(), **env))
        return started[-1]

    yield start
    for running in started:
        if running.process.poll() is None:
            running.end()
        running.process.stdout.close()
        running.process.stderr.close()


def wait_until(true, patience=30.0):
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def child(running, words):
    """Process ids of the parent's children whose command line holds `words`."""
    listed = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children")
    pids = [int(pid) for pid in listed.read_text(encoding="ascii").split()]
    return [pid for pid in pids if words in Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_from_the_first_start_to_the_last_process(data, serve):
    port = free_port()
    running = serve(port)
    lines = running.wait_ready()
    assert lines[-1] == f"Hội Số đã sẵn sàng: http://127.0.0.1:{port}/"
    assert running.ask() > 0

    twin = serve()
    code, _, error = twin.end(signal.SIGCONT)
    assert code == 1
    assert error.startswith(f"Hội Số đang chạy rồi (http://127.0.0.1:{port}/, PID {running.process.pid}).")

    code, out, error = running.end(signal.SIGINT)
    assert (code, error) == (0, "")
    assert out.endswith("Đã dừng. Dữ liệu đã được lưu.\n")
    assert family(data) == []


def test_dead_children_are_replaced_and_a_killed_parent_is_recovered(data, serve):
    port = free_port()
    running = serve(port)
    running.wait_ready()

    (web,) = child(running, b"granian")
    (worker,) = child(running, b"\0worker\0")
    first = running.ask()
    os.kill(first, signal.SIGKILL)
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: child(running, b"\0worker\0") not in ([], [worker]))
    os.kill(web, signal.SIGKILL)
    wait_until(lambda: child(running, b"granian") not in ([], [web]))
    wait_until(lambda: answers(running))

    running.process.kill()
    running.process.communicate()
    again = serve(port)
    again.wait_ready()
    assert again.ask() > 0
    code, _, error = again.end()
    assert (code, error) == (0, "")
    wait_until(lambda: family(data) == [])


def test_a_killed_parent_leaves_no_process(data, serve):
    running = serve()
    running.wait_ready()
    running.process.kill()
    running.process.communicate()
    wait_until(lambda: family(data) == [])


def answers(running):
    try:
        return running.ask() > 0
    except (OSError, http.client.HTTPException):
        return False


def test_a_busy_port_is_refused_before_anything_is_made(data, serve):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        code, _, error = serve(port).end(signal.SIGCONT)
    assert code == 1
    assert error == (
        f"Cổng {port} trên 127.0.0.1 đang có chương trình khác dùng. "
        f"Cách xử lý: dừng chương trình đó, hoặc chọn cổng khác: HOISO_PORT={port + 1} make run.\n"
    )
    assert not (data / "pg").exists()


def test_a_site_that_cannot_start_is_told_with_its_log(data, serve):
    running = serve(DJANGO_WSGI_MODULE="hoiso.runtime.tests.no_such_site")
    code, out, error = running.end(signal.SIGCONT)
    assert code == 1
    assert error.startswith(("Trang web không khởi động được", "Trang web chưa trả lời"))
    assert str(data / "log/web.log") in error
    assert "sẵn sàng" not in out
    assert family(data) == []
