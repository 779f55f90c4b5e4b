"""`hoiso members import`: a row a file, branches opened on wish, the same file again changes nothing."""

from pathlib import Path

import pytest

from hoiso.cli.tests.conftest import Office
from hoiso.members.imports.tests.lists import a_book, a_commune_list

pytestmark = pytest.mark.slow  # a province is set up once; each command starts Django: 2 s

COMMUNE = "25480"


def test_a_list_is_brought_in_once_with_its_faults(office: Office, tmp_path: Path) -> None:
    listed, none = tmp_path / "hoi-vien.xlsx", tmp_path / "thu-chi.xlsx"
    listed.write_bytes(a_commune_list())
    none.write_bytes(a_book(("Sheet1", [["Thu", "Chi"], [1, 2]])))
    words = ("members", "import", listed, none, "--unit", COMMUNE, "--open-branches", "--as-of", "20/09/2025")
    first, refused = office.told(*words, code=1)
    assert (first["taken"], first["again"], first["aside"]) == (4, 0, 8)
    assert [(fault["sheet"], fault["row"]) for fault in first["faults"]] == [
        (1, 8),
        (1, 15),
        (1, 16),
        (1, 17),
    ]
    assert first["faults"][0]["sentence"].startswith("Cột E (Điện thoại)")
    assert refused["refused"].startswith("Không thấy dòng ghi tên các cột")
    again, _ = office.told(*words, code=1)
    assert (again["taken"], again["again"], len(again["faults"])) == (0, 4, 4)
