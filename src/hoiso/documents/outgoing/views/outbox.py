"""The outbox: how long a document can still be stopped, and stopping it."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.pages import go_to, page
from hoiso.documents.outgoing import public
from hoiso.documents.tables.document import State
from hoiso.documents.tables.outbox import Sending


@needs(Right.ISSUE)
@require_safe
def outgoing_outbox(request: Request, document_id: int) -> HttpResponse:
    """ "Đang gửi, còn 30 giây": asked again every few seconds; where it has gone, on to its receivers."""
    found = public.outbox_of(document_id)
    sending = found.sending
    if sending is None or (sending.state == Sending.State.SENT and found.document.state == State.ISSUED):
        way = "outgoing_issue" if sending is None else "outgoing_recipients"
        address = reverse(way, args=[document_id])
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": address})
        return go_to(request, address, done=f"Đã phát hành {found.document.symbol}." if sending else "")
    template = "documents/outgoing/_outbox.html" if request.htmx else "documents/outgoing/outbox.html"
    return page(
        request, template, document=found.document, sending=sending, places=found.places,
        left=found.seconds_left(request.now),
    )  # fmt: skip


@needs(Right.ISSUE)
@require_POST
def outgoing_stop(request: Request, document_id: int) -> HttpResponse:
    """Stop it; when it has gone already, say so and what to do."""
    try:
        public.stop_sending(by=request.actor, document_id=document_id, at=request.now)
    except (NotThere, NotAllowed):
        raise
    except DomainError as error:
        found = public.outbox_of(document_id)
        return page(
            request, "documents/outgoing/outbox.html", status=409, document=found.document,
            sending=found.sending, places=found.places, left=0, too_late=error.sentence,
        )  # fmt: skip
    done = "Đã dừng. Chưa nơi nào nhận được văn bản."
    return go_to(request, reverse("outgoing_issue", args=[document_id]), done=done)


@needs(Right.ISSUE)
@require_safe
def outbox_list(request: Request) -> HttpResponse:
    """Everything of the unit that is on its way, was stopped, or could not go."""
    units = request.actor.units_with(Right.ISSUE)
    unit_id = request.actor.unit_id if request.actor.unit_id in units else units[0]
    return page(
        request, "documents/outgoing/outbox_list.html", title="Chờ gửi", rows=public.outbox(unit_id),
        heads=("Tình trạng", "Văn bản", "Người gửi", "Lúc bấm"),
    )  # fmt: skip
