"""The letters of a scan are read a few pages at a time, each page shown as soon as it is done."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from hoiso.core import scope
from hoiso.core.clock import now, office_date
from hoiso.core.files.errors import FileRefused
from hoiso.core.files.kinds import Kind
from hoiso.core.models import StoredFile
from hoiso.documents import filing, phrases, recognition
from hoiso.documents.recognition import OPEN, State
from hoiso.documents.search.jobs import read_text
from hoiso.documents.tables.document import DocumentFile
from hoiso.documents.tables.intake import ScanStack
from hoiso.documents.tables.recognition import Recognition
from hoiso.reading.mark_rules import read_marks
from hoiso.reading.proposals import secrecy_of
from hoiso.reading.scans import (
    Unreadable,
    available,
    kept,
    kept_pages,
    read_page,
    read_pages,
    searchable_copy,
)

FILL = "documents.fill_drafts"
WARN = "documents.warn_of_mark"
PROPOSE = "documents.propose_cuts"
_ROUNDS = 4  # pages a core reads in one child before others have their turn; one where none is read yet
_LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Work:
    """A file on its way: its content, the pages still to be read, and its folder; `first`: none is read."""

    stored: StoredFile
    left: tuple[int, ...]
    folder: Path
    cleared: bool
    first: bool


def recognise_next(stored_id: int) -> None:
    """Read the next pages of a file: one process a core, each page in a transaction of its own.

    The first and the last page come first: they hold what the register asks for. When all are
    through, the searchable copy is put beside the original and the text goes into the search. A mark
    of secrecy stops it, and nothing that was read stays. Doing it again reads no page twice.
    """
    work = _next_work(stored_id)
    if work is None:
        return
    work.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    chosen = work.left[: _cores() * (1 if work.first else _ROUNDS)]
    if not _read_pages(work, chosen):
        return
    if (mark := _mark(work)) and not work.cleared:
        _stop_at(work, mark)
    elif len(chosen) < len(work.left):
        with _system():
            _pages_are_there(work.stored)
            recognition.queue(stored_id, soon=False)
    else:
        _finish(work, at=now())


def _next_work(stored_id: int) -> _Work | None:
    with _system():
        row = Recognition.objects.filter(stored_id=stored_id, state__in=OPEN).select_related("stored").first()
        if row is None or not available():
            return None
        Recognition.objects.filter(pk=row.pk).update(state=State.RUNNING)
    folder = recognition.folder_of(row.stored.sha256)
    through = {*kept_pages(folder), *row.unread}
    order = sorted(row.wanted, key=lambda page: (page != row.wanted[0], page != row.wanted[-1], page))
    left = tuple(page for page in order if page not in through)
    return _Work(row.stored, left, folder, row.cleared_by is not None, first=not through)


def _read_pages(work: _Work, pages: Sequence[int]) -> bool:
    """Read them, each counted as soon as it is through; False when somebody has stopped it meanwhile.

    What is being read then is finished, and nothing more is begun.
    """
    try:
        path = filing.store().path(work.stored.sha256)
    except FileRefused as refusal:
        _fail(work, refusal.sentence, at=now())
        return False
    cores, stopped = _cores(), Event()
    waiting = set(pages)
    with ThreadPoolExecutor(cores) as pool:
        reading = [
            pool.submit(_read_share, work, path, pages[place::cores], stopped)
            for place in range(min(cores, len(pages)))
        ]
        while reading:
            done, left = wait(reading, timeout=_LOOK_SECONDS)
            reading = list(left)
            problems = {page: problem for one in done for page, problem in one.result().items()}
            through = {page for page in waiting if page in problems or kept(work.folder, page)}
            for page in sorted(through):
                if not stopped.is_set() and not _note_page(work.stored, page, problems.get(page, "")):
                    stopped.set()
            waiting -= through
    return not stopped.is_set()


def _read_share(work: _Work, path: Path, pages: Sequence[int], stopped: Event) -> dict[int, str]:
    """Read a core's pages in one child, then by itself each that is not through; what was wrong with whom."""
    kind = Kind(work.stored.kind)
    if len(pages) > 1:
        read_pages(path, kind, pages=pages, folder=work.folder)
    problems = {}
    for page in pages:
        if stopped.is_set():
            break
        if kept(work.folder, page):
            problems[page] = ""
            continue
        try:
            read_page(path, kind, page=page, folder=work.folder)
            problems[page] = ""
        except Unreadable as failure:
            problems[page] = failure.sentence
    return problems


