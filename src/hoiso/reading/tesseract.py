"""Tesseract, the program that reads letters from pictures: is it here, and what does it read."""

import csv
import ctypes
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from hoiso.runtime import recognition

_seen = False
_SECONDS = 100
_PDEATHSIG = 1
_WORD_LEVEL = "5"


class TesseractFailed(Exception):
    """The program ended without an answer."""


def available() -> bool:
    """Whether Tesseract and its Vietnamese data are installed; once seen, it is not looked for again."""
    global _seen
    _seen = _seen or recognition.available()
    return _seen


Words = list[tuple[str, tuple[int, int, int, int], float]]
"""Words with their boxes (pixels: left, top, right, bottom) and how sure (0..1) they are."""


def read_pictures(pictures: Sequence[Path], base: Path, *, dpi: int) -> list[Words]:
    """The words of each picture, all read by one start of the program: a start costs a fifth of a page.

    It leaves `base`.pdf, a page of its picture's size for each, with the words as invisible text and
    nothing else. Runs in the limited child, in one thread.
    """
    listed = base.with_suffix(".list")
    listed.write_text("".join(f"{picture}\n" for picture in pictures), encoding="utf-8")
    _run(
        [
            str(listed),
            str(base),
            "-l",
            recognition.LANGUAGE,
            "--dpi",
            str(dpi),
            "-c",
            "textonly_pdf=1",
            "tsv",
            "pdf",
        ],
        pages=len(pictures),
    )
    listed.unlink()
    words: list[Words] = [[] for _ in pictures]
    with base.with_suffix(".tsv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["level"] == _WORD_LEVEL and (text := row["text"].strip()):
                left, top = int(row["left"]), int(row["top"])
                box = (left, top, left + int(row["width"]), top + int(row["height"]))
                words[int(row["page_num"]) - 1].append((text, box, float(row["conf"]) / 100))
    base.with_suffix(".tsv").unlink()
    return words


def turn_of(picture: Path) -> int:
    """By how many degrees (0, 90, 180, 270) the picture must be turned clockwise to stand upright.

    0 where too few letters are seen to tell.
    """
    try:
        said = _run([str(picture), "-", "--psm", "0", "--dpi", "150"])
    except TesseractFailed:
        return 0  # "Too few characters"
    lines = dict(line.partition(":")[::2] for line in said.splitlines() if ":" in line)
    turn = lines.get("Rotate", "0").strip()
    return int(turn) if turn in ("90", "180", "270") else 0


def _run(words: list[str], *, pages: int = 1) -> str:
    program = shutil.which(recognition.PROGRAM)
    if program is None:
        raise TesseractFailed("not installed")
    done = subprocess.run(  # noqa: S603 - fixed words and our own files
        [program, *words],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=_SECONDS * pages,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        preexec_fn=_die_with_parent,
    )
    if done.returncode:
        raise TesseractFailed(done.stderr[-300:])
    return done.stdout


def _die_with_parent() -> None:
    library = ctypes.CDLL(None)
    if hasattr(library, "prctl"):
        library.prctl(_PDEATHSIG, signal.SIGKILL)
