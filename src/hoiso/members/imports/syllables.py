"""Which letters can be a Vietnamese syllable: the ground on which old encodings are told apart.

Made from the rules of spelling (an onset, a rime, a tone), not from a list of words.
"""

import unicodedata
from functools import lru_cache


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ONSETS = ("", *_parts("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"))
_RIMES = _parts(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng "
    "i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu "
    "o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt "
    "oe oen oeo oet oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uy uya uych uynh uyt uyn uyu uyên uyêt uyp "
    "uê uêch uênh uơ uân uâng uât uây ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu "
    "y ym yn ynh yt ych yêm yên yêng yêt yêu"
)
_WHOLE = frozenset(onset + rime for onset in _ONSETS for rime in _RIMES)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOPPED = frozenset("\u0301\u0323")  # a syllable that ends in a stop has one of these two
_STOPS = ("c", "ch", "p", "t")


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether the word, in small letters, can be spelt; a tone on the wrong vowel is overlooked."""
    tone, bare = "", []
    for letter in unicodedata.normalize("NFD", word):
        if letter not in _TONES:
            bare.append(letter)
        elif tone:
            return False
        else:
            tone = letter
    toneless = unicodedata.normalize("NFC", "".join(bare))
    if toneless not in _WHOLE:
        return False
    return tone in _STOPPED if tone and toneless.endswith(_STOPS) else True
