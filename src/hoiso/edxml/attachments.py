"""The files of a message: strict base64 in a stream, unwrapped once, bounded, never whole in memory.

The rule (reference, section 1.5): decode; if the bytes are a zip and the name is not .zip, .docx,
.xlsx or .odt (or the label says application/zip and the archive has exactly one entry), unwrap
once; else keep as is. What cannot be opened is named as damaged: a lenient decoder would make a
file out of damage.
"""

import binascii
import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO, Final

from hoiso.edxml.kinds import HEAD_BYTES, FileKind, is_zip, kind_of
from hoiso.edxml.limits import MEGABYTE, Limits
from hoiso.edxml.message import Content, Damage

BLOCK: Final = 256 * 1024
_WHITE: Final = b" \t\r\n"
_KEPT_SUFFIXES: Final = (".zip", ".docx", ".xlsx", ".odt")
_REPLACED: Final = "\ufffd".encode()
_TEXTUAL: Final = {FileKind.TEXT, FileKind.XML, FileKind.EDXML, FileKind.HTML, FileKind.SVG, FileKind.RTF}
_END_OF_DIRECTORY: Final = struct.Struct("<4s4H2LH")
_ONE_ENTRY_BYTES: Final = 46 + 3 * 65_535
_METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Damaged(Exception):
    """Inside this module: why a file cannot be opened, as (rule code, end of the sentence)."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason

    def told(self, name: str | None) -> Damage:
        """The damage with the file's name in its sentence."""
        shown = name or "không tên"
        return Damage(code=self.code, sentence=f"Tệp đính kèm bị hỏng: “{shown}” {self.reason}.")


@dataclass(slots=True)
class Budget:
    """What one message may still write to disk, in bytes."""

    limits: Limits
    spent: int = 0
    dense: int = 0

    def declare(self, size: int, *, packed: int) -> None:
        """Weigh an entry by what it declares, before opening it; raises Damaged for a bomb.

        A smaller lie is cut off by its own CRC. Small dense files pass one by one (the reference frees
        the first 10 MB), but share three times that allowance, or a hundred of them would be a bomb.
        """
        _bounded(size, packed=packed, limits=self.limits)
        if size > packed * self.limits.zip_ratio:
            self.dense += size
        if self.dense > 3 * self.limits.free_ratio_bytes:
            raise _bomb()

    def spend(self, size: int) -> None:
        """Count `size` more bytes; raises Damaged when the message's total is passed."""
        self.spent += size
        if self.spent > self.limits.unpacked_bytes:
            raise Damaged(
                "attachment-size",
                f"làm tổng dung lượng vượt {self.limits.unpacked_bytes // MEGABYTE} MB nên không được mở",
            )


