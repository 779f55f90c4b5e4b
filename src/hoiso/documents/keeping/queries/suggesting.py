"""What may belong into a dossier, each with the reason; a person confirms.

Looked at are the newest documents of the unit that lie in no dossier, and all that stand to a document
inside. A reason is a chain of links, words shared with the title or with what lies inside, the same kind
from the same issuer, or the keeper's own work; the last alone proposes nothing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db import connection

from hoiso.core.folding import fold
from hoiso.documents.keeping import phrases

LOOKED_AT = 1_000
SHOWN = 25
_LINKED, _PAIR, _KIND, _KEEPER = 10, 3, 2, 1
_ENOUGH = 3
# Two syllables that stand in half of all subjects of the Union tell nothing.
_USUAL = frozenset(
    (
        "phu nu", "hoi lhpn", "lhpn tinh", "ban thuong", "thuong vu", "ke hoach", "bao cao", "cong van",
        "thong bao", "thuc hien", "cong tac", "ve viec", "to chuc", "viec to", "tren dia", "dia ban",
        "cac cap", "tay ninh", "tinh tay", "quyet dinh", "trien khai", "huong dan", "cua hoi", "ho so",
        "ket qua", "phong trao", "hoat dong", "nam 2025", "nam 2026", "nam 2027",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggested:
    """A document that may belong inside, with its reasons in words, the strongest first."""

    id: int
    symbol: str
    subject: str
    issuer: str
    on: date | None
    reasons: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class SuggestedDossier:
    """An open dossier that a document may belong into."""

    id: int
    words: str
    reasons: tuple[str, ...]


_CANDIDATES = """
WITH inside AS (
  SELECT e.document_id, d.symbol
  FROM documents_dossierentry e JOIN documents_document d ON d.id = e.document_id
  WHERE e.dossier_id = %(dossier)s
), linked AS (
  SELECT l.other_id AS id, i.symbol FROM documents_link l JOIN inside i ON i.document_id = l.document_id
  UNION ALL
  SELECT l.document_id, i.symbol FROM documents_link l JOIN inside i ON i.document_id = l.other_id
), recent AS (
  SELECT d.id FROM documents_document d
  WHERE d.unit_id = %(unit)s AND d.state IN ('in_work', 'done', 'issued')
    AND NOT EXISTS (SELECT FROM documents_dossierentry e WHERE e.document_id = d.id)
  ORDER BY d.id DESC LIMIT %(most)s
)
SELECT d.id, d.symbol, d.subject, d.issuer, coalesce(d.issued_on, d.arrived_on), d.kind_name,
  d.holder_id = %(keeper)s OR d.created_by = %(keeper)s OR EXISTS (
    SELECT FROM documents_assignment a
    WHERE a.document_id = d.id AND a.officer_id = %(keeper)s AND a.part = 'lead'),
  (SELECT min(k.symbol) FROM linked k WHERE k.id = d.id), EXISTS (SELECT FROM linked k WHERE k.id = d.id)
FROM documents_document d
WHERE d.id IN (SELECT id FROM recent UNION SELECT id FROM linked)
  AND d.unit_id = %(unit)s AND d.state IN ('in_work', 'done', 'issued')
  AND d.id NOT IN (SELECT document_id FROM inside)
"""
_INSIDE = """
SELECT d.subject, d.kind_name, d.issuer FROM documents_dossierentry e
JOIN documents_document d ON d.id = e.document_id WHERE e.dossier_id = %s ORDER BY e.ordinal DESC LIMIT 200
"""
_OPEN = """
SELECT o.id, o.code, o.year, o.title, o.creator_id,
  EXISTS (SELECT FROM documents_dossierentry e JOIN documents_link l
    ON (l.document_id = e.document_id AND l.other_id = %(document)s)
    OR (l.other_id = e.document_id AND l.document_id = %(document)s)
    WHERE e.dossier_id = o.id)
FROM documents_dossier o
WHERE o.unit_id = %(unit)s AND o.closed_on IS NULL
  AND NOT EXISTS (SELECT FROM documents_dossierentry e
    WHERE e.dossier_id = o.id AND e.document_id = %(document)s)
