"""Scans find their lines by the number in the file's name: 118.pdf, 2023-118a.jpg, 12-KH-BTV.pdf."""

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from django.conf import settings
from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.files.inspection import Use
from hoiso.core.files.kinds import Kind
from hoiso.core.folding import fold, nfc
from hoiso.documents import filing, secrecy
from hoiso.documents.search import public as search
from hoiso.documents.tables.book import Book, BookNumber
from hoiso.documents.tables.document import Document, DocumentFile
from hoiso.documents.tables.takeover import TakeOver, TakeOverScan
from hoiso.documents.takeover import phrases
from hoiso.documents.takeover.jobs import match_scans

MOST_ENTRIES = 20_000
_State = TakeOverScan.State
_PART = re.compile(r"(?<![a-z0-9])(\d{1,6})([a-z]?)(?![a-z0-9])")
_WORD = re.compile(r"[a-z]+")
_ANNEX = re.compile(r"\b(?:phu luc|pl|kem theo|dinh kem)\b")


@dataclass(frozen=True, slots=True)
class Named:
    """What a file's name tells: the number with its letter, the year, letters of a notation."""

    number: int
    suffix: str
    year: int | None
    words: frozenset[str]
    annex: bool

    @property
    def written(self) -> str:
        return f"{self.number}{self.suffix}"


def read_name(name: str) -> Named | None:
    """Read the path of a file; a year may be the folder's. None where it tells no number."""
    path = PurePosixPath(nfc(name.replace("\\", "/")))
    words = fold(path.stem).replace("_", " ")
    parts = [(int(number), suffix) for number, suffix in _PART.findall(words)]
    years = [n for n, suffix in parts if not suffix and _is_year(n)]
    numbers = [part for part in parts if part[0] not in years or part[1]]
    if not numbers and years:  # "2012.pdf" is number 2012 unless more is said
        numbers, years = [(years[0], "")], years[1:]
    if not numbers or numbers[0][0] == 0:
        return None
    above = _PART.findall(fold(str(path.parent)).replace("_", " "))
    years += [int(number) for number, suffix in reversed(above) if not suffix and _is_year(int(number))]
    year = years[0] if years else None
    return Named(*numbers[0], year, frozenset(_WORD.findall(words)), bool(_ANNEX.search(words)))


def _is_year(number: int) -> bool:
    return 1930 <= number <= 2100


@transaction.atomic
def bring_scans(
    *, by: Actor, take_over_id: int, files: Sequence[tuple[BinaryIO, str]], at: datetime, by_job: bool = True
) -> int:
    """Keep scans, or ZIPs of them, until they are put to their documents; how many were taken.

    A name that was matched before is not taken again. A file that cannot be taken is told on the page.
    """
    take_over = TakeOver.objects.filter(pk=take_over_id).first()
    if take_over is None:
        raise NotThere(phrases.NOT_THERE)
    require(by, Right.KEEP_BOOKS, at=take_over.unit_id, anew=True)
    count = 0
    for stream, name in files:
        row = _row(take_over, name)
        if row.state == _State.MATCHED:
            continue
        try:
            row.stored = filing.take_in(stream, name, at=at, use=Use.ANNEX).stored
        except DomainError as refusal:
            _refuse(row, refusal.sentence)
            continue
        row.state, row.sentence = _State.WAITING, ""
        row.save()
        count += 1
    audit.record(
        "take_over_scans", "take_over", take_over.pk, at=at, actor_id=by.officer_id or None,
        unit_id=take_over.unit_id, files=count,
    )  # fmt: skip
    if count and by_job and take_over.state == TakeOver.State.DONE:
        match_scans.defer(take_over_id=take_over.pk)
    return count


@transaction.atomic
def match_again(*, by: Actor, take_over_id: int, at: datetime) -> int:
    """Look once more for the documents of scans that found none: lines have come since; how many."""
    take_over = TakeOver.objects.filter(pk=take_over_id).first()
    if take_over is None:
        raise NotThere(phrases.NOT_THERE)
    require(by, Right.KEEP_BOOKS, at=take_over.unit_id, anew=True)
    again = take_over.scans.filter(state=_State.REFUSED, stored__isnull=False)
    count = again.update(state=_State.WAITING, sentence="")
    if count:
        audit.record(
            "take_over_scans", "take_over", take_over.pk, at=at, actor_id=by.officer_id or None,
            unit_id=take_over.unit_id, files=count,
        )  # fmt: skip
        match_scans.defer(take_over_id=take_over.pk)
    return count


def match_next(take_over: TakeOver, *, by: Actor, at: datetime) -> bool:
    """Put the next scan that waits, or the next of a ZIP, to its document; False when none waits."""
    row = take_over.scans.filter(state=_State.WAITING).select_related("stored").order_by("pk").first()
    if row is None:
        return False
    assert row.stored is not None
    if row.stored.kind == Kind.ZIP:
        _open(take_over, row, by, at)
    else:
        _match(take_over, row, by, at)
    return True


