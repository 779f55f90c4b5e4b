"""Answers that belong to no part: form protection, faults, life sign."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

_RETRY_AFTER = "30"  # seconds


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection token is missing or old: the page says how to go on."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault: 503 while the database is away or cannot go on, 500 for what is ours.

    Called while the error is being handled. Rendered without the request: the shell around a page
    would ask the database.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": _RETRY_AFTER})
    return HttpResponse(render_to_string("500.html"), status=500)


def alive(request: HttpRequest) -> HttpResponse:
    """Life sign for the supervisor: the web process answers. Asks nothing of the database."""
    return HttpResponse("song", content_type="text/plain")
