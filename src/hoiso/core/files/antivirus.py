"""Virus scan of a file by ClamAV, where it is installed; honest where it is not."""

import shutil
import socket
import struct
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_CHUNK = 1 << 18
_SECONDS = 120
_SOCKETS = (
    Path("/run/clamav/clamd.ctl"),
    Path("/run/clamd.scan/clamd.sock"),
    Path("/run/clamav/clamd.sock"),
)


class Outcome(StrEnum):
    """What a scan can end with."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_AVAILABLE = "not_available"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome; `name` is the virus found; `note` is a sentence for the page."""

    outcome: Outcome
    name: str | None
    note: str


class _NoAnswer(Exception):
    """The scanner is there and gave no verdict."""


def available() -> bool:
    """Whether a scanner is there to be asked."""
    return any(known.is_socket() for known in _SOCKETS) or shutil.which("clamscan") is not None


def scan(path: Path, *, server: Path | None = None, command: str | None = None) -> Verdict:
    """Ask ClamAV about the file at `path`.

    `server` is clamd's unix socket and `command` the clamscan program; without them the usual
    places are looked at, the server first. Never raises for want of a scanner: the verdict says
    "not_available", also when the scanner fails, and then the file counts as unchecked.
    """
    place = server or next((known for known in _SOCKETS if known.is_socket()), None)
    program = command or (None if server else shutil.which("clamscan"))
    if place is None and program is None:
        return _unchecked("Máy chủ chưa cài phần mềm quét vi-rút (ClamAV); tệp chưa được quét.")
    try:
        name = _ask_server(path, place) if place else _run_program(path, str(program))
    except (OSError, subprocess.TimeoutExpired, _NoAnswer) as error:
        return _unchecked(f"Phần mềm quét vi-rút không trả lời được; tệp chưa được quét. ({error})")
    if name is None:
        return Verdict(Outcome.CLEAN, None, "Đã quét vi-rút, không thấy gì.")
    return Verdict(Outcome.INFECTED, name, f"Tệp có vi-rút ({name}). Không mở tệp này; báo lại nơi gửi.")


def _unchecked(note: str) -> Verdict:
    return Verdict(Outcome.NOT_AVAILABLE, None, note)


def _ask_server(path: Path, place: Path) -> str | None:
    """The virus that clamd names, by its INSTREAM command: chunks with a length in front, then zero."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line, path.open("rb") as content:
        line.settimeout(_SECONDS)
        line.connect(str(place))
        try:
            line.sendall(b"zINSTREAM\0")
            while chunk := content.read(_CHUNK):
                line.sendall(struct.pack("!I", len(chunk)) + chunk)
            line.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            # clamd closes early when the file is over its StreamMaxLength; its words say so.
            pass
        return _virus_named(_all_of(line))


def _all_of(line: socket.socket) -> str:
    parts = []
    while part := line.recv(4096):
        parts.append(part)
    return b"".join(parts).decode("utf-8", "replace").strip("\0\n ")


def _virus_named(answer: str) -> str | None:
    if answer.endswith(" OK"):
        return None
    if answer.endswith(" FOUND"):
        return answer.removesuffix(" FOUND").partition(": ")[2]
    raise _NoAnswer(answer or "không có trả lời")


def _run_program(path: Path, program: str) -> str | None:
    result = subprocess.run(  # noqa: S603 - the administrator's own scanner, no shell
        [program, "--no-summary", "--stdout", str(path)],
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if result.returncode == 0:
        return None
    if result.returncode == 1:
        lines = [line for line in result.stdout.splitlines() if line.endswith(" FOUND")]
        return _virus_named(lines[0]) if lines else "không rõ tên"
    raise _NoAnswer(f"mã {result.returncode}")
