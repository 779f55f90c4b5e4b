"""Small files for commands."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf

from hoiso.documents.keeping.package.shape import PackedDossier
from hoiso.documents.keeping.package.writing import write_package
from hoiso.edxml.tests.messages import attachment, b64, envelope, header, zipped


def a_message(folder: Path, *, number: int, subject: str = "Về việc rà soát hội viên") -> Path:
    """An edXML file that keeps every rule, with a PDF in it; each number is a document of its own."""
    code = f"<Code><CodeNumber>{number}</CodeNumber><CodeNotation>KH-BTV</CodeNotation></Code>"
    head = header(document_id=f"H53.01,2026/09/20,{number}/KH-BTV", code=code, subject=subject)
    file = folder / f"van-ban-{number}.edxml"
    file.write_bytes(envelope(head=head, files=attachment(b64(zipped(_a_pdf(number))))))
    return file


def _a_pdf(number: int) -> bytes:
    """A page without text; each number is a file of its own."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842 - number / 1000))
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def a_list(folder: Path, *lines: str, name: str = "don-vi.csv") -> Path:
    """A CSV file of these lines."""
    file = folder / name
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def a_package(folder: Path) -> Path:
    """The package of an empty dossier that was closed in 2024."""
    dossier = PackedDossier(
        organ_id="A61.25.7", organ_name="Hội LHPN xã Mỹ Yên", year=2024, code="01.TC", title="Hồ sơ Đại hội",
        heading="", retention="20", restricted=False, creator="Nguyễn Thị Mỹ Lệ", opened_on=date(2024, 1, 2),
        closed_on=date(2024, 6, 30), description="", documents=(),
    )  # fmt: skip
    place = folder / "ho-so.zip"
    with place.open("wb") as target:
        told = {"by": "Lệ", "at": datetime(2024, 7, 1, tzinfo=UTC)}
        write_package(target, dossier, contents=b"%PDF-", open_file=_no_file, told=told)
    return place


def _no_file(sha256: str) -> io.BytesIO:
    raise AssertionError(sha256)
