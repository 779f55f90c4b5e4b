"""The chain's head, written down outside the database: else a cut tail would leave no trace."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Head:
    """The last link: number 0 and the genesis hash before the first sealing."""

    number: int
    hash: str


def write_head(log: Path, head: Head, *, at: datetime) -> None:
    """Add a line to the log, on disk before this returns; a head that stands last already is not repeated."""
    if _last_line(log).startswith(f"{head.number} {head.hash} "):
        return
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="ascii") as file:
        file.write(f"{head.number} {head.hash} {at.isoformat()}\n")
        file.flush()
        os.fsync(file.fileno())


def heads_in(log: Path) -> Iterator[Head]:
    """Every head that was written down, oldest first. A line cut short by a power failure is passed over."""
    if not log.exists():
        return
    with log.open(encoding="ascii", errors="replace") as file:
        for line in file:
            words = line.split()
            if len(words) == 3 and words[0].isdecimal() and len(words[1]) == 64:
                yield Head(int(words[0]), words[1])


def _last_line(log: Path) -> str:
    if not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 400))
        lines = file.read().decode("ascii", "replace").splitlines()
    return lines[-1] if lines else ""
