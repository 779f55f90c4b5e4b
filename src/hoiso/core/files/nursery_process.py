"""Forks the children of `isolation`: each begins with the libraries loaded and nothing else.

Run as a script by path, never imported, in a clean environment. Argument 1 is JSON: the path of
modules, and the seconds without a child after which it goes home. Standard input is a socket to
the program; one packet is one request in JSON (module, function, arguments, seconds, megabytes,
answer) with two descriptors: the file for the answer, and the line of whoever waits. On that line
goes the child's exit status; when it is hung up, the child ends. No stranger's file is opened
here, so no child sees anything of another's.

The answer is one letter (B bytes, J JSON, R refused, E failed), then the body.
"""

import array
import contextlib
import ctypes
import gc
import importlib
import json
import os
import resource
import selectors
import signal
import socket
import sys
from typing import Any

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_LONGEST_REQUEST = 1 << 18


class Nursery:
    """The loop: takes requests, forks, tells how each child ended."""

    def __init__(self, program: socket.socket, *, idle: float) -> None:
        self._program = program
        self._idle = idle
        self._listening = True
        self._lines: dict[int, socket.socket] = {}  # by the child's process id
        self._doors = selectors.DefaultSelector()
        self._doors.register(program, selectors.EVENT_READ)
        ended, told = socket.socketpair()
        for end in (ended, told):
            end.settimeout(0)
        self._ended = ended
        self._doors.register(ended, selectors.EVENT_READ)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
        self._told = told

    def serve(self) -> None:
        """Until the program hangs up or nothing came for a while, and no child is left."""
        while self._listening or self._lines:
            events = self._doors.select(None if self._lines else self._idle)
            if not events:
                # What is sent from now on fails at the sender; what was sent before is still taken.
                self._program.shutdown(socket.SHUT_RD)
            for key, _ in events:
                if key.fileobj is self._program:
                    self._take()
                elif key.fileobj is self._ended:
                    self._ended.recv(4096)
                else:
                    self._hung_up(key.data)
            self._reap()

    def _take(self) -> None:
        packet, descriptors = _received(self._program)
        if not packet:
            self._listening = False
            self._doors.unregister(self._program)
            return
        answer, line = descriptors
        request = json.loads(packet)
        _load(request["module"])
        pid = os.fork()
        if pid == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _be_the_child(request, answer)
        os.close(answer)
        self._lines[pid] = socket.socket(fileno=line)
        self._doors.register(self._lines[pid], selectors.EVENT_READ, pid)

    def _hung_up(self, pid: int) -> None:
        """Nobody waits any more: over time, or the program's thread is gone."""
        if pid in self._lines:
            os.kill(pid, signal.SIGKILL)
            self._doors.unregister(self._lines[pid])
            self._lines.pop(pid).close()

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            line = self._lines.pop(pid, None)
            if line is not None:
                self._doors.unregister(line)
                with line, contextlib.suppress(OSError):  # hung up in this moment: nobody is left to be told
                    line.send(str(os.waitstatus_to_exitcode(status)).encode())


def _received(program: socket.socket) -> tuple[bytes, list[int]]:
    """One packet and its descriptors, which no later program inherits."""
    numbers = array.array("i")
    packet, extra, _, _ = program.recvmsg(
        _LONGEST_REQUEST, socket.CMSG_SPACE(2 * numbers.itemsize), getattr(socket, "MSG_CMSG_CLOEXEC", 0)
    )
    for _level, _kind, data in extra:
        numbers.frombytes(data[: len(data) - len(data) % numbers.itemsize])
    return packet, list(numbers)


def _load(module: str) -> None:
    """Before the fork, once: most of a child's time was the loading of its libraries."""
    if module in sys.modules:
        return
    with contextlib.suppress(Exception):  # the child meets the same and tells it
        importlib.import_module(module)
    gc.collect()
    gc.freeze()


def _be_the_child(request: dict[str, Any], answer: int) -> None:
    """Limit oneself, close what is the nursery's, answer, end. Does not return."""
    status = 1
    try:
        _limit_myself(request["seconds"], request["megabytes"], request["answer"])
        nothing = os.open(os.devnull, os.O_RDWR)
        for given, standard in ((nothing, 0), (answer, 1), (nothing, 2)):
            os.dup2(given, standard)
        os.closerange(3, 4096)
        _answer(request)
        status = 0
    finally:
        os._exit(status)


def _limit_myself(seconds: int, megabytes: int, answer: int) -> None:
    nursery = os.getppid()
    library = ctypes.CDLL(None)
    if hasattr(library, "prctl"):  # Linux: die with the nursery, never gain rights
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != nursery:  # it died before that stood
        os._exit(1)
    for kind, value in (
        (resource.RLIMIT_AS, megabytes << 20),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, answer),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))


def _answer(request: dict[str, Any]) -> None:
    try:
        function = getattr(importlib.import_module(request["module"]), request["function"])
        result = function(*request["arguments"])
        answer = b"B" + result if isinstance(result, bytes) else b"J" + json.dumps(result).encode()
    except MemoryError:
        answer = b'E["memory", ""]'
    except Exception as error:  # noqa: BLE001 - the parent is told, whatever a hostile file provoked
        reason = getattr(error, "reason", None)
        sentence = getattr(error, "sentence", None)
        if reason and sentence:
            answer = b"R" + json.dumps([str(reason), sentence]).encode()
        else:
            answer = b"E" + json.dumps(["error", f"{type(error).__name__}: {error}"[:500]]).encode()
    with os.fdopen(1, "wb", closefd=False) as output:
        output.write(answer)


def main() -> None:
    """Serve the program that started it."""
    told = json.loads(sys.argv[1])
    sys.path[:] = told["path"]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program decides when it ends
    Nursery(socket.socket(fileno=0), idle=told["idle"]).serve()


if __name__ == "__main__":
    main()
