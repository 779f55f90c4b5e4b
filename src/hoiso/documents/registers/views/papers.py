"""Papers of one document: the handling slip, its envelopes, and its kept copy lent for use."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.http import Request
from hoiso.access.public import Right, needs, signed_in
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import vn_date
from hoiso.documents.layouts.envelopes import SIZES, Envelopes, Receiver, render_envelopes
from hoiso.documents.layouts.slips import DocumentFacts, HandlingSlip, Opinion, SlipHead, render_handling_slip
from hoiso.documents.registers import public
from hoiso.documents.registers.forms import LoanForm
from hoiso.documents.registers.periods import period_from, year_of
from hoiso.documents.sheet.public import Sheet
from hoiso.documents.sheet.public import sheet as sheet_of
from hoiso.documents.tables.document import Urgency
from hoiso.documents.tables.outgoing import Recipient
from hoiso.units.models import Unit

PDF = "application/pdf"


@signed_in
def handling_slip(request: Request, document_id: int) -> HttpResponse:
    """Phiếu giải quyết văn bản đến, with what has been said so far; lines to write on for the rest."""
    sheet = sheet_of(document_id, officer_id=request.actor.officer_id)
    if sheet.direction != "in" or sheet.arrived_on is None:
        raise NotThere("Chỉ văn bản đến có phiếu giải quyết.")
    head = SlipHead(
        unit_lines=(sheet.unit_name,), office=sheet.unit_name, place="", day=sheet.arrived_on,
        printed_by=request.actor.full_name, printed_at=request.now,
    )  # fmt: skip
    slip = HandlingSlip(
        head=head,
        document=DocumentFacts(
            kind=sheet.kind_name or "văn bản", symbol=sheet.symbol, day=sheet.issued_on, issuer=sheet.issuer,
            subject=sheet.subject,
        ),
        arrival_number=sheet.number_written,
        arrival_date=sheet.arrived_on,
        deadline=sheet.due_on,
        leader=_leaders(sheet),
        unit_head=_proposed(sheet),
        officer=_results(sheet),
    )  # fmt: skip
    _print(request, sheet)
    return _pdf(render_handling_slip(slip), f"phieu-giai-quyet-{sheet.number_written or document_id}")


def _leaders(sheet: Sheet) -> Opinion:
    if not sheet.instructions:
        return Opinion()
    lines = []
    for one in sheet.instructions:
        given = [line for line in sheet.assignments if line.instruction_id == one.id]
        words = [f"{line.officer_name} ({_PARTS[line.part]}{_until(line.due_on)})" for line in given]
        lines.append("; ".join(filter(None, (one.text, *words))))
    last = sheet.instructions[-1]
    return Opinion(lines=tuple(lines), by=last.by_name, day=office_date(last.at))


_PARTS = {"lead": "chủ trì", "coordinate": "phối hợp", "informed": "để biết"}


def _until(day: object) -> str:
    return f", hạn {day:%d/%m/%Y}" if day else ""


def _proposed(sheet: Sheet) -> Opinion:
    if not sheet.proposals or not sheet.proposals[-1].wording:
        return Opinion()
    last = sheet.proposals[-1]
    due = f" Hạn {vn_date(last.due_on)}." if last.due_on else ""
    return Opinion(lines=(f"{last.wording}{due}",), by=last.by_name, day=office_date(last.at))


def _results(sheet: Sheet) -> Opinion:
    done = [line for line in sheet.assignments if line.result and line.done_at is not None]
    if not done:
        return Opinion()
    last = done[-1]
    lines = tuple(f"{line.officer_name}: {line.result}" for line in done)
    return Opinion(lines=lines, by=last.officer_name, day=office_date(last.done_at) if last.done_at else None)


@signed_in
def envelopes(request: Request, document_id: int) -> HttpResponse:
    """Envelopes for those whom an outgoing document reaches on paper, else for all its receivers."""
    sheet = sheet_of(document_id, officer_id=request.actor.officer_id)
    asked = request.GET.get("kho", "")
    rows = list(Recipient.objects.select_related("unit").filter(document_id=document_id))
    chosen = [one for one in rows if one.line == Recipient.Line.PAPER] or rows
    if sheet.direction != "out" or not chosen:
        raise NotThere("Văn bản này không có nơi nhận để in bì.")
    office = Unit.objects.get(pk=sheet.unit_id)
    made = Envelopes(
        size=asked if asked in SIZES else "c5",
        sender=sheet.unit_name,
        address=office.address,
        phone=office.phone,
        symbol=sheet.symbol,
        urgency=str(Urgency(sheet.urgency).label).upper() if sheet.urgency else "",
        receivers=[Receiver(one.name, one.unit.address if one.unit else "") for one in chosen],
        day=office_date(request.now),
    )
    _print(request, sheet, envelopes=len(chosen))
    return _pdf(render_envelopes(made), f"bi-thu-{document_id}")


@needs(Right.KEEP_BOOKS)
def loan_list(request: Request) -> HttpResponse:
    """Sổ sử dụng bản lưu of a year, what is still out first."""
    units = request.actor.units_with(Right.KEEP_BOOKS)
    unit_id = request.actor.unit_id if request.actor.unit_id in units else units[0]
    period = period_from(request.GET.get("tu", ""), request.GET.get("den", "")) or year_of(request.actor.on)
    base = f"{reverse('report_file')}?mau=ban-luu&{period.query}"
    return page(
        request,
        "documents/registers/loans.html",
        title="Sổ sử dụng bản lưu",
        rows=public.loans(unit_id=unit_id, first=period.first, last=period.last),
        heads=("Tình trạng", "Văn bản", "Người sử dụng", "Ngày mượn", "Ngày trả"),
        period=period.words,
        pdf_url=f"{base}&dang=pdf",
        xlsx_url=f"{base}&dang=xlsx",
    )


@needs(Right.KEEP_BOOKS)
def loan_new(request: Request, document_id: int) -> HttpResponse:
    """Lend the kept copy of a document."""
    sheet, today = sheet_of(document_id, officer_id=request.actor.officer_id), request.actor.on
    if not request.actor.holds(Right.KEEP_BOOKS, at=sheet.unit_id):
        raise NotAllowed("Sổ sử dụng bản lưu do văn thư hoặc Chánh Văn phòng của đơn vị ghi.")
    form = LoanForm(request.POST or None, today=today, initial={"lent_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            public.lend_copy(by=request.actor, document_id=document_id, at=request.now, **form.cleaned_data)
        except DomainError as error:
            if isinstance(error, NotThere | NotAllowed):
                raise
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return go_to(request, reverse("loan_list"), done="Đã ghi vào sổ sử dụng bản lưu.")
    return page(
        request,
        "documents/registers/form_of_document.html",
        status=422 if form.is_bound else 200,
        title="Cho mượn bản lưu",
        label="Ghi vào sổ",
        form=form,
        sheet=sheet,
    )


@needs(Right.KEEP_BOOKS)
@require_POST
def loan_return(request: Request, loan_id: int) -> HttpResponse:
    """The copy is back."""
    public.return_copy(by=request.actor, loan_id=loan_id, at=request.now)
    return go_to(request, reverse("loan_list"), done="Đã ghi ngày trả bản lưu.")


def _print(request: Request, sheet: Sheet, **counts: int) -> None:
    audit.record(
        "print", "document", sheet.id, at=request.now, actor_id=request.actor.officer_id,
        unit_id=sheet.unit_id, **counts,
    )  # fmt: skip


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=PDF)
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
