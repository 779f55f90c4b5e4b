"""Files kept by what they contain: the name of a stored file is the SHA-256 of its bytes.

A file is written beside its place, flushed to the disk and renamed, so a reader sees the whole
file or none, also after a power cut. Equal content takes one place however often it is put.
"""

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from hoiso.core.files.errors import FileRefused, Reason, too_large

_CHUNK = 1 << 20
_NAME = re.compile(r"[0-9a-f]{64}")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Stored:
    """What was put: the content's SHA-256 in lower-case hex, and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Received:
    """A content that came in whole and is not kept yet: where it lies, its name-to-be and its size."""

    path: Path
    stored: Stored


class FileStore:
    """The store under `root`, a folder that only its owner can enter.

    Layout: `root/ab/cd/<sha256>` and `root/incoming/` for files being written, which is in the
    same file system so that the last step is one atomic rename.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._incoming = root / "incoming"

    def put(self, stream: BinaryIO, limit: int) -> Stored:
        """Store what `stream` still holds, at most `limit` bytes, and return its name and size.

        Raises FileRefused as `receiving` does. Then nothing is left behind.
        """
        with self.receiving(stream, limit) as received:
            return self.keep(received)

    @contextmanager
    def receiving(self, stream: BinaryIO, limit: int) -> Iterator[Received]:
        """Write what `stream` still holds beside the store, to be looked at before it is kept.

        What was not kept when the block ends is gone. Raises FileRefused: over the limit (at once
        when the stream tells its size, else as soon as one byte too many is read), or when the
        disk is full.
        """
        if (told := _told_size(stream)) is not None and told > limit:
            raise too_large(limit)
        with _room_needed():
            self._incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self._incoming)
        temporary = Path(name)
        try:
            with _room_needed(), os.fdopen(descriptor, "wb") as target:
                stored = _copy(stream, target, limit)
            yield Received(temporary, stored)
        finally:
            temporary.unlink(missing_ok=True)

    def keep(self, received: Received) -> Stored:
        """Put a received content in its place; raises FileRefused when the disk is full."""
        place = self._place(received.stored.sha256)
        with _room_needed():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Also when the place is taken: a damaged copy is healed. The new time keeps the file out
            # of a clean-up that is just looking for orphans.
            os.utime(received.path)
            received.path.replace(place)
            _flush_folder(place.parent)
        return received.stored

    def path(self, sha256: str) -> Path:
        """Where the content lies; raises FileRefused when it is not there."""
        place = self._place(sha256)
        if not place.is_file():
            raise FileRefused(
                "Không tìm thấy nội dung của tệp này trong kho. Báo quản trị khôi phục từ bản sao lưu.",
                reason=Reason.MISSING,
            )
        return place

    def open(self, sha256: str) -> BinaryIO:
        """The content, open for reading; raises FileRefused when it is not there."""
        return self.path(sha256).open("rb")

    def verify(self, sha256: str) -> bool:
        """Whether the content is there and still has its hash."""
        place = self._place(sha256)
        if not place.is_file():
            return False
        with place.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == sha256

    def older_than(self, sha256: str, moment: float) -> bool:
        """Whether the content is there and was put before that moment (seconds of Unix time)."""
        place = self._place(sha256)
        return place.is_file() and place.stat().st_mtime < moment

    def remove(self, sha256: str) -> None:
        """Take the content out of the store; nothing happens when it is not there."""
        self._place(sha256).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """The SHA-256 of every stored content, in order."""
        for place in sorted(self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
            if _NAME.fullmatch(place.name):
                yield place.name

    def orphans(self, known: Container[str], *, before: datetime) -> Iterator[str]:
        """Contents put before that moment which `known` does not list.

        The moment must lie far enough back (a day) for every transaction that put a file to
        have ended: its row is written after the file.
        """
        for sha256 in self.names():
            if sha256 not in known and self._place(sha256).stat().st_mtime < before.timestamp():
                yield sha256

    def leftovers(self, *, before: datetime) -> Iterator[Path]:
        """Half-written files that a killed process left before that moment."""
        for path in sorted(self._incoming.glob("*")):
            if path.stat().st_mtime < before.timestamp():
                yield path

    def _place(self, sha256: str) -> Path:
        if not _NAME.fullmatch(sha256):
            raise ValueError(f"not a SHA-256 in lower-case hex: {sha256!r}")
        return self.root / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def _room_needed() -> Iterator[None]:
    """Say in words that the disk is full."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise FileRefused(
            "Chưa lưu được tệp vì máy chủ đã hết chỗ chứa. Báo quản trị dọn hoặc thêm ổ đĩa rồi gửi lại.",
            reason=Reason.DISK_FULL,
        ) from error


def _copy(stream: BinaryIO, target: BinaryIO, limit: int) -> Stored:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(min(_CHUNK, limit - size + 1)):
        size += len(chunk)
        if size > limit:
            raise too_large(limit)
        digest.update(chunk)
        target.write(chunk)
    if not size:
        raise FileRefused("Tệp không có nội dung (0 byte). Chọn lại tệp khác.", reason=Reason.EMPTY)
    target.flush()
    os.fsync(target.fileno())
    return Stored(digest.hexdigest(), size)


def _told_size(stream: BinaryIO) -> int | None:
    """The size that an upload (`size`) or a file on the disk tells before it is read."""
    told = getattr(stream, "size", None)
    if isinstance(told, int):
        return told
    try:
        return os.fstat(stream.fileno()).st_size - stream.tell()
    except (AttributeError, OSError):
        return None


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
