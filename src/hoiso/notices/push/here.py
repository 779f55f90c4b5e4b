"""Whether the browser that asks is one of her devices, told by its cookie: no statement a page."""

import hashlib
from typing import Protocol

from hoiso.core.forms import id_from

COOKIE = "hs_bao"
_SHARED_COOKIE = "hs_chung"  # set by access when a person leaves the computer to the next


class Asking(Protocol):
    """A request, as far as it matters here."""

    COOKIES: dict[str, str]


def is_shared(request: Asking) -> bool:
    """Whether several people use this browser: nobody is told on it."""
    return _SHARED_COOKIE in request.COOKIES


def device_here(request: Asking, officer_id: int) -> int | None:
    """Id of the device that this browser is to her; None on a shared one, and to anybody else."""
    whose, _, number = request.COOKIES.get(COOKIE, "").partition(".")
    return id_from(number) if whose == _mark(officer_id) and not is_shared(request) else None


def cookie_of(officer_id: int, device_id: int) -> str:
    """What the cookie of such a browser holds."""
    return f"{_mark(officer_id)}.{device_id}"


def _mark(officer_id: int) -> str:
    return hashlib.sha256(f"push {officer_id}".encode()).hexdigest()[:16]
