"""Photographs taken at the desk, page after page, become one document."""

import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

from hoiso.access.public import Actor, Right, require
from hoiso.core.clock import office_date
from hoiso.core.files.errors import FileRefused, Reason
from hoiso.core.phrases import vn_date
from hoiso.documents.incoming import public as incoming
from hoiso.documents.intake import phrases
from hoiso.documents.tables.incoming import IncomingDraft
from hoiso.reading.joining import joined

MOST = 40
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")


def begin_with_photographs(
    *, by: Actor, unit_id: int, uploads: Sequence[incoming.Upload], at: datetime
) -> IncomingDraft:
    """Join the pictures in their order to one PDF and begin a draft with it, as with any scan.

    Recognition turns, levels and cleans the pages of the searchable copy. Raises `FileRefused` for what
    is no picture, `SecretRefused` as `begin_with_files`.
    """
    require(by, Right.REGISTER_INCOMING, at=unit_id, anew=True)
    if len(uploads) > MOST:
        raise FileRefused(phrases.TOO_MANY_PHOTOS.format(most=MOST), reason=Reason.TOO_LARGE)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, upload in enumerate(uploads, start=1):
            path = Path(folder) / f"{number:03}"
            with path.open("wb") as target:
                shutil.copyfileobj(upload.stream, target)
            if not path.read_bytes()[:4].startswith(_PICTURES):
                raise FileRefused(phrases.NO_PHOTO.format(name=upload.name), reason=Reason.KIND)
            paths.append(path)
        content = joined(paths)
    name = phrases.PHOTO_NAME.format(day=vn_date(office_date(at)).replace("/", "-"), pages=len(uploads))
    return incoming.begin_with_files(
        by=by, unit_id=unit_id, uploads=[incoming.Upload(BytesIO(content), name)], at=at
    )
