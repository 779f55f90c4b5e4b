"""`hoiso documents`: a row a file, the book as Excel and PDF, a package, mistakes in one sentence."""

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from hoiso.cli.tests.conftest import Office
from hoiso.cli.tests.papers import a_message, a_package
from hoiso.documents.takeover.tests.conftest import INCOMING, a_sheet, incoming_row

pytestmark = pytest.mark.slow  # a province is set up once; each command starts Django: 2 s

COMMUNE = "25480"


def test_each_file_is_a_row_and_the_book_holds_what_was_taken(office: Office, tmp_path: Path) -> None:
    first, second = a_message(tmp_path, number=128), a_message(tmp_path, number=129)
    broken = tmp_path / "hong.edxml"
    broken.write_text("<edXML>", encoding="utf-8")
    missing = tmp_path / "khong-co.edxml"
    rows = office.told("documents", "import", first, broken, second, missing, "--unit", COMMUNE, code=1)
    assert [(Path(row["file"]).name, row["result"], row["number"]) for row in rows] == [
        ("van-ban-128.edxml", "new", "1"),
        ("hong.edxml", "refused", rows[1]["number"]),
        ("van-ban-129.edxml", "new", "2"),
        ("khong-co.edxml", "refused", rows[3]["number"]),
    ]
    assert rows[0]["document_id"] != rows[2]["document_id"]
    assert rows[1]["document_id"] is None
    assert rows[1]["said"].endswith(".")
    assert rows[3]["said"].startswith("Không đọc được tệp")

    again = office.told("documents", "import", first, "--unit", COMMUNE)
    assert [(row["result"], row["document_id"]) for row in again] == [("duplicate", rows[0]["document_id"])]

    sheet = tmp_path / "so.xlsx"
    told = office.told("documents", "export", sheet, "--unit", COMMUNE)
    assert (told["file"], told["rows"]) == (str(sheet), 2)
    cells = CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()
    assert sum("Về việc rà soát hội viên" in str(row) for row in cells) == 2

    paper = tmp_path / "so.pdf"
    assert office.told("documents", "export", paper, "--unit", COMMUNE)["rows"] == 2
    assert paper.read_bytes().startswith(b"%PDF-")


def test_an_old_register_is_taken_over_once_with_its_faults(office: Office, tmp_path: Path) -> None:
    sheet = tmp_path / "so-den-2019.xlsx"
    rows = [incoming_row(n, day=date(2019, 3, 4), issued=date(2019, 3, 1)) for n in (1, 2)]
    sheet.write_bytes(a_sheet(INCOMING, [*rows, incoming_row("ba")]).read())
    told = office.told("documents", "take-over", sheet, "--unit", COMMUNE, code=1)
    assert [(row["series"], row["lines"], row["taken"], row["again"], row["scans"]) for row in told] == [
        ("incoming", 3, 2, 0, 0)
    ]
    assert [fault["line"] for fault in told[0]["faults"]] == [4]
    again = office.told("documents", "take-over", sheet, "--unit", COMMUNE, code=1)
    assert (again[0]["taken"], again[0]["again"]) == (0, 2)
    book = tmp_path / "so-2019.xlsx"
    assert office.told("documents", "export", book, "--unit", COMMUNE, "--on", "04/03/2019")["rows"] == 2


def test_a_person_reads_a_line_a_file(office: Office, tmp_path: Path) -> None:
    file = a_message(tmp_path, number=140)
    said = office.run("documents", "import", file, "--unit", "80")
    assert said.returncode == 0, said.stderr
    assert said.stdout.startswith(f"{file}: đã vào sổ.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("import", "x.edxml", "--unit", "không-có"), "Không có đơn vị mang mã “không-có”."),
        (("export", "so.docx", "--unit", "80"), "Tệp ghi ra phải có đuôi .xlsx hoặc .pdf."),
        (("export", "so.xlsx", "--unit", "25456", "--on", "01/02/2026"), "Không có đơn vị"),
        (("export", "so.xlsx", "--unit", "80", "--series", "outgoing"), "Đơn vị chưa có sổ"),
    ],
)
def test_a_mistake_is_one_vietnamese_line(
    office: Office, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in office.refused("documents", *words)
    assert not Path("so.xlsx").exists()


def test_a_package_goes_in_once(office: Office, tmp_path: Path) -> None:
    package = a_package(tmp_path)
    told = office.told("documents", "import-package", package, "--unit", COMMUNE)
    assert (told["file"], told["code"], told["year"], told["documents"]) == (str(package), "01.TC", 2024, 0)
    again = office.run("documents", "import-package", package, "--unit", COMMUNE)
    assert again.returncode == 1
    assert "Năm 2024 đã có hồ sơ mang số, ký hiệu 01.TC" in again.stderr
    broken = tmp_path / "hong.zip"
    broken.write_bytes(b"khong")
    refused = office.run("documents", "import-package", broken, "--unit", COMMUNE)
    assert (refused.returncode, "không phải gói hồ sơ" in refused.stderr) == (1, True)
    missing = office.run("documents", "import-package", tmp_path / "khong.zip", "--unit", COMMUNE)
    assert (missing.returncode, "Không đọc được tệp" in missing.stderr) == (1, True)
