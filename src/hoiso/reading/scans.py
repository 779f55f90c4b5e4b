"""Text recognition of scans and photographs, page by page, and the searchable copy made of the pages."""

import json
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path

from hoiso.core.files.errors import FileRefused
from hoiso.core.files.isolation import ChildFailed, Json, isolated
from hoiso.core.files.kinds import PICTURES, Kind
from hoiso.reading.copy_child import assemble
from hoiso.reading.ocr_child import recognise, recognise_all
from hoiso.reading.tesseract import available
from hoiso.reading.text import PageText, PageTexts, page_text

__all__ = [
    "MOST_PAGES",
    "ReadPage",
    "Unreadable",
    "available",
    "kept",
    "kept_pages",
    "pages_without_text",
    "read_page",
    "read_pages",
    "searchable_copy",
]  # fmt: skip

MOST_PAGES = 300
_SECONDS = 120
_MEGABYTES = 1800  # a picture of 200 million points takes 600
_COPY_SECONDS = 120


class Unreadable(Exception):
    """A page or file that recognition gives up on; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A recognised page and how sure (0..1) its words are on the whole."""

    page: PageText
    sure: float


def pages_without_text(texts: PageTexts, kind: Kind, pages: int | None) -> tuple[int, ...]:
    """The pages (from 1) that are pictures: every page of a picture file, and those of a PDF without text."""
    if kind in PICTURES:
        return tuple(range(1, (pages or 1) + 1))
    if kind is Kind.PDF:
        return tuple(page.number for page in texts.pages if not page.has_text)
    return ()


def read_page(path: Path, kind: Kind, *, page: int, folder: Path) -> ReadPage:
    """Recognise one page in a child with limits; `folder` keeps what was read for the copy.

    Raises `Unreadable` when it takes too long, needs too much or cannot be drawn.
    """
    try:
        answer = isolated(
            recognise, str(path.absolute()), kind.value, page, str(folder.absolute()),
            seconds=_SECONDS, megabytes=_MEGABYTES,
        )  # fmt: skip
    except FileRefused as refusal:
        raise Unreadable(refusal.sentence) from refusal
    except ChildFailed as failure:
        slow = failure.cause in ("time", "memory")
        raise Unreadable(
            "Trang quá lớn hoặc quá phức tạp, nhận dạng mãi không xong."
            if slow
            else "Trang hỏng, không vẽ được."
        ) from failure
    assert isinstance(answer, dict)
    part = folder / f"{page}.part"
    part.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    part.replace(folder / f"{page}.json")
    return _page_of(page, answer)


def read_pages(path: Path, kind: Kind, *, pages: Sequence[int], folder: Path) -> None:
    """Recognise pages in one child; those that fail, or come behind one that kills it, are left out.

    What was read lies in `folder` for `kept_pages`. Read the others with `read_page`, which tells why.
    """
    try:
        isolated(
            recognise_all, str(path.absolute()), kind.value, json.dumps(list(pages)), str(folder.absolute()),
            seconds=_SECONDS * len(pages), megabytes=_MEGABYTES,
        )  # fmt: skip
    except (ChildFailed, FileRefused):
        return


def kept(folder: Path, page: int) -> bool:
    """Whether the page is through and lies in the folder."""
    return (folder / f"{page}.json").is_file()


def kept_pages(folder: Path) -> dict[int, ReadPage]:
    """The pages that `read_page` has left in the folder, by number."""
    found = {}
    for file in folder.glob("*.json"):
        number = int(file.stem)
        found[number] = _page_of(number, json.loads(file.read_text(encoding="utf-8")))
    return dict(sorted(found.items()))


def searchable_copy(path: Path, kind: Kind, *, pages: int, folder: Path, recognised: Container[int]) -> Path:
    """One PDF of the file: recognised pages upright with their text, the others as they are.

    The original is only read. Raises `Unreadable` when it cannot be put together.
    """
    numbers: Sequence[int] = [number for number in range(1, pages + 1) if number in recognised]
    target = folder / "copy.pdf"
    try:
        isolated(
            assemble, str(path.absolute()), kind is Kind.PDF, pages, json.dumps(list(numbers)),
            str(target.absolute()), seconds=_COPY_SECONDS, megabytes=_MEGABYTES,
        )  # fmt: skip
    except (ChildFailed, FileRefused) as failure:
        raise Unreadable("Đã nhận dạng chữ nhưng không ghép được bản có chữ.") from failure
    return target


def _page_of(number: int, answer: dict[str, Json]) -> ReadPage:
    return ReadPage(page_text(number, answer), float(str(answer["sure"])))
