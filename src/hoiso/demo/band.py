"""The band over every page of a demo."""

from django.conf import settings
from django.http import HttpRequest


def band(_request: HttpRequest) -> dict[str, bool]:
    """Context of every page: whether its people are invented. No statement."""
    return {"demo": settings.DEMO}
