"""Text typed in the fonts of before Unicode: TCVN3 (.VnTime) and VNI (VNI-Times).

A spreadsheet keeps such text as Western letters: "NguyÔn ThÞ Hoµ", "Nguyeãn Thò Hoøa". The font that would
tell is not read; the text itself is: the reading under which its syllables can be spelt is taken, cell by
cell. A cell that can be read in two ways is decided by the clear cells of its column.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from hoiso.members.imports.syllables import is_syllable


class Encoding(StrEnum):
    """How the letters of a cell were typed."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"


LABELS = {Encoding.TCVN3: "TCVN3 (.VnTime)", Encoding.VNI: "VNI (VNI-Times)"}

_TCVN3_BYTES = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ "
    "C7ầ C8ẩ C9ẫ CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó "
    "E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ "
    "FDý FEỵ"
)
_TCVN3 = {int(one[:2], 16): one[2:] for one in _TCVN3_BYTES.split()} | {0x3BC: "à"}  # μ beside µ
_MARKS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_OF_HAT = {"á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_OF_BREVE = {"é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}


def _vni_pairs() -> dict[str, str]:
    found: dict[str, str] = dict(_ALONE)
    for vowel, plain in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("y", "y"), ("ô", "ơ"), ("ö", "ư")):
        for typed, mark in _MARKS.items():
            found[vowel + typed] = unicodedata.normalize("NFC", plain + mark)
    for vowel, hat in (("a", "â"), ("e", "ê"), ("o", "ô")):
        found[vowel + "â"] = hat
        for typed, mark in _OF_HAT.items():
            found[vowel + typed] = unicodedata.normalize("NFC", hat + mark)
    found["aê"] = "ă"
    for typed, mark in _OF_BREVE.items():
        found["a" + typed] = unicodedata.normalize("NFC", "ă" + mark)
    return found | {typed.upper(): letter.upper() for typed, letter in found.items()}


_VNI = _vni_pairs()
_VNI_PIECE = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)), re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_CLEARLY_NEW = re.compile(
    r"[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
_MIXED_CASE = re.compile(r"[a-zđ][A-ZÀ-Þ]")
_LETTERED = re.compile(r"[^\W\d_]|[\xa1-\xbf\u03bc]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text in Unicode; `sure` False where another reading can be spelt as well."""

    text: str
    encoding: Encoding
    sure: bool = True


def tcvn3(text: str) -> str:
    """The text as typed in a TCVN3 font; with a font of capitals (.VnTimeH) in capitals."""
    read = text.translate(_TCVN3)
    plain = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return read.upper() if plain and all(letter.isupper() for letter in plain) else read


def vni(text: str) -> str:
    """The text as typed in a VNI font."""
    return _VNI_PIECE.sub(lambda found: _piece(found[0]), text)


def _piece(typed: str) -> str:
    known = _VNI.get(typed)
    if known is not None:
        return known
    letter = _VNI[typed.lower()]
    return letter.upper() if typed[0].isupper() else letter


@lru_cache(maxsize=100_000)
def decode(text: str) -> Decoded:
    """The reading of one cell by itself."""
    if text.isascii():
        return Decoded(text, Encoding.UNICODE)
    text = unicodedata.normalize("NFC", text)
    if _CLEARLY_NEW.search(text) or not any("\xa1" <= one <= "\xff" or one == "\u03bc" for one in text):
        return Decoded(text, Encoding.UNICODE)
    ways = {Encoding.UNICODE: text, Encoding.TCVN3: tcvn3(text), Encoding.VNI: vni(text)}
    spelt = {encoding: _spelt(way) for encoding, way in ways.items()}
    best = max(spelt.values())
    fitting = [encoding for encoding, share in spelt.items() if share == best]
    if best == 0 or (Encoding.UNICODE in fitting and not _LETTERED.search(text)):
        return Decoded(text, Encoding.UNICODE, sure=False)
    return Decoded(ways[fitting[0]], fitting[0], sure=len(fitting) == 1)


def in_column(texts: Iterable[str]) -> Encoding:
    """What the clear cells of a column say; Unicode where they say nothing."""
    counted: Counter[Encoding] = Counter()
    for text in texts:
        if not text.isascii():
            read = decode(text)
            if read.sure:
                counted[read.encoding] += 1
    return counted.most_common(1)[0][0] if counted else Encoding.UNICODE


def decoded(text: str, column: Encoding) -> Decoded:
    """The reading of a cell whose column is mostly typed so."""
    read = decode(text)
    if read.sure or read.encoding is column:
        return read
    way = {Encoding.TCVN3: tcvn3, Encoding.VNI: vni}.get(column, _as_it_is)(text)
    return Decoded(way, column, sure=False) if _spelt(way) >= _spelt(read.text) else read


def _as_it_is(text: str) -> str:
    return text


def _spelt(text: str) -> float:
    """Share of the words that can be spelt; one with a capital in its middle cannot."""
    words = _WORD.findall(text)
    if not words or "\u00a7" in text:
        return 0.0
    good = sum(1 for word in words if not _MIXED_CASE.search(word) and is_syllable(word.lower()))
    odd = len(re.findall(r"[\xa1-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u03bc]", text))
    return good / (len(words) + odd)
