"""Pictures and texts of pages, drawn once and kept in the cache by content, page and width."""

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from hoiso.core.files.kinds import Kind
from hoiso.documents import filing
from hoiso.documents.files.queries import Progress, ServedFile, progress_of
from hoiso.reading.pages import render
from hoiso.reading.places import PlacedWord, placed_words
from hoiso.reading.text import text_of

WIDTHS = {"nho": 240, "vua": 900, "lon": 1400}  # thumbnail, page on a document, full screen
KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class ReadableText:
    """The words of a file page by page; `problem` a sentence when they could not be read.

    `copy_size` in bytes where they come from the searchable copy of a scan, else 0; `copy` is its content.
    """

    pages: tuple[str, ...]
    problem: str
    copy_size: int = 0
    copy: str = ""


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


def upright_picture(file: ServedFile, page: int, *, size: str) -> bytes:
    """As `page_picture`, of the searchable copy of a scan: it lies as its words were read. One statement."""
    read = progress_of(file)
    if read and read.copy:
        return drawn_page(read.copy, Kind.PDF, page, size=size)
    return page_picture(file, page, size=size)


def readable_text(file: ServedFile) -> ReadableText:
    """The words of the file, read in the isolated child the first time; a failure is tried again."""
    return text_as_read(file, progress_of(file))


def text_as_read(file: ServedFile, read: Progress | None) -> ReadableText:
    """The same where its recognition is known already. No statement."""
    if read and read.state == "marked":
        return ReadableText((), "")
    source, kind = (read.copy, Kind.PDF) if read and read.copy else (file.sha256, Kind(file.kind))
    place = _place(f"{source}-words.json")
    size, copy = (read.copy_size, read.copy) if read else (0, "")
    if place.is_file():
        os.utime(place)
        return ReadableText(tuple(json.loads(place.read_text("utf-8"))), "", size, copy)
    found = text_of(filing.store().path(source), kind)
    pages = tuple(page.text for page in found.pages)
    if not found.problem:
        _keep(place, json.dumps(pages, ensure_ascii=False).encode())
    return ReadableText(pages, found.problem, size, copy)


def words_with_places(
    file: ServedFile, read: ReadableText, pages: Sequence[int]
) -> dict[int, tuple[PlacedWord, ...]]:
    """The words of these pages with their places, kept like the pictures; none for what is no PDF."""
    if not read.copy and Kind(file.kind) is not Kind.PDF:
        return {}
    source = read.copy or file.sha256
    found: dict[int, tuple[PlacedWord, ...]] = {}
    places = {number: _place(f"{source}-places-{number}.json") for number in pages}
    for number, place in places.items():
        if place.is_file():
            os.utime(place)
            found[number] = tuple(tuple(word) for word in json.loads(place.read_text("utf-8")))
    missing = [number for number in pages if number not in found]
    if missing:
        for number, words in placed_words(filing.store().path(source), missing).items():
            _keep(places[number], json.dumps(words, ensure_ascii=False).encode())
            found[number] = words
    return found


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
