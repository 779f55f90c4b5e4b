"""What people type as their name at the door, and the names that are made for them."""

import re
from collections.abc import Container

from hoiso.core.folding import fold, nfc

_NOT_DIGITS = re.compile(r"[\s.\-()]+")
_PHONE = re.compile(r"(?:\+84|0084|84|0)(\d{8,10})")
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
_UNIT_WORDS = ("hoi lhpn", "hoi lien hiep phu nu", "xa", "phuong", "tinh", "chi hoi", "thi tran")


def phone_number(typed: str) -> str | None:
    """A Vietnamese number as it is stored ("0912345678"), however it was grouped; None if it is none."""
    match = _PHONE.fullmatch(_NOT_DIGITS.sub("", nfc(typed)))
    return f"0{match[1]}" if match else None


def login(typed: str) -> str:
    """The typed user name or phone number in the one form in which it is looked up and counted."""
    text = nfc(typed)[:100]
    return phone_number(text) or text.lower()


def is_username(text: str) -> bool:
    """Whether the text may be a user name: 3 to 60 small letters, digits, dots, hyphens; no phone number."""
    return bool(_USERNAME.fullmatch(text)) and phone_number(text) is None


def suggested_username(full_name: str, unit_name: str, *, taken: Container[str] = ()) -> str:
    """A user name such as "lentm.myyen": given name, initials of the rest, unit; numbered when taken.

    Trần Thị Mỹ Lệ of Xã Mỹ Yên gives "lettm.myyen".
    """
    words = [re.sub("[^a-z0-9]", "", word) for word in fold(full_name).split()]
    words = [word for word in words if word] or ["canbo"]
    name = words[-1] + "".join(word[0] for word in words[:-1])
    place = re.sub("[^a-z0-9]", "", _bare_unit(fold(unit_name)))
    stem = f"{name}.{place}"[:50] if place else name[:50].ljust(3, "x")
    number = 1
    candidate = stem
    while candidate in taken:
        number += 1
        candidate = f"{stem}{number}"
    return candidate


def _bare_unit(name: str) -> str:
    changed = True
    while changed:
        changed = False
        for word in _UNIT_WORDS:
            if name.startswith(f"{word} "):
                name, changed = name[len(word) + 1 :], True
    return name
