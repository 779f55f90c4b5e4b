"""The words of a stored file, and the asking for those of a scan, shared by the folders of documents."""

import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from hoiso.core.files.errors import FileRefused
from hoiso.core.files.kinds import Kind
from hoiso.core.models import StoredFile
from hoiso.documents import filing, phrases
from hoiso.documents.tables.recognition import Recognition
from hoiso.reading.scans import MOST_PAGES, available, kept_pages, pages_without_text
from hoiso.reading.text import PageTexts, text_of

State = Recognition.State
OPEN = (State.WAITING, State.RUNNING)
TASK = "documents.recognise"
SOON, LATER = 10, 0


def texts_of(stored: StoredFile) -> PageTexts:
    """The pages of a file with their text: of its searchable copy where there is one.

    No pages for kinds without text. Raises `FileRefused` when the store lacks the content.
    """
    copy = Recognition.objects.filter(stored=stored, state=State.DONE).values_list("copy__sha256").first()
    if copy and copy[0]:
        return text_of(filing.store().path(copy[0]), Kind.PDF)
    return text_of(filing.store().path(stored.sha256), Kind(stored.kind))


def is_marked(stored: StoredFile) -> bool:
    """Whether a mark of secrecy was met in the scan and nobody has said that it was misread."""
    return Recognition.objects.filter(stored=stored, state=State.MARKED).exists()


def begin(stored: StoredFile, texts: PageTexts, *, at: datetime, soon: bool = False) -> None:
    """Ask for the letters of the pages that are pictures; `texts` is what the file says without it.

    Does nothing where every page has text, or the file was asked for before. The caller has written
    the row by which the file is seen. Three statements at most, and a job.
    """
    wanted = pages_without_text(texts, Kind(stored.kind), stored.pages)
    problem = ""
    if len(wanted) > MOST_PAGES:
        problem = phrases.SCAN_TOO_LONG.format(most=MOST_PAGES)
    elif texts.problem and Kind(stored.kind) is Kind.PDF:
        problem = texts.problem
    if not (wanted or problem) or Recognition.objects.filter(stored=stored).exists():
        return
    asked = Recognition(
        stored=stored,
        state=State.FAILED if problem else State.WAITING,
        wanted=list(wanted),
        problem=problem,
        soon=soon,
        asked_at=at,
        ended_at=at if problem else None,
    )
    Recognition.objects.bulk_create([asked], ignore_conflicts=True)
    if not problem and available():
        queue(stored.pk, soon=soon)


def queue(stored_id: int, *, soon: bool) -> None:
    """Put the next pages of a file in the queue. One file at a time is read; a second job finds nothing."""
    app.configure_task(TASK, lock=TASK, priority=SOON if soon else LATER).defer(stored_id=stored_id)


def folder_of(sha256: str) -> Path:
    """Where what was read of a file lies until its copy is whole."""
    return Path(settings.DATA) / "cache" / "recognising" / sha256


def pages_read(stored: StoredFile) -> PageTexts:
    """What has been read of a scan so far, with how sure each word is; pages not read yet are missing.

    A file without recognition gives its own text.
    """
    kept = kept_pages(folder_of(stored.sha256))
    if kept:
        return PageTexts(tuple(one.page for one in kept.values()))
    try:
        return texts_of(stored)
    except FileRefused:
        return PageTexts(())


def copies_of(stored: Iterable[StoredFile]) -> list[str]:
    """Names of the searchable copies made of these contents."""
    made = Recognition.objects.filter(stored__in=list(stored)).exclude(copy=None)
    return list(made.values_list("copy__sha256", flat=True))


def forget(sha256: str) -> None:
    """Remove what was read of a file and is not yet in a copy."""
    shutil.rmtree(folder_of(sha256), ignore_errors=True)
