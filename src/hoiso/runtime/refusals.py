"""Failures of the file system, turned into the sentence that names the cause and the cure."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hoiso.runtime import phrases
from hoiso.runtime.errors import DiskFull, StartRefused

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def refused_by_the_system(path: Path) -> Iterator[None]:
    """Turn a full disk and a missing right, met while working on `path`, into a refusal."""
    try:
        yield
    except OSError as error:
        place = error.filename or path
        if error.errno in NO_ROOM:
            raise DiskFull(phrases.disk_full(place)) from error
        if error.errno in NO_RIGHT:
            raise StartRefused(phrases.no_right(place)) from error
        raise
