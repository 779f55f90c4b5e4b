"""Whether this browser may keep pages: her own device, never a shared one, and she said so."""

import hashlib
from typing import Protocol

from hoiso.access.public import Actor

CONSENT_COOKIE = "hs_giu"
SHARED_COOKIE = "hs_chung"  # set by access when a person leaves the computer to the next


class Asking(Protocol):
    """A request, as far as it matters here."""

    COOKIES: dict[str, str]


def account_key(officer_id: int) -> str:
    """How a browser tells accounts apart without knowing whose they are."""
    return hashlib.sha256(f"account {officer_id}".encode()).hexdigest()[:16]


def is_shared(request: Asking) -> bool:
    """Whether several people use this browser."""
    return SHARED_COOKIE in request.COOKIES


def keeps_pages(request: Asking, actor: Actor) -> bool:
    """Whether the officer let this browser keep her pages; another person's consent is none."""
    consent = request.COOKIES.get(CONSENT_COOKIE, "")
    return not is_shared(request) and consent == account_key(actor.officer_id)
