"""The command line: help, mistakes, failures."""

import json
import os
import re
import subprocess
import sys

import pytest

from hoiso.cli import groups, main
from hoiso.core.errors import DomainError
from hoiso.runtime.places import SOURCE


def run(*words, **env):
    return subprocess.run(
        [sys.executable, "-P", "-m", "hoiso.cli.main", *words],
        env={**os.environ, "PYTHONPATH": str(SOURCE), **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_lists_every_command_in_vietnamese():
    done = run("--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Cách dùng: hoiso [-h] LỆNH ...")
    assert re.search(r"    serve +chạy trang web và việc nền", done.stdout)
    for group in groups.GROUPS:
        assert re.search(rf"^    {group.rpartition('.')[2]}\s", done.stdout, re.MULTILINE)
    assert "show this help" not in done.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "còn thiếu: LỆNH"),
        (("sreve",), "“sreve” không phải là một trong"),
        (("config", "--yaml"), "không hiểu: --yaml"),
        (("serve", "--port"), "--port cần một giá trị đi kèm"),
        (("restore",), "còn thiếu: THƯ_MỤC"),
        (("units",), "còn thiếu: VIỆC"),
        (("units", "check"), "còn thiếu: TỆP"),
        (("units", "merge"), "“merge” không phải là một trong"),
        (("units", "import", "x.csv", "--on", "31/02/2026"), "--on không nhận giá trị “31/02/2026”"),
        (("units", "export"), "còn thiếu: TỆP"),
        (("documents", "import", "x.edxml"), "còn thiếu: --unit"),
        (("documents", "import", "--unit", "80"), "còn thiếu: TỆP"),
        (("documents", "export", "x.pdf", "--unit", "80", "--on", "nay"), "--on không nhận giá trị “nay”"),
        (("documents", "export", "x.pdf", "--unit", "80", "--series", "x"), "“x” không phải là một trong"),
        (("audit",), "còn thiếu: VIỆC"),
        (("audit", "verify", "--heads"), "--heads cần một giá trị đi kèm"),
        (("audit", "export", "--since", "hôm qua"), "--since không nhận giá trị “hôm qua”"),
    ],
)
def test_a_mistake_is_one_vietnamese_line(words, sentence, capsys):
    with pytest.raises(SystemExit) as ended:
        main.main(list(words))
    error = capsys.readouterr().err
    assert ended.value.code == 2
    assert error.startswith("Lệnh viết chưa đúng: ")
    assert sentence in error
    assert error.count("\n") == 1


def test_a_wrong_port_is_refused_like_a_wrong_variable(capsys):
    assert main.main(["serve", "--port", "99999"]) == 2
    assert capsys.readouterr().err == (
        "Tuỳ chọn --port có giá trị không dùng được: “99999”. "
        "Cách xử lý: đặt một số cổng từ 1 đến 65535, ví dụ 8000.\n"
    )


def test_a_wrong_variable_stops_every_command():
    done = run("config", HOISO_MAX_FILE="lớn")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Biến môi trường HOISO_MAX_FILE có giá trị không dùng được: “lớn”.")


def test_config_masks_secrets():
    secret = "k" * 40
    done = run("config", "--json", HOISO_SECRET_KEY=secret, HOISO_PORT="8123")
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert done.returncode == 0
    assert rows["HOISO_PORT"]["value"] == "8123"
    assert rows["HOISO_PORT"]["given"] is True
    assert rows["HOISO_SECRET_KEY"]["value"] == "••••••••"
    assert rows["HOISO_SCOPE_KEY"]["value"] == ""
    assert secret not in done.stdout


def failing_with(monkeypatch, error):
    def command(_arguments):
        raise error

    monkeypatch.setattr("hoiso.cli.config.config", command)


def test_a_refusal_is_its_sentence_and_code_1(monkeypatch, capsys):
    failing_with(monkeypatch, DomainError("Sổ đã đóng. Cách xử lý: mở sổ mới."))
    assert main.main(["config"]) == 1
    assert capsys.readouterr().err == "Sổ đã đóng. Cách xử lý: mở sổ mới.\n"


def test_an_unknown_failure_is_one_line_and_a_log(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("HOISO_DATA", str(tmp_path))
    failing_with(monkeypatch, KeyError("lạ"))
    assert main.main(["config"]) == 1
    (log,) = (tmp_path / "log").glob("error-*.log")
    assert capsys.readouterr().err == (
        f"Có lỗi ngoài dự kiến, việc chưa làm xong. Chi tiết ở {log}; xin gửi tệp này cho người hỗ trợ.\n"
    )
    assert "KeyError: 'lạ'" in log.read_text(encoding="utf-8")


def test_a_reader_that_leaves_early_is_no_failure():
    done = subprocess.run(
        ["/bin/sh", "-c", f"'{sys.executable}' -P -m hoiso.cli.main config | head -1"],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("HOISO_PORT=8000  [mặc định]\n", "")
