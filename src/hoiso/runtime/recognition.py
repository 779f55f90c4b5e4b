"""Tesseract, which reads the letters of scans: whether it is on this machine. Standard library only."""

import shutil
import subprocess

PROGRAM = "tesseract"
LANGUAGE = "vie"
PACKAGES = ("tesseract-ocr", "tesseract-ocr-vie")


def available() -> bool:
    """Whether the program and its Vietnamese data are installed."""
    program = shutil.which(PROGRAM)
    if program is None:
        return False
    said = subprocess.run(  # noqa: S603 - fixed words
        [program, "--list-langs"], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    return LANGUAGE in said.stdout.split()
