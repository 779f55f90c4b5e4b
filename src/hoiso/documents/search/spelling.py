"""Another spelling for a question that found nothing: words one slip away from those that were typed."""

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from django.db import connection

from hoiso.documents.search.queries import FILTER, Asked, values_of
from hoiso.documents.search.words import question, word_forms, words_in

_TRIED = 40  # questions asked at most, in one statement
_OF_A_WORD = 3
_SHORTEST = 2
_TYPING = str.maketrans("", "", "sfrxjw")  # letters by which Telex sets the marks

_TRY = f"""
SELECT t.place FROM unnest(%(strict)s::text[], %(loose)s::text[], %(words)s::text[], %(beginnings)s::text[])
  WITH ORDINALITY t(strict, loose, words, beginning, place),
LATERAL hoiso_search(t.strict, t.loose, t.strict, '', string_to_array(t.words, ' '), t.beginning, {FILTER},
  1, 'infinity', 9223372036854775807, 1) s
LIMIT 1
"""  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class _Slot:
    """A word as typed, whether it is known, and the words it may stand for, the commonest first."""

    typed: str
    known: bool
    others: tuple[str, ...]


def proposed_spelling(asked: Asked) -> str:
    """The words with a likelier spelling that does find something, or empty. For a search that found nothing.

    A spelling comes from the unit's open documents, and is told only if it finds a document that the
    officer may read: words of others are never shown. Two statements.
    """
    words = words_in(asked.words)
    slots = _slots(words)
    tried = list(islice(_spellings(slots), _TRIED))
    place = _first_that_finds(asked, tried) if tried else None
    return "" if place is None else tried[place - 1]


def _slots(words: Sequence[str]) -> tuple[_Slot, ...]:
    near = [_near(word_forms(word)[0]) for word in words]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT folded, word, documents FROM hoiso_search_known(%s)",
            [sorted({form for forms in near for form in forms})],
        )
        known = {folded: (documents, word) for folded, word, documents in cursor.fetchall()}
    return tuple(
        _Slot(
            word,
            word_forms(word)[0] in known,
            tuple(
                known[form][1]
                for form in sorted(forms, key=lambda form: (-known[form][0] if form in known else 0, form))
                if form in known and form != word_forms(word)[0]
            )[:_OF_A_WORD],
        )
        for word, forms in zip(words, near, strict=True)
    )


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


def _first_that_finds(asked: Asked, tried: Sequence[str]) -> int | None:
    questions = [values_of(replace(asked, words=words), question(words)) for words in tried]
    with connection.cursor() as cursor:
        cursor.execute(
            _TRY,
            {
                "strict": [one["strict"] for one in questions],
                "loose": [one["loose"] for one in questions],
                "words": [one["loose_words"] for one in questions],
                "beginnings": [one["beginning"] for one in questions],
                "filter": questions[0]["filter"],
            },
        )
        row = cursor.fetchone()
    return None if row is None else int(row[0])
