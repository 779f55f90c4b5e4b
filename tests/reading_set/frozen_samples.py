"""The frozen halves: files made by another tool, kept by hash. What is missed in them is not looked at.

`FIRST` was made on 25 November 2026 at 04:26, before any rule was tuned, and had its totals scored several
times that day. A second one (of 15:45) was scored twice, its marks of unsure values measured between,
and is gone. `THIRD` was made at 17:06, of other texts, when rules and marks were settled; it is what the
promise is told by.
"""

import hashlib
import json
from pathlib import Path

from tests.reading_set.scoring import Sample

FIRST = Path(__file__).with_name("frozen")
THIRD = Path(__file__).with_name("frozen_third")


def frozen_samples(folder: Path = THIRD) -> list[Sample]:
    """Every file of a half, in order of name."""
    answers = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    return [Sample(name, folder / name, answers[name]) for name in sorted(answers)]


def changed_files() -> list[str]:
    """Names of the frozen files that are not what they were, or are not listed."""
    return sorted(name for folder in (FIRST, THIRD) for name in _changed(folder))


def _changed(folder: Path) -> list[str]:
    listed = {}
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split(maxsplit=1)
        listed[name] = digest
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    del there["SHA256SUMS"]
    return [name for name in listed.keys() | there.keys() if listed.get(name) != there.get(name)]
