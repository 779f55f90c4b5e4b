"""Another spelling for a question that found nothing: words one slip away from those that were typed."""

import string
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Any

from django.db import connection

from hoiso.core.folding import nfc
from hoiso.core.paging import SIZE, Page
from hoiso.documents.search.queries import FILTER, Asked, Hit, page_of, values_of
from hoiso.documents.search.words import question, word_forms, words_in

_TRIED = 24  # questions asked at most, in one statement
_OF_A_WORD = 3
_SHORTEST = 2
_TYPING = str.maketrans("", "", "sfrxjw")  # letters by which Telex sets the marks

# The first of the questions that finds something, and then its page.
_TRY = f"""
WITH tried AS (
  SELECT * FROM unnest(%(strict)s::text[], %(loose)s::text[], %(whole)s::text[], %(in_subject)s::text[],
      %(in_fields)s::text[], %(words)s::text[], %(beginnings)s::text[])
    WITH ORDINALITY t(strict, loose, whole, in_subject, in_fields, words, beginning, place)
), first AS MATERIALIZED (
  SELECT t.* FROM tried t, LATERAL hoiso_search(t.strict, t.loose, t.whole, t.strict, '',
    string_to_array(t.words, ' '), t.beginning, {FILTER}, 1, 'infinity', 9223372036854775807, 1) s
  LIMIT 1
), s AS MATERIALIZED (
  SELECT t.place, h.* FROM first t, LATERAL hoiso_search(t.strict, t.loose, t.whole, t.in_subject,
    t.in_fields, string_to_array(t.words, ' '), t.beginning, {FILTER}, 1, 'infinity', 9223372036854775807,
    %(most)s) h
)
SELECT s.*, CASE WHEN (SELECT count(*) FROM s) = %(most)s THEN (
  SELECT hoiso_search_count(t.loose, string_to_array(t.words, ' '), t.beginning, {FILTER}, %(counted_to)s)
  FROM first t) END
FROM s
"""  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class _Slot:
    """A word as typed, whether it is known, and the words it may stand for, the likeliest first."""

    typed: str
    known: bool
    others: tuple[str, ...]


def find_mended(asked: Asked, *, size: int = SIZE) -> tuple[str, Page[Hit]]:
    """The words with a likelier spelling that does find something, and its first page; or empty, both.

    For a search that found nothing. A spelling comes from the unit's open documents, and is told only
    if it finds a document that the officer may read: words of others are never shown. Two statements.
    """
    slots = _slots(words_in(asked.words))
    tried = [replace(asked, words=words, best=False) for words in islice(_spellings(slots), _TRIED)]
    rows = _first_that_finds(tried, most=size + 1) if tried else []
    if not rows:
        return "", page_of([], asked)
    mended = tried[rows[0][0] - 1]
    return mended.words, page_of([row[1:] for row in rows], mended, size=size)


def proposed_spelling(asked: Asked) -> str:
    """The spelling alone."""
    return find_mended(asked, size=1)[0]


def _slots(words: Sequence[str]) -> tuple[_Slot, ...]:
    near = [_near(word_forms(word)[0]) for word in words]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT folded, documents, written FROM hoiso_search_known(%s)",
            [sorted({form for forms in near for form in forms})],
        )
        known = {folded: (documents, written) for folded, documents, written in cursor.fetchall()}
    slots = []
    for word, forms in zip(words, near, strict=True):
        bare = word_forms(word)[0]
        others = sorted((form for form in forms & known.keys() if form != bare), key=lambda f: -known[f][0])
        slots.append(
            _Slot(word, bare in known, tuple(_likest(word, f, known[f][1]) for f in others[:_OF_A_WORD]))
        )
    return tuple(slots)


def _likest(typed: str, folded: str, written: Sequence[str]) -> str:
    """Of the ways in which a word is written, the one that shares most letters with what was typed."""
    letters = Counter(nfc(typed).lower())
    return max(written or [folded], key=lambda word: sum((Counter[str](word) & letters).values()))


def _near(bare: str) -> set[str]:
    """The folded word and all that one slip makes of it; a number and a letter alone stay as they are."""
    if len(bare) < _SHORTEST or not bare.isalpha():
        return {bare}
    cuts = [(bare[:place], bare[place:]) for place in range(len(bare) + 1)]
    near = {bare, _without_telex(bare)}
    near |= {a + b[1:] for a, b in cuts if b}
    near |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    near |= {a + letter + b[1:] for a, b in cuts if b for letter in string.ascii_lowercase}
    near |= {a + letter + b for a, b in cuts for letter in string.ascii_lowercase}
    return near


def _without_telex(bare: str) -> str:
    """A word whose keys were typed while the Vietnamese keyboard was off: "hoajch", "ddaanf"."""
    head, tail = bare[:1], bare[1:].translate(_TYPING)
    for doubled in ("aa", "ee", "oo"):
        tail = tail.replace(doubled, doubled[0])
    return ("d" + tail[1:]) if head == "d" and tail[:1] == "d" else head + tail


def _spellings(slots: Sequence[_Slot]) -> Iterator[str]:
    """Unknown words replaced, all at once; then one known word after the other as well."""
    choices = [slot.others if not slot.known and slot.others else (slot.typed,) for slot in slots]
    mended = [list(words) for words in islice(product(*choices), _TRIED // 2)]
    typed = [slot.typed for slot in slots]
    yield from (" ".join(words) for words in mended if words != typed)
    for turn in range(_OF_A_WORD):
        for place, slot in enumerate(slots):
            if slot.known and turn < len(slot.others):
                yield " ".join([*mended[0][:place], slot.others[turn], *mended[0][place + 1 :]])


def _first_that_finds(tried: Sequence[Asked], *, most: int) -> list[tuple[Any, ...]]:
    """Rows of the first that finds something, each after its place among them."""
    questions = [values_of(one, question(one.words)) for one in tried]
    columns = {"words": "loose_words", "beginnings": "beginning"}
    with connection.cursor() as cursor:
        cursor.execute(
            _TRY,
            {
                name: [one[columns.get(name, name)] for one in questions]
                for name in ("strict", "loose", "whole", "in_subject", "in_fields", "words", "beginnings")
            }
            | {name: questions[0][name] for name in ("filter", "counted_to")}
            | {"most": most},
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
