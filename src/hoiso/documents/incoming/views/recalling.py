"""Cancelling an incoming document on its sender's order, and taking that back."""

from dataclasses import asdict

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.forms import refused
from hoiso.core.pages import go_to, page
from hoiso.documents.incoming import phrases, public
from hoiso.documents.incoming.forms import ReasonForm
from hoiso.documents.incoming.recall_forms import RecallForm
from hoiso.documents.pages import act_with_reason


@needs(Right.REGISTER_INCOMING)
def incoming_recall(request: Request, document_id: int) -> HttpResponse:
    """What the order says, filled in; a person confirms it with one press."""
    document = public.registered(document_id)
    today = office_date(request.now)
    order = public.order_on(document)
    form = RecallForm(
        request.POST or None, today=today, initial=asdict(order) if order else {"ordered_on": today}
    )
    to = reverse("document", args=[document_id])
    if form.is_bound and form.is_valid():
        try:
            public.cancel_on_order(
                by=request.actor, document_id=document_id, at=request.now, **form.cleaned_data
            )
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, to, done="Đã huỷ văn bản và báo cho người đang xử lý.")
    return page(
        request,
        "documents/incoming/recall.html",
        status=422 if form.is_bound else 200,
        form=form,
        document=document,
        said=phrases.ORDER_KEPT if order else phrases.ORDER_NOT_KEPT,
    )


@needs(Right.REGISTER_INCOMING)
def incoming_recall_undo(request: Request, document_id: int) -> HttpResponse:
    """The document stands again as before, with a reason."""
    document = public.registered(document_id)
    to = reverse("document", args=[document_id])
    return act_with_reason(
        request,
        ReasonForm(request.POST or None),
        "documents/incoming/reason.html",
        act=lambda reason: public.undo_cancelling(
            by=request.actor, document_id=document_id, reason=reason, at=request.now
        ),
        to=to,
        done="Đã bỏ huỷ. Văn bản và các việc trở lại như trước khi huỷ.",
        title=f"Bỏ huỷ văn bản số đến {document.number}{document.suffix}",
        label="Bỏ huỷ",
        hint="Người được giao việc sẽ đọc được, ví dụ: nơi gửi thu hồi văn bản khác",
        back=to,
    )
