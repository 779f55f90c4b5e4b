"""Old office files (OLE compound files): which of them it is, and whether it is locked.

Read by hand from Microsoft's published description [MS-CFB]: the header, the table of sectors
and the directory are enough; no stream beyond the first sector is read.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

from hoiso.core.files.kinds import Kind
from hoiso.core.files.probes.findings import Findings, broken, encrypted, kind_refused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_SECTOR = 0xFFFFFFFA
_MOST_DIRECTORY_SECTORS = 2000
_WORD_ENCRYPTED = 0x0100
_EXCEL_FILEPASS = 0x002F


@dataclass(frozen=True, slots=True)
class _Stream:
    sector: int
    size: int


class _Compound:
    """The directory of a compound file."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        if len(content) < 512:
            raise struct.error("no header")
        self._sector_size = 1 << struct.unpack_from("<H", content, 30)[0]
        if self._sector_size not in (512, 4096):
            raise struct.error("sector size")
        self._small_below = struct.unpack_from("<I", content, 56)[0]
        (directory,) = struct.unpack_from("<I", content, 48)
        self._tables = [table for table in struct.unpack_from("<109I", content, 76) if table < _NO_SECTOR]
        self.streams = dict(self._entries(directory))

    def first_sector(self, name: str) -> bytes:
        """The start of a stream, or nothing for one so small that it lies elsewhere."""
        stream = self.streams[name]
        return self._sector(stream.sector) if stream.size >= self._small_below else b""

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_size
        return self._content[start : start + self._sector_size]

    def _next(self, number: int) -> int:
        table, place = divmod(number, self._sector_size // 4)
        if table >= len(self._tables):
            return _NO_SECTOR
        following: int = struct.unpack_from("<I", self._sector(self._tables[table]), place * 4)[0]
        return following

    def _entries(self, sector: int) -> list[tuple[str, _Stream]]:
        found: list[tuple[str, _Stream]] = []
        for _ in range(_MOST_DIRECTORY_SECTORS):
            if sector >= _NO_SECTOR:
                break
            block = self._sector(sector)
            for start in range(0, len(block) - 127, 128):
                (length,) = struct.unpack_from("<H", block, start + 64)
                if 2 <= length <= 64:
                    name = block[start : start + length - 2].decode("utf-16-le", "replace")
                    first, size = struct.unpack_from("<II", block, start + 116)
                    found.append((name, _Stream(first, size)))
            sector = self._next(sector)
        return found


def probe(path: Path) -> Findings:
    """Tell Word, Excel and PowerPoint apart; refuses other compound files and locked ones."""
    try:
        return _look(_Compound(path.read_bytes()))
    except (struct.error, IndexError) as error:
        raise broken("Tệp Office") from error


def _look(compound: _Compound) -> Findings:
    names = set(compound.streams)
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        raise encrypted("Tệp Office")
    if "WordDocument" in names:
        found = Findings(Kind.DOC)
        start = compound.first_sector("WordDocument")
        if start and struct.unpack_from("<H", start, 10)[0] & _WORD_ENCRYPTED:
            raise encrypted("Tệp Word")
    elif names & {"Workbook", "Book"}:
        found = Findings(Kind.XLS)
        if _excel_is_locked(compound.first_sector("Workbook" if "Workbook" in names else "Book")):
            raise encrypted("Tệp Excel")
    elif "PowerPoint Document" in names:
        found = Findings(Kind.PPT)
        if "EncryptedSummary" in names:
            raise encrypted("Tệp PowerPoint")
    elif "__properties_version1.0" in names:
        raise kind_refused("thư điện tử lưu thành tệp", "Lưu riêng văn bản kèm trong thư rồi gửi văn bản đó.")
    else:
        raise kind_refused("loại tệp này")
    if names & {"Macros", "_VBA_PROJECT_CUR", "VBA", "_VBA_PROJECT"}:
        found.active = True
        found.warnings.append("Tệp có macro; chỉ tải về mở khi biết rõ nơi gửi.")
    return found


def _excel_is_locked(start: bytes) -> bool:
    place = 0
    while place + 4 <= len(start):
        record, length = struct.unpack_from("<HH", start, place)
        if record == _EXCEL_FILEPASS:
            return True
        place += 4 + length
    return False