ORDER BY o.year DESC, o.code, o.id LIMIT 300
"""


def suggested(*, dossier_id: int, unit_id: int, title: str, keeper_id: int) -> tuple[Suggested, ...]:
    """Documents that may belong into the dossier, the likeliest first, at most 25. Two statements."""
    with connection.cursor() as cursor:
        cursor.execute(_INSIDE, [dossier_id])
        inside = cursor.fetchall()
        cursor.execute(
            _CANDIDATES, {"dossier": dossier_id, "unit": unit_id, "keeper": keeper_id, "most": LOOKED_AT}
        )
        rows = cursor.fetchall()
    known = _known_pairs(title, [subject for subject, _, _ in inside])
    kinds = Counter((kind, fold(issuer)) for _, kind, issuer in inside if kind and issuer)
    found = [one for row in rows if (one := _weighed(row, known, kinds)) is not None]
    return tuple(sorted(found, key=lambda one: (-one.weight, -one.id))[:SHOWN])


def _weighed(
    row: tuple[int, str, str, str, date | None, str, bool | None, str | None, bool],
    known: dict[str, str],
    kinds: Counter[tuple[str, str]],
) -> Suggested | None:
    key, symbol, subject, issuer, on, kind, hers, linked_symbol, linked = row
    shared = list(dict.fromkeys(known[pair] for pair in _pairs(subject) if pair in known))
    same_kind = kinds[kind, fold(issuer)] >= 2
    reasons = [phrases.linked_to(linked_symbol or "")] if linked else []
    if shared:
        reasons.append(phrases.shared_words(shared[:3]))
    if same_kind:
        reasons.append(phrases.same_kind(kind, issuer))
    if hers:
        reasons.append(phrases.BY_KEEPER)
    weight = _LINKED * linked + _PAIR * min(len(shared), 3) + _KIND * same_kind + _KEEPER * bool(hers)
    if weight < _ENOUGH:
        return None
    return Suggested(key, symbol, subject, issuer, on, tuple(reasons), weight)


def suggested_dossiers(
    *, document_id: int, unit_id: int, subject: str, holder_ids: frozenset[int]
) -> tuple[SuggestedDossier, ...]:
    """Open dossiers of the unit for one document, the likeliest first; those without a reason last."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, {"document": document_id, "unit": unit_id})
        rows = cursor.fetchall()
    weighed = []
    for place, (key, code, year, title, creator, linked) in enumerate(rows):
        known = _known_pairs(title, [])
        shared = list(dict.fromkeys(known[pair] for pair in _pairs(subject) if pair in known))
        hers = creator in holder_ids
        reasons = [phrases.LINKED_INSIDE] if linked else []
        if shared:
            reasons.append(phrases.shared_words(shared[:3]))
        if hers and reasons:
            reasons.append(phrases.BY_KEEPER)
        weight = _LINKED * linked + _PAIR * min(len(shared), 3) + _KEEPER * bool(hers and reasons)
        weighed.append(
            (-weight, place, SuggestedDossier(key, f"{code}, năm {year}: {title}", tuple(reasons)))
        )
    return tuple(one for *_, one in sorted(weighed, key=lambda each: each[:2]))


def _known_pairs(title: str, subjects: Iterable[str]) -> dict[str, str]:
    """Pairs of syllables of the title, and those that half of the subjects inside share, as written."""
    known = dict(_pairs_written(title))
    texts = list(subjects)
    counted = Counter(pair for text in texts for pair in {pair for pair, _ in _pairs_written(text)})
    often = {pair for pair, times in counted.items() if times >= 2 and 2 * times >= len(texts)}
    for text in texts:
        known |= {pair: written for pair, written in _pairs_written(text) if pair in often}
    return {pair: written for pair, written in known.items() if pair not in _USUAL}


def _pairs(text: str) -> list[str]:
    return [pair for pair, _ in _pairs_written(text)]


def _pairs_written(text: str) -> list[tuple[str, str]]:
    words = ["".join(letter for letter in word if letter.isalnum()) for word in text.split()]
    words = [word for word in words if word]
    return [
        (fold(f"{first} {second}"), f"{first} {second}".lower())
        for first, second in pairwise(words)
        if len(first) > 1 and len(second) > 1
    ]
