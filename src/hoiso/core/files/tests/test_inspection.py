import struct
import unicodedata

import pikepdf
import pytest

from hoiso.core.files.errors import FileRefused, Reason
from hoiso.core.files.inspection import Use, inspect
from hoiso.core.files.kinds import Kind

from . import samples as make

EDXML = (
    b'<?xml version="1.0"?><edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016">'
    b'<e:edXMLEnvelope xmlns:e="http://www.mic.gov.vn/TBT/QCVN_102_2016"/></edXML>'
)
OPEN_DOCUMENT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}


@pytest.fixture
def look(tmp_path):
    def look(content, name, *, use=Use.MAIN):
        path = tmp_path / "content"
        path.write_bytes(content)
        return inspect(path, name, use=use)

    return look


@pytest.fixture
def refusal_of(look):
    def refusal_of(content, name, *, use=Use.ANNEX):
        with pytest.raises(FileRefused) as refusal:
            look(content, name, use=use)
        assert refusal.value.sentence.endswith(".")
        assert unicodedata.is_normalized("NFC", refusal.value.sentence)
        return refusal.value

    return refusal_of


GOOD_MAIN = [
    (make.a_pdf(pages=3), "van ban.pdf", Kind.PDF, 3),
    (make.a_picture("PNG"), "a.png", Kind.PNG, 1),
    (make.a_picture("JPEG"), "a.jpeg", Kind.JPEG, 1),
    (make.a_picture("TIFF", frames=2), "a.tif", Kind.TIFF, 2),
    (make.a_picture("WEBP"), "a.webp", Kind.WEBP, 1),
    (make.a_word_file("Kính gửi"), "a.docx", Kind.DOCX, None),
    (make.a_zip(OPEN_DOCUMENT), "a.odt", Kind.ODT, None),
    (make.a_compound_file(("WordDocument", b"\xec\xa5")), "a.doc", Kind.DOC, None),
    (b"{\\rtf1 abc}", "a.doc", Kind.RTF, None),
    (EDXML, "a.edxml", Kind.EDXML, None),
]  # fmt: skip

GOOD_ANNEX = [
    (make.an_excel_file(), "a.xlsx", Kind.XLSX),
    (make.a_zip({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}), "a.pptx", Kind.PPTX),
    (make.a_compound_file(("Workbook", b"\x09\x08\x10\x00" + b"\0" * 16)), "a.xls", Kind.XLS),
    (make.a_compound_file(("PowerPoint Document", b"")), "a.ppt", Kind.PPT),
    (make.a_zip({"a.pdf": make.a_pdf(), "b/c.docx": make.a_word_file("x")}), "a.zip", Kind.ZIP),
    ("Tổ,Số hội viên\n1,20\n".encode(), "a.csv", Kind.CSV),
    ("Danh sách".encode(), "a.txt", Kind.TXT),
    ("Danh sách".encode("utf-16"), "a.txt", Kind.TXT),
]


@pytest.mark.parametrize(("content", "name", "kind", "pages"), GOOD_MAIN)
def test_documents_are_taken(look, content, name, kind, pages):
    seen = look(content, name)
    assert (seen.kind, seen.pages, seen.safe_name, seen.warnings) == (kind, pages, name, ())
    assert [seen.encrypted, seen.active_content, seen.signed] == [False] * 3


@pytest.mark.parametrize(("content", "name", "kind"), GOOD_ANNEX)
def test_annexes_may_be_more_kinds_than_documents(look, refusal_of, content, name, kind):
    seen = look(content, name, use=Use.ANNEX)
    assert (seen.kind, seen.safe_name, seen.warnings) == (kind, name, ())
    refusal = refusal_of(content, name, use=Use.MAIN)
    assert refusal.reason is Reason.KIND
    assert "chỉ nhận làm phụ lục" in refusal.sentence


@pytest.mark.parametrize(
    ("content", "name", "kind", "safe"),
    [
        (make.a_picture("PNG"), "quet.pdf", Kind.PNG, "quet.png"),
        (make.a_pdf(), "Kế hoạch.docx", Kind.PDF, "Kế hoạch.pdf"),
        (make.a_word_file("x"), "a.pdf", Kind.DOCX, "a.docx"),
    ],
)
def test_a_wrong_label_is_corrected_and_told(look, content, name, kind, safe):
    seen = look(content, name)
    assert (seen.kind, seen.safe_name) == (kind, safe)
    assert len(seen.warnings) == 1
    assert "đã sửa tên" in seen.warnings[0]


