"""Passwords and PINs: what is accepted, how it is kept, how it is compared."""

import re
from functools import cache
from itertools import pairwise

from django.contrib.auth.hashers import make_password, verify_password
from django.contrib.auth.password_validation import CommonPasswordValidator

from hoiso.access.errors import PasswordTooWeak
from hoiso.core.folding import fold, nfc

SHORTEST = 10
PIN_LENGTH = 6


def hashed(secret: str) -> str:
    """How a password or PIN is stored: the first of `PASSWORD_HASHERS`."""
    return make_password(nfc(secret))


def matches(secret: str, encoded: str | None) -> tuple[bool, bool]:
    """Whether the secret fits, and whether its stored form is an old one that should be renewed.

    Without a stored form (no such account) it takes as long as with one.
    """
    if not encoded:
        make_password(nfc(secret))
        return False, False
    return verify_password(nfc(secret), encoded)


def check_password_rules(password: str, *, username: str, phone: str = "") -> None:
    """Refuse what is short, is the person's own name or number, or is among the 20,000 most used."""
    text = nfc(password)
    if len(text) < SHORTEST:
        raise PasswordTooWeak(f"Mật khẩu phải có ít nhất {SHORTEST} ký tự", field="password")
    bare = fold(text)
    if bare == fold(username) or (phone and bare == phone) or fold(username).split(".")[0] == bare:
        raise PasswordTooWeak("Mật khẩu phải khác tên đăng nhập và số điện thoại", field="password")
    if bare in _common() or len(set(bare)) < 4 or _is_run(bare):
        raise PasswordTooWeak(
            "Mật khẩu này nhiều người dùng nên dễ bị đoán, hãy đặt mật khẩu khác", field="password"
        )


def check_pin_rules(pin: str) -> None:
    """Refuse a PIN that is not six digits, or one that anyone would try first."""
    if not re.fullmatch(r"[0-9]{6}", pin):
        raise PasswordTooWeak(f"Mã PIN phải có đúng {PIN_LENGTH} chữ số", field="pin")
    if len(set(pin)) < 3 or _is_run(pin) or pin[:3] * 2 == pin:
        raise PasswordTooWeak("Mã PIN này dễ đoán, hãy chọn các chữ số khác", field="pin")


def _is_run(text: str) -> bool:
    steps = {(ord(after) - ord(before)) for before, after in pairwise(text)}
    return steps in ({1}, {-1}, {0})


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)
