"""Folded text: what Vietnamese looks like without accents, for search and comparison.

The same folding lives in the database as `fold_v1` (core/migrations); a test holds the two
together. A change of rule is a new function and a new column, never an edit of this one.
"""

import re
import unicodedata

_SPACES = re.compile(r"\s+")


class _Bare(dict[int, int | None]):
    """What stands for each letter of a decomposed text, found as letters come."""

    def __missing__(self, place: int) -> int | None:
        bare = None if unicodedata.combining(chr(place)) else place
        self[place] = bare
        return bare


_BARE = _Bare({ord("đ"): ord("d")})


def nfc(text: str) -> str:
    """Text as it is stored: composed (TCVN 6909 = NFC), outer spaces cut."""
    return unicodedata.normalize("NFC", text).strip()


def fold(text: str) -> str:
    """Lower case, no marks, đ as d, runs of white space as one space.

    Old and new placement of the tone mark (hoà, hòa) fold to the same letters.
    """
    bare = unicodedata.normalize("NFD", text.lower()).translate(_BARE)
    return _SPACES.sub(" ", bare).strip()


def given_name_key(full_name: str) -> str:
    """Sort key of a person's name: the given name (last word) first, then the rest, folded."""
    words = fold(full_name).split(" ")
    return " ".join([words[-1], *words[:-1]])
