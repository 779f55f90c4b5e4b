"""The unwrap rule, strict base64, and what a zip may do to us."""

import io
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from hoiso.edxml.kinds import FileKind, agrees, kind_of
from hoiso.edxml.limits import DEFAULT_LIMITS, Limits
from hoiso.edxml.message import Attachment
from hoiso.edxml.reading import read
from hoiso.edxml.tests import messages as make
from hoiso.edxml.tests.messages import PDF, b64, codes_of, envelope, opened, zipped

OFFICE = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
DOCX = zipped(b"<Types/>", name="_rels/.rels", more=OFFICE)
SMALL = Limits(attachment_bytes=3_000_000, unpacked_bytes=5_000_000, free_ratio_bytes=1_000_000)


def the_file(
    data: bytes | str, *, name: str = "a.pdf", label: str = "application/zip", limits: Limits = DEFAULT_LIMITS
) -> Attachment:
    text = data if isinstance(data, str) else b64(data)
    files = make.attachment(text, name=name, label=label)
    message = read(io.BytesIO(envelope(manifest=make.reference(name=name), files=files)), limits=limits)
    (attachment,) = message.attachments
    if attachment.content:  # the file must live as long as the test looks at it
        data = attachment.content.path.read_bytes()
        assert len(data) == attachment.content.size
    if attachment.damage:
        assert attachment.damage.sentence.startswith(f"Tệp đính kèm bị hỏng: “{name}”")
        assert attachment.damage.code in codes_of(message)
    return attachment


@pytest.mark.parametrize(
    ("data", "name", "label", "wrapped", "kind"),
    [
        (zipped(PDF), "a.pdf", "application/zip", True, FileKind.PDF),
        (zipped(PDF), "a.pdf", "application/pdf", True, FileKind.PDF),
        (zipped(PDF), "a.doc", "", True, FileKind.PDF),
        (PDF, "a.pdf", "application/pdf", False, FileKind.PDF),
        (PDF, "a.pdf", "application/zip", False, FileKind.PDF),
        (DOCX, "a.docx", "application/docx", False, FileKind.DOCX),
        (DOCX, "a.docx", "application/zip", False, FileKind.DOCX),
        (zipped(DOCX), "a.docx", "application/zip", True, FileKind.DOCX),
        (zipped(DOCX), "a.docx", "application/docx", False, FileKind.ZIP),
        (zipped(DOCX), "a.doc", "application/doc", True, FileKind.DOCX),
        (zipped(zipped(PDF)), "a.pdf", "application/zip", True, FileKind.ZIP),
        (zipped(zipped(PDF)), "a.zip", "application/zip", True, FileKind.ZIP),
        (zipped(PDF), "a.ZIP", "application/x", False, FileKind.ZIP),
        (zipped(PDF, more={"b.pdf": PDF}), "a.pdf", "application/zip", False, FileKind.ZIP),
        (zipped(PDF, more={"b.pdf": PDF}), "a.zip", "application/zip", False, FileKind.ZIP),
        (PDF + zipped(PDF), "a.pdf", "application/zip", False, FileKind.PDF),
    ],
)
def test_unwrapped_once_by_the_rule(
    data: bytes, name: str, label: str, wrapped: bool, kind: FileKind
) -> None:
    attachment = the_file(data, name=name, label=label)
    assert attachment.damage is None
    assert attachment.content is not None
    assert (attachment.content.wrapped, attachment.content.kind) == (wrapped, kind)


def test_white_space_and_line_ends_in_base64_are_allowed() -> None:
    text = b64(zipped(PDF))
    broken = "\r\n".join(text[at : at + 76] for at in range(0, len(text), 76))
    content = the_file(f"\n\t {broken} \n").content
    assert content is not None
    assert content.kind is FileKind.PDF


@pytest.mark.parametrize(
    ("before", "after"),
    [("", ""), ('<x:f xmlns:x="urn:x"><Attachment>', "</Attachment></x:f>")],
)
def test_base64_out_of_its_place_is_text_like_any_other(before: str, after: str) -> None:
    misplaced = f"{before}<ContentTransferEncoded>AAAA</ContentTransferEncoded>{after}"
    message = opened(envelope(files=misplaced))
    assert message.attachments == ()
    (extra,) = message.unknown
    (kept,) = extra.element.find_all("ContentTransferEncoded")
    assert kept.text == "AAAA"


