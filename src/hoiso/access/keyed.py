"""Hashes and boxes under keys that are derived from the installation's secret, one for each purpose."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def keyed_hash(purpose: str, text: str) -> str:
    """HMAC-SHA-256 in hex (64 letters); a stolen table cannot be matched against guesses without the key."""
    return hmac.new(_key(purpose), text.encode(), hashlib.sha256).hexdigest()


def seal(purpose: str, text: str) -> str:
    """The text, encrypted and signed (Fernet), with the moment of sealing inside."""
    return _box_of(settings.SECRET_KEY, purpose).encrypt(text.encode()).decode()


def unseal(purpose: str, box: str, *, life: int | None = None) -> str | None:
    """What was sealed for this purpose; None if it was changed, or is older than `life` seconds."""
    try:
        return _box_of(settings.SECRET_KEY, purpose).decrypt(box.encode(), ttl=life).decode()
    except InvalidToken:
        return None


def _key(purpose: str) -> bytes:
    return _key_of(settings.SECRET_KEY, purpose)


@lru_cache(maxsize=64)
def _key_of(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), f"hoiso.access:{purpose}".encode(), hashlib.sha256).digest()


@lru_cache(maxsize=64)
def _box_of(secret: str, purpose: str) -> Fernet:
    """Made once: a list of members seals hundreds of thousands of times."""
    return Fernet(urlsafe_b64encode(_key_of(secret, purpose)))
