"""What the views of members share: the form's data, and a refusal put on it."""

from django import forms
from django.http import QueryDict

from hoiso.access.public import Request
from hoiso.core.errors import DomainError, NotAllowed, NotThere


def posted(request: Request) -> QueryDict | None:
    """What was sent; None for a page that is only opened. An empty form that was sent is one, too."""
    return request.POST if request.method == "POST" else None


def refused(form: forms.Form, error: DomainError) -> None:
    """Put a refusal beside its field, or above the form; what is missing or forbidden is no matter of it."""
    if isinstance(error, NotThere | NotAllowed):
        raise error
    form.add_error(error.field if error.field in form.fields else None, error.sentence)
