"""Hashes and boxes under keys that are derived from the installation's secret, one for each purpose."""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def keyed_hash(purpose: str, text: str) -> str:
    """HMAC-SHA-256 in hex (64 letters); a stolen table cannot be matched against guesses without the key."""
    return hmac.new(_key(purpose), text.encode(), hashlib.sha256).hexdigest()


def seal(purpose: str, text: str) -> str:
    """The text, encrypted and signed (Fernet), with the moment of sealing inside."""
    return Fernet(urlsafe_b64encode(_key(purpose))).encrypt(text.encode()).decode()


def unseal(purpose: str, box: str, *, life: int | None = None) -> str | None:
    """What was sealed for this purpose; None if it was changed, or is older than `life` seconds."""
    try:
        return Fernet(urlsafe_b64encode(_key(purpose))).decrypt(box.encode(), ttl=life).decode()
    except InvalidToken:
        return None


def _key(purpose: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"hoiso.access:{purpose}".encode(), hashlib.sha256).digest()
