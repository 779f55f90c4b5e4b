"""Who may open an address, written on the view. An address without a mark is refused by a test.

The guard only answers early and hides; the action behind the page asks `rules.require` again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from hoiso.access.rights import Right
from hoiso.core.errors import NotAllowed

View = Callable[..., HttpResponseBase]
POLL_NAME = "tham-do"  # what a polling element calls itself; such requests do not prolong a session


@dataclass(frozen=True, slots=True)
class Mark:
    """What an address asks for: nothing, a signed-in officer, or one of some rights."""

    signed_in: bool
    rights: frozenset[Right] = frozenset()


class MarkedView(Protocol):
    """A view that carries its mark."""

    mark: Mark

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase: ...


def open_to_all(view: View) -> View:
    """An address for everybody: signing in, health, what a person without account must reach."""
    return _marked(view, Mark(signed_in=False))


def signed_in(view: View) -> View:
    """An address for every officer; what she sees there depends on her scope."""
    return _marked(view, Mark(signed_in=True))


def needs(*rights: Right) -> Callable[[View], View]:
    """An address for officers who hold any of the rights at some unit."""

    def decorate(view: View) -> View:
        return _marked(view, Mark(signed_in=True, rights=frozenset(rights)))

    return decorate


def _marked(view: View, mark: Mark) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if mark.signed_in:
            actor = getattr(request, "actor", None)
            if actor is None:
                return to_sign_in(request)
            if mark.rights and not any(actor.holds(right) for right in mark.rights):
                raise NotAllowed("Chức vụ hiện tại của đồng chí không mở được trang này.")
        return view(request, *args, **kwargs)

    guarded.mark = mark  # type: ignore[attr-defined]
    return guarded


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the door, with the way back. What she was typing stays in her browser and is offered there again."""
    if request.headers.get("HX-Request") and request.headers.get("HX-Trigger-Name") == POLL_NAME:
        return HttpResponse(status=204)  # a page that only looks for news stays as it is
    asked = {"tiep": request.get_full_path()}
    if request.method != "GET":
        asked = {"het-phien": "1", **_page_of_form(request)}
    address = f"{reverse('sign_in')}?{urlencode(asked)}"
    if request.headers.get("HX-Request"):
        shown = urlsplit(request.headers.get("HX-Current-URL", ""))
        asked["tiep"] = shown.path or "/"
        return HttpResponse(headers={"HX-Redirect": f"{reverse('sign_in')}?{urlencode(asked)}"})
    return HttpResponseRedirect(address)


def _page_of_form(request: HttpRequest) -> dict[str, str]:
    """The page on which the form stood, so that she comes back to it."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    return {"tiep": came_from.path} if came_from.netloc == request.get_host() and came_from.path else {}
