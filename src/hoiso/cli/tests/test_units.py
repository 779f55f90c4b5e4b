"""`hoiso units check | import | reorganise | export`: arguments, JSON, exit codes, and what then stands."""

from pathlib import Path

import pytest

from hoiso.cli.tests.conftest import Office
from hoiso.cli.tests.papers import a_list
from hoiso.units import shipped

pytestmark = pytest.mark.slow  # a province is set up once; each command starts Django: 2 s

HEAD = "level,code,name,parent_code,valid_from"
NOTHING = {"new": 0, "same": 0, "changed": 0, "faults": [], "loaded": False}


def units_with(office: Office, name: str) -> int:
    with office.superuser() as connection:
        row = connection.execute("SELECT count(*) FROM units_unit WHERE name = %s", [name]).fetchone()
    return row[0] if row else 0


def test_check_tells_what_import_would_do_and_import_does_it(office: Office, tmp_path: Path) -> None:
    file = a_list(tmp_path, HEAD, "branch,CH-01,Chi hội khu phố Thử Một,25459,2026-01-01")
    assert office.told("units", "check", file) == {**NOTHING, "new": 1}
    assert office.told("units", "import", file, "--dry-run") == {**NOTHING, "new": 1}
    assert units_with(office, "Chi hội khu phố Thử Một") == 0

    assert office.told("units", "import", file) == {**NOTHING, "new": 1, "loaded": True}
    assert units_with(office, "Chi hội khu phố Thử Một") == 1
    assert office.told("units", "import", file) == {**NOTHING, "same": 1, "loaded": True}
    assert units_with(office, "Chi hội khu phố Thử Một") == 1


def test_a_bad_line_is_named_and_nothing_is_loaded_unless_it_may_be_skipped(
    office: Office, tmp_path: Path
) -> None:
    good = "branch,CH-02,Chi hội khu phố Thử Hai,25459,2026-01-01"
    file = a_list(tmp_path, HEAD, good, "branch,CH-03,Chi hội khu phố Thử Ba,25459,31/02/2026")
    told = office.told("units", "import", file, code=1)
    assert (told["loaded"], [(one["line"], one["column"]) for one in told["faults"]]) == (
        False,
        [(3, "valid_from")],
    )
    assert units_with(office, "Chi hội khu phố Thử Hai") == 0

    said = office.run("units", "import", file)
    assert said.returncode == 1
    assert said.stdout.splitlines()[0] == "Chưa nhập gì: còn 1 chỗ sai. Sửa tệp, hoặc thêm --skip-bad."
    assert said.stdout.splitlines()[1].startswith("  Dòng 3, cột valid_from: ")

    told = office.told("units", "import", file, "--skip-bad")
    assert (told["new"], told["loaded"], len(told["faults"])) == (1, True, 1)
    assert units_with(office, "Chi hội khu phố Thử Hai") == 1
    assert units_with(office, "Chi hội khu phố Thử Ba") == 0


def test_what_is_exported_can_be_imported_again(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "tat-ca.csv"
    told = office.told("units", "export", file, "--on", "01/07/2025")
    assert told == {"file": str(file), "units": 34 + 3321 + 1}
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) == told["units"] + 1
    again = office.told("units", "check", file)
    assert (again["new"], again["changed"], again["faults"]) == (0, 0, [])
    assert again["same"] == told["units"]


def test_the_file_of_2025_runs_as_given_and_a_plan_changes_nothing(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "sap-xep.csv"
    file.write_bytes(
        (Path(shipped.__file__).parent / "data/tay_ninh_reorganisation_2025-07-01.csv").read_bytes()
    )
    plan = office.told("units", "reorganise", file, "--dry-run")
    assert (plan["on"], plan["carried_out"]) == ("2025-07-01", False)
    assert [part["title"] for part in plan["parts"]] == []
    assert plan["nothing_to_do"] is True
    done = office.told("units", "reorganise", file)
    assert (done["carried_out"], done["nothing_to_do"]) == (True, True)
    said = office.run("units", "reorganise", file)
    assert said.stdout == "Việc sắp xếp ngày 01/07/2025 đã làm trước đây; không có gì thay đổi.\n"


def test_a_merger_from_a_file_of_ones_own_needs_its_day_and_takes_the_unit_along(
    office: Office, tmp_path: Path
) -> None:
    old, new = "commune,99901,Xã Thử Cũ,80,2026-01-01", "commune,99902,Xã Thử Mới,80,2026-01-01"
    before = a_list(tmp_path, HEAD, old, new)
    assert office.told("units", "import", before)["new"] == 2
    after = a_list(tmp_path, HEAD, "province,80,Tỉnh Tây Ninh,,", new, name="sau.csv")
    around = ["--before", before, "--after", after]
    merger = "99901,99902,whole"
    file = a_list(tmp_path, "old_commune_code,new_commune_code,share", merger, name="sap-xep.csv")
    assert office.refused("units", "reorganise", file, *around) == (
        "Tệp này không ghi ngày. Hãy thêm --on NGÀY, ví dụ --on 2025-07-01."
    )
    plan = office.told("units", "reorganise", file, *around, "--on", "2026-06-01", "--dry-run")
    assert plan["units"]["links"] == [
        {"before": "Hội LHPN xã Thử Cũ", "after": "Hội LHPN xã Thử Mới", "share": "whole"}
    ]
    with office.superuser() as connection:
        ended = "SELECT valid_to::text FROM units_unit WHERE name = 'Xã Thử Cũ'"
        assert connection.execute(ended).fetchone() == (None,)
    done = office.told("units", "reorganise", file, *around, "--on", "2026-06-01")
    assert done["carried_out"] is True
    assert done["units"] == plan["units"]
    with office.superuser() as connection:
        assert connection.execute(ended).fetchone() == ("2026-05-31",)
    assert office.told("units", "reorganise", file, *around, "--on", "2026-06-01")["nothing_to_do"] is True


def test_a_contradiction_is_named_by_line_and_the_code_is_1(office: Office, tmp_path: Path) -> None:
    file = a_list(tmp_path, "old_commune_code,new_commune_code,share", "25456,25459,tất cả")
    told = office.told("units", "reorganise", file, "--on", "2026-06-01", code=1)
    assert told["carried_out"] is False
    assert [(one["line"], one["column"]) for one in told["faults"]] == [(2, "share")]


def test_a_file_that_cannot_be_read_or_written_is_one_sentence(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "anh.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert office.refused("units", "check", file).startswith("Tệp ")
    assert office.refused("units", "check", tmp_path / "x.csv") == f"Không có tệp {tmp_path / 'x.csv'}."
    away = tmp_path / "khong-co" / "x.csv"
    assert office.refused("units", "export", away) == (
        f"Không ghi được tệp {away}: không có thư mục {away.parent}. Chọn nơi khác rồi chạy lại."
    )
