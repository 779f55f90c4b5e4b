"""What a refusal looks like when no form catches it."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.deprecation import MiddlewareMixin

from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.files.errors import size_text

_NO_ID = re.compile(r"[0-9]{19}")


class Bounds(MiddlewareMixin):
    """Refuse what is far too large by the size it tells, before a byte of it is read or spooled.

    Stands before everything that looks into the form (the form's protection does). An address with
    a NUL, which no text column holds, is refused too; an id longer than any column holds names nothing.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponse(render_to_string("400.html"), status=400)
        if _NO_ID.search(request.path_info):
            return HttpResponse(render_to_string("404.html"), status=404)
        told = request.META.get("CONTENT_LENGTH") or "0"
        if not told.isascii() or not told.isdigit() or len(told) > 18:
            return HttpResponse(render_to_string("400.html"), status=400)
        if int(told) <= settings.MAX_BODY:
            return None
        sizes = {"one": size_text(settings.MAX_FILE), "all": size_text(settings.MAX_BODY)}
        answer = HttpResponse(render_to_string("413.html", sizes), status=413)
        answer["Connection"] = "close"
        return answer


class Refusals(MiddlewareMixin):
    """A page with the refusal's own sentence: 403, 404, or 400 for all else."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        status = 400
        if isinstance(exception, NotAllowed):
            status = 403
        elif isinstance(exception, NotThere):
            status = 404
        return render(request, f"{status}.html", {"sentence": exception.sentence}, status=status)
