"""The cookies of signing in, and what a browser is told to forget."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token

from hoiso.access.actions.opening import REMEMBERED_SESSION, NewSession
from hoiso.access.devices import Device, device_name

DEVICE_COOKIE = "hs_may"
SHARED_COOKIE = "hs_chung"
_YEAR = timedelta(days=365)


def device_of(request: HttpRequest) -> Device:
    """The browser behind the request; one without a mark gets a new one, set by `enter`."""
    return Device(
        mark=request.COOKIES.get(DEVICE_COOKIE) or secrets.token_urlsafe(24),
        name=device_name(request.headers.get("User-Agent", "")),
        shared=SHARED_COOKIE in request.COOKIES,
    )


def enter(request: HttpRequest, response: HttpResponse, session: NewSession, device: Device) -> HttpResponse:
    """Give the browser its session. Without "remember" the cookie is gone when the browser closes."""
    life = REMEMBERED_SESSION if session.remembered else None
    _put(request, response, settings.SESSION_COOKIE_NAME, session.token, life)
    _put(request, response, DEVICE_COOKIE, device.mark, _YEAR)
    rotate_token(request)
    return response


def mark_shared(request: HttpRequest, response: HttpResponse) -> None:
    """From now on several people use this browser: it no longer remembers anyone."""
    _put(request, response, SHARED_COOKIE, "1", _YEAR)


def leave(response: HttpResponse) -> HttpResponse:
    """Take the session away, and what the browser kept of the person's pages."""
    response.delete_cookie(settings.SESSION_COOKIE_NAME)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _put(request: HttpRequest, response: HttpResponse, name: str, value: str, life: timedelta | None) -> None:
    response.set_cookie(
        name,
        value,
        max_age=life,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS or request.is_secure(),
    )
