"""One parent for everything: database, web server and background worker start and stop together."""

import errno
import http.client
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import FrameType

from hoiso.runtime import addresses, demo_mark, phrases, roles, upgrade_mark
from hoiso.runtime.children import Child
from hoiso.runtime.django_start import migrate_apart
from hoiso.runtime.environment import Environment
from hoiso.runtime.errors import DiskFull, StartRefused
from hoiso.runtime.holding import Hold
from hoiso.runtime.postgres import NO_SPACE
from hoiso.runtime.processes import FileLock
from hoiso.runtime.progress import say, step
from hoiso.runtime.refusals import refused_by_the_system

HEALTH = "/suc-khoe/song"
PATIENCE_TO_ANSWER = 60.0
PATIENCE_TO_END = 20.0  # seconds: longer jobs are queued again at the next start
DEATHS_BEFORE_READY = 3
LOOK_EVERY = 0.2


class Supervisor:
    """Runs the installation of one data folder until a signal comes."""

    def __init__(self, env: Environment, *, greeting: str = "") -> None:
        self.env = env
        self.greeting = greeting
        self.log = env.data / "log"
        self.children = [
            Child("web", self._web_command(), self.log / "web.log"),
            Child("worker", [sys.executable, "-m", "hoiso.cli.main", "worker"], self.log / "worker.log"),
        ]
        self._stopping = threading.Event()

    @property
    def address(self) -> str:
        """What a person types into the browser on this machine."""
        host = "127.0.0.1" if self.env.host in {"0.0.0.0", "::"} else self.env.host  # noqa: S104 - compared only
        return f"http://{f'[{host}]' if ':' in host else host}:{self.env.port}/"

    def run(self) -> None:
        """Start, say where it is, and stay until SIGINT, SIGTERM or SIGHUP; nothing is left running after."""
        self._listen_to_signals()
        if self.env.demo:
            demo_mark.refuse_other_machines(self.env.host)
        with refused_by_the_system(self.env.data), self._alone():
            with step(phrases.STARTING_DATABASE):
                hold = addresses.embedded_server().held() if addresses.is_embedded() else nullcontext()
                hold.__enter__()
            try:
                self._serve(hold if isinstance(hold, Hold) else None)
            finally:
                self._end(hold)

    def _serve(self, hold: Hold | None) -> None:
        with step(phrases.UPDATING_DATABASE):
            addresses.prepare()
            if not upgrade_mark.holds():
                migrate_apart()
                upgrade_mark.put()
            for role in ("web", "worker"):
                roles.refuse_unfit(addresses.address(role))
        if self._stopping.is_set():
            return
        demo_mark.check(wanted=self.env.demo)
        if self._stopping.is_set():
            return
        with step(phrases.STARTING_WEB):
            for child in self.children:
                child.start()
            self._wait_for_answer()
        if self._stopping.is_set():
            return
        say(phrases.ready_at(self.address))
        if self.greeting:
            say(self.greeting)
        say(phrases.HOW_TO_STOP)
        while not self._stopping.wait(LOOK_EVERY):
            self._look(hold)

    def _look(self, hold: Hold | None) -> None:
        if hold is not None and not hold.cluster.ready() and hold.renew():
            say(phrases.DATABASE_RESTARTED)
        for child in self.children:
            if child.look():
                say(phrases.restarted(child.name, child.log))

    def _end(self, hold: object) -> None:
        if self._stopping.is_set():
            say(phrases.STOPPING)
        for child in self.children:
            child.ask_to_end()
        deadline = time.monotonic() + PATIENCE_TO_END
        for child in self.children:
            child.end(patience=deadline - time.monotonic())
        if isinstance(hold, Hold):
            hold.release()
        if self._stopping.is_set():
            say(phrases.STOPPED)

    def _listen_to_signals(self) -> None:
        def stop(_number: int, _frame: FrameType | None) -> None:
            self._stopping.set()

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, stop)

    # Before anything is started ----------------------------------------------------------

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """This parent is the only one of its data folder and its port is free."""
        self.log.mkdir(parents=True, exist_ok=True)
        mark = self.env.data / "serve.lock"
        lock = FileLock(mark)
        if not lock.take():
            raise StartRefused(phrases.already_running(mark.read_text(encoding="utf-8").strip()))
        killed = (
            mark.stat().st_size > 0
        )  # the last one had no time to wipe it: its children may still be ending
        try:
            self._claim_port(patience=10.0 if killed else 0.0)
            mark.write_text(f"{self.address}, PID {os.getpid()}\n", encoding="utf-8")
            yield
            os.truncate(mark, 0)
        finally:
            lock.give_up()

    def _claim_port(self, *, patience: float) -> None:
        deadline = time.monotonic() + patience
        while True:
            try:
                return probe_port(self.env.host, self.env.port)
            except StartRefused:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(0.1)

    # The web -----------------------------------------------------------------------------

    def _web_command(self) -> list[str]:
        env = self.env
        return [
            sys.executable, "-m", "granian", "--interface", "wsgi", "hoiso.runtime.web:application",
            "--host", env.host, "--port", str(env.port), "--no-ws",
            "--workers", str(env.workers), "--blocking-threads", str(env.threads),
            "--respawn-failed-workers", "--workers-kill-timeout", "5",
            "--log-level", env.log_level.lower(),
        ]  # fmt: skip

    def _wait_for_answer(self) -> None:
        deadline = time.monotonic() + PATIENCE_TO_ANSWER
        web = self.children[0]
        while not self._stopping.wait(0.1):
            if self._answers():
                return
            for child in self.children:
                child.look()
                if child.deaths >= DEATHS_BEFORE_READY:
                    raise self._dead(child)
            if time.monotonic() > deadline:
                raise StartRefused(phrases.no_answer(self.address, web.log))

    def _dead(self, child: Child) -> StartRefused:
        last = child.last_line()
        if NO_SPACE in last:
            return DiskFull(phrases.disk_full(self.env.data))
        return StartRefused(phrases.child_keeps_dying(child.name, child.log, last))

    def _answers(self) -> bool:
        host = "127.0.0.1" if self.env.host == "0.0.0.0" else self.env.host  # noqa: S104 - compared only
        name = next((name for name in self.env.allowed_hosts if not name.startswith(("*", "."))), "localhost")
        headers = {"Host": name, **({"X-Forwarded-Proto": "https"} if self.env.https else {})}
        connection = http.client.HTTPConnection(host, self.env.port, timeout=5)
        try:
            connection.request("GET", HEALTH, headers=headers)
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False  # not yet
        finally:
            connection.close()


def probe_port(host: str, port: int) -> None:
    """Refuse a port that is taken or forbidden, before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except socket.gaierror as error:
            raise StartRefused(phrases.host_not_here(host)) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise StartRefused(phrases.port_busy(host, port)) from error
            if error.errno in (errno.EACCES, errno.EPERM):
                raise StartRefused(phrases.port_forbidden(port)) from error
            if error.errno == errno.EADDRNOTAVAIL:
                raise StartRefused(phrases.host_not_here(host)) from error
            raise


def log_folder(env: Environment) -> Path:
    """Where the parent and its children write."""
    return env.data / "log"