def test_a_zip_called_pdf_is_a_zip(look, refusal_of):
    content = make.a_zip({"a.txt": "abc"})
    assert refusal_of(content, "a.pdf", use=Use.MAIN).reason is Reason.KIND
    assert look(content, "a.pdf", use=Use.ANNEX).safe_name == "a.zip"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../x", "x.pdf"),
        ("Báo cáo tháng 12.2026", "Báo cáo tháng 12.2026.pdf"),
        ("bao cao\u202efdp.gpj", "bao caofdp.gpj.pdf"),
        (unicodedata.normalize("NFD", "Nghị quyết.PDF"), "Nghị quyết.pdf"),
        ("", "tệp không tên.pdf"),
    ],
)
def test_names_are_made_safe(look, name, safe):
    assert look(make.a_pdf(), name).safe_name == safe


ACTIVE = [
    (make.with_javascript, "mã JavaScript"),
    (make.with_launch, "lệnh mở chương trình"),
    (make.with_embedded_file, "tệp nhúng"),
]


@pytest.mark.parametrize("saving", [{}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}])
@pytest.mark.parametrize(("change", "word"), ACTIVE)
def test_a_pdf_that_acts_is_taken_with_a_warning_and_never_run(look, change, word, saving):
    seen = look(make.a_pdf(change=change, **saving), "a.pdf")
    assert seen.active_content
    assert len(seen.warnings) == 1
    assert word in seen.warnings[0]


def test_a_signature_inside_is_seen(look):
    seen = look(make.a_pdf(change=make.with_signature), "a.pdf")
    assert seen.signed
    assert not seen.active_content


def test_a_pdf_locked_against_printing_is_taken(look):
    seen = look(make.a_pdf(encryption=pikepdf.Encryption(owner="chu", user="")), "a.pdf")
    assert seen.encrypted
    assert len(seen.warnings) == 1


def test_a_macro_is_told(look):
    seen = look(make.a_word_file("x", extra={"word/vbaProject.bin": b"x"}), "a.docm")
    assert seen.active_content
    assert seen.safe_name == "a.docm"
    seen = look(make.a_compound_file(("WordDocument", b"\xec\xa5"), ("Macros", b"")), "a.doc")
    assert seen.active_content


def test_a_template_from_elsewhere_is_told(look):
    relations = (
        '<Relationship Type="http://x/attachedTemplate" Target="http://evil/x.dotm" TargetMode="External"/>'
    )
    assert look(
        make.a_word_file("x", extra={"word/_rels/settings.xml.rels": relations}), "a.docx"
    ).active_content


LOCKED = [
    (make.a_pdf(encryption=pikepdf.Encryption(owner="chu", user="mo")), "a.pdf"),
    (make.a_compound_file(("EncryptionInfo", b""), ("EncryptedPackage", b"")), "a.docx"),
    (make.a_compound_file(("WordDocument", struct.pack("<HHHHHH", 0xA5EC, 0, 0, 0, 0, 0x0100))), "a.doc"),
    (make.a_compound_file(("Workbook", struct.pack("<HH16sHH", 0x809, 16, b"", 0x2F, 6))), "a.xls"),
    (make.an_encrypted_zip(), "a.zip"),
]


@pytest.mark.parametrize(("content", "name"), LOCKED)
def test_a_file_with_a_password_is_refused(refusal_of, content, name):
    refusal = refusal_of(content, name)
    assert refusal.reason is Reason.ENCRYPTED
    assert "bỏ mật khẩu" in refusal.sentence


