"""What the installer plans, skips and refuses. Nothing is downloaded here."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hoiso.runtime import apt, binaries, frontend, install, recognition
from hoiso.runtime.errors import DiskFull, StartRefused
from hoiso.runtime.install import Installation
from hoiso.runtime.places import CHECKOUT, SOURCE
from hoiso.runtime.refusals import refused_by_the_system


@pytest.fixture
def installation(tmp_path, monkeypatch):
    """A checkout in which nothing is installed yet, and PostgreSQL is there."""
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(install, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(frontend, "ready", lambda **_: True)
    monkeypatch.setattr(recognition, "available", lambda: True)
    monkeypatch.setattr(binaries, "available", lambda _: [binaries.Binaries(Path("/x"), "15")])
    made = Installation(dev=False)
    made.log = tmp_path / "install.log"
    return made


def test_it_says_what_is_missing(installation, monkeypatch, data):
    assert [line.split(",")[0] for line in installation.missing()] == ["  • uv và các gói Python"]
    monkeypatch.setattr(binaries, "available", lambda _: [])
    monkeypatch.setattr(apt, "usable", lambda: False)
    assert "PostgreSQL đóng gói sẵn" in installation.missing()[1]
    monkeypatch.setattr(apt, "usable", lambda: True)
    assert "không đụng cụm dữ liệu nào" in installation.missing()[1]


def test_a_machine_that_trusts_nobody_gets_certificates_first(installation, monkeypatch, tmp_path):
    monkeypatch.setattr(apt, "usable", lambda: True)
    assert not any("ca-certificates" in line for line in installation.missing())
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    (tmp_path / "certs").mkdir()
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "certs"))
    assert "ca-certificates" in installation.missing()[0]
    monkeypatch.setattr(apt, "usable", lambda: False)
    assert not any("ca-certificates" in line for line in installation.missing())


def test_a_server_elsewhere_needs_no_postgres_here(installation, monkeypatch):
    monkeypatch.setattr(binaries, "available", lambda _: [])
    monkeypatch.setenv("DATABASE_URL", "postgresql://hoiso_web:x@db/hoiso")
    assert not Installation(dev=False)._postgres_missing()


def test_a_developers_installation_includes_the_other(installation):
    install.STAMP.write_text(json.dumps(install._stamp(dev=True)), encoding="utf-8")
    assert installation.missing() == []
    install.STAMP.write_text(json.dumps(install._stamp(dev=False)), encoding="utf-8")
    assert installation.missing() == []
    assert len(Installation(dev=True).missing()) >= 1


def test_changed_requirements_are_noticed(installation):
    install.STAMP.write_text(json.dumps(install._stamp(dev=False) | {"base": "old"}), encoding="utf-8")
    assert installation._packages_missing()


def test_a_tool_that_fails_is_named_with_its_log(installation):
    with pytest.raises(StartRefused, match="Cài gói không xong: error: no such package"):
        installation._run("Cài gói", ["/bin/sh", "-c", "echo 'error: no such package' >&2; exit 2"])
    assert "no such package" in installation.log.read_text(encoding="utf-8")


def test_a_tool_that_met_a_full_disk(installation):
    with pytest.raises(DiskFull, match="đã đầy"):
        installation._run("Cài gói", ["/bin/sh", "-c", "echo 'error: No space left on device' >&2; exit 2"])


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (errno.ENOSPC, DiskFull, "đã đầy"),
        (errno.EFBIG, DiskFull, "đã đầy"),
        (errno.EACCES, StartRefused, "không có quyền ghi"),
        (errno.EROFS, StartRefused, "không có quyền ghi"),
    ],
)
def test_what_the_file_system_refuses_becomes_a_sentence(number, kind, words):
    with pytest.raises(kind, match=f"/srv/x.*{words}|{words}.*/srv/x"), refused_by_the_system(Path("/srv/x")):
        raise OSError(number, os.strerror(number))


def test_other_failures_stay_what_they_are():
    with pytest.raises(FileNotFoundError), refused_by_the_system(Path("/srv/x")):
        Path("/no/such/file").read_bytes()


def a_checkout(folder):
    """What the installer reads before it needs a network."""
    shutil.copytree(
        SOURCE / "hoiso/runtime", folder / "src/hoiso/runtime", ignore=shutil.ignore_patterns("tests")
    )
    shutil.copytree(SOURCE / "hoiso/core", folder / "src/hoiso/core", ignore=shutil.ignore_patterns("[!_e]*"))
    (folder / "src/hoiso/__init__.py").touch()
    shutil.copytree(CHECKOUT / "requirements", folder / "requirements")


def run_installer(folder, *before, **env):
    return subprocess.run(
        [*before, sys.executable, "-m", "hoiso.runtime.install"],
        env={"PYTHONPATH": str(folder / "src"), "PATH": os.environ["PATH"], **env},
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_no_right_to_install_is_one_sentence(data):
    a_checkout(data)
    done = subprocess.run(
        ["/usr/bin/python3", "-m", "hoiso.runtime.install"],
        user=65534,
        group=65534,
        extra_groups=[],
        env={"PYTHONPATH": str(data / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"Tài khoản đang dùng không có quyền ghi vào {data / 'var'}.")
    assert done.stderr.count("\n") == 1
    assert not (data / "var").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small disk")
def test_a_full_disk_while_installing_is_one_sentence(data):
    small = data / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=755", "none", small], check=False)
    if mounted.returncode:
        pytest.skip("this machine does not allow mounting")
    try:
        a_checkout(small)
        (small / "var").mkdir()
        with (small / "filler").open("wb", buffering=0) as filler, refused_by_the_system_to_fill():
            while True:
                filler.write(b"x" * 4096)
        done = run_installer(small, PYTHONDONTWRITEBYTECODE="1")
        assert done.returncode == 1
        assert "đã đầy" in done.stderr
        assert done.stderr.count("\n") == 1
    finally:
        subprocess.run(["umount", "-l", small], check=True)


def refused_by_the_system_to_fill():
    return pytest.raises(OSError, match="No space left")


def test_a_wrong_variable_stops_the_installation_with_code_2(data):
    a_checkout(data)
    done = run_installer(data, HOISO_PORT="eight", PYTHONDONTWRITEBYTECODE="1")
    assert done.returncode == 2
    assert done.stderr.startswith("Biến môi trường HOISO_PORT có giá trị không dùng được: “eight”.")


def test_the_installer_needs_nothing_but_the_standard_library(data):
    a_checkout(data)
    question = "import sys; sys.path.insert(0, sys.argv[1]); import hoiso.runtime.install"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", question, str(data / "src")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_packages_of_this_machine_alone_are_wanted():
    wanted = {path: integrity for path, _, integrity in frontend.wanted(dev=True)}
    machine = {"x86_64": "x64", "aarch64": "arm64"}[os.uname().machine]
    builds = [path for path in wanted if path.startswith("@esbuild/")]
    assert builds == [f"@esbuild/linux-{machine}"]
    assert all(integrity.startswith("sha512-") for integrity in wanted.values())
    assert {path for path, *_ in frontend.wanted(dev=False)} < set(wanted)


def test_text_recognition_is_planned_only_where_it_may_be_installed(installation, monkeypatch):
    monkeypatch.setattr(recognition, "available", lambda: False)
    monkeypatch.setattr(apt, "usable", lambda: True)
    assert any("tesseract-ocr-vie" in line for line in installation.missing())
    monkeypatch.setattr(apt, "usable", lambda: False)
    assert not any("tesseract" in line for line in installation.missing())
    monkeypatch.setattr(apt, "usable", lambda: True)
    monkeypatch.setattr(recognition, "available", lambda: True)
    assert not any("tesseract" in line for line in installation.missing())
