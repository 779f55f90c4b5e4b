"""What the views of members share: the form's data, and a refusal put on it."""

from django.http import QueryDict

from hoiso.access.public import Request


def posted(request: Request) -> QueryDict | None:
    """What was sent; None for a page that is only opened. An empty form that was sent is one, too."""
    return request.POST if request.method == "POST" else None
