"""The mark that stands unseen in a file: twelve hex digits in characters without width.

Each digit is two of four such characters. They stand behind the title or the first head, where they go along
with the file however it is sent on, and change no name and no number.
"""

import re
import secrets

_SIGNS = "\u200b\u200c\u200d\u2060"
_LENGTH = 12
_RUN = re.compile(f"[{_SIGNS}]{{{2 * _LENGTH}}}")


def new_mark() -> str:
    """Twelve random hex digits."""
    return secrets.token_hex(_LENGTH // 2)


def hidden(mark: str) -> str:
    """The mark as characters that nobody sees."""
    return "".join(_SIGNS[int(digit, 16) >> 2] + _SIGNS[int(digit, 16) & 3] for digit in mark)


def found_in(text: str) -> str:
    """The mark that is hidden in a text; empty where there is none."""
    run = _RUN.search(text)
    if run is None:
        return ""
    places = [_SIGNS.index(sign) for sign in run.group()]
    return "".join(f"{high << 2 | low:x}" for high, low in zip(places[::2], places[1::2], strict=True))
