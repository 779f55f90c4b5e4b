"""One transaction a request, in the scope of the officer who is signed in."""

from collections.abc import Callable

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin

from hoiso.access.guard import POLL_NAME
from hoiso.access.sessions import enter, open_session
from hoiso.core import clock, scope

POLL_HEADER = "HX-Trigger-Name"


class SignedInScope(MiddlewareMixin):
    """Finds the session, sets the scope, and keeps the transaction open until the page is rendered.

    A response of 500 or an exception rolls everything back. Without a session the request runs
    with no scope, in which the database shows no row.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = clock.now()  # type: ignore[attr-defined]
        request.actor = None  # type: ignore[attr-defined]
        token = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if not token:
            return self.respond(request)
        with transaction.atomic():
            prolong = request.headers.get(POLL_HEADER) != POLL_NAME
            session = open_session(token, at=request.now, prolong=prolong)  # type: ignore[attr-defined]
            if session is None:
                return self._without_session(request)
            on = clock.office_date(request.now)  # type: ignore[attr-defined]
            request.actor = enter(session, on=on)  # type: ignore[attr-defined]
            request.second_step_due = session.second_step_due  # type: ignore[attr-defined]
            if session.second_step_due and not _belongs_to_second_step(request):
                return redirect("second_step")
            response = self.respond(request)
            if not response.has_header("Cache-Control"):
                # The next person at this computer must not find the page by the back button.
                response["Cache-Control"] = "no-store, private"
            if response.status_code >= 500:
                transaction.set_rollback(True)
            elif connection.savepoint_ids and not transaction.get_rollback():
                scope.adopt("")  # within somebody else's transaction (a test's) it would outlive the request
            return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Leave nothing behind of a view that failed; the refusal's page needs no database."""
        if request.actor is not None:  # type: ignore[attr-defined]
            transaction.set_rollback(True)
            request.actor = None  # type: ignore[attr-defined]

    def _without_session(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        if settings.SESSION_COOKIE_NAME not in response.cookies:
            response.delete_cookie(settings.SESSION_COOKIE_NAME)
        return response


def _belongs_to_second_step(request: HttpRequest) -> bool:
    return request.path.startswith(("/dang-nhap/", "/dang-xuat/", settings.STATIC_URL))
