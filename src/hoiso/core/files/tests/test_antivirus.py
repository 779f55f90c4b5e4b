import stat

import pytest

from hoiso.core.files.antivirus import Outcome, Verdict, scan
from hoiso.core.files.tests.clamd import EICAR, ClamdLike


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
