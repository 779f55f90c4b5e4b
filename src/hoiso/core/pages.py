"""How a view answers: a page, or a way on to the next one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from hoiso.core.paging import Page


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The template, rendered now: inside the request's transaction, so that lazy reads still see rows."""
    return render(request, template, context, status=status)


def go_to(request: HttpRequest, address: str, *, done: str = "", undo: str = "") -> HttpResponse:
    """On to another page after an act.

    `done` is what was done, in words, shown there until the page after; `undo` the address to
    which a POST takes it back.
    """
    if done:
        messages.success(request, done, extra_tags=undo)
    return redirect(address)


def turns(shown: Page[Any], **kept: str) -> dict[str, Any]:
    """Addresses of the pages before and after, `previous` and `next`, with what else is asked kept."""
    return {
        name: f"?{urlencode({**{key: value for key, value in kept.items() if value}, 'trang': cursor})}"
        if cursor
        else ""
        for name, cursor in (("previous", shown.previous), ("next", shown.next))
    }
