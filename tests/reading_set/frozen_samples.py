"""The frozen half: files made by another tool, kept by hash since before the reading rules were tuned."""

import hashlib
import json
from pathlib import Path

from tests.reading_set.scoring import Sample

FOLDER = Path(__file__).with_name("frozen")


def frozen_samples() -> list[Sample]:
    """Every file, in order of name."""
    answers = json.loads((FOLDER / "answers.json").read_text(encoding="utf-8"))
    return [Sample(name, FOLDER / name, answers[name]) for name in sorted(answers)]


def changed_files() -> list[str]:
    """Names of the frozen files that are not what they were, or are not listed."""
    listed = {}
    for line in (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split(maxsplit=1)
        listed[name] = digest
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.iterdir()}
    del there["SHA256SUMS"]
    return sorted(name for name in listed.keys() | there.keys() if listed.get(name) != there.get(name))
