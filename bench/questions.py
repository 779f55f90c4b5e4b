"""A hundred questions with known answers, half of them frozen by hash before the ranking was made."""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from psycopg import Connection

from bench import data

FOLDER = Path(__file__).parent / "known"
FIRST = 3
_INSERT = """
INSERT INTO documents_document (unit_id, direction, state, restricted, symbol, symbol_key, code_number,
  code_notation, kind, kind_name, subject, issuer, signer, urgency, issued_on, arrived_on, finished_on,
  created_by, created_at, changed_at, version, paper_follows, language)
VALUES (%(unit)s, 'in', 'done', false, %(symbol)s::text, lower(translate(%(symbol)s::text, 'Đ', 'd')), '', '',
  %(kind)s, '', %(subject)s, %(issuer)s, %(signer)s, 0, %(day)s, %(day)s, %(day)s, 1, %(day)s, %(day)s, 1,
  false, 'Tiếng Việt')
RETURNING id
"""
_ENTRY = """
INSERT INTO documents_searchentry (document_id, unit_id, day, words, text)
VALUES (%(id)s, %(unit)s, %(day)s, ''::tsvector, %(text)s)
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What is typed, of which kind, and the document that is meant; `frozen`: of the half fixed by hash."""

    kind: str
    typed: str
    wanted: str
    frozen: bool


def questions() -> tuple[Known, ...]:
    """All of them. Raises when the frozen half or the documents are not what was frozen."""
    for line in (FOLDER / "frozen.sha256").read_text("utf-8").splitlines():
        expected, name = line.split()
        if hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() != expected:
            raise ValueError(f"{name} is not what was frozen")
    return tuple(
        Known(row["kind"], row["typed"], row["wanted"], frozen)
        for name, frozen in (("queries.tsv", False), ("frozen.tsv", True))
        for row in _rows(name)
    )


def plant(owner: "Connection[object]") -> dict[str, int]:
    """The documents that are meant, among the others of the unit; their ids by key. Not yet indexed."""
    planted: dict[str, int] = {}
    for row in _rows("documents.tsv"):
        values = {**row, "unit": data.UNIT, "day": date.fromisoformat(row["day"])}
        made = owner.execute(_INSERT, values).fetchone()
        assert isinstance(made, tuple)
        planted[row["key"]] = int(made[0])
        owner.execute(_ENTRY, {**values, "id": planted[row["key"]]})
    return planted


def _rows(name: str) -> Sequence[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
