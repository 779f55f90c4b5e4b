"""Poor lines: files that came in parts, sendings that are carried out once, pages that may be kept."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from hoiso.access.public import Actor, Request
from hoiso.core.errors import NotThere
from hoiso.core.files import parts
from hoiso.core.forms import id_from
from hoiso.office.little import actions
from hoiso.office.little.device import account_key, keeps_pages
from hoiso.office.little.queries import tells_of_restricted

SENT_PARTS = "hs-tep-da-gui"  # form fields "<name of the file field>:<id of the upload>"
ONCE_HEADER = "Hoiso-Once"
KEEP_HEADER = "Hoiso-Keep"
ALREADY = 208
# What an officer reads and writes on; lists of people, search, settings and the trail are not kept.
KEPT = frozenset({
    "home", "help", "incoming_tray", "document", "document_note", "task_list", "task", "task_report",
    "handling_waiting", "handling_propose", "handling_instruct", "handling_decide", "outgoing_list",
    "outgoing_edit", "dossier_list", "dossier", "week_page", "week_entry", "file_reader",
})  # fmt: skip


class PoorLines(MiddlewareMixin):
    """Stands inside the officer's transaction: what it writes lives and dies with the act."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or (asked := _signed_in(request)) is None:
            return None
        if (key := _uuid(request.headers.get(ONCE_HEADER, ""))) is not None:
            if not actions.claim(by=asked.actor, key=key, address=request.path, at=asked.now):
                return JsonResponse({"da_gui": True}, status=ALREADY)
            request.claimed = key  # type: ignore[attr-defined]
        try:
            self._open_parts(asked)
        except NotThere as refusal:  # what goes wrong before the view reaches no other middleware
            return render(request, "404.html", {"sentence": refusal.sentence}, status=404)
        return None

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if (asked := _signed_in(request)) is None:
            return response
        claimed: UUID | None = getattr(request, "claimed", None)
        came: list[Any] = getattr(request, "came_in_parts", [])
        for _, file in came:
            file.close()
        if response.status_code < 400 and came:
            ids = [upload_id for upload_id, _ in came]
            parts.taken(officer_id=asked.actor.officer_id, upload_ids=ids, at=asked.now)
        if claimed is not None and 400 <= response.status_code < 500:
            actions.give_back(by=asked.actor, key=claimed)
        if _may_be_kept(asked, response):
            response[KEEP_HEADER] = account_key(asked.actor.officer_id)
        return response

    def _open_parts(self, request: Request) -> None:
        came: list[tuple[int, Any]] = []
        request.came_in_parts = came  # type: ignore[attr-defined]
        for told in request.POST.getlist(SENT_PARTS):
            field, _, number = told.rpartition(":")
            upload_id = id_from(number)
            if field and upload_id is not None:
                file = parts.opened(officer_id=request.actor.officer_id, upload_id=upload_id)
                came.append((upload_id, file))
                request.FILES.appendlist(field, file)


def _signed_in(request: HttpRequest) -> Request | None:
    """The request of an officer who is wholly in."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or getattr(request, "second_step_due", False):
        return None
    return cast(Request, request)


def _may_be_kept(request: Request, response: HttpResponse) -> bool:
    """A whole page that was read, on her own device, that tells of nothing restricted."""
    found = request.resolver_match
    if request.method != "GET" or response.status_code != 200 or found is None or found.url_name not in KEPT:
        return False
    if response.streaming or request.headers.get("HX-Request") or not keeps_pages(request, request.actor):
        return False
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return False
    return not tells_of_restricted(request.path, response.content.decode())


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
