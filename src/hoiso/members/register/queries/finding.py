"""Finding members as one types: words without accents, a slip, the year, a phone's digits, a card."""

import json
import re
import string
from dataclasses import dataclass

from django.db import connection

from hoiso.core.folding import fold
from hoiso.core.paging import most_counted
from hoiso.members.keys import card_key, phone_key

_WORDS = re.compile(r"[a-z0-9]+")
_YEARS = range(1900, 2100)
_LONGEST = 100
_LEAST_DIGITS = 3
_TELEX = str.maketrans("", "", "sfrxjw")

_FIND = "SELECT id FROM hoiso_members_found(%s, %s, %s::jsonb, %s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, taken apart. `words` are folded; the last one may be unfinished."""

    words: tuple[str, ...]
    born: int | None
    digits: str
    card: str

    @property
    def empty(self) -> bool:
        return not (self.words or self.born or self.digits or self.card)


def question(typed: str) -> Question:
    """Words of a name and perhaps a year; or a phone, a card, a code, where digits were typed."""
    text = fold(typed)[:_LONGEST]
    parts = _WORDS.findall(text)
    letters = tuple(part for part in parts if part.isalpha())
    digits = phone_key(text)
    numbers = [part for part in parts if part.isdecimal()]
    if letters and all(part.isalpha() or part.isdecimal() for part in parts):
        years = [int(one) for one in numbers if len(one) == 4 and int(one) in _YEARS]
        if len(years) == len(numbers):
            return Question(letters, years[0] if years else None, "", "")
    if len(digits) >= _LEAST_DIGITS or (parts and not letters):
        card = card_key(text)
        plain = "" if letters or any(not part.isdecimal() for part in parts) else digits
        return Question((), None, plain, card)
    return Question(letters, None, "", "")


def found_ids(
    place_id: int | None, asked: Question, *, states: tuple[str, ...] | None, most: int | None = None
) -> list[int]:
    """Ids of members at the place that fit, best first (`place_id` None: in the whole province).

    One statement; a second one where nothing fits as it was typed, with words one slip away.
    """
    most = most or most_counted()
    if asked.empty:
        return []
    found = _run(place_id, asked, None, states, most)
    if not found and asked.words:
        found = _run(place_id, asked, [sorted(near(word)) for word in asked.words], states, most)
    return found


def _run(
    place_id: int | None,
    asked: Question,
    slips: list[list[str]] | None,
    states: tuple[str, ...] | None,
    most: int,
) -> list[int]:
    whole = " ".join(asked.words)
    tsquery = " & ".join(
        [*(f"'{word}'" for word in asked.words[:-1]), *(f"'{word}':*" for word in asked.words[-1:])]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            _FIND,
            [
                place_id, tsquery, None if slips is None else json.dumps(slips),
                asked.words[-1] if asked.words else "", whole if len(asked.words) > 1 else "",
                asked.born, asked.digits, asked.card, list(states) if states else None, most,
            ],
        )  # fmt: skip
        return [row[0] for row in cursor.fetchall()]


def near(word: str) -> set[str]:
    """The word and all that one slip makes of it: a letter more, less, other, two of them changed round."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    forms = {word, _without_telex(word)}
    if len(word) > 1 and word.isalpha():
        forms |= {a + b[1:] for a, b in cuts if b}
        forms |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
        forms |= {a + letter + b[1:] for a, b in cuts if b for letter in string.ascii_lowercase}
        forms |= {a + letter + b for a, b in cuts for letter in string.ascii_lowercase}
    return {form for form in forms if form}


def _without_telex(word: str) -> str:
    """A word typed while the Vietnamese keyboard was off: "lanf", "ddaof", "hoaf"."""
    head, tail = word[:1], word[1:].translate(_TELEX)
    for doubled in ("aa", "ee", "oo"):
        tail = tail.replace(doubled, doubled[0])
    return ("d" + tail[1:]) if head == "d" and tail[:1] == "d" else head + tail
