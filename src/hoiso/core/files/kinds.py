"""Kinds of file, recognised by their first bytes and never by their label."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a file is, whatever it is called."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    TIFF = "tiff"
    WEBP = "webp"
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    PPTX = "pptx"
    PPT = "ppt"
    ZIP = "zip"
    TXT = "txt"
    CSV = "csv"
    EDXML = "edxml"


@dataclass(frozen=True, slots=True)
class Form:
    """How a kind is served and named; the first extension is the one given to a mislabelled file."""

    media_type: str
    extensions: tuple[str, ...]


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

FORMS: dict[Kind, Form] = {
    Kind.PDF: Form("application/pdf", (".pdf",)),
    Kind.PNG: Form("image/png", (".png",)),
    Kind.JPEG: Form("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif")),
    Kind.TIFF: Form("image/tiff", (".tif", ".tiff")),
    Kind.WEBP: Form("image/webp", (".webp",)),
    Kind.DOCX: Form(f"{_OPEN_XML}wordprocessingml.document", (".docx", ".docm", ".dotx")),
    Kind.DOC: Form("application/msword", (".doc", ".dot")),
    Kind.ODT: Form(f"{_OPEN_DOCUMENT}text", (".odt",)),
    Kind.RTF: Form("application/rtf", (".rtf", ".doc")),
    Kind.XLSX: Form(f"{_OPEN_XML}spreadsheetml.sheet", (".xlsx", ".xlsm", ".xlsb")),
    Kind.XLS: Form("application/vnd.ms-excel", (".xls",)),
    Kind.ODS: Form(f"{_OPEN_DOCUMENT}spreadsheet", (".ods",)),
    Kind.PPTX: Form(f"{_OPEN_XML}presentationml.presentation", (".pptx", ".pptm", ".ppsx")),
    Kind.PPT: Form("application/vnd.ms-powerpoint", (".ppt", ".pps")),
    Kind.ZIP: Form("application/zip", (".zip",)),
    Kind.TXT: Form("text/plain", (".txt", ".csv", ".md", ".log")),
    Kind.CSV: Form("text/csv", (".csv",)),
    Kind.EDXML: Form("application/xml", (".edxml", ".xml")),
}

PICTURES = frozenset({Kind.PNG, Kind.JPEG, Kind.TIFF, Kind.WEBP})
MAIN_KINDS = PICTURES | {Kind.PDF, Kind.DOCX, Kind.DOC, Kind.ODT, Kind.RTF, Kind.EDXML}
ANNEX_KINDS = MAIN_KINDS | {
    Kind.XLSX,
    Kind.XLS,
    Kind.ODS,
    Kind.PPTX,
    Kind.PPT,
    Kind.ZIP,
    Kind.TXT,
    Kind.CSV,
}

KNOWN_EXTENSIONS = frozenset(end for form in FORMS.values() for end in form.extensions) | {
    ".bin",
    ".bmp",
    ".dat",
    ".gif",
    ".heic",
    ".htm",
    ".html",
    ".mht",
    ".rar",
    ".svg",
    ".tmp",
    ".7z",
}

# Names under which Windows or a phone runs a file that is opened; refused whatever the content is.
_RUNNABLE = (
    "apk app bat cmd com cpl dll dmg exe gadget hta inf iso jar js jse lnk msc msi msix msp "
    "ocx pif ps1 psm1 py reg scf scr sct sh sys url vb vbe vbs wsc wsf wsh"
)
RUNNABLE_EXTENSIONS = frozenset(f".{ending}" for ending in _RUNNABLE.split())

# What the first bytes say of kinds that are never taken: (start, what it is called, what to do).
REFUSED_STARTS: tuple[tuple[bytes, str, str], ...] = (
    (b"MZ", "chương trình chạy được", ""),
    (b"\x7fELF", "chương trình chạy được", ""),
    (b"\xca\xfe\xba\xbe", "chương trình chạy được", ""),
    (b"\xcf\xfa\xed\xfe", "chương trình chạy được", ""),
    (b"\xfe\xed\xfa", "chương trình chạy được", ""),
    (b"dex\n", "chương trình chạy được", ""),
    (b"L\0\0\0\x01\x14\x02\0", "lối tắt của Windows", ""),
    (b"#!", "tập lệnh chạy được", ""),
    (b"Rar!", "tệp nén RAR", "Giải nén rồi nén lại thành zip, hoặc gửi từng tệp."),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7z", "Giải nén rồi nén lại thành zip, hoặc gửi từng tệp."),
    (b"\x1f\x8b", "tệp nén gzip", "Giải nén rồi nén lại thành zip, hoặc gửi từng tệp."),
    (b"GIF8", "ảnh GIF", "Lưu ảnh lại thành JPEG hoặc PDF."),
    (b"BM", "ảnh BMP", "Lưu ảnh lại thành JPEG hoặc PDF."),
    (b"%!PS", "tệp PostScript", "In ra PDF rồi gửi tệp PDF."),
    (b"AT&TFORM", "tệp DjVu", "In ra PDF rồi gửi tệp PDF."),
)
