"""A fresh Debian 12 with git, make and Python alone: `make run`, sign in, Ctrl-C, and a second start."""

import contextlib
import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proof.debian import Debian, NotToBeHad, empty_debian

CHECKOUT = Path(__file__).parents[2]
PLACE = "/srv/hoiso"
BOOTSTRAP, FIRST, SECOND, END = 480.0, 900.0, 60.0, 60.0  # seconds at most for each part
ACCOUNT = re.compile(r"^  (?P<who>.+?)\s{3,}(?P<name>\w+)\s{3,}(?P<password>\S+)$")


@pytest.fixture(scope="module")
def debian() -> Iterator[Debian]:
    folder = Path(f"/var/tmp/hoiso-proof-{os.getpid()}")  # noqa: S108 - PostgreSQL's user must be able to enter
    folder.mkdir(mode=0o755)
    try:
        with empty_debian(folder, patience=BOOTSTRAP) as made:
            clone = ["git", "clone", "--quiet", "--no-hardlinks", str(CHECKOUT), f"{made.root}{PLACE}"]
            subprocess.run(clone, check=True)
            yield made
    except NotToBeHad as reason:
        pytest.skip(str(reason))
    finally:
        folder.rmdir()


class Start:
    """One `make run`: its lines, told as they come, and how long it took to be ready."""

    def __init__(self, debian: Debian, port: int) -> None:
        self.lines: list[str] = []
        self.ready = threading.Event()
        self.began = time.monotonic()
        self.took = 0.0
        self.process = debian.enter(["make", "run"], folder=PLACE, HOISO_PORT=str(port))
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            tell(f"  | {self.lines[-1]}")
            if line.startswith("Nhấn Ctrl-C"):
                self.took = time.monotonic() - self.began
                self.ready.set()
        self.ready.set()

    @property
    def said(self) -> str:
        return "\n".join(self.lines)

    def wait(self, patience: float) -> None:
        assert self.ready.wait(patience), f"not ready after {patience:.0f} s:\n{self.said}"
        assert self.took, f"it ended:\n{self.said}"

    def interrupt(self) -> int:
        """Ctrl-C: the terminal tells everybody of the foreground, and `make` ends by that signal."""
        for pid in (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()):
            with contextlib.suppress(ProcessLookupError):
                if pid != self.process.pid and os.getpgid(pid) == self.process.pid:
                    os.kill(pid, signal.SIGINT)
        code = self.process.wait(timeout=END)
        self._reader.join(timeout=END)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


def tell(line: str) -> None:
    """For whoever watches the proof."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sign_in(site: str, name: str, password: str) -> str:
    """The page that an account sees first."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    door = browser.open(f"{site}dang-nhap/", timeout=30).read().decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', door)
    assert found, door
    form = {"csrfmiddlewaretoken": found[1], "name": name, "password": password}
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{site}dang-nhap/", urllib.parse.urlencode(form).encode(), headers={"Referer": f"{site}dang-nhap/"}
    )
    with browser.open(request, timeout=30) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


def test_two_words_on_an_empty_machine(debian: Debian) -> None:
    assert debian.processes() == []
    port = a_free_port()
    site = f"http://127.0.0.1:{port}/"

    first = Start(debian, port)
    first.wait(FIRST)
    order = ["Hội Số sẽ cài những thứ sau", "Đã cài xong", f"Hội Số đã sẵn sàng: {site}", "Nhấn Ctrl-C"]
    places = [next(n for n, line in enumerate(first.lines) if line.startswith(words)) for words in order]
    assert places == sorted(places)
    accounts = [found for line in first.lines if (found := ACCOUNT.match(line))]
    assert len(accounts) == 5, first.said
    home = sign_in(site, accounts[0]["name"], accounts[0]["password"])
    assert "Việc hôm nay" in home
    assert first.interrupt() == -signal.SIGINT
    assert first.lines[-1] == "Đã dừng. Dữ liệu đã được lưu."
    assert debian.processes() == []

    second = Start(debian, port)
    second.wait(SECOND)
    assert "Mọi thứ đã được cài đủ." in second.lines
    assert not any("Dựng một năm công việc mẫu" in line for line in second.lines)
    sign_in(site, accounts[3]["name"], accounts[3]["password"])
    assert second.interrupt() == -signal.SIGINT
    assert debian.processes() == []
    tell(f"\nempty Debian: first start {first.took:.0f} s, second start {second.took:.1f} s")
