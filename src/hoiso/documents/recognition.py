"""The words of a stored file, and the asking for those of a scan, shared by the folders of documents."""

import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from hoiso.access.public import Actor
from hoiso.audit import public as audit
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


def texts_of(stored: StoredFile, *, places: bool = True) -> PageTexts:
    """The pages of a file with their text: of its searchable copy where there is one.

    No pages for kinds without text; without `places` perhaps no lines (`text_of`). Raises `FileRefused`
    when the store lacks the content.
    """
    copy = Recognition.objects.filter(stored=stored, state=State.DONE).values_list("copy__sha256").first()
    if copy and copy[0]:
        return text_of(filing.store().path(copy[0]), Kind.PDF, places=places)
    return text_of(filing.store().path(stored.sha256), Kind(stored.kind), places=places)


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


def stop(stored_id: int, *, at: datetime) -> bool:
    """Stop a recognition that is under way; the page just being read is the last. False if none was."""
    going = Recognition.objects.filter(stored_id=stored_id, state__in=OPEN)
    return going.update(state=State.CANCELLED, ended_at=at) > 0


def go_on(stored_id: int) -> bool:
    """Take up a recognition that was stopped or has failed, and read pages again that could not be read."""
    ended = Recognition.objects.filter(stored_id=stored_id, state__in=(State.CANCELLED, State.FAILED))
    row = ended.exclude(wanted=[]).first()
    if row is None or len(row.wanted) > MOST_PAGES:
        return False
    row.done = max(0, row.done - len(row.unread))
    row.state, row.unread, row.problem, row.ended_at = State.WAITING, [], "", None
    row.save(update_fields=["done", "state", "unread", "problem", "ended_at"])
    queue(stored_id, soon=False)
    return True


def say_misread(by: Actor, marked: Iterable[Recognition], *, unit_id: int, at: datetime) -> int:
    """Let recognition go on after a person has looked at a mark of secrecy and found that it is none.

    Who said so stays in the row and in the trail. Returns in how many files.
    """
    count = 0
    for row in marked:
        row.state, row.cleared_by, row.ended_at = State.WAITING, by.officer_id, None
        row.save(update_fields=["state", "cleared_by", "ended_at"])
        queue(row.stored_id, soon=False)
        audit.record(
            "mark_misread", "file", row.stored_id, at=at, actor_id=by.officer_id, unit_id=unit_id,
            mark=row.mark,
        )  # fmt: skip
        count += 1
    return count


def folder_of(sha256: str) -> Path:
    """Where what was read of a file lies until its copy is whole."""
    return Path(settings.DATA) / "cache" / "recognising" / sha256


def upright(stored: StoredFile, page: int) -> tuple[Path, Kind, int]:
    """Where the page lies as it was read, upright and level: a file, its kind, and the page in it.

    The original where nothing was recognised. Raises `FileRefused` when the store lacks the content.
    """
    copy = Recognition.objects.filter(stored=stored, state=State.DONE).values_list("copy__sha256").first()
    if copy and copy[0]:
        return filing.store().path(copy[0]), Kind.PDF, page
    read = folder_of(stored.sha256) / f"{page}.pdf"
    if read.with_suffix(".json").is_file() and read.is_file():
        return read, Kind.PDF, 1
    return filing.store().path(stored.sha256), Kind(stored.kind), page


def printable(stored: StoredFile) -> Path | None:
    """The PDF of a file to print: its searchable copy where one was made, else itself; None if it has none.

    Raises `FileRefused` when the store lacks the content.
    """
    copy = Recognition.objects.filter(stored=stored, state=State.DONE).values_list("copy__sha256").first()
    if copy and copy[0]:
        return filing.store().path(copy[0])
    return filing.store().path(stored.sha256) if Kind(stored.kind) is Kind.PDF else None


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
