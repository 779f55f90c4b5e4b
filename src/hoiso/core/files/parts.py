"""Large files that come in parts and go on after a cut line: kept apart until they are whole.

A part is `PART` bytes (the last one what is left), sent in order with its SHA-256. A file is known
by its mark, so that choosing the same file again goes on where the line was cut: the SHA-256, in
lower-case hex, of the SHA-256 hex digests of all its parts written one after the other. The store
sees nothing of it: when it is whole it is taken in like every other file, with the same inspection.
"""

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Q, Sum

from hoiso.core.errors import DomainError, NotThere
from hoiso.core.files.errors import FileRefused, Reason, size_text, too_large
from hoiso.core.forms import clean_text
from hoiso.core.models import PartialUpload

PART = 1 << 20
MOST_OPEN = 20  # files of one person on their way at once
DAY = timedelta(days=1)
LIFE = timedelta(days=2)  # what nobody goes on with is swept
_SPARE = 64 << 20  # bytes that stay free on the disk
_MARK = re.compile(r"[0-9a-f]{64}")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class PartRefused(DomainError):
    """A part that is not the next one, or damaged on its way; `received` is where to go on."""

    def __init__(self, sentence: str, *, received: int) -> None:
        super().__init__(sentence)
        self.received = received


def most_a_day() -> int:
    """How many bytes one person may begin to send in 24 hours."""
    return 20 * int(settings.MAX_FILE)


def begin(*, officer_id: int, mark: str, name: str, size: int, at: datetime) -> PartialUpload:
    """The upload of this file: a new one, or hers that was cut, with what came of it.

    Raises FileRefused: empty, too large, too many at once or in a day, or no room on the disk.
    """
    if not _MARK.fullmatch(mark) or size < 1:
        raise FileRefused("Tệp không có nội dung (0 byte). Chọn lại tệp khác.", reason=Reason.EMPTY)
    if size > settings.MAX_FILE:
        raise too_large(settings.MAX_FILE)
    mine = PartialUpload.objects.filter(officer_id=officer_id)
    known = mine.select_for_update().filter(mark=mark, size=size, taken_at=None).first()
    if known is not None:
        return _as_on_disk(known, name, at)
    _require_share(officer_id, size, at)
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(_folder()).free < size + _SPARE:
        raise _disk_full()
    fresh = PartialUpload(
        officer_id=officer_id, mark=mark, name=clean_text(name)[:255], size=size, began_at=at, changed_at=at
    )
    PartialUpload.objects.bulk_create([fresh], ignore_conflicts=True)
    return mine.get(mark=mark, size=size, taken_at=None)


def add_part(
    *, officer_id: int, upload_id: int, start: int, content: bytes, sha256: str, at: datetime
) -> PartialUpload:
    """Write the next part; one that is already there changes nothing. Runs in the caller's transaction.

    Raises NotThere for an upload of somebody else, PartRefused for a part that is damaged or not
    the next one (nothing of it is kept), FileRefused when the disk is full.
    """
    found = PartialUpload.objects.select_for_update().filter(
        pk=upload_id, officer_id=officer_id, taken_at=None
    )
    upload = found.first()
    if upload is None:
        raise NotThere("Không tìm thấy tệp đang gửi này. Chọn lại tệp rồi gửi.")
    if hashlib.sha256(content).hexdigest() != sha256:
        raise PartRefused("Một phần của tệp hỏng trên đường truyền, gửi lại.", received=upload.received)
    end = start + len(content)
    if content and end <= upload.received:
        return upload
    expected = min(PART, upload.size - upload.received)
    if start != upload.received or len(content) != expected:
        raise PartRefused("Phần này không nối tiếp phần trước, gửi lại.", received=upload.received)
    _write(_place(upload.pk), start, content)
    upload.received, upload.changed_at = end, at
    if end == upload.size and _mark_of(_place(upload.pk)) != upload.mark:
        upload.received = 0
        upload.save(update_fields=["received", "changed_at"])
        raise PartRefused("Tệp ghép lại không giống tệp đã chọn, gửi lại từ đầu.", received=0)
    upload.save(update_fields=["received", "changed_at"])
    return upload


