"""What is compared: phones, card numbers, citizen ids and codes, without what writing adds to them."""

import re

from hoiso.access.public import keyed_hash, seal, unseal
from hoiso.core.folding import fold

_NO_DIGIT = re.compile(r"\D+")
_NO_SIGN = re.compile(r"[^0-9a-z]+")
_CITIZEN = "members:citizen"
_OLD_ID = "members:old-id"


def phone_key(phone: str) -> str:
    """Digits alone, beginning with 0: "+84 912 345 678" and "0912.345.678" are one. Empty where none."""
    digits = _NO_DIGIT.sub("", phone)
    if digits.startswith("84") and len(digits) >= 11:
        digits = f"0{digits[2:]}"
    return digits[:15]


def card_key(card_number: str) -> str:
    """Letters and digits alone, folded: "TN-00123 / HV" is "tn00123hv"."""
    return _NO_SIGN.sub("", fold(card_number))[:30]


def citizen_digits(written: str) -> str:
    """The twelve digits of a citizen id, or an empty text where they are not twelve."""
    digits = _NO_DIGIT.sub("", written)
    return digits if len(digits) == 12 else ""


def citizen_hash(digits: str) -> str:
    """What `Member.citizen_hash` holds of twelve digits; empty for none."""
    return keyed_hash(_CITIZEN, digits) if digits else ""


def seal_citizen(digits: str) -> str:
    """What `Member.citizen_box` holds of twelve digits; empty for none."""
    return seal(_CITIZEN, digits) if digits else ""


def unseal_citizen(box: str) -> str:
    """The twelve digits again; empty for none."""
    return (unseal(_CITIZEN, box) or "") if box else ""


def seal_old_id(digits: str) -> str:
    """What `Member.old_id_box` holds of nine digits; empty for none."""
    return seal(_OLD_ID, digits) if digits else ""


def unseal_old_id(box: str) -> str:
    """The nine digits again; empty for none."""
    return (unseal(_OLD_ID, box) or "") if box else ""


def code_fits(code: str) -> bool:
    """Whether nine digits can be a member's code: its two check digits agree (ISO 7064, MOD 97-10)."""
    return len(code) == 9 and code.isascii() and code.isdecimal() and int(code) % 97 == 1


def code_written(code: str) -> str:
    """A code as it is read out: "123 456 789"."""
    return f"{code[:3]} {code[3:6]} {code[6:]}"
