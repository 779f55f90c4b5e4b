"""The database goes while people work: 503 in Vietnamese, then on again by itself, nothing promised lost."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from hoiso.runtime.addresses import EmbeddedServer
from hoiso.runtime.places import CHECKOUT, place_of
from hoiso.runtime.postgres import Cluster

pytestmark = pytest.mark.slow  # a cluster, its migrations and a web server of its own: about 40 s
TOKEN = "a" * 32  # of the forms; cookie and field need only agree
PATIENCE = 60.0  # seconds


@dataclass(slots=True)
class Site:
    """A running installation whose database server can be taken away."""

    server: EmbeddedServer
    database: "subprocess.Popen[bytes]"
    port: int
    session: str

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and page; a POST when there is a form."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": f"hs_phien={self.session}; hs_csrf={TOKEN}"} if self.session else {}
        body = None
        if form is not None:
            body = urlencode({"csrfmiddlewaretoken": TOKEN, **form})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request("GET" if form is None else "POST", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def begin(self) -> int:
        """Bring a paper to the desk: 302 is the promise that it is kept."""
        return self.ask("/van-ban-den/dang-ky/", {"viec": "giay"})[0]

    def take_database_away(self) -> None:
        """At once, as by a crash."""
        self.database.send_signal(signal.SIGQUIT)
        self.database.wait(PATIENCE)

    def bring_database_back(self) -> None:
        """The keeper starts it again."""
        self.database = self.server.cluster.start()

    def kept(self) -> int:
        """What lies at the desk."""
        with psycopg.connect(self.server.superuser_address(database="hoiso")) as superuser:
            row = superuser.execute("SELECT count(*) FROM documents_incomingdraft").fetchone()
        assert row
        return int(row[0])


@pytest.fixture
def site() -> Iterator[Site]:
    folder = Path(tempfile.mkdtemp(prefix="hoiso-test-"))
    folder.chmod(0o755)
    server = EmbeddedServer(Cluster(place_of(folder)))
    server.cluster.initialise()
    running = Site(server, server.cluster.start(), _free_port(), "")
    environment = {**os.environ, "HOISO_DATA": str(folder), "PYTHONPATH": f"{CHECKOUT}/src:{CHECKOUT}"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    web = None
    try:
        server.prepare()
        running.session = subprocess.run(
            [sys.executable, "-m", "tests.test_bad_input.lay_out"], env=environment, cwd=CHECKOUT,
            stdout=subprocess.PIPE, text=True, check=True,
        ).stdout  # fmt: skip
        (folder / "static").mkdir(exist_ok=True)
        with (folder / "web.log").open("wb") as log:
            web = subprocess.Popen(
                [sys.executable, "-m", "granian", "--interface", "wsgi", "hoiso.runtime.web:application",
                 "--host", "127.0.0.1", "--port", str(running.port), "--no-ws", "--workers", "1",
                 "--blocking-threads", "4"],
                env={**environment, "DJANGO_SETTINGS_MODULE": "tests.test_bad_input.real_settings"},
                stdout=log, stderr=log,
            )  # fmt: skip
        _wait_until_answering(running, folder / "web.log")
        yield running
    finally:
        if web:
            web.terminate()
            web.wait(PATIENCE)
        server.cluster.stop()
        running.database.wait(PATIENCE)
        shutil.rmtree(folder)
        shutil.rmtree(server.cluster.place.socket, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_answering(site: Site, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if site.ask("/suc-khoe/song")[0] == 200:
                return
        except OSError:
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)


def test_the_site_waits_for_its_database_and_loses_nothing(site: Site) -> None:
    promised, statuses = [], []
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            status = site.begin()
            statuses.append(status)
            if status == 302:
                promised.append(status)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    try:
        _wait(lambda: len(promised) >= 20)
        site.take_database_away()
        _wait(lambda: statuses[-6:] == [503] * 6)
        status, page = site.ask("/van-ban-den/")
        assert status == 503
        assert "Hội Số đang tạm nghỉ" in page
        assert replace(site, session="").ask("/suc-khoe/song") == (200, "song")
        site.bring_database_back()
        before = len(promised)
        _wait(lambda: len(promised) >= before + 20)
    finally:
        stop.set()
        for worker in workers:
            worker.join(PATIENCE)
    assert set(statuses) == {302, 503}
    assert statuses[-3:] == [302] * 3
    # What was answered with 503 may still have been committed; what was promised always is.
    assert len(promised) <= site.kept() <= len(statuses)
    assert site.ask("/van-ban-den/")[0] == 200


def _wait(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
