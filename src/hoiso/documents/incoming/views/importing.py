"""Several edXML messages at once, and the messages that wait for their document."""

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.core.pages import page
from hoiso.documents.incoming import public
from hoiso.documents.incoming.forms import MessagesForm
from hoiso.documents.incoming.views.desk import desk_unit, upload_of


@needs(Right.REGISTER_INCOMING)
def incoming_import(request: Request) -> HttpResponse:
    """Take messages in; the page tells what became of each."""
    unit_id = desk_unit(request)
    done: list[dict[str, object]] = []
    form = MessagesForm()
    if request.method == "POST":
        form = MessagesForm(request.POST, request.FILES)
        if form.is_valid():
            for file in form.cleaned_data["uploads"]:
                upload = upload_of(file)
                done.append({"name": upload.name, **_take(request, unit_id, upload)})
            form = MessagesForm()
    return page(
        request,
        "documents/incoming/import.html",
        status=422 if form.is_bound else 200,
        form=form,
        done=done,
        waiting=public.waiting_messages(unit_id),
        cases=public.code_cases(unit_id),
    )


def _take(request: Request, unit_id: int, upload: public.Upload) -> dict[str, object]:
    try:
        taken = public.take_message(by=request.actor, unit_id=unit_id, upload=upload, at=request.now)
    except NotAllowed:
        raise
    except DomainError as refusal:
        return {"said": refusal.sentence, "bad": True}
    url = ""
    if taken.draft_id is not None:
        url = reverse("incoming_confirm", args=[taken.draft_id])
    elif taken.message_id is not None:
        url = reverse("incoming_message", args=[taken.message_id])
    elif taken.document_id is not None:
        url = reverse("document", args=[taken.document_id])
    said = taken.said or (taken.codes[0].told if taken.codes else "Đã đọc xong, chờ xác nhận để vào sổ.")
    return {"said": said, "url": url, "remarks": taken.remarks, "bad": False, "asks": bool(taken.codes)}
