"""`hoiso backup | restore`: a good copy and a damaged one, and what the health page is told of them."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hoiso.cli.tests.conftest import Office
from hoiso.core.clock import now
from hoiso.office.health import _backup as said_of_the_backup

pytestmark = pytest.mark.slow  # a province is set up once; each command starts Django: 2 s


def state(office: Office, key: str) -> dict[str, str]:
    """What was noted for the health page."""
    known = json.loads((office.data / "backup-state.json").read_text(encoding="utf-8"))
    found = known.get(key, {})
    assert isinstance(found, dict)
    return found


def test_a_good_copy_is_told_whole_and_its_trial_is_noted(office: Office, tmp_path: Path) -> None:
    made = office.told("backup", tmp_path)
    folder = Path(made["folder"])
    rows = sum(table["rows"] for table in made["manifest"]["tables"])
    assert folder.parent == tmp_path / "backups"
    assert state(office, "last_success")["folder"] == str(folder)

    told = office.told("restore", folder, "--check")
    assert told == {
        "folder": str(folder),
        "rows": rows,
        "files": made["manifest"]["files"],
        "checked_only": True,
    }
    trial = state(office, "last_trial")
    assert trial["folder"] == str(folder)
    assert now() - datetime.fromisoformat(trial["at"]) < timedelta(minutes=5)
    findings = {one.what: one for one in said_of_the_backup(office.data / "backup-state.json", now())}
    assert findings["Thử khôi phục"].well
    assert findings["Thử khôi phục"].state.startswith("Lần gần nhất ")


def test_a_damaged_copy_is_named_and_counts_as_no_trial(office: Office, tmp_path: Path) -> None:
    folder = Path(office.told("backup", tmp_path)["folder"])
    before = state(office, "last_trial")
    table = folder / "tables" / "units_unit.copy.gz"
    table.write_bytes(table.read_bytes()[:-20])
    said = office.refused("restore", folder, "--check")
    assert said.startswith("Bản sao lưu hỏng ở bảng units_unit: ")
    assert said.endswith("Dùng bản sao lưu khác.")
    assert state(office, "last_trial") == before


def test_a_folder_without_a_copy_and_an_office_at_work_are_refused(office: Office, tmp_path: Path) -> None:
    assert office.refused("restore", tmp_path, "--check") == (
        f"Không thấy bản sao lưu ở {tmp_path}. Chọn thư mục có tệp manifest.json."
    )
    folder = office.told("backup", tmp_path)["folder"]
    assert "đang có tài khoản" in office.refused("restore", folder)


def test_a_backup_that_fails_is_noted_for_the_health_page(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "tep"
    file.touch()
    said = office.refused("backup", file)
    assert said.endswith(".")
    failure = state(office, "last_failure")
    assert now() - datetime.fromisoformat(failure["at"]) < timedelta(minutes=5)
    last, _ = said_of_the_backup(office.data / "backup-state.json", now())
    assert (last.what, last.well) == ("Sao lưu", False)
    office.told("backup", tmp_path / "khac")
    last, _ = said_of_the_backup(office.data / "backup-state.json", now())
    assert last.well
