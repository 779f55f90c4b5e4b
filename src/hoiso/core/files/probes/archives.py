"""Zip files and the office files that are zips inside; read by their lists, never extracted."""

import io
import zipfile
import zlib
from pathlib import Path
from typing import IO

from hoiso.core.files.kinds import REFUSED_STARTS, RUNNABLE_EXTENSIONS, Kind
from hoiso.core.files.names import extension, safe_file_name
from hoiso.core.files.probes.findings import Findings, bomb, broken, dangerous, encrypted

_MOST_ENTRIES = 10_000
_MOST_BYTES = 1 << 30
_RATIO_FROM = 20 << 20  # below this, whatever the ratio, nobody is hurt
_MOST_RATIO = 100
_DEEPEST = 2
_MOST_NESTED = 64 << 20
_OPEN_XML_PARTS = (
    ("word/document.xml", Kind.DOCX),
    ("xl/workbook.xml", Kind.XLSX),
    ("xl/workbook.bin", Kind.XLSX),
    ("ppt/presentation.xml", Kind.PPTX),
)
_OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.text": Kind.ODT,
    "application/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
}
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)


def probe(path: Path) -> Findings:
    """Tell an office file from a plain zip, and refuse what grows, runs or asks for a password."""
    try:
        with path.open("rb") as content, zipfile.ZipFile(content) as archive:
            return _look(archive, path.stat().st_size, depth=0)
    except _UNREADABLE as error:
        raise broken("Tệp nén") from error


def _look(archive: zipfile.ZipFile, size: int, *, depth: int) -> Findings:
    entries = archive.infolist()
    _measure(entries, size)
    names = {entry.filename for entry in entries}
    kind = _office_kind(archive, names)
    if any(entry.flag_bits & 1 for entry in entries):
        raise encrypted("Tệp nén")
    if kind is not Kind.ZIP:
        return _office(archive, names, kind)
    if not entries:
        raise broken("Tệp nén (không có tệp nào bên trong)")
    found = Findings(Kind.ZIP)
    for entry in entries:
        if not entry.is_dir():
            _look_at(archive, entry, found, depth=depth)
    if any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names):
        found.warnings.append("Tệp nén có tên tệp trỏ ra ngoài thư mục; cẩn thận khi giải nén.")
    return found


def _measure(entries: list[zipfile.ZipInfo], size: int) -> None:
    total = sum(entry.file_size for entry in entries)
    grows = total > _RATIO_FROM and total > _MOST_RATIO * max(size, 1)
    if len(entries) > _MOST_ENTRIES or total > _MOST_BYTES or grows:
        raise bomb("Tệp nén")


def _office_kind(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    if "[Content_Types].xml" in names:
        for part, kind in _OPEN_XML_PARTS:
            if part in names:
                return kind
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        said = archive.read("mimetype").decode("ascii", "replace").strip()
        return _OPEN_DOCUMENTS.get(said, Kind.ZIP)
    return Kind.ZIP


def _office(archive: zipfile.ZipFile, names: set[str], kind: Kind) -> Findings:
    found = Findings(kind)
    main = {part for part, _ in _OPEN_XML_PARTS if part in names} or {"content.xml"}
    for part in main:
        with archive.open(part) as content:  # KeyError: an office file without its main part
            content.read(1 << 16)
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        found.active = True
        found.warnings.append("Tệp có macro; chỉ tải về mở khi biết rõ nơi gửi.")
    if any("/embeddings/" in name or name.startswith("Object ") for name in names):
        found.warnings.append("Tệp có đối tượng nhúng bên trong; chỉ mở đối tượng đó khi biết rõ nơi gửi.")
    if _fetches_template(archive, names):
        found.active = True
        found.warnings.append("Tệp tự nạp mẫu từ nơi khác khi mở; chỉ tải về mở khi biết rõ nơi gửi.")
    return found


def _fetches_template(archive: zipfile.ZipFile, names: set[str]) -> bool:
    part = "word/_rels/settings.xml.rels"
    if part not in names:
        return False
    with archive.open(part) as content:
        relations = content.read(1 << 16)
    return b"attachedTemplate" in relations and b"http" in relations.partition(b"attachedTemplate")[2]


def _look_at(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, found: Findings, *, depth: int) -> None:
    name = safe_file_name(entry.filename)
    with archive.open(entry) as content:
        start = content.read(16)
        runs = extension(name) in RUNNABLE_EXTENSIONS
        if runs or any(start.startswith(magic) for magic, what, _ in REFUSED_STARTS if "chạy" in what):
            raise dangerous(f"tệp nén có “{name}” bên trong")
        if start.startswith(b"PK\x03\x04"):
            _look_at_nested(content, start, entry, found, depth=depth + 1)


def _look_at_nested(
    content: IO[bytes],
    start: bytes,
    entry: zipfile.ZipInfo,
    found: Findings,
    *,
    depth: int,
) -> None:
    if depth > _DEEPEST or entry.file_size > _MOST_NESTED:
        raise bomb("Tệp nén lồng nhiều lớp")
    whole = start + content.read(_MOST_NESTED)
    with zipfile.ZipFile(io.BytesIO(whole)) as inner:
        nested = _look(inner, len(whole), depth=depth)
    found.active = found.active or nested.active
    found.warnings.extend(line for line in nested.warnings if line not in found.warnings)
