"""The peer: Mayan EDMS, installed by its package's name into build/peer, started there, used by its REST API.

Its configuration, and what differs from a server of its makers, is told in `docs/decisions/0030-peer.md`.
"""

import base64
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import psycopg

from bench.peers.browsing import Browser
from bench.peers.measured import CLIENTS, Measured, asked, wait_until_findable
from bench.peers.papers import COMMON, Question
from hoiso.runtime import apt
from hoiso.runtime.addresses import EmbeddedServer
from hoiso.runtime.fetching import python_index
from hoiso.runtime.install import TOOLS, UV_VERSION

NAME = "Mayan EDMS 4.12.2"
PACKAGES = Path(__file__).parent / "mayan.txt"
PROCESSES = 2  # of its web server, and of its worker: one a core
_BARE, _DATABASE = "mayan_bare", "mayan"
_USER, _PASSWORD = "admin", "doi-chieu"  # of a server on the loopback that lives for minutes
_PATIENCE = 600.0  # seconds for its web to answer
_QUEUES = """
import django
django.setup()
from mayan.apps.task_manager.classes import Worker
print(",".join(queue.name for worker in Worker.all() for queue in worker.queues))
"""
_SEARCH = "/api/v4/search/documents.documentsearchresult/"


class NotInstalled(RuntimeError):
    """The peer cannot be had on this machine: the sentence says what was tried."""


