"""Answers that belong to no part: form protection, life sign."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection token is missing or old: the page says how to go on."""
    return render(request, "403_csrf.html", status=403)


def alive(request: HttpRequest) -> HttpResponse:
    """Life sign for the supervisor: the web process answers. Asks nothing of the database."""
    return HttpResponse("song", content_type="text/plain")