@pytest.mark.parametrize(
    ("cut", "wanted"), [("<!-- -->", FileKind.PDF), ("<![CDATA[]]>", FileKind.PDF), ("<?x?>", FileKind.PDF)]
)
def test_base64_is_joined_over_comments(cut: str, wanted: FileKind) -> None:
    text = b64(zipped(PDF))
    content = the_file(text[:9] + cut + text[9:]).content
    assert content is not None
    assert content.kind is wanted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b64(PDF + b"xx")[:-1], "base64"),
        (b64(PDF) + "A", "base64"),
        (b64(PDF + b"x")[:-1] + "=A===", "base64"),
        (b64(b"ab") + b64(b"cd"), "base64"),
        (b64(b"\xff\xef\xbe" * 9).replace("/", "_").replace("+", "-"), "base64"),
        ("data:application/pdf;base64," + b64(PDF), "base64"),
        ("${noi_dung_tep}", "base64"),
        (b64(PDF)[:40] + "\ufffd" + b64(PDF)[40:], "base64"),
        ("", "attachment-empty"),
        (" \n ", "attachment-empty"),
        (
            b64(("%PDF-1.7\n%\ufffd\ufffd\ufffd\ufffd\n1 0 obj" + "x" * 900).encode()),
            "attachment-replaced-bytes",
        ),
        (b64(b"%PDF-1.7\n" + b"\xef\xbf\xbdq\x00" * 999), "attachment-replaced-bytes"),
        (b64(zipped(PDF)[:4] + b"\xef\xbf\xbd\x00z" * 50), "attachment-replaced-bytes"),
    ],
)
def test_damage_is_never_made_into_a_file(text: str, code: str) -> None:
    attachment = the_file(text)
    assert attachment.content is None
    assert attachment.damage is not None
    assert attachment.damage.code == code


def patched(data: bytes, at: int, value: bytes, *, in_directory: bool = True) -> bytes:
    start = data.rindex(b"PK\x01\x02") if in_directory else 0
    return data[: start + at] + value + data[start + at + len(value) :]


def test_zips_that_lie_are_damaged() -> None:
    good = zipped(PDF)
    lies = {
        "truncated": good[:-30],
        "wrong crc": patched(good, 16, b"\x00\x00\x00\x00"),
        "encrypted": patched(patched(good, 8, b"\x01\x00"), 6, b"\x01\x00", in_directory=False),
        "declares 4 GB": patched(good, 24, struct.pack("<L", 0xFFFFFFF0)),
        "declares less": patched(good, 24, struct.pack("<L", 3)),
        "unknown method": patched(patched(good, 10, b"\x63\x00"), 8, b"\x63\x00", in_directory=False),
        "spoiled body": good[:45] + bytes(5) + good[50:],
        "other name inside": patched(good, 30, b"X", in_directory=False),
        "two in the directory, one counted": lying_count(),
    }
    for what, data in lies.items():
        attachment = the_file(data)
        assert attachment.content is None, what
        assert attachment.damage is not None, what
        code = {"encrypted": "zip-encrypted", "declares 4 GB": "zip-bomb"}.get(what, "zip")
        assert attachment.damage.code == code, what


def lying_count() -> bytes:
    data = bytearray(zipped(PDF, more={"b.pdf": PDF}))
    end = data.rindex(b"PK\x05\x06")
    data[end + 8 : end + 12] = struct.pack("<2H", 1, 1)
    return bytes(data)


def test_a_data_descriptor_and_zip64_are_no_lie() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    out = Pipe()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a.pdf", "w", force_zip64=True) as entry:
        entry.write(PDF)
    content = the_file(out.getvalue()).content
    assert content is not None
    assert content.wrapped
    assert content.kind is FileKind.PDF