@dataclass(slots=True)
class Encoded:
    """Base64 text on its way to a file. `feed` never raises for bad text: `failure` says it."""

    path: Path
    budget: Budget
    failure: Damaged | None = None
    size: int = 0
    received: int = 0
    """Characters of base64 taken, white space not counted."""
    replaced: int = 0
    _file: BinaryIO | None = None
    _pending: bytes = b""
    _padded: bool = False
    _head: bytearray = field(default_factory=bytearray)

    def feed(self, text: str) -> None:
        """Take the next piece of text."""
        if self.failure is not None:
            self.received += len(text)
            return
        try:
            self._decode(text)
        except Damaged as failure:
            self.failure = failure
            self._drop()

    def finish(self) -> None:
        """Nothing more will come."""
        if self.failure is None and self._pending:
            self.failure = Damaged("base64", "có nội dung base64 bị cắt cụt")
            self._drop()
        elif self.failure is None and self.size == 0:
            self.failure = Damaged("attachment-empty", "không có nội dung")
        if self._file is not None:
            self._file.close()
            self._file = None

    @property
    def head(self) -> bytes:
        """The first decoded bytes."""
        return bytes(self._head)

    def _decode(self, text: str) -> None:
        try:
            fresh = text.encode("ascii").translate(None, _WHITE)
        except UnicodeEncodeError:
            raise Damaged("base64", "chứa ký tự không thuộc base64") from None
        self.received += len(fresh)
        packed = self._pending + fresh
        whole = len(packed) & ~3
        self._pending = packed[whole:]
        if not whole:
            return
        if self._padded:
            raise Damaged("base64", "có chữ sau dấu kết thúc base64")
        self._padded = packed[whole - 1] == 0x3D
        try:
            self._keep(binascii.a2b_base64(packed[:whole], strict_mode=True))
        except binascii.Error:
            raise Damaged("base64", "có nội dung không phải base64") from None

    def _keep(self, decoded: bytes) -> None:
        self.size += len(decoded)
        if self.size > self.budget.limits.attachment_bytes:
            raise _too_large(self.budget.limits)
        self.budget.spend(len(decoded))
        if self._file is None:
            self._file = self.path.open("xb")
        if len(self._head) < HEAD_BYTES:
            self._head += decoded[: HEAD_BYTES - len(self._head)]
        self.replaced += decoded.count(_REPLACED)
        self._file.write(decoded)

    def _drop(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        self.path.unlink(missing_ok=True)


def unwrap(encoded: Encoded, *, name: str | None, label: str | None) -> Content:
    """The file inside, by the rule above. Raises Damaged; the temporary files stay with the workspace."""
    if encoded.failure is not None:
        raise encoded.failure
    if not is_zip(encoded.head):
        return _kept(encoded.path, replaced=encoded.replaced)
    if encoded.replaced * 60 > encoded.size:
        raise _replaced_bytes()
    entries = _entries(encoded.path)
    suffix_kept = (name or "").strip().lower().endswith(_KEPT_SUFFIXES)
    labelled = (label or "").partition(";")[0].strip().lower() == FileKind.ZIP.value
    if entries != 1 or (suffix_kept and not labelled):
        return _kept(encoded.path, replaced=0)
    inner = encoded.path.with_suffix(".inner")
    replaced = _unzip(encoded.path, inner, encoded.budget)
    encoded.path.unlink()
    return _kept(inner, replaced=replaced, wrapped=True)


def content_of(path: Path, *, wrapped: bool = True) -> Content:
    """The content of a file of ours, to be sent: wrapped in a zip, as the vendor's library does."""
    return Content(
        path=path, size=path.stat().st_size, sha256=_sha256(path), kind=kind_of(path), wrapped=wrapped
    )


def must_wrap(content: Content, name: str | None) -> bool:
    """Whether a receiver would mistake this file, sent bare, for its own wrapping (or for nothing)."""
    if content.size == 0:
        return True
    with content.path.open("rb") as file:
        return is_zip(file.read(4)) and not (name or "").strip().lower().endswith(_KEPT_SUFFIXES)


def blocks(path: Path, size: int = BLOCK) -> Iterator[bytes]:
    """The bytes of a file, block by block."""
    with path.open("rb") as file:
        while block := file.read(size):
            yield block


def _kept(path: Path, *, replaced: int, wrapped: bool = False) -> Content:
    content = content_of(path, wrapped=wrapped)
    if content.kind not in _TEXTUAL and replaced and _looks_replaced(path, content, replaced):
        raise _replaced_bytes()
    return content


def _looks_replaced(path: Path, content: Content, replaced: int) -> bool:
    """A binary file passed through a text conversion: U+FFFD in 5 % of it, or in a PDF's second line."""
    if replaced * len(_REPLACED) * 20 > content.size:
        return True
    with path.open("rb") as file:
        return content.kind is FileKind.PDF and _REPLACED in file.read(32)


def _replaced_bytes() -> Damaged:
    return Damaged("attachment-replaced-bytes", "đã bị đổi nội dung khi chuyển qua dạng chữ (mất byte gốc)")


def _too_large(limits: Limits) -> Damaged:
    return Damaged("attachment-size", f"lớn hơn {limits.attachment_bytes // MEGABYTE} MB nên không được mở")


def _bomb() -> Damaged:
    return Damaged("zip-bomb", "là tệp nén bung ra lớn bất thường nên không được mở")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    for block in blocks(path):
        digest.update(block)
    return digest.hexdigest()


def _entries(path: Path) -> int:
    """Number of entries, by the end record; many (2) when the directory is longer than one entry's.

    Read by hand: the standard library would load a directory of millions before we could count.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END_OF_DIRECTORY.size:
        raise Damaged("zip", "là tệp nén bị cắt cụt")
    _, _, _, _, total, directory, _, _ = _END_OF_DIRECTORY.unpack_from(tail, at)
    if total == 0xFFFF or directory == 0xFFFFFFFF:
        return _zip64_entries(tail, at)
    return int(total) if directory <= _ONE_ENTRY_BYTES else max(2, int(total))


def _zip64_entries(tail: bytes, before: int) -> int:
    at = tail.rfind(b"PK\x06\x06", 0, before)
    if at < 0 or len(tail) - at < 56:
        raise Damaged("zip", "là tệp nén có mục lục sai")
    total, directory = struct.unpack_from("<2Q", tail, at + 32)
    return int(total) if directory <= _ONE_ENTRY_BYTES else max(2, int(total))


def _unzip(path: Path, inner: Path, budget: Budget) -> int:
    """Write the only entry to `inner`; returns how many U+FFFD it holds. Raises Damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = archive.infolist()
            if len(found) != 1:
                raise Damaged("zip", "là tệp nén có mục lục sai")
            entry = found[0]
            if entry.flag_bits & 0x1:
                raise Damaged("zip-encrypted", "là tệp nén có mật khẩu")
            if entry.compress_type not in _METHODS:
                raise Damaged("zip", "là tệp nén theo cách không được hỗ trợ")
            budget.declare(entry.file_size, packed=path.stat().st_size)
            with archive.open(entry) as source, inner.open("xb") as target:
                size, replaced = _copy(source, target, packed=path.stat().st_size, budget=budget)
            if size != entry.file_size:
                raise Damaged("zip", "là tệp nén khai sai dung lượng")
            return replaced
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise Damaged("zip", "là tệp nén không mở được") from None


def _bounded(size: int, *, packed: int, limits: Limits) -> None:
    if size > limits.free_ratio_bytes and size > packed * limits.zip_ratio:
        raise _bomb()
    if size > limits.attachment_bytes:
        raise _too_large(limits)


def _copy(source: IO[bytes], target: BinaryIO, *, packed: int, budget: Budget) -> tuple[int, int]:
    """Copy within the limits, counted on what comes out, never on what the archive declares."""
    limits = budget.limits
    size = replaced = 0
    while block := source.read(BLOCK):
        size += len(block)
        _bounded(size, packed=packed, limits=limits)
        budget.spend(len(block))
        replaced += block.count(_REPLACED)
        target.write(block)
    return size, replaced