def opened(*, officer_id: int, upload_id: int) -> "UploadedFile[Any]":
    """The whole file as if it had come with the form; the caller closes it.

    Raises NotThere: somebody else's, not whole yet, or taken before.
    """
    upload = PartialUpload.objects.filter(pk=upload_id, officer_id=officer_id, taken_at=None).first()
    place = _place(upload_id)
    if upload is None or upload.received != upload.size or not place.is_file():
        raise NotThere("Tệp gửi từng phần chưa đủ hoặc không còn. Chọn lại tệp rồi gửi.")
    return UploadedFile(place.open("rb"), name=upload.name, size=upload.size)


def taken(*, officer_id: int, upload_ids: Sequence[int], at: datetime) -> None:
    """These were taken in with a form: they cannot be used again, and the parts go with the commit."""
    PartialUpload.objects.filter(pk__in=upload_ids, officer_id=officer_id).update(taken_at=at, changed_at=at)
    for upload_id in upload_ids:
        transaction.on_commit(lambda one=upload_id: _place(one).unlink(missing_ok=True))  # type: ignore[misc]


def sweep(*, at: datetime) -> int:
    """Drop what nobody went on with, and files without a row; returns how many rows went.

    For the system's scope. Running it twice drops nothing twice.
    """
    old = list(PartialUpload.objects.filter(changed_at__lt=at - LIFE).values_list("pk", flat=True))
    for upload_id in old:
        _place(upload_id).unlink(missing_ok=True)
    PartialUpload.objects.filter(pk__in=old).delete()
    known = set(PartialUpload.objects.filter(taken_at=None).values_list("pk", flat=True))
    for path in _folder().glob("*"):
        stale = path.stat().st_mtime < (at - LIFE).timestamp()
        if stale and not (path.name.isdigit() and int(path.name) in known):
            path.unlink(missing_ok=True)
    return len(old)


def _require_share(officer_id: int, size: int, at: datetime) -> None:
    told = PartialUpload.objects.filter(officer_id=officer_id).aggregate(
        open=Count("pk", filter=Q(taken_at=None)), day=Sum("size", filter=Q(began_at__gt=at - DAY))
    )
    if told["open"] >= MOST_OPEN:
        raise FileRefused(
            f"Đang có {MOST_OPEN} tệp gửi dở. Gửi xong các tệp đó, hoặc chờ đến ngày kia máy chủ tự dọn.",
            reason=Reason.TOO_LARGE,
        )
    if (told["day"] or 0) + size > most_a_day():
        raise FileRefused(
            f"Một người một ngày gửi được {size_text(most_a_day())}. Gửi tiếp vào ngày mai.",
            reason=Reason.TOO_LARGE,
        )


def _as_on_disk(upload: PartialUpload, name: str, at: datetime) -> PartialUpload:
    """What a row says came, unless the disk holds less (a restored backup)."""
    place = _place(upload.pk)
    there = place.stat().st_size if place.is_file() else 0
    if there < upload.received:
        upload.received = there - there % PART
    upload.name, upload.changed_at = clean_text(name)[:255], at
    upload.save(update_fields=["received", "name", "changed_at"])
    return upload


def _folder() -> Path:
    return Path(settings.FILE_ROOT) / "parts"


def _place(upload_id: int) -> Path:
    return _folder() / str(upload_id)


def _write(place: Path, start: int, content: bytes) -> None:
    """Write behind what is there; bytes that a broken request left behind `start` go."""
    with _room_needed(), os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        file.truncate(start)
        file.seek(start)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _room_needed() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise _disk_full() from error


def _disk_full() -> FileRefused:
    return FileRefused(
        "Chưa lưu được tệp vì máy chủ đã hết chỗ chứa. Báo quản trị dọn hoặc thêm ổ đĩa rồi gửi lại.",
        reason=Reason.DISK_FULL,
    )


def _mark_of(place: Path) -> str:
    whole = hashlib.sha256()
    with place.open("rb") as file:
        while part := file.read(PART):
            whole.update(hashlib.sha256(part).hexdigest().encode())
    return whole.hexdigest()
