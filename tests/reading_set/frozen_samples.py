"""The frozen halves: files made by another tool, kept by hash since before the reading rules were tuned.

`FIRST` was made on 25 November 2026 at 04:26 and had its totals scored several times by that afternoon.
`SECOND` was made the same day at 15:45, of other texts, before the rules were changed again. What is missed
in either is not looked at: the rules are tuned on the own half.
"""

import hashlib
import json
from pathlib import Path

from tests.reading_set.scoring import Sample

FIRST = Path(__file__).with_name("frozen")
SECOND = Path(__file__).with_name("frozen_second")


def frozen_samples(folder: Path = SECOND) -> list[Sample]:
    """Every file of a half, in order of name."""
    answers = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    return [Sample(name, folder / name, answers[name]) for name in sorted(answers)]


def changed_files() -> list[str]:
    """Names of the frozen files that are not what they were, or are not listed."""
    return sorted(name for folder in (FIRST, SECOND) for name in _changed(folder))


def _changed(folder: Path) -> list[str]:
    listed = {}
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split(maxsplit=1)
        listed[name] = digest
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    del there["SHA256SUMS"]
    return [name for name in listed.keys() | there.keys() if listed.get(name) != there.get(name)]