def _open(take_over: TakeOver, row: TakeOverScan, by: Actor, at: datetime) -> None:
    """Take the next scan out of a ZIP; when all are out, the ZIP is through."""
    assert row.stored is not None
    known = set(take_over.scans.exclude(state=_State.WAITING).values_list("name", flat=True))
    try:
        with zipfile.ZipFile(filing.store().path(row.stored.sha256)) as archive:
            entries = sorted(
                (one for one in archive.infolist() if not one.is_dir()),
                key=lambda one: _in_order(one.filename),
            )
            if len(entries) > MOST_ENTRIES:
                _refuse(row, f"Tệp nén có hơn {MOST_ENTRIES} tệp. Chia thành nhiều tệp nén.")
                return
            for entry in entries:
                name = f"{row.name}/{entry.filename}"[:500]
                if name in known or PurePosixPath(entry.filename).name.startswith((".", "__MACOSX")):
                    continue
                scan = _row(take_over, name)
                if entry.flag_bits & 1:
                    _refuse(scan, "Tệp đặt mật khẩu nên không đọc được.")
                elif entry.file_size > settings.MAX_FILE:
                    _refuse(scan, "Tệp quá lớn nên không nhận.")
                else:
                    with archive.open(entry) as stream:
                        _take(take_over, scan, cast(BinaryIO, stream), entry.filename, by, at)
                return
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OverflowError):
        _refuse(row, "Tệp nén bị hỏng, không mở được. Nén lại rồi gửi lại.")
        return
    row.state = _State.OPENED
    row.save()


def _in_order(name: str) -> tuple[str, str]:
    """118.pdf before 118 phụ lục.pdf."""
    path = PurePosixPath(name)
    return str(path.parent), path.stem


def _take(
    take_over: TakeOver, scan: TakeOverScan, stream: BinaryIO, name: str, by: Actor, at: datetime
) -> None:
    try:
        scan.stored = filing.take_in(stream, PurePosixPath(name).name, at=at).stored
    except DomainError as refusal:
        _refuse(scan, refusal.sentence)
        return
    _match(take_over, scan, by, at)


def take_scan(take_over: TakeOver, stream: BinaryIO, name: str, *, by: Actor, at: datetime) -> TakeOverScan:
    """One scan of a folder: taken, and put to its document at once. A matched name changes nothing."""
    scan = _row(take_over, name)
    if scan.state != _State.MATCHED:
        _take(take_over, scan, stream, name, by, at)
    return scan


def _row(take_over: TakeOver, name: str) -> TakeOverScan:
    found, _ = TakeOverScan.objects.get_or_create(
        take_over=take_over, name=name[:500], defaults={"unit_id": take_over.unit_id}
    )
    return found


def _match(take_over: TakeOver, scan: TakeOverScan, by: Actor, at: datetime) -> None:
    named = read_name(scan.name)
    if named is None:
        _refuse(scan, phrases.NO_DOCUMENT)
        return
    found = _documents(take_over, named)
    if len(found) != 1:
        _refuse(scan, _why_not(named, found))
        return
    assert scan.stored is not None
    if Kind(scan.stored.kind) in (Kind.ZIP, Kind.TXT, Kind.CSV):
        _refuse(scan, "Bản quét phải là PDF, ảnh hoặc Word.")
        return
    try:
        secrecy.require_no_mark(secrecy.read_pages(scan.stored)[1])
    except DomainError as refusal:
        stored, scan.stored = scan.stored, None
        _refuse(scan, refusal.sentence)
        secrecy.forget_stored([stored])
        return
    _put(found[0], scan, named, by, at)


def _put(document: Document, scan: TakeOverScan, named: Named, by: Actor, at: datetime) -> None:
    assert scan.stored is not None
    standing = list(document.files.filter(replaced_at=None).values_list("stored_id", "role"))
    if scan.stored_id not in [stored for stored, _ in standing]:
        main = any(role == DocumentFile.Role.MAIN for _, role in standing)
        role = DocumentFile.Role.ANNEX if named.annex or main else DocumentFile.Role.MAIN
        DocumentFile.objects.create(
            document=document, stored=scan.stored, role=role, name=PurePosixPath(scan.name).name[:255],
            position=len(standing) + 1, added_by=by.officer_id or None, added_at=at,
        )  # fmt: skip
        search.index(document.pk, files=True)
        audit.record(
            "take_over_scan", "document", document.pk, at=at, actor_id=by.officer_id or None,
            unit_id=document.unit_id, file=scan.stored_id,
        )  # fmt: skip
    scan.state, scan.sentence, scan.document_id = _State.MATCHED, "", document.pk
    scan.save()


def _documents(take_over: TakeOver, named: Named) -> list[Document]:
    """Documents of taken over lines with the number; narrowed by the year, then by the kind."""
    numbers = BookNumber.objects.filter(
        taken_over__unit_id=take_over.unit_id, taken_over__series=take_over.series, number=named.number,
        suffix=named.suffix, document__isnull=False,
    )  # fmt: skip
    rows = Document.objects.filter(book_number__in=numbers).select_related("book").order_by("pk")
    found = list(rows)
    if named.year is not None:
        found = [one for one in found if one.book and _covers(one.book, named.year)]
    if len(found) > 1:
        kinds = [one for one in found if one.kind and fold(one.kind) in named.words]
        found = kinds or found
    return found


def _covers(book: Book, year: int) -> bool:
    return book.period_from.year <= year <= book.period_to.year


def _why_not(named: Named, found: Sequence[Document]) -> str:
    if not found:
        return phrases.no_line(named.written, named.year)
    return phrases.several(named.written, ", ".join(f"{one.book}" for one in found[:4]))


def _refuse(row: TakeOverScan, sentence: str) -> None:
    row.state, row.sentence = _State.REFUSED, sentence
    row.save()