def _note_page(stored: StoredFile, page: int, problem: str) -> bool:
    """Count a page that is through; False when the recognition was stopped."""
    with _system():
        row = Recognition.objects.select_for_update().filter(stored=stored).first()
        if row is None or row.state not in OPEN:
            return False
        row.done = min(row.done + 1, len(row.wanted))
        if problem:
            row.unread = sorted({*row.unread, page})
            row.problem = problem
        row.save(update_fields=["done", "unread", "problem"])
    return True


def _mark(work: _Work) -> str:
    """The mark of secrecy on the pages read so far, else empty."""
    found = [mark for one in kept_pages(work.folder).values() for mark in read_marks(one.page)]
    mark = secrecy_of(tuple(found))
    return mark.value if mark else ""


def _stop_at(work: _Work, mark: str) -> None:
    """Nothing that was read of a state secret stays; who keeps the file is told at once."""
    recognition.forget(work.stored.sha256)
    with _system():
        Recognition.objects.filter(stored=work.stored, state__in=OPEN).update(
            state=State.MARKED, mark=mark, done=0, unread=[], problem="", ended_at=now()
        )
        app.configure_task(WARN).defer(stored_id=work.stored.pk)
        if _is_stack(work.stored):
            app.configure_task(PROPOSE).defer(stored_id=work.stored.pk)


def _finish(work: _Work, *, at: datetime) -> None:
    kept = kept_pages(work.folder)
    if not kept:
        _fail(work, "", at=at)
        return
    stored = work.stored
    try:
        made = searchable_copy(
            filing.store().path(stored.sha256),
            Kind(stored.kind),
            pages=stored.pages or 1,
            folder=work.folder,
            recognised=kept,
        )
    except (Unreadable, FileRefused) as failure:
        _fail(work, failure.sentence, at=at)
        return
    with made.open("rb") as content:
        put = filing.store().put(content, made.stat().st_size)
    with _system():
        row = Recognition.objects.select_for_update().filter(stored=stored, state__in=OPEN).first()
        if row is None:
            return
        copy, _ = StoredFile.objects.get_or_create(
            sha256=put.sha256,
            defaults={
                "size": put.size, "kind": Kind.PDF.value, "media_type": "application/pdf",
                "pages": stored.pages or 1, "created_at": at,
            },
        )  # fmt: skip
        row.state, row.copy, row.ended_at, row.done = State.DONE, copy, at, len(row.wanted)
        unread = ", ".join(map(str, row.unread))
        row.problem = phrases.SCAN_UNREAD.format(pages=unread) if unread else ""
        row.save()
        _pages_are_there(stored)
        for document_id in _documents_of(stored):
            read_text.defer(document_id=document_id)


def _fail(work: _Work, problem: str, *, at: datetime) -> None:
    """No page could be read: the state says so, and the file stays what it was."""
    with _system():
        row = Recognition.objects.select_for_update().filter(stored=work.stored, state__in=OPEN).first()
        if row is None:
            return
        row.state, row.ended_at, row.problem = State.FAILED, at, problem or row.problem
        row.save(update_fields=["state", "ended_at", "problem"])
        _pages_are_there(work.stored)


def _pages_are_there(stored: StoredFile) -> None:
    """Forms that wait for this file are filled from the pages read so far, and a stack is cut by them."""
    app.configure_task(FILL, priority=recognition.SOON).defer(stored_id=stored.pk)
    if _is_stack(stored):
        app.configure_task(PROPOSE, priority=recognition.SOON).defer(stored_id=stored.pk)


def _is_stack(stored: StoredFile) -> bool:
    return ScanStack.objects.filter(stored=stored, state=ScanStack.State.OPEN).exists()


def _documents_of(stored: StoredFile) -> list[int]:
    found = DocumentFile.objects.filter(stored=stored, replaced_at=None)
    return sorted(found.order_by().values_list("document_id", flat=True).distinct())


def queue_waiting() -> None:
    """Queue again what waits: Tesseract was installed since, or a worker was killed between two steps."""
    if not available():
        return
    with _system():
        jobs = ProcrastinateJob.objects.filter(task_name=recognition.TASK, status__in=("todo", "doing"))
        standing = {args["stored_id"] for args in jobs.values_list("args", flat=True)}
        waiting = Recognition.objects.filter(state__in=OPEN).exclude(stored_id__in=standing)
        waiting = waiting.order_by("asked_at")
        for stored_id, soon in waiting.values_list("stored_id", "soon")[:500]:
            recognition.queue(stored_id, soon=soon)


def _system() -> AbstractContextManager[None]:
    return scope.transaction_as(scope.system_token(office_date(now())))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
