"""Names of files as they came, made harmless and still recognisable."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST_NAME = 120
_LONGEST_BYTES = 240  # most file systems allow 255
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
_SPACES = re.compile(r"\s+")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}")
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
NAMELESS = "tệp không tên"


def safe_file_name(name: str) -> str:
    """The last part of `name`, composed, without control and direction characters.

    No path, no character that Windows refuses, no reserved device name, no dot or space at
    either end, at most 120 characters with the extension kept. An empty rest is named
    "tệp không tên". Never raises; a safe name comes back unchanged.
    """
    last = re.split(r"[/\\]", name)[-1]
    # Cc controls, Cf direction overrides and invisible joiners, Cs halves of surrogate pairs,
    # Co and Cn what no font shows. White space stays as one space.
    shown = "".join(
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFC", last)
        if letter.isspace() or unicodedata.category(letter)[0] != "C"
    )
    clean = _SPACES.sub(" ", _NOT_IN_NAMES.sub("-", shown)).strip(" .")
    if clean.split(".")[0].strip().lower() in _RESERVED:
        clean = f"_{clean}"
    return _shortened(clean) or NAMELESS


def extension(name: str) -> str:
    """The extension in lower case with its dot, or ""."""
    suffix = PurePosixPath(name).suffix
    return suffix.lower() if _EXTENSION.fullmatch(suffix) else ""


def with_extension(name: str, wanted: str, *, replacing: bool) -> str:
    """`name` with the extension `wanted`: put in place of its own when `replacing`, else added."""
    stem = name[: -len(extension(name))] if replacing and extension(name) else name
    return _shortened(f"{stem.rstrip(' .') or NAMELESS}{wanted}")


def _shortened(name: str) -> str:
    ending = extension(name)
    stem = name[: len(name) - len(ending)]
    while len(stem) + len(ending) > LONGEST_NAME or len((stem + ending).encode()) > _LONGEST_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .") + ending if stem.strip(" .") else name.strip(" .")[:LONGEST_NAME]
