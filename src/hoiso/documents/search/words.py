"""Words as they are indexed and as they are asked for.

A word is indexed folded (`~:nghiem`) and, where it carries accents, as written (`~=nghiệm`), both at
the same place, so that phrases may mix the two; `~` stands for the unit's id. Old and new places
of the tone mark (hoà, hòa) are one word.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hoiso.core.folding import fold, nfc

LONGEST_WORD = 60
LAST_PLACE = 16_383  # PostgreSQL keeps no greater position in a tsvector
PLACES_OF_A_WORD = 255
LONGEST_VECTOR = 900_000  # bytes; PostgreSQL refuses 1 MB
LONGEST_QUESTION = 300
MOST_WORDS = 16
SHORTEST_BEGINNING = 2
_GAP = 10  # places between two fields: a phrase does not run from one into the next
_SHORT = 4_000  # letters: no more places than that, so that none is beyond the last
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
_PLACES = {weight: [f"{place}{weight}" for place in range(_SHORT)] for weight in "ABCD"}
_TONES = {letter: place for place, letter in enumerate("\u0300\u0301\u0303\u0309\u0323")}


@lru_cache(maxsize=100_000)
def word_forms(word: str) -> tuple[str, str]:
    """The word folded, and as written in lower case, its tone in one place; equal without accents."""
    lower = word[:LONGEST_WORD].lower()
    bare = fold(lower)
    return (bare, bare) if bare == lower else (bare, _one_place(lower))


def _one_place(word: str) -> str:
    """A tone on the first vowel of a closing oa, oe, uy moves to the second: hòa is hoà."""
    if len(word) < 2 or word[-1] not in "aey" or (word[-1] == "y" and word[-3:-2] == "q"):
        return word
    spread = unicodedata.normalize("NFD", word[-2])
    if len(spread) == 2 and spread[1] in _TONES and spread[0] + word[-1] in ("oa", "oe", "uy"):
        return f"{word[:-2]}{spread[0]}{unicodedata.normalize('NFC', word[-1] + spread[1])}"
    return word


def words_in(text: str) -> list[str]:
    """The words of a text in their order, as written."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def vector(unit_id: int, fields: Iterable[tuple[str, str]]) -> str:
    """The tsvector, as PostgreSQL reads it, of texts with their weights ("A" to "D").

    Words beyond the last place that PostgreSQL keeps stay findable but count as one place; beyond
    900,000 bytes new words are left out.
    """
    texts = [(weight, unicodedata.normalize("NFC", text.lower())) for weight, text in fields]
    if sum(len(text) + _GAP for _, text in texts) < _SHORT:
        return _as_they_come(unit_id, texts)
    seen: dict[str, list[str]] = {}
    place = 0
    for weight, text in texts:
        for word in _WORD.findall(text):
            place += 1
            at = seen.get(word)
            if at is None:
                seen[word] = [f"{min(place, LAST_PLACE)}{weight}"]
            elif len(at) < PLACES_OF_A_WORD:
                at.append(f"{min(place, LAST_PLACE)}{weight}")
        place += _GAP
    return _written(f"{unit_id}", seen)


def _as_they_come(unit_id: int, texts: Iterable[tuple[str, str]]) -> str:
    """The same vector, each word where it stands: PostgreSQL brings the places of a word together."""
    parts: list[str] = []
    place = 1
    for weight, text in texts:
        words = _WORD.findall(text)
        here = _PLACES[weight][place : place + len(words)]
        parts += [at.join(_around(unit_id, word)) for word, at in zip(words, here, strict=True)]
        place += len(words) + _GAP
    return " ".join(parts)


@lru_cache(maxsize=100_000)
def _around(unit_id: int, word: str) -> tuple[str, ...]:
    """What stands before, between and after the places of a word: its lexemes, folded and as written."""
    bare, written = (word[:LONGEST_WORD],) * 2 if word.isascii() else word_forms(word)
    return (
        (f"'{unit_id}:{bare}':", "")
        if bare == written
        else (f"'{unit_id}:{bare}':", f" '{unit_id}={written}':", "")
    )