def test_bombs_are_stopped_by_what_comes_out() -> None:
    ratio = the_file(zipped(bytes(2_000_000)), limits=SMALL)
    size = the_file(zipped(b"".join(bytes([n % 251]) * 40 for n in range(90_000))), limits=SMALL)
    nested = the_file(zipped(zipped(bytes(2_000_000))), name="a.zip", limits=SMALL)
    assert ratio.damage is not None
    assert ratio.damage.code == "zip-bomb"
    assert size.damage is not None
    assert size.damage.code == "attachment-size"
    assert nested.content is not None
    assert nested.content.kind is FileKind.ZIP


def test_a_file_too_large_is_refused_while_decoding() -> None:
    attachment = the_file(PDF + bytes(3_000_000), limits=SMALL)
    assert attachment.damage is not None
    assert attachment.damage.code == "attachment-size"


def test_all_files_together_are_bounded() -> None:
    one = make.attachment(b64(PDF + b"\x01\x02" * 1_000_000), cid="cid:{}")
    files = "".join(one.replace("cid:{}", f"cid:{at}") for at in range(4))
    message = read(io.BytesIO(envelope(manifest="", files=files)), limits=SMALL)
    assert [a.damage.code if a.damage else None for a in message.attachments] == [
        None,
        None,
        "attachment-size",
        "attachment-size",
    ]


def test_an_empty_file_inside_a_zip_is_a_file() -> None:
    content = the_file(zipped(b"")).content
    assert content is not None
    assert (content.size, content.kind) == (0, FileKind.EMPTY)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\x.pdf",
        "/a.pdf",
        "C:\\a.pdf",
        "\\\\h\\s\\a.pdf",
        "%2e%2e/a",
        "a.pdf. ",
        "CON",
        "x" * 300,
    ],
)
def test_names_are_labels_and_never_places(name: str, tmp_path: Path) -> None:
    files = make.attachment(b64(zipped(PDF, name="../../evil.pdf")), name=name)
    data = envelope(manifest=make.reference(name=name), files=files)
    with read(io.BytesIO(data), folder=tmp_path) as message:
        assert message.attachments[0].name == name.strip()
        assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["0001.inner"]


def test_a_double_extension_is_told_by_its_bytes() -> None:
    files = make.attachment(b64(zipped(b"MZ\x90\x00" + bytes(60))), name="a.pdf.exe")
    message = opened(envelope(manifest=make.reference(name="a.pdf.exe"), files=files))
    assert message.attachments[0].content is not None
    assert message.attachments[0].content.kind is FileKind.PROGRAM
    assert codes_of(message) == ["file-kind"]


@pytest.mark.parametrize(
    ("data", "kind", "name"),
    [
        (PDF, FileKind.PDF, "a.pdf"),
        (b"<!DOCTYPE html><html>", FileKind.HTML, "a.html"),
        (b"<svg xmlns='x'><script/></svg>", FileKind.SVG, "a.svg"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><edXML/>", FileKind.EDXML, "a.edxml"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.OLE, "a.doc"),
        (b"{\\rtf1", FileKind.RTF, "a.doc"),
        (zipped(b"application/vnd.oasis.opendocument.text", name="mimetype"), FileKind.ZIP, "a.zip"),
        (zipped(b"x", name="xl/workbook.xml"), FileKind.XLSX, "a.xlsx"),
        (zipped(b"x", name="word/document.xml", more={"word/vbaProject.bin": b""}), FileKind.MACRO, "a.docm"),
        ("Văn bản".encode(), FileKind.TEXT, "a.txt"),
        (b"\x00\x01\x02", FileKind.UNKNOWN, "a.la"),
    ],
)
def test_kinds_are_told_by_bytes(data: bytes, kind: FileKind, name: str, tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(data)
    assert kind_of(path) is kind
    assert agrees(kind, name)
    assert not agrees(kind, "a.png")


def test_an_open_document_is_told_by_its_first_stored_entry(tmp_path: Path) -> None:
    path = tmp_path / "f"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert kind_of(path) is FileKind.ODT


def test_equality_asks_for_content_not_for_place() -> None:
    one, other = the_file(PDF), the_file(PDF)
    assert one == other
    assert one.content is not None
    assert one != replace(one, content=replace(one.content, sha256="0" * 64))
