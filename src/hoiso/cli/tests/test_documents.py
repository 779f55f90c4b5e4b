"""`hoiso documents import | export`: a row a file, the book as Excel and PDF, mistakes in one sentence."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from hoiso.cli.tests.conftest import Office
from hoiso.cli.tests.papers import a_message

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
