"""Pictures of the help pages: made by a walk of the tests, kept beside the data, shown while they fit.

A folder of pictures holds `made.json` (when they were made, of which looks, how large each is) and two
WebP files a picture: `NAME-1024.webp` of a screen and `NAME-360.webp` of a telephone. No installation
needs them, and none is in the source: see decision 0028.
"""

import hashlib
import json
import re
import shutil
import zipfile
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hoiso.core.errors import DomainError
from hoiso.runtime.places import CHECKOUT

WIDTHS = (1024, 360)
LARGEST, LARGEST_ALL = 60 * 1024, 4 * 1024 * 1024
"""Bytes of one picture, and of all."""

FOLDER = "help-pictures"
"""Where an installation keeps them, inside its data."""

NOT_THESE = "Tệp này không phải bộ hình trợ giúp của Hội Số."
_NAME = re.compile(r"([a-z0-9-]+)-(1024|360)\.webp")
_LIST = "made.json"
_LOOKS = ("src/hoiso/**/templates/**/*.html", "frontend/css/*.css")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture at both widths; sizes are (width, height) in pixels."""

    name: str
    screen: tuple[int, int]
    phone: tuple[int, int]
    version: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """The set that is there. `fits`: it shows the looks of this very version."""

    made_on: date | None
    fits: bool
    version: str
    by_name: dict[str, Picture]


NONE = Pictures(made_on=None, fits=False, version="", by_name={})


def folder() -> Path:
    """Where this installation keeps them."""
    return Path(settings.DATA) / FOLDER


def standing() -> Pictures:
    """The set of this installation, or an empty one."""
    try:
        changed = (folder() / _LIST).stat().st_mtime_ns
    except OSError:
        return NONE
    return _read(folder(), changed)


@lru_cache(maxsize=4)
def _read(place: Path, changed: int) -> Pictures:
    told = json.loads((place / _LIST).read_text("utf-8"))
    version = f"{changed:x}"
    pictures = {
        name: Picture(name, tuple(sizes["1024"]), tuple(sizes["360"]), version)
        for name, sizes in told["pictures"].items()
    }
    return Pictures(date.fromisoformat(told["made_on"]), told["looks"] == looks_now(), version, pictures)


@lru_cache(maxsize=1)
def looks_now() -> str:
    """Hash of what the pages are drawn from: another one means that a picture may be of an older page."""
    whole = hashlib.sha256()
    for pattern in _LOOKS:
        for file in sorted(CHECKOUT.glob(pattern)):
            whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


def write_list(place: Path, *, made_on: date, sizes: dict[str, dict[str, list[int]]]) -> None:
    """Say what lies in a folder of new pictures."""
    told = {"made_on": made_on.isoformat(), "looks": looks_now(), "pictures": sizes}
    (place / _LIST).write_text(json.dumps(told, sort_keys=True), "utf-8")


def pack(place: Path, target: Path) -> None:
    """One file of all pictures, to be handed over with a release."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(place.iterdir()):
            archive.write(file, file.name)


def take(file: Path, *, data: Path) -> int:
    """Put the pictures of a packed set in the place of those in a data folder; how many pictures.

    Raises `DomainError` for anything that is not such a set; what is here then stays.
    """
    here = data / FOLDER
    making = here.with_name(".help-pictures")
    shutil.rmtree(making, ignore_errors=True)
    try:
        count = _unpack(file, making)
    except (zipfile.BadZipFile, FileNotFoundError, ValueError, KeyError, TypeError) as fault:
        shutil.rmtree(making, ignore_errors=True)
        raise DomainError(NOT_THESE) from fault
    shutil.rmtree(here, ignore_errors=True)
    making.rename(here)
    return count


def _unpack(file: Path, into: Path) -> int:
    into.mkdir(parents=True)
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        pictures = [one for one in entries if one.filename != _LIST]
        if sum(one.file_size for one in entries) > LARGEST_ALL:
            raise ValueError(file)
        for one in pictures:
            if not _NAME.fullmatch(one.filename) or one.file_size > LARGEST:
                raise ValueError(one.filename)
            content = archive.read(one)
            if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
                raise ValueError(one.filename)
            (into / one.filename).write_bytes(content)
        (into / _LIST).write_bytes(archive.read(_LIST))
    named = _read.__wrapped__(into, 0).by_name
    wanted = {f"{name}-{width}.webp" for name in named for width in WIDTHS}
    if wanted != {one.filename for one in pictures}:
        raise ValueError(file)
    return len(named)
