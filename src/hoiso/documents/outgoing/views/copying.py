"""Paper copies of a document."""

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.public import Request, Right, needs, require
from hoiso.core.errors import DomainError
from hoiso.core.pages import go_to, page
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.forms.copying import CopyForm
from hoiso.documents.outgoing.signers import signers
from hoiso.documents.outgoing.views.desk import refused, today


@needs(Right.ISSUE)
def outgoing_copy(request: Request, document_id: int) -> HttpResponse:
    """Which copy, signed by whom, for whom."""
    source = public.copy_source(document_id)
    require(request.actor, Right.ISSUE, at=source.unit_id)
    people = signers(source.unit_id, on=today(request))
    form = CopyForm(request.POST or None, people=people, text=source.text)
    if form.is_valid():
        try:
            made = public.make_copy(
                by=request.actor, document_id=document_id, wish=form.wish(), at=request.now
            )
        except DomainError as error:
            refused(form, error)
        else:
            name = made.name.removesuffix(".pdf").replace("_", "/")
            done = f"Đã sao số {name}. Tệp nằm cùng các tệp của văn bản; in, ký và đóng dấu trên giấy."
            return go_to(request, reverse("document", args=[document_id]), done=done)
    return page(
        request,
        "documents/outgoing/copy.html",
        status=422 if form.is_bound else 200,
        source=source,
        form=form,
    )
