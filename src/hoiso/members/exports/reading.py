"""The mark of a file that was found somewhere."""

import io
from zipfile import BadZipFile, ZipFile

from hoiso.members.exports.marks import found_in

_TEXTS = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
_LONGEST = 2_000_000


def mark_of(content: bytes) -> str:
    """The mark in an Excel or CSV file, empty where there is none; only its beginning is looked at."""
    if content[:2] != b"PK":
        return found_in(content[:_LONGEST].decode("utf-8", "ignore"))
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            for name in _TEXTS:
                if name in packed.namelist():
                    with packed.open(name) as part:
                        mark = found_in(part.read(_LONGEST).decode("utf-8", "ignore"))
                    if mark:
                        return mark
    except BadZipFile:
        return ""
    return ""
