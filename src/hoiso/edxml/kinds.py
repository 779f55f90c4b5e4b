"""What a file is, by its first bytes. Labels and names are never asked (reference, section 1.5)."""

from enum import StrEnum
from pathlib import Path
from typing import Final

HEAD_BYTES: Final = 4096
_TAIL_BYTES: Final = 256 * 1024


class FileKind(StrEnum):
    """The kinds that exchange meets; the value is the media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    MACRO = "application/vnd.ms-office.macro-enabled"
    ODT = "application/vnd.oasis.opendocument.text"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    OLE = "application/x-ole-storage"
    RTF = "application/rtf"
    ZIP = "application/zip"
    RAR = "application/vnd.rar"
    SEVEN_ZIP = "application/x-7z-compressed"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    GIF = "image/gif"
    SVG = "image/svg+xml"
    HTML = "text/html"
    EDXML = "application/vnd.edxml+xml"
    XML = "application/xml"
    PROGRAM = "application/x-executable"
    TEXT = "text/plain"
    EMPTY = "application/x-empty"
    UNKNOWN = "application/octet-stream"


_SIGNATURES: Final = (
    (b"%PDF-", FileKind.PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.OLE),
    (b"{\\rtf", FileKind.RTF),
    (b"Rar!\x1a\x07", FileKind.RAR),
    (b"7z\xbc\xaf\x27\x1c", FileKind.SEVEN_ZIP),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"II*\x00", FileKind.TIFF),
    (b"MM\x00*", FileKind.TIFF),
    (b"GIF8", FileKind.GIF),
    (b"MZ", FileKind.PROGRAM),
    (b"\x7fELF", FileKind.PROGRAM),
    (b"#!", FileKind.PROGRAM),
)
_OFFICE: Final = (
    (b"vbaProject.bin", FileKind.MACRO),
    (b"word/document.xml", FileKind.DOCX),
    (b"xl/workbook.xml", FileKind.XLSX),
    (b"ppt/presentation.xml", FileKind.PPTX),
)
_EXTENSIONS: Final = {
    FileKind.PDF: {"pdf"},
    FileKind.DOCX: {"docx"},
    FileKind.XLSX: {"xlsx"},
    FileKind.PPTX: {"pptx"},
    FileKind.MACRO: {"docm", "xlsm", "pptm"},
    FileKind.ODT: {"odt"},
    FileKind.ODS: {"ods"},
    FileKind.OLE: {"doc", "xls", "ppt", "msg"},
    FileKind.RTF: {"rtf", "doc"},
    FileKind.ZIP: {"zip", "asice", "asics"},
    FileKind.RAR: {"rar"},
    FileKind.SEVEN_ZIP: {"7z"},
    FileKind.PNG: {"png"},
    FileKind.JPEG: {"jpg", "jpeg"},
    FileKind.TIFF: {"tif", "tiff"},
    FileKind.GIF: {"gif"},
    FileKind.SVG: {"svg"},
    FileKind.HTML: {"html", "htm"},
    FileKind.EDXML: {"edxml", "xml"},
    FileKind.XML: {"xml", "p7s", "xsd"},
    FileKind.TEXT: {"txt", "csv", "md", "json", "eml", "log"},
}


def is_zip(head: bytes) -> bool:
    """Whether the first bytes are those of a zip with at least one entry."""
    return head.startswith(b"PK\x03\x04")


def kind_of(path: Path) -> FileKind:
    """The kind of the file at `path`; reads its first and last bytes only."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        if not is_zip(head):
            return _plain_kind(head)
        file.seek(max(0, size - _TAIL_BYTES))
        return _zip_kind(head, file.read(_TAIL_BYTES))


def agrees(kind: FileKind, name: str) -> bool:
    """Whether a file of that name may be of that kind; unknown kinds and bare names always may."""
    extension = name.rpartition(".")[2].strip().lower() if "." in name else ""
    known = _EXTENSIONS.get(kind)
    if kind is FileKind.UNKNOWN:
        return not any(extension in group for group in _EXTENSIONS.values())
    return known is not None and extension in known


def _zip_kind(head: bytes, directory: bytes) -> FileKind:
    """Office files are told by the names in the zip's directory."""
    if head[30:38] == b"mimetype":
        if b"opendocument.text" in head[38:120]:
            return FileKind.ODT
        if b"opendocument.spreadsheet" in head[38:120]:
            return FileKind.ODS
    return next((kind for mark, kind in _OFFICE if mark in directory), FileKind.ZIP)


def _plain_kind(head: bytes) -> FileKind:
    if not head:
        return FileKind.EMPTY
    for mark, kind in _SIGNATURES:
        if head.startswith(mark):
            return kind
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return _markup_kind(start)
    if b"\x00" in head:
        return FileKind.UNKNOWN
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return FileKind.TEXT if error.start >= HEAD_BYTES - 3 else FileKind.UNKNOWN
    return FileKind.TEXT


def _markup_kind(start: bytes) -> FileKind:
    lowered = start.lower()
    if lowered.startswith((b"<!doctype html", b"<html")) or b"<html" in lowered:
        return FileKind.HTML
    if b"<svg" in lowered:
        return FileKind.SVG
    if b"<edxml" in lowered or b"QCVN_102_2016" in start:
        return FileKind.EDXML
    return FileKind.XML if lowered.startswith(b"<?xml") else FileKind.TEXT
