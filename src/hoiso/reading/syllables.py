"""Whether letters can be a syllable of Vietnamese: recognition joins words, as SỰXÃ, and makes some up."""

import re
import unicodedata

_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
_NUCLEUS = (
    r"(?:uyê|uya|uyu|uây|uôi|ươi|ươu|iêu|yêu|oai|oay|oao|oeo|uai|uay|uao|uêu"
    r"|iê|yê|uô|ươ|uâ|uê|uơ|uy|ua|ue|uă|oa|oă|oe|ia|ưa|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|ya"
    r"|[aăâeêioôơuưy])"
)
_SYLLABLE = re.compile(rf"{_ONSET}{_NUCLEUS}(?:ch|ng|nh|[cmnpt])?")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_MARKED = re.compile("[\u0300-\u031b]")  # not Đ, which codes have: HĐND
_LETTERS = re.compile(r"[^\W\d_]+")


def misshapen(word: str) -> bool:
    """Whether letters with Vietnamese marks form no syllable; foreign words and codes have no marks."""
    for letters in _LETTERS.findall(word):
        apart = unicodedata.normalize("NFD", letters.lower())
        if not _MARKED.search(apart):
            continue
        tones = len(_TONES.findall(apart))
        plain = unicodedata.normalize("NFC", _TONES.sub("", apart))
        if tones > 1 or not _SYLLABLE.fullmatch(plain):
            return True
    return False
