"""Run a function on a hostile file in a process of its own, with limits of time and memory.

What parses PDF, pictures and archives is C code fed by strangers. The child has no secrets in
its environment, cannot write files, dies with its parent, and answers in JSON or plain bytes
(never pickle), so that a taken-over child can at worst lie about its file. It is forked by a
nursery that has the libraries loaded and has never seen a file: one for each process of the
program, started at the first need.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from hoiso.core.files.errors import FileRefused, Reason

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_NURSERY = Path(__file__).with_name("nursery_process.py")
_ANSWER_LIMIT = 128 << 20
_LONGEST_STATUS = 16
_IDLE = 120.0  # seconds without a child after which the nursery gives its memory back
# One thread in the nursery: a process with several is not to be forked.
_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1",
}  # fmt: skip


class ChildFailed(Exception):
    """The child gave no answer. `cause` is "time", "memory", "crash" or "error"; `detail` for the log."""

    def __init__(self, cause: str, detail: str) -> None:
        super().__init__(f"{cause}: {detail}")
        self.cause = cause
        self.detail = detail


class Nursery:
    """The process that forks, and the line to it; many threads may ask at once."""

    def __init__(self, *, idle: float) -> None:
        self._idle = idle
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None

    def child(self, request: bytes, answer: int) -> socket.socket:
        """A new child. On the line that is returned comes its exit status; closing it ends the child."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, self._lock:
            try:
                socket.send_fds(self._standing(), [request], [answer, theirs.fileno()])
            except (BrokenPipeError, ConnectionResetError):  # it went home in this moment
                self.dismiss()
                socket.send_fds(self._standing(), [request], [answer, theirs.fileno()])
        return ours

    def _standing(self) -> socket.socket:
        if self._line is None or self._process is None or self._process.poll() is not None:
            self.dismiss()
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            told = json.dumps({"path": [entry for entry in sys.path if entry], "idle": self._idle})
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and file, no shell
                    [sys.executable, "-I", "-X", "utf8", str(_NURSERY), told],
                    stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                    env=_ENVIRONMENT,
                )  # fmt: skip
            self._line = ours
        return self._line

    def dismiss(self) -> None:
        """Hang up; it ends, and its children with it."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._line = self._process = None

    def forget(self) -> None:
        """In a fork of the program: the nursery stays the other's."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.returncode = 0  # not ours to wait for
        self._lock = Lock()
        self._line = self._process = None


_nursery = Nursery(idle=_IDLE)
os.register_at_fork(after_in_child=_nursery.forget)
atexit.register(_nursery.dismiss)


def isolated(
    function: "Callable[..., Json | bytes]", *args: str | float | bool | None, seconds: int, megabytes: int
) -> "Json | bytes":
    """What `function(*args)` returns (JSON or bytes), computed in a child.

    The function must stand at the top of a module. `seconds` bounds processor and wall-clock
    time, `megabytes` the address space. Raises FileRefused when the function does, ChildFailed
    when the child died, ran out of a limit or raised anything else.
    """
    request = json.dumps(
        {
            "module": function.__module__,
            "function": function.__qualname__,
            "arguments": args,
            "seconds": seconds,
            "megabytes": megabytes,
            "answer": _ANSWER_LIMIT,
        }
    ).encode()
    with tempfile.TemporaryFile() as output:
        # Nothing told: the nursery was killed with the request on its way, or by the child. Once more.
        told = _ended(request, output.fileno(), seconds) or _ended(request, output.fileno(), seconds)
        output.seek(0)
        answer = output.read()
    if told != b"0":
        cause = "time" if told in (b"-24", b"-9") else "crash"
        raise ChildFailed(cause, f"exit status {told.decode() or 'unknown'}")
    return _read_answer(answer)


def _ended(request: bytes, answer: int, seconds: int) -> bytes:
    """The child's exit status in digits, or nothing when the nursery went first."""
    with _nursery.child(request, answer) as line:
        line.settimeout(seconds)
        try:
            return line.recv(_LONGEST_STATUS)
        except TimeoutError:
            raise ChildFailed("time", f"no answer in {seconds} s") from None
        except ConnectionResetError:
            return b""


def _read_answer(answer: bytes) -> "Json | bytes":
    letter, body = answer[:1], answer[1:]
    if letter == b"B":
        return body
    if letter == b"J":
        value: Json = json.loads(body)
        return value
    if letter == b"R":
        reason, sentence = json.loads(body)
        raise FileRefused(sentence, reason=Reason(reason))
    if letter == b"E":
        cause, detail = json.loads(body)
        raise ChildFailed(cause, detail)
    raise ChildFailed("crash", "no answer")