WHOLE_PDF = make.a_pdf(pages=5, change=make.with_javascript)
BROKEN = [
    (WHOLE_PDF[: len(WHOLE_PDF) // 2], "cut.pdf"),
    (b"%PDF-1.7\nnothing more", "a.pdf"),
    (b"%PDF-1.7\n" + b"\xff" * 5000 + b"%%EOF", "a.pdf"),
    (make.a_pdf(pages=0), "a.pdf"),
    (make.a_picture("PNG", size=(500, 500))[:-900], "a.png"),
    (make.a_picture("JPEG", size=(500, 500))[:700], "a.jpg"),
    (b"\xff\xd8\xff\xe0", "a.jpg"),
    (make.a_word_file("x")[:-30], "a.docx"),
    (make.a_zip({}), "a.zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 30, "a.doc"),
]


@pytest.mark.parametrize(("content", "name"), BROKEN)
def test_a_broken_file_is_refused(refusal_of, content, name):
    refusal = refusal_of(content, name)
    assert refusal.reason is Reason.BROKEN
    assert "gửi lại" in refusal.sentence


def test_an_empty_file_is_refused(refusal_of):
    assert refusal_of(b"", "a.pdf").reason is Reason.EMPTY


RUNNING = [
    (b"MZ" + b"\0" * 100, "a.pdf"),
    (b"\x7fELF" + b"\0" * 100, "a.docx"),
    (b"#!/bin/sh\nrm -rf /", "a.txt"),
    (b"echo", "a.bat"),
    (b"WScript.Echo 1", "a.pdf.vbs"),
    (make.a_pdf(), "a.exe"),
    (make.a_zip({"ke hoach.pdf.exe": "x"}), "a.zip"),
    (make.a_zip({"a.txt": b"MZ\0\0"}), "a.zip"),
    (make.a_zip({"in.zip": make.a_zip({"a.js": "x"})}), "a.zip"),
]


@pytest.mark.parametrize(("content", "name"), RUNNING)
def test_what_runs_is_refused(refusal_of, content, name):
    assert refusal_of(content, name).reason is Reason.DANGEROUS


NEVER = [
    (b"<!DOCTYPE html><html><script>alert(1)</script></html>", "a.doc"),
    (b"  <HTML><body>", "a.txt"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "a.svg"),
    (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "a.png"),
    (b'<?xml version="1.0"?><other/>', "a.xml"),
    (b'<?xml version="1.0"?><!DOCTYPE e [<!ENTITY a "b">]><edXML/>', "a.edxml"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related", "a.doc"),
    (b"\0\x01\x02\x03" * 50, "a.pdf"),
    (b"Rar!\x1a\x07", "a.rar"),
    (b"GIF89a" + b"\0" * 50, "a.gif"),
    (b"\0\0\0\x18ftypheic\0\0\0\0", "IMG_1.HEIC"),
    (b"\0\0\0\x18ftypmp42\0\0\0\0", "a.mp4"),
    (make.a_compound_file(("__properties_version1.0", b"")), "a.msg"),
]


@pytest.mark.parametrize(("content", "name"), NEVER)
def test_kinds_never_taken_are_refused(refusal_of, content, name):
    refusal = refusal_of(content, name)
    assert refusal.reason is Reason.KIND


def deep_zip():
    content = make.a_zip({"a.txt": "abc"})
    for _ in range(5):
        content = make.a_zip({"in.zip": content})
    return content


BOMBS = [
    (make.a_zip({"zeros.txt": b"\0" * (60 << 20)}), "a.zip"),
    (make.a_word_file("x", extra={"word/zeros.xml": b" " * (60 << 20)}), "a.docx"),
    (make.a_zip({f"{n}.txt": "" for n in range(10_001)}), "a.zip"),
    (deep_zip(), "a.zip"),
    (make.a_png_that_says(30_000, 30_000), "a.png"),
    (make.a_png_that_says(2_000_000_000, 2_000_000_000), "a.png"),
]


@pytest.mark.parametrize(
    ("content", "name"), BOMBS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_bombs_are_refused(refusal_of, content, name):
    assert refusal_of(content, name).reason is Reason.BOMB


def test_a_zip_that_points_outside_is_told(look):
    seen = look(make.a_zip({"../../x.txt": "abc"}), "a.zip", use=Use.ANNEX)
    assert len(seen.warnings) == 1


def test_a_repaired_pdf_is_taken_with_a_warning(look):
    content = make.a_pdf(pages=2)
    start = content.rindex(b"startxref")
    seen = look(content[:start] + b"startxref\n7\n%%EOF\n", "a.pdf")
    assert seen.pages == 2
    assert "chỗ hỏng" in seen.warnings[0]
