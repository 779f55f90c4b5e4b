"""What the clerk writes of a letter, and what of it is compared with earlier ones."""

import re
from dataclasses import dataclass
from datetime import date

from hoiso.core.folding import fold

_WORD = re.compile(r"\w{2,}")
_MOST_WORDS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter as it is entered. `about`: the person or body that is complained of."""

    received_on: date
    way: str
    kind: str
    matter: str
    summary: str
    sender_name: str = ""
    sender_address: str = ""
    sender_phone: str = ""
    about: str = ""
    many: bool = False

    @property
    def anonymous(self) -> bool:
        """No name stands under it."""
        return not self.sender_name


@dataclass(frozen=True, slots=True)
class Keys:
    """The folded parts by which letters are found to be of the same person or matter."""

    sender: str
    address: str
    phone: str
    words: list[str]


def keys_of(letter: Letter) -> Keys:
    """The letter without marks and capitals, its words once each."""
    words = sorted(set(_WORD.findall(fold(letter.summary))))[:_MOST_WORDS]
    return Keys(fold(letter.sender_name), fold(letter.sender_address), letter.sender_phone, words)
