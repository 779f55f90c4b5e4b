"""Closed identity codes: a message confirmed for the successor, or refused with a reason."""

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.core.errors import DomainError
from hoiso.core.pages import go_to, page
from hoiso.documents.incoming import public
from hoiso.documents.incoming.code_forms import CodesForm
from hoiso.documents.incoming.forms import ReasonForm
from hoiso.documents.incoming.views.desk import tell

_REFUSED = "Đã từ chối, lý do được ghi lại."
_HINT = "Ghi lý do, ví dụ: phần việc này đã giao cho xã khác, gửi lại theo mã của xã đó"


@needs(Right.REGISTER_INCOMING)
def incoming_message(request: Request, message_id: int) -> HttpResponse:
    """A message about a document that names a closed code; a POST takes it for the successor."""
    case, codes = public.codes_of_message(message_id)
    form = CodesForm(request.POST if request.method == "POST" else None, codes=codes)
    if request.method == "POST" and form.is_valid():
        try:
            document, said = public.confirm_message_codes(
                by=request.actor, message_id=message_id, answers=form.answers(), at=request.now
            )
        except DomainError as error:
            tell(form, error)
        else:
            address = reverse("document", args=[document.pk]) if document else reverse("incoming_import")
            return go_to(request, address, done=said)
    status = 422 if form.is_bound else 200
    return page(request, "documents/incoming/message.html", status=status, form=form, case=case)


@needs(Right.REGISTER_INCOMING)
def incoming_message_refuse(request: Request, message_id: int) -> HttpResponse:
    """The message is not the successor's."""
    public.codes_of_message(message_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            public.refuse_message_codes(
                by=request.actor, message_id=message_id, reason=form.cleaned_data["reason"], at=request.now
            )
        except DomainError as error:
            tell(form, error)
        else:
            return go_to(request, reverse("incoming_import"), done=_REFUSED)
    return _reason(request, form, "Từ chối thông điệp", reverse("incoming_message", args=[message_id]))


@needs(Right.REGISTER_INCOMING)
def incoming_refuse(request: Request, draft_id: int) -> HttpResponse:
    """The new document for a closed code is not the successor's."""
    public.draft_page(draft_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            public.refuse_draft_codes(
                by=request.actor, draft_id=draft_id, reason=form.cleaned_data["reason"], at=request.now
            )
        except DomainError as error:
            tell(form, error)
        else:
            return go_to(request, reverse("incoming_import"), done=_REFUSED)
    return _reason(request, form, "Từ chối văn bản", reverse("incoming_confirm", args=[draft_id]))


def _reason(request: Request, form: ReasonForm, title: str, back: str) -> HttpResponse:
    return page(
        request, "documents/incoming/reason.html", status=422 if form.is_bound else 200,
        form=form, title=title, label=title, hint=_HINT, back=back,
    )  # fmt: skip
