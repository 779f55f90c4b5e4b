"""The request as views see it once the middleware has passed."""

from datetime import datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from hoiso.access.actor import Actor


class Request(HttpRequest):
    """A signed-in request: `actor` is who acts, `now` the moment at which she does."""

    actor: Actor
    now: datetime
    htmx: HtmxDetails
