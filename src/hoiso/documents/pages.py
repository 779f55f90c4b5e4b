"""What pages of several folders share: an act that needs a reason, and a refusal put on its form."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse

from hoiso.access.public import Request
from hoiso.core.errors import DomainError
from hoiso.core.forms import refused
from hoiso.core.pages import go_to, page


def act_with_reason(
    request: Request,
    form: forms.Form,
    template: str,
    *,
    act: Callable[[str], object],
    to: str,
    done: str,
    **context: object,
) -> HttpResponse:
    """The page of the form; with a reason that is given, `act` and on to `to`, saying `done`."""
    if form.is_bound and form.is_valid():
        try:
            act(form.cleaned_data["reason"])
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, to, done=done)
    return page(request, template, status=422 if form.is_bound else 200, form=form, **context)