class Peer:
    """The installed package in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self._bin = folder / "venv" / "bin"
        self._media = folder / "media"
        self._media_bare = folder / "media-bare"

    def install(self, tell: Callable[[str], None]) -> None:
        """By the names of `mayan.txt`, from the registry that this machine's pip or uv is set to."""
        self.log.mkdir(parents=True, exist_ok=True)
        wanted = hashlib.sha256(PACKAGES.read_bytes()).hexdigest()
        stamp = self.folder / "installed"
        if stamp.is_file() and stamp.read_text("ascii") == wanted and (self._bin / "gunicorn").is_file():
            return
        uv = str(TOOLS / f"uv-{UV_VERSION}")
        if shutil.which(uv) is None:
            raise NotInstalled("Thư mục này chưa có uv; chạy “make install” một lần rồi đo lại.")
        tell(f"Cài {NAME} vào {self.folder}")
        python = str(self._bin / "python")
        environment = {**os.environ, "UV_DEFAULT_INDEX": python_index(), "UV_NO_CONFIG": "1"}
        environment.pop("UV_INDEX_URL", None)
        for words in (
            [uv, "venv", "--clear", "--python", sys.executable, str(self._bin.parent)],
            [uv, "pip", "install", "--python", python, "--no-deps", "--require-hashes", "-r", str(PACKAGES)],
        ):
            done = subprocess.run(  # noqa: S603 - fixed words
                words, env=environment, capture_output=True, text=True, check=False
            )
            (self.log / "install.log").write_text(done.stdout + done.stderr, "utf-8")
            if done.returncode:
                last = (done.stderr.strip().splitlines() or [""])[-1]
                raise NotInstalled(
                    f"Không cài được {NAME} từ kho gói: {last}. Kiểm tra mạng và kho gói của pip,"
                    f" xem {self.log / 'install.log'}."
                )
        stamp.write_text(wanted, "ascii")

    def redis(self) -> tuple[Path, Path]:
        """Redis' program, the machine's or one unpacked from the system's packages, and its libraries."""
        if found := shutil.which("redis-server"):
            return Path(found), Path("/usr/lib")
        root = self.folder / "redis"
        program = root / "usr/bin/redis-server"
        if not program.exists():
            for package in ("redis-server", "redis-tools", "libjemalloc2", "liblzf1"):
                if not apt.unpack(package, into=root, log=self.log / "redis.log"):
                    raise NotInstalled(f"{NAME} cần Redis; không lấy được gói {package} của hệ điều hành.")
        return program, next(root.glob("usr/lib/*-linux-gnu"))

    def measure(
        self,
        server: EmbeddedServer,
        files: Sequence[Path],
        questions: Sequence[Question],
        *,
        tell: Callable[[str], None],
    ) -> Measured:
        """A new copy of its bare installation, in a database of its own in the held server."""
        with self._redis_running() as redis:
            self._prepare(server, redis, tell)
            server.drop_database(_DATABASE)
            server.create_database(_DATABASE, template=_BARE)
            shutil.rmtree(self._media, ignore_errors=True)
            shutil.copytree(self._media_bare, self._media)
            environment = self._environment(server, redis, database=_DATABASE, media=self._media)
            with (
                self._serving(environment) as port,
                psycopg.connect(server.superuser_address(database=_DATABASE), autocommit=True) as owner,
            ):
                return self._measured(port, owner, files, questions, tell)

    def _measured(
        self,
        port: int,
        owner: "psycopg.Connection[tuple[object, ...]]",
        files: Sequence[Path],
        questions: Sequence[Question],
        tell: Callable[[str], None],
    ) -> Measured:
        browsers = [_browser(port) for _ in range(CLIENTS)]
        found = _finder(browsers[0])
        found()
        before = self._size(owner)
        tell(f"{NAME}: đưa {len(files)} văn bản vào")
        begun = perf_counter()
        with ThreadPoolExecutor(CLIENTS) as people:
            for done in [
                people.submit(_bring, browser, files[place::CLIENTS])
                for place, browser in enumerate(browsers)
            ]:
                done.result()
        tell(f"{NAME}: nhận xong sau {perf_counter() - begun:.0f} giây, đợi đến khi tìm được hết")
        count, at = wait_until_findable(found, len(files), begun=begun, every=3)
        grown = self._size(owner) - before
        tell(f"{NAME}: hỏi")
        times, places = asked(lambda typed: _ask(browsers[0], typed), questions)
        return Measured(
            brought=len(files), findable=count, seconds=at - begun, times=times, places=places,
            megabytes=grown,
        )  # fmt: skip

    def _prepare(self, server: EmbeddedServer, redis: int, tell: Callable[[str], None]) -> None:
        """Its own first set-up, once: kept as a database to copy and a folder of media."""
        if (self.folder / "queues").is_file():
            return
        tell(f"Thiết lập lần đầu {NAME} (vài phút, một lần)")
        shutil.rmtree(self._media_bare, ignore_errors=True)
        server.drop_database(_BARE)
        server.create_database(_BARE)
        environment = self._environment(server, redis, database=_BARE, media=self._media_bare)
        with psycopg.connect(server.superuser_address(database=_BARE), autocommit=True) as superuser:
            superuser.execute("GRANT ALL ON SCHEMA public TO hoiso_owner")
        self._run(
            [str(self._bin / "mayan-edms.py"), "common_initial_setup", "--no-dependencies"], environment
        )
        queues = self._run([str(self._bin / "python"), "-c", _QUEUES], environment).strip().splitlines()[-1]
        (self.folder / "queues").write_text(queues, "ascii")

    def _run(self, words: Sequence[str], environment: dict[str, str]) -> str:
        done = subprocess.run(  # noqa: S603 - fixed words
            words, env=environment, cwd=self.folder, capture_output=True, text=True, check=False
        )
        with (self.log / "setup.log").open("a", encoding="utf-8") as log:
            log.write(done.stdout + done.stderr)
        if done.returncode:
            raise RuntimeError(f"{words[-1][:60]}: {done.stderr[-600:]}")
        return done.stdout

    def _environment(
        self, server: EmbeddedServer, redis: int, *, database: str, media: Path
    ) -> dict[str, str]:
        address = urlsplit(server.address("owner", database=database))
        given = {name: values[0] for name, values in parse_qs(address.query).items()}
        databases = {
            "default": {
                "ENGINE": "django.db.backends.postgresql", "NAME": database, "USER": address.username,
                "PASSWORD": unquote(address.password or ""), "HOST": given["host"], "PORT": given["port"],
            }
        }  # fmt: skip
        base = f"redis://127.0.0.1:{redis}"
        return {
            "PATH": f"{self._bin}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "PYTHONWARNINGS": "ignore",
            "DJANGO_SETTINGS_MODULE": "mayan.settings.production",
            "MAYAN_MEDIA_ROOT": str(media),
            "MAYAN_DATABASES": str(databases),
            "MAYAN_CELERY_BROKER_URL": f"{base}/0",
            "MAYAN_CELERY_RESULT_BACKEND": f"{base}/1",
            "MAYAN_LOCK_MANAGER_BACKEND": "mayan.apps.lock_manager.backends.redis_lock.RedisLock",
            "MAYAN_LOCK_MANAGER_BACKEND_ARGUMENTS": str({"redis_url": f"{base}/2"}),
            "MAYAN_AUTOADMIN_USERNAME": _USER,
            "MAYAN_AUTOADMIN_PASSWORD": _PASSWORD,
            "MAYAN_DOCUMENTS_LANGUAGE": "vie",
            "MAYAN_OCR_AUTO_OCR": "false",
        }

    @contextmanager
    def _redis_running(self) -> Iterator[int]:
        program, libraries = self.redis()
        port = _free_port()
        words = [str(program), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        with self._child(words, {"LD_LIBRARY_PATH": str(libraries)}, "redis.log"):
            _wait(port)
            yield port

    @contextmanager
    def _serving(self, environment: dict[str, str]) -> Iterator[int]:
        """Its web and one worker for all its queues."""
        port = _free_port()
        queues = (self.folder / "queues").read_text("ascii")
        web = [
            str(self._bin / "gunicorn"), "--bind", f"127.0.0.1:{port}", "--worker-class", "gevent",
            "--workers", str(PROCESSES), "--timeout", "120", "mayan.wsgi",
        ]  # fmt: skip
        worker = [
            str(self._bin / "celery"), "-A", "mayan", "worker", "--concurrency", str(PROCESSES), "-Ofair",
            "--loglevel", "WARNING", "--hostname", "peer@localhost", "--queues", queues,
        ]  # fmt: skip
        with ExitStack() as children:
            children.enter_context(self._child(web, environment, "web.log"))
            children.enter_context(self._child(worker, environment, "worker.log"))
            _wait(port)
            self._wait_for_worker()
            yield port

    @contextmanager
    def _child(self, words: Sequence[str], environment: dict[str, str], log: str) -> Iterator[None]:
        with (self.log / log).open("wb") as said:
            child = subprocess.Popen(  # noqa: S603 - fixed words
                words, env=environment, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=said,
                stderr=subprocess.STDOUT,
            )  # fmt: skip
            try:
                yield
            finally:
                child.terminate()
                try:
                    child.wait(timeout=60)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()

    def _wait_for_worker(self) -> None:
        """Until its banner is written: it comes once its tasks and queues are known."""
        deadline = time.monotonic() + _PATIENCE
        while "[queues]" not in (self.log / "worker.log").read_text("utf-8"):
            if time.monotonic() > deadline:
                raise TimeoutError(f"no worker: {self.log / 'worker.log'}")
            time.sleep(0.5)

    def _size(self, owner: "psycopg.Connection[tuple[object, ...]]") -> float:
        """Megabytes of its database and of the index of its search."""
        row = owner.execute("SELECT pg_database_size(current_database())").fetchone()
        assert row is not None
        index = sum(path.stat().st_size for path in (self._media / "whoosh").rglob("*") if path.is_file())
        return (int(str(row[0])) + index) / 1e6


def _bring(browser: Browser, files: Sequence[Path]) -> None:
    for file in files:
        fields = {"document_type_id": "1", "label": file.name, "language": "vie"}
        status, body, _ = browser.post("/api/v4/documents/upload/", fields, files={"file": file})
        if status not in (200, 201, 202):
            raise RuntimeError(f"{file.name}: {status} {body[:300]}")


def _finder(browser: Browser) -> Callable[[], int]:
    def found() -> int:
        return int(str(browser.get_json(f"{_SEARCH}?{urlencode({'q': COMMON, 'page_size': 1})}")["count"]))

    return found


def _ask(browser: Browser, typed: str) -> list[str]:
    rows = browser.get_json(f"{_SEARCH}?{urlencode({'q': typed})}")["results"]
    assert isinstance(rows, list)
    return [str(row["label"]) for row in rows]


def _browser(port: int) -> Browser:
    login = base64.b64encode(f"{_USER}:{_PASSWORD}".encode()).decode()
    return Browser(port, headers={"Host": "127.0.0.1", "Authorization": f"Basic {login}"}, cookies={})


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"no server on port {port}")
