"""Real files of every sort, good and bad, made for the tests."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

WORD_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
)
WORD_BODY = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body>'
    "</w:document>"
)


def a_pdf(*, pages=1, change=None, **saving):
    """A PDF of blank pages; `change(pdf)` alters it before it is saved."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        if change:
            change(pdf)
        target = io.BytesIO()
        pdf.save(target, **saving)
        return target.getvalue()


def with_javascript(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def with_launch(pdf):
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")),
    )
    pdf.pages[0].Annots = pikepdf.Array([link])


def with_embedded_file(pdf):
    pdf.attachments["x.exe"] = b"MZ" + b"\0" * 20


def with_signature(pdf):
    pdf.Root.AcroForm = pikepdf.Dictionary(
        SigFlags=3,
        Fields=[
            pdf.make_indirect(
                pikepdf.Dictionary(
                    FT=pikepdf.Name.Sig,
                    T=pikepdf.String("ky"),
                    V=pdf.make_indirect(
                        pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=b"\0" * 8)
                    ),
                )
            )
        ],
    )


def a_picture(form, *, size=(40, 30), frames=1):
    target = io.BytesIO()
    picture = Image.new("RGB", size, "white")
    extra = {"save_all": True, "append_images": [picture] * (frames - 1)} if frames > 1 else {}
    picture.save(target, form, **extra)
    return target.getvalue()


def a_png_that_says(width, height):
    """A PNG whose header promises more pixels than its few bytes hold."""

    def chunk(name, body):
        return struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body))

    head = struct.pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def a_zip(entries, *, compression=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def a_word_file(*paragraphs, body=None, extra=None):
    texts = body or "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return a_zip(
        {
            "[Content_Types].xml": WORD_TYPES,
            "word/document.xml": WORD_BODY.format(texts),
            **(extra or {}),
        }
    )


def an_excel_file():
    return a_zip({"[Content_Types].xml": WORD_TYPES, "xl/workbook.xml": "<workbook/>"})


def an_encrypted_zip():
    """A zip whose one entry has the mark of a password."""
    content = bytearray(a_zip({"a.txt": "abc"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def a_compound_file(*streams):
    """An OLE file of 512-byte sectors with these (name, first bytes) streams, 4096 bytes each."""
    per_stream = 8
    directory_sectors = (len(streams) + 1 + 3) // 4
    table = [0xFFFFFFFD]  # the table's own sector
    for number in range(directory_sectors):
        table.append(number + 2 if number + 1 < directory_sectors else 0xFFFFFFFE)
    first_data = 1 + directory_sectors
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    data = b""
    for number, (name, start) in enumerate(streams):
        first = first_data + number * per_stream
        entries.append(_entry(name, 2, first, 4096))
        data += start.ljust(4096, b"\0")
        table += [first + n + 1 for n in range(per_stream - 1)] + [0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\0" * 16,
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"\0" * 6,
        0,
        1,
        1,
        0,
        4096,
        0xFFFFFFFE,
        0,
        0xFFFFFFFE,
        0,
    )
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    directory = b"".join(entries).ljust(directory_sectors * 512, b"\0")
    return header + struct.pack("<128I", *table) + directory + data


def _entry(name, kind, first, size):
    spelt = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        spelt,
        len(spelt),
        kind,
        1,
        0xFFFFFFFF,
        0xFFFFFFFF,
        0xFFFFFFFF,
        b"\0" * 16,
        0,
        0,
        0,
        first,
        size,
    )
