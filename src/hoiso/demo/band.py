"""The band over every page of a demo."""

from django.conf import settings


def band(_request: object) -> dict[str, bool]:
    """Context of every page: whether its people are invented. No statement."""
    return {"demo": settings.DEMO}
