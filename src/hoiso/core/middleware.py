"""What a refusal looks like when no form catches it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from hoiso.core.errors import DomainError, NotAllowed, NotThere


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
