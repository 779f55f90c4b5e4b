"""The folder into which scanners write: finished files become drafts, and are moved out of the way.

`<folder>/<code of the unit>/file`. What is taken lies in `da-nhan` beside it, what is refused in `tu-choi`
with its reason in a text file. A file that is still being written waits.
"""

import hashlib
import os
import time
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.documents.incoming import public as incoming
from hoiso.documents.intake import phrases
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.incoming import IncomingDraft
from hoiso.units.models import Unit

DONE, REFUSED = "da-nhan", "tu-choi"
QUIET_SECONDS = 20  # a scanner writes a page in less
AT_ONCE = 50
_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", ".partial")


def take_from_folder(*, at: datetime) -> int:
    """Take what is finished in every unit's folder; how many files became drafts."""
    if not settings.SCAN_FOLDER:
        return 0
    taken = 0
    for folder in sorted(Path(settings.SCAN_FOLDER).iterdir()):
        if folder.is_dir() and not folder.is_symlink() and not folder.name.startswith("."):
            taken += _take_units(folder, at)
    return taken


def _take_units(folder: Path, at: datetime) -> int:
    waiting = [path for path in sorted(folder.iterdir()) if _is_finished(path)][:AT_ONCE]
    if not waiting:
        return 0
    try:
        with _system(at):
            unit = incoming.unit_of_code(folder.name, at=at)
    except DomainError as refusal:
        for path in waiting:
            _refuse(path, refusal.sentence)
        return 0
    return sum(_take(path, unit, at) for path in waiting)


def _is_finished(path: Path) -> bool:
    """A plain file that nobody has written to for a while and that is called finished."""
    name = path.name.lower()
    if path.is_symlink() or not path.is_file() or name.startswith((".", "~")) or name.endswith(_UNFINISHED):
        return False
    seen = path.stat()
    return time.time() - max(seen.st_mtime, seen.st_ctime) >= QUIET_SECONDS


def _take(path: Path, unit: Unit, at: datetime) -> bool:
    try:
        size, content = path.stat().st_size, path.open("rb")
    except OSError as error:
        _refuse(path, phrases.FILE_UNREAD.format(why=os.strerror(error.errno or 0)))
        return False
    with content:
        if size > settings.MAX_FILE:
            _refuse(path, phrases.FILE_TOO_LARGE)
            return False
        if told := _taken_before(content.read(), unit, at):
            _refuse(path, told)
            return False
        content.seek(0)
        desk = incoming.desk_actor(unit, officer_id=0, name=phrases.FOLDER_ACTOR, at=at)
        refused = ""
        with _system(at):
            upload = incoming.Upload(content, path.name)
            try:
                incoming.begin_with_uploads(by=desk, unit_id=unit.pk, uploads=[upload], at=at)
            except DomainError as refusal:
                refused = refusal.sentence
            else:
                incoming.tell_desk(unit.pk, phrases.FILE_CAME.format(name=path.name), at=at)
        if refused:
            _refuse(path, refused)
            return False
    _move(path, DONE)
    return True


def _taken_before(content: bytes, unit: Unit, at: datetime) -> str:
    """A sentence when the unit has this very file already, else empty."""
    sha256 = hashlib.sha256(content).hexdigest()
    with _system(at):
        document = Document.objects.filter(unit=unit, files__stored__sha256=sha256, direction="in").first()
        if document is not None:
            return phrases.FILE_REGISTERED.format(number=f"{document.number or ''}{document.suffix}")
        drafts = IncomingDraft.objects.filter(unit=unit, files__stored__sha256=sha256)
        if drafts.filter(document=None, dropped_at=None).exists():
            return phrases.FILE_WAITS
    return ""


def _refuse(path: Path, why: str) -> None:
    moved = _move(path, REFUSED)
    moved.with_name(f"{moved.name}.ly-do.txt").write_text(f"{why}\n", "utf-8")


def _move(path: Path, where: str) -> Path:
    """Into the folder beside it, under a name that is free there."""
    folder = path.parent / where
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{path.stem} ({number}){path.suffix}"
    return path.rename(target)


def _system(at: datetime) -> AbstractContextManager[None]:
    return scope.transaction_as(scope.system_token(office_date(at)))
