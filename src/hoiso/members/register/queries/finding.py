"""Finding members as one types: words without accents, a slip, the year, a phone's digits, a card."""

import re
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from hoiso.core.folding import fold
from hoiso.core.paging import most_counted
from hoiso.members.keys import card_key, phone_key
from hoiso.members.models import Member

SEARCH_SEAL = "members:search"  # what was typed stands sealed in addresses
_WORDS = re.compile(r"[a-z0-9]+")
_YEARS = range(1900, 2100)
_LONGEST = 100
_LEAST_DIGITS = 3


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

    Where nobody fits as it was typed, those whose names have words one slip away; for the code or card of
    a row that was merged, the one it leads to. One statement, another one for digits that nobody has.
    """
    if asked.empty:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM hoiso_members_found(%s, %s::text[], %s, %s, %s, %s::text[], %s)",
            [
                place_id, list(asked.words), asked.born, asked.digits, asked.card,
                list(states) if states else None, most or most_counted(),
            ],
        )  # fmt: skip
        found = [row[0] for row in cursor.fetchall()]
    if not found and asked.card:
        old = Member.objects.filter(Q(code=asked.card) | Q(card_key=asked.card) & ~Q(card_key=""))
        found = list(old.exclude(merged_into=None).values_list("merged_into_id", flat=True)[:10])
    return found
