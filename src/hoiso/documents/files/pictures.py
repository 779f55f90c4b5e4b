"""Pictures and texts of pages, drawn once and kept in the cache by content, page and width."""

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from hoiso.core.files.kinds import Kind
from hoiso.documents import filing
from hoiso.documents.files.queries import ServedFile, progress_of
from hoiso.reading.pages import render
from hoiso.reading.text import text_of

WIDTHS = {"nho": 240, "vua": 900, "lon": 1400}  # thumbnail, page on a document, full screen
KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class ReadableText:
    """The words of a file page by page; `problem` a sentence when they could not be read.

    `copy_size` in bytes where they come from the searchable copy of a scan, else 0.
    """

    pages: tuple[str, ...]
    problem: str
    copy_size: int = 0


def page_picture(file: ServedFile, page: int, *, size: str) -> bytes:
    """The page (from 1) as WebP in one of the named sizes.

    Drawn in the isolated child the first time. Raises `FileRefused` when there is no such page or
    the file cannot be drawn.
    """
    return drawn_page(file.sha256, Kind(file.kind), page, size=size)


def drawn_page(sha256: str, kind: Kind, page: int, *, size: str) -> bytes:
    """As `page_picture`, of a content that hangs on no document yet."""
    width = WIDTHS[size]
    place = _place(f"{sha256}-{page}-{width}.webp")
    if place.is_file():
        os.utime(place)
        return place.read_bytes()
    drawn = render(filing.store().path(sha256), kind, page=page, width=width)
    _keep(place, drawn)
    return drawn


def readable_text(file: ServedFile) -> ReadableText:
    """The words of the file, read in the isolated child the first time; a failure is tried again."""
    read = progress_of(file)
    if read and read.state == "marked":
        return ReadableText((), "")
    source, kind = (read.copy, Kind.PDF) if read and read.copy else (file.sha256, Kind(file.kind))
    place = _place(f"{source}-words.json")
    size = read.copy_size if read else 0
    if place.is_file():
        os.utime(place)
        return ReadableText(tuple(json.loads(place.read_text("utf-8"))), "", size)
    found = text_of(filing.store().path(source), kind)
    pages = tuple(page.text for page in found.pages)
    if not found.problem:
        _keep(place, json.dumps(pages, ensure_ascii=False).encode())
    return ReadableText(pages, found.problem, size)


def forget(sha256: str) -> None:
    """Remove every picture and the words of a content that was disposed of."""
    for place in (_root() / sha256[:2]).glob(f"{sha256}-*"):
        place.unlink(missing_ok=True)


def prune(*, before: datetime) -> int:
    """Remove what nobody opened since that moment; how many. Everything can be drawn again."""
    stale = [place for place in _kept() if place.stat().st_mtime < before.timestamp()]
    for place in stale:
        place.unlink(missing_ok=True)
    return len(stale)


def _kept() -> Iterator[Path]:
    return _root().glob("*/*")


def _root() -> Path:
    return Path(settings.DATA) / "cache" / "pages"


def _place(name: str) -> Path:
    return _root() / name[:2] / name


def _keep(place: Path, content: bytes) -> None:
    """Written beside and renamed: a reader sees the whole picture or none."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(descriptor, "wb") as target:
        target.write(content)
    Path(temporary).replace(place)
