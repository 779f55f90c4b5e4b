"""`hoiso demo`: from an empty folder, once, and over a demo of an older version; never over real work."""

import re
import signal
import socket
from pathlib import Path

import pytest

from hoiso.cli.tests.conftest import Office
from hoiso.demo.accounts import ACCOUNTS
from hoiso.demo.phrases import accounts_told

pytestmark = pytest.mark.slow  # a cluster is made and a small demo is laid out in it, twice

OLDER = """
UPDATE django_migrations SET name = 'renamed_since' WHERE app = 'documents' AND name = (
  SELECT max(name) FROM django_migrations WHERE app = 'documents')
"""


def files(data: Path) -> int:
    return sum(1 for path in (data / "files").glob("??/??/*"))


def test_from_an_empty_folder_once_and_reset_over_an_older_one(data: Path) -> None:
    office = Office(data)
    made = office.told("demo", "--once", "--small")
    assert made["made"] is True
    assert made["officers"] > 97
    assert made["incoming"] > 150
    assert made["outgoing"] > 80
    assert files(data) == made["files"] > 50
    again = office.told("demo", "--once", "--small")
    assert again == {"made": False, "officers": 0, "incoming": 0, "outgoing": 0, "files": 0}
    assert office.refused("demo", "--small") == (
        "Cơ sở dữ liệu này đã có dữ liệu mẫu. Muốn làm lại từ đầu: hoiso demo --reset."
    )
    assert office.refused("setup", "--province", "80", "--name", "Lê Thị Ba", "--username", "balt") == (
        "Cơ sở dữ liệu này chứa dữ liệu mẫu, ai cũng biết mật khẩu, nên không dùng để làm việc thật được. "
        "Cách xử lý: xem dữ liệu mẫu bằng “make run”, hoặc đặt HOISO_DATA tới"
        " một thư mục mới để làm việc thật."
    )

    # An older version's demo: a step that this one does not know, and a table that its own would stumble on.
    with office.server.held(), office.superuser() as connection:
        connection.execute(OLDER)
        connection.execute("ALTER TABLE documents_document RENAME COLUMN subject TO old_subject")
    assert office.run("migrate").returncode == 1
    stray = data / "files/00/00" / ("0" * 64)
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"not the demo's")

    done = office.run("demo", "--reset", "--small")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^  ✓ Xoá dữ liệu mẫu cũ", done.stdout, re.MULTILINE)
    assert accounts_told() in done.stdout
    assert all(account.password in done.stdout for account in ACCOUNTS)
    assert stray.is_file()
    assert files(data) == made["files"] + 1
    greet_and_end(office)
    with office.server.held(), office.superuser() as connection:
        assert connection.execute("SELECT count(*) FROM demo_demomark").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM access_officer").fetchone() == (made["officers"],)


def greet_and_end(office: Office) -> None:
    """`serve --demo` names its address and all six accounts in Vietnamese; Ctrl-C ends it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serving = office.start("serve", "--demo", "--port", str(port))
    assert serving.stdout is not None
    try:
        lines = [line.rstrip("\n") for line in iter(serving.stdout.readline, "Nhấn Ctrl-C để dừng.\n")]
        greeting = lines[lines.index(f"Hội Số đã sẵn sàng: http://127.0.0.1:{port}/") + 1 :]
        assert greeting[0] == "Sáu tài khoản dùng thử (chỉ có trong dữ liệu mẫu):"
        told = [re.split(r"\s{3,}", line.strip()) for line in greeting[1:]]
        assert told == [[one.who, one.username, one.password] for one in ACCOUNTS]
        keys = ["clerk", "leader", "specialist", "commune", "branch", "administrator"]
        assert [one.key for one in ACCOUNTS] == keys
        assert not any("Dựng một năm" in line for line in lines)  # the demo that stands is opened again
    finally:
        serving.send_signal(signal.SIGINT)
        rest, error = serving.communicate(timeout=60)
    assert (serving.returncode, error) == (0, "")
    assert rest.endswith("Đã dừng. Dữ liệu đã được lưu.\n")


def test_a_reset_takes_nothing_from_a_real_office(office: Office) -> None:
    with office.superuser() as connection:
        before = connection.execute("SELECT count(*) FROM units_unit").fetchone()
    assert office.refused("demo", "--reset", "--small").startswith(
        "Cơ sở dữ liệu này đã có cán bộ thật nên không thêm dữ liệu mẫu vào. Cách xử lý: đặt HOISO_DATA"
    )
    with office.superuser() as connection:
        assert connection.execute("SELECT count(*) FROM units_unit").fetchone() == before


def test_a_second_set_up_is_refused_with_its_reason(office: Office) -> None:
    said = office.refused("setup", "--province", "80", "--name", "Lê Thị Ba", "--username", "balt")
    assert "đã có tài khoản" in said
    assert "Thiếu --province" in office.refused("setup", "--name", "Lê Thị Ba")
