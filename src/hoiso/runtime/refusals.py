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
        if error.errno in NO_ROOM:
            raise DiskFull(sentence_for(error, path)) from error
        if error.errno in NO_RIGHT:
            raise StartRefused(sentence_for(error, path)) from error
        raise


def sentence_for(error: OSError, path: Path) -> str:
    """The sentence for a full disk or a missing right; `path` where the system names no file."""
    place = error.filename or path
    return phrases.disk_full(place) if error.errno in NO_ROOM else phrases.no_right(place)