def _written(unit: str, seen: dict[str, list[str]]) -> str:
    forms: dict[str, list[str]] = {}
    size = 0
    for word, at in seen.items():
        bare, written = word_forms(word)
        size += 3 * len(word) + 2 * len(at) + 32
        if size > LONGEST_VECTOR:
            break
        for form in (
            (f"'{unit}:{bare}':",) if bare == written else (f"'{unit}:{bare}':", f"'{unit}={written}':")
        ):
            before = forms.get(form)
            # The same word under two spellings: hòa, hoà; or folded alike: hòa, hoa.
            forms[form] = at if before is None else before + at
    return " ".join([form + ",".join(at) for form, at in forms.items()])


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several in quotes that stand together. `beginning`: longer words count too."""

    words: tuple[tuple[str, str], ...]
    beginning: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, for `hoiso_search`: tsqueries with `~` for the unit, and the words themselves.

    `strict` finds whole words with the accents that were typed, `loose` also other accents and
    longer words at the end; empty when both are the same or nothing was typed.
    """

    typed: str
    terms: tuple[Term, ...]

    @property
    def strict(self) -> str:
        return self._query(loose=False)

    @property
    def loose(self) -> str:
        return self._query(loose=True)

    @property
    def strict_words(self) -> list[str]:
        """Words of `strict` as `SearchWord` counts them."""
        return [written for term in self.terms for _, written in term.words]

    @property
    def loose_words(self) -> list[str]:
        """Folded words of `loose`, without the last one where its longer words count too."""
        words = [bare for term in self.terms for bare, _ in term.words]
        return words[:-1] if self.beginning else words

    @property
    def beginning(self) -> str:
        """The folded beginning that the last word stands for, or empty."""
        return self.terms[-1].words[-1][0] if self.terms and self.terms[-1].beginning else ""

    @property
    def folded_words(self) -> tuple[str, ...]:
        return tuple(bare for term in self.terms for bare, _ in term.words)

    @property
    def whole(self) -> str:
        """`loose` without its last word, where longer words count for that one."""
        if not self.beginning:
            return self.loose
        return " & ".join(_of_term(term, loose=True, weights="") for term in self.terms[:-1])

    @property
    def in_subject(self) -> str:
        """`strict`, where all words stand in the subject or the symbol."""
        return self._query(loose=False, weights="A")

    @property
    def in_fields(self) -> str:
        """`loose`, but in the fields alone and not in the text of the files."""
        return self._query(loose=True, weights="ABC")

    def _query(self, *, loose: bool, weights: str = "") -> str:
        return " & ".join(_of_term(term, loose=loose, weights=weights) for term in self.terms)


def _of_term(term: Term, *, loose: bool, weights: str) -> str:
    parts = [_lexeme(bare, written, loose=loose) for bare, written in term.words]
    if weights:
        parts = [f"{part}:{weights}" for part in parts]
    if loose and term.beginning:
        parts[-1] += "*" if weights else ":*"
    return parts[0] if len(parts) == 1 else f"({' <-> '.join(parts)})"


def _lexeme(bare: str, written: str, *, loose: bool) -> str:
    return f"'~:{bare}'" if loose or bare == written else f"'~={written}'"


@lru_cache(maxsize=256)
def question(text: str) -> Question:
    """Read what was typed into the box: words, and phrases in quotes; at most 16 words.

    The last word stands for longer words as well, unless it is one letter, a number, or in quotes.
    """
    typed = nfc(text)[:LONGEST_QUESTION]
    terms: list[Term] = []
    end = 0
    for quoted in _QUOTED.finditer(typed):
        terms += _singles(typed[end : quoted.start()])
        if phrase := tuple(word_forms(word) for word in words_in(quoted[1])):
            terms.append(Term(phrase))
        end = quoted.end()
    rest = _singles(typed[end:])
    if rest and _goes_on(rest[-1].words[0][0]):
        rest[-1] = Term(rest[-1].words, beginning=True)
    return Question(typed, _at_most([*terms, *rest]))


def folded_weighted(text: str, weight: str) -> str:
    """A tsquery of all words of the text, folded, where they stand with one weight; empty without words."""
    return " & ".join(f"'~:{word_forms(word)[0]}':{weight}" for word in words_in(text)[:MOST_WORDS])


def _singles(text: str) -> list[Term]:
    return [Term((word_forms(word),)) for word in words_in(text)]


def _goes_on(bare: str) -> bool:
    return len(bare) >= SHORTEST_BEGINNING and not bare.isdigit()


def _at_most(terms: Sequence[Term]) -> tuple[Term, ...]:
    kept: list[Term] = []
    count = 0
    for term in terms:
        count += len(term.words)
        if count > MOST_WORDS:
            break
        kept.append(term)
    return tuple(kept)
