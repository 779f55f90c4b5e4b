"""Names of people put right by what Vietnamese names are made of: a tone that no name has was misread."""

import unicodedata
from collections import defaultdict
from pathlib import Path

from hoiso.core.folding import nfc

# Family, middle and given names, by the syllable, in small letters; made from knowledge, not from a list.
_SYLLABLES = Path(__file__).with_name("name_syllables.tsv").read_text(encoding="utf-8").split()
_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_TONES = {_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT}
_ALIKE = ({_ACUTE, _HOOK}, {_HOOK, _TILDE})  # what recognition takes for one another
_KNOWN = frozenset(_SYLLABLES)
_DOUBTED, _PUT_RIGHT = 0.7, 0.85


def _toneless(syllable: str) -> str:
    """The syllable without its tone; the marks of its vowels stay."""
    return nfc("".join(mark for mark in unicodedata.normalize("NFD", syllable) if mark not in _TONES))


def _tone(syllable: str) -> str:
    return next((mark for mark in unicodedata.normalize("NFD", syllable) if mark in _TONES), "")


def _ways(syllable: str) -> list[str]:
    """The syllables of names that this one may have been."""
    if (plain := syllable.replace("ỉ", "i")) in _KNOWN and plain != syllable:
        return [plain]  # the dot of an i that stands high looks like a hook: Đỉnh is Đinh
    ways = _WAYS.get(_toneless(syllable), [])
    alike = [way for way in ways if {_tone(way), _tone(syllable)} in _ALIKE]
    return alike if len(alike) == 1 else ways


def _by_letters() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for syllable in sorted(_KNOWN):
        found[_toneless(syllable)].append(syllable)
    return found


_WAYS = _by_letters()


def name_put_right(name: str) -> tuple[str, float]:
    """A recognised name with the tones that names have, and how much of its sureness (0..1) is left.

    A syllable that no name has takes the tone of the only one that has its letters, or of the only one
    whose tone looks alike; where it may be several, or none, the name stays and is doubted.
    """
    words, left = [], 1.0
    for word in name.split():
        lower = word.lower()
        ways = [lower] if lower in _KNOWN else _ways(lower)
        if len(ways) == 1:
            words.append(ways[0].upper() if word.isupper() else ways[0].capitalize())
        else:
            words.append(word)
            left = _DOUBTED
        if lower not in _KNOWN:
            left = min(left, _PUT_RIGHT)
    return " ".join(words), left
