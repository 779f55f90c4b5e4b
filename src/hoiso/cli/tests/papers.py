"""Small files for commands."""

import io
from pathlib import Path

import pikepdf

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
