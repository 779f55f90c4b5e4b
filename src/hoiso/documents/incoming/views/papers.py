"""Paper originals: where each is, what is out, labels, the stamped copy for print."""

from datetime import date

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.files.isolation import ChildFailed
from hoiso.core.forms import id_from, ids_from
from hoiso.core.pages import go_to, page
from hoiso.documents import recognition
from hoiso.documents.handling import public as handling
from hoiso.documents.incoming import phrases, public
from hoiso.documents.incoming.paper_forms import LendPaperForm, ReceivePaperForm
from hoiso.documents.incoming.views.desk import desk_unit, tell
from hoiso.documents.layouts.labels import PER_SHEET, Label, render_labels, render_stamp, stamped_copy
from hoiso.documents.tables.document import Document, DocumentFile
from hoiso.units.models import Unit


@needs(Right.REGISTER_INCOMING)
def papers(request: Request) -> HttpResponse:
    """What is lent, what is awaited."""
    unit_id = desk_unit(request)
    awaited = request.GET.get("xem") == "cho-nhan"
    return page(
        request,
        "documents/incoming/papers.html",
        rows=public.papers_awaited(unit_id) if awaited else public.papers_out(unit_id),
        awaited=awaited,
        heads=phrases.AWAITED_HEADS if awaited else phrases.OUT_HEADS,
        today=request.actor.on,
        views=[
            {"url": "?xem=cho-muon", "label": "Đang cho mượn", "count": None, "current": not awaited},
            {"url": "?xem=cho-nhan", "label": "Chờ bản giấy", "count": None, "current": awaited},
        ],
    )


@needs(Right.REGISTER_INCOMING)
def paper(request: Request, document_id: int) -> HttpResponse:
    """The original of one document: laid down, lent, brought back."""
    shown, today = public.paper(document_id), request.actor.on
    way = request.POST.get("viec", "")
    received = ReceivePaperForm(
        request.POST if way == "nhan" else None, today=today,
        initial={"place": shown.place, "received_on": shown.received_on or today},
    )  # fmt: skip
    people = {one.id: one.full_name for one in handling.colleagues(shown.document.unit_id, on=today)}
    lent = LendPaperForm(request.POST if way == "cho-muon" else None, today=today, people=people)
    form = lent if way == "cho-muon" else received
    here = reverse("paper", args=[document_id])
    if request.method == "POST":
        try:
            if way == "tra":
                public.return_paper(by=request.actor, document_id=document_id, at=request.now)
                return go_to(request, here, done="Đã ghi trả bản giấy.")
            if form.is_valid() and form is received:
                public.receive_paper(
                    by=request.actor, document_id=document_id, at=request.now, **form.cleaned_data
                )
                return go_to(request, here, done="Đã ghi nơi để bản giấy.")
            if form.is_valid() and form is lent:
                public.lend_paper(
                    by=request.actor, document_id=document_id, borrower_id=form.cleaned_data["borrower"],
                    until=form.cleaned_data["until"], at=request.now,
                )  # fmt: skip
                return go_to(request, here, done="Đã ghi cho mượn bản giấy.")
        except DomainError as error:
            tell(form, error)
    status = 422 if form.is_bound else 200
    return page(
        request, "documents/incoming/paper.html", status=status, shown=shown, document=shown.document,
        form=form, received=received, lent=lent, today=today, heads=phrases.LOAN_HEADS,
    )  # fmt: skip


@needs(Right.REGISTER_INCOMING)
def paper_label(request: Request, document_id: int) -> HttpResponse:
    """One label."""
    return _labels(request, [public.paper(document_id).document], sheet=False, skip=0)


@needs(Right.REGISTER_INCOMING)
def paper_labels(request: Request) -> HttpResponse:
    """A sheet of labels for the documents named in `chon`, from the `bat-dau`-th label on."""
    chosen = public.labelled(desk_unit(request), ids_from(request.GET.getlist("chon"))[:PER_SHEET])
    if not chosen:
        return go_to(request, reverse("papers"), done="Chưa chọn văn bản nào để in nhãn.")
    first = id_from(request.GET.get("bat-dau", "")) or 1
    return _labels(request, chosen, sheet=True, skip=min(first, PER_SHEET) - 1)


@needs(Right.REGISTER_INCOMING)
def paper_stamped(request: Request, document_id: int) -> HttpResponse:
    """A copy for print with the stamp, of a scan its searchable copy; no file in the store is touched."""
    document = public.paper(document_id).document
    standing = DocumentFile.objects.filter(document=document, replaced_at=None).select_related("stored")
    found = (recognition.printable(file.stored) for file in standing.exclude(role=DocumentFile.Role.ANNEX))
    path = next(filter(None, found), None) if document.disposed_at is None else None
    if path is None:
        raise NotThere("Văn bản này không có tệp PDF để đóng dấu đến.")
    stamp = render_stamp(
        unit=document.unit.title, number=_number(document), day=_day(request, document), to="", file_code=""
    )
    try:
        copy = stamped_copy(path, stamp)
    except ChildFailed as failure:
        raise NotThere("Chưa đóng được dấu đến lên tệp này. Tải tệp về để in.") from failure
    audit.record(
        "print", "document", document.pk, at=request.now, actor_id=request.actor.officer_id,
        unit_id=document.unit_id,
    )  # fmt: skip
    return _pdf(copy, f"ban-dong-dau-den-{document.pk}")


def _labels(request: Request, documents: list[Document], *, sheet: bool, skip: int) -> HttpResponse:
    labels = [
        Label(
            _number(one),
            _day(request, one),
            request.build_absolute_uri(reverse("document", args=[one.pk])),
        )
        for one in documents
    ]
    unit = Unit.objects.get(pk=documents[0].unit_id)
    content = render_labels(labels, unit=unit.title, dated=office_date(request.now), sheet=sheet, skip=skip)
    audit.record(
        "print", "paper_label", documents[0].pk, at=request.now, actor_id=request.actor.officer_id,
        unit_id=unit.pk, documents=[one.pk for one in documents],
    )  # fmt: skip
    return _pdf(content, "nhan-van-ban-den")


def _number(document: Document) -> str:
    return f"{document.number or ''}{document.suffix}"


def _day(request: Request, document: Document) -> date:
    return document.arrived_on or office_date(request.now)


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
