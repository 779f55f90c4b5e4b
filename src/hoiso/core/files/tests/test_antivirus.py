import socket
import stat
import struct
import threading

import pytest

from hoiso.core.files.antivirus import Outcome, Verdict, scan

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class ClamdLike:
    """A server that speaks clamd's INSTREAM over a unix socket and knows one virus."""

    def __init__(self, place, *, limit=1 << 30, silent=False):
        self.place, self.limit, self.silent = place, limit, silent
        self.received = b""
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(place))
        self._listener.listen()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._thread.join()
        self._listener.close()

    def _serve(self):
        line, _ = self._listener.accept()
        with line, line.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!I", stream.read(4))[0]:
                self.received += stream.read(size)
                if len(self.received) > self.limit:
                    line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            if not self.silent:
                found = b"Eicar-Signature FOUND" if b"EICAR" in self.received else b"OK"
                line.sendall(b"stream: " + found + b"\0")


@pytest.fixture
def file(tmp_path):
    def file(content):
        path = tmp_path / "content"
        path.write_bytes(content)
        return path

    return file


def test_a_clean_file_reaches_the_server_whole(file, tmp_path):
    content = bytes(range(256)) * 4000
    with ClamdLike(tmp_path / "clamd") as server:
        assert scan(file(content), server=server.place).outcome is Outcome.CLEAN
    assert server.received == content


def test_a_virus_is_named(file, tmp_path):
    with ClamdLike(tmp_path / "clamd") as server:
        verdict = scan(file(EICAR), server=server.place)
    assert (verdict.outcome, verdict.name) == (Outcome.INFECTED, "Eicar-Signature")
    assert "Không mở tệp này" in verdict.note


@pytest.mark.parametrize("oddity", [{"limit": 10_000}, {"silent": True}])
def test_a_server_that_gives_no_verdict_leaves_the_file_unchecked(file, tmp_path, oddity):
    with ClamdLike(tmp_path / "clamd", **oddity) as server:
        verdict = scan(file(b"x" * 3_000_000), server=server.place)
    assert verdict.outcome is Outcome.NOT_AVAILABLE
    assert "chưa được quét" in verdict.note


def test_a_server_that_is_gone_leaves_the_file_unchecked(file, tmp_path):
    assert scan(file(b"x"), server=tmp_path / "nobody").outcome is Outcome.NOT_AVAILABLE


def test_where_nothing_is_installed_it_is_said(file, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("hoiso.core.files.antivirus._SOCKETS", ())
    assert scan(file(EICAR)) == Verdict(
        Outcome.NOT_AVAILABLE, None, "Máy chủ chưa cài phần mềm quét vi-rút (ClamAV); tệp chưa được quét."
    )


@pytest.mark.parametrize(
    ("script", "outcome", "name"),
    [
        ("exit 0", Outcome.CLEAN, None),
        ('echo "$3: Win.Test FOUND"; exit 1', Outcome.INFECTED, "Win.Test"),
        ("exit 2", Outcome.NOT_AVAILABLE, None),
    ],
)
def test_the_program_is_asked_where_there_is_no_server(file, tmp_path, monkeypatch, script, outcome, name):
    monkeypatch.setattr("hoiso.core.files.antivirus._SOCKETS", ())
    program = tmp_path / "clamscan"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    verdict = scan(file(b"x"), command=str(program))
    assert (verdict.outcome, verdict.name) == (outcome, name)
