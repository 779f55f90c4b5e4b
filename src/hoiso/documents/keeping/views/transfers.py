"""Nộp lưu trữ: what is ready, the hand-overs and their state, index and minutes."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.audit import public as audit
from hoiso.core.forms import ids_from
from hoiso.core.pages import page
from hoiso.documents.keeping import paper, phrases, public
from hoiso.documents.keeping.forms.archive import ReasonForm, ReceiveForm, SendForm, TransferForm
from hoiso.documents.keeping.views.answering import PDF, XLSX, act, file_answer, unit_of
from hoiso.documents.tables.archive import Transfer


@needs(Right.KEEP_ARCHIVE)
def transfer_list(request: Request) -> HttpResponse:
    """The hand-overs of the unit."""
    return page(
        request,
        "documents/keeping/transfers.html",
        title="Nộp lưu trữ",
        heads=phrases.TRANSFER_HEADS,
        transfers=public.transfers(unit_of(request, Right.KEEP_ARCHIVE)),
    )


@needs(Right.KEEP_ARCHIVE)
def transfer_new(request: Request) -> HttpResponse:
    """Choose closed dossiers for an archive."""
    unit_id = unit_of(request, Right.KEEP_ARCHIVE)
    asked = request.POST.get("to", request.GET.get("noi", ""))
    to = asked if asked in Transfer.To.values else Transfer.To.OFFICE.value
    form = TransferForm(request.POST or None, initial={"to": to, "archive": Transfer.To(to).label})
    made: list[int] = []

    def do() -> str:
        transfer = public.prepare_transfer(
            by=request.actor, unit_id=unit_id, to=to, archive=form.cleaned_data["archive"],
            dossier_ids=ids_from(request.POST.getlist("chon")), at=request.now,
        )  # fmt: skip
        made.append(transfer.pk)
        return phrases.TRANSFER_PREPARED

    answer = act(
        request, form, do,
        on_to=reverse("transfer_list"), back_url=reverse("transfer_list"), back_label="Nộp lưu trữ",
        title="Chọn hồ sơ nộp lưu trữ", label="Lập danh sách nộp",
        template="documents/keeping/transfer_new.html",
        heads=phrases.READY_HEADS,
        rows=public.to_hand_over(unit_id=unit_id, to=to),
        chosen=set(ids_from(request.POST.getlist("chon"))),
        to=to,
        today=request.actor.on,
        views=[
            {"url": f"?noi={value}", "label": label, "count": None, "current": value == to}
            for value, label in Transfer.To.choices
        ],
    )  # fmt: skip
    if made:
        answer["Location"] = reverse("transfer", args=[made[0]])
    return answer


@needs(Right.KEEP_ARCHIVE)
def transfer(request: Request, transfer_id: int) -> HttpResponse:
    """One hand-over: its dossiers, its papers, its next step."""
    found = public.transfer(transfer_id)
    return page(
        request,
        "documents/keeping/transfer.html",
        title=f"Nộp lưu trữ: {found.archive}",
        heads=phrases.TRANSFERRED_HEADS,
        transfer=found,
        rows=public.transferred(transfer_id),
        facts=[
            ("Nơi nhận", found.archive),
            ("Người lập", found.made_by_name),
            ("Người giao", found.deliverer),
            ("Ngày giao", f"{found.sent_on:%d/%m/%Y}" if found.sent_on else ""),
            ("Người nhận", found.receiver),
            ("Ngày nhận hoặc trả", f"{found.ended_on:%d/%m/%Y}" if found.ended_on else ""),
            ("Lý do trả lại", found.reason),
        ],
    )


@needs(Right.KEEP_ARCHIVE)
def transfer_send(request: Request, transfer_id: int) -> HttpResponse:
    """Write down the delivery."""
    found = public.transfer(transfer_id)
    form = SendForm(
        request.POST or None,
        today=request.actor.on,
        initial={"deliverer": request.actor.full_name, "sent_on": request.actor.on},
    )

    def do() -> str:
        public.send_transfer(by=request.actor, transfer_id=transfer_id, at=request.now, **form.cleaned_data)
        return phrases.TRANSFER_SENT

    return _step(request, found, form, do, "Ghi việc giao hồ sơ", "Ghi đã giao")


@needs(Right.KEEP_ARCHIVE)
def transfer_receive(request: Request, transfer_id: int) -> HttpResponse:
    """Write down that the archive has signed."""
    found = public.transfer(transfer_id)
    form = ReceiveForm(request.POST or None, today=request.actor.on, initial={"ended_on": request.actor.on})

    def do() -> str:
        public.receive_transfer(
            by=request.actor, transfer_id=transfer_id, at=request.now, **form.cleaned_data
        )
        return phrases.TRANSFER_RECEIVED

    return _step(request, found, form, do, "Ghi lưu trữ đã nhận", "Ghi đã nhận")


@needs(Right.KEEP_ARCHIVE)
def transfer_return(request: Request, transfer_id: int) -> HttpResponse:
    """Given back, or not handed over after all."""
    found = public.transfer(transfer_id)
    form = ReasonForm(request.POST or None)

    def do() -> str:
        public.return_transfer(by=request.actor, transfer_id=transfer_id, at=request.now, **form.cleaned_data)
        return phrases.TRANSFER_RETURNED

    return _step(request, found, form, do, "Trả lại đợt nộp lưu trữ", "Trả lại")


def _step(
    request: Request, found: Transfer, form: forms.Form, do: Callable[[], str], title: str, label: str
) -> HttpResponse:
    address = reverse("transfer", args=[found.pk])
    return act(
        request, form, do, on_to=address, back_url=address, back_label=found.archive, title=title, label=label
    )


@needs(Right.KEEP_ARCHIVE)
def transfer_index(request: Request, transfer_id: int) -> HttpResponse:
    """Mục lục hồ sơ nộp lưu, two copies."""
    found, rows = public.transfer(transfer_id), public.transferred(transfer_id)
    content = paper.transfer_index(found, rows, printed_by=request.actor.full_name, at=request.now)
    _note(request, found, "print", len(rows))
    return file_answer(request, content, PDF, "muc-luc-nop-luu")


@needs(Right.KEEP_ARCHIVE)
def transfer_export(request: Request, transfer_id: int) -> HttpResponse:
    """The index as an Excel file."""
    found, rows = public.transfer(transfer_id), public.transferred(transfer_id)
    content = paper.transfer_index_sheet(found, rows, printed_by=request.actor.full_name, at=request.now)
    _note(request, found, "export", len(rows))
    return file_answer(request, content, XLSX, "muc-luc-nop-luu")


@needs(Right.KEEP_ARCHIVE)
def transfer_minutes(request: Request, transfer_id: int) -> HttpResponse:
    """Biên bản giao nhận, two copies."""
    found, rows = public.transfer(transfer_id), public.transferred(transfer_id)
    content = paper.transfer_minutes(found, rows, printed_by=request.actor.full_name, at=request.now)
    _note(request, found, "print", len(rows))
    return file_answer(request, content, PDF, "bien-ban-giao-nhan")


def _note(request: Request, found: Transfer, action: str, rows: int) -> None:
    audit.record(
        action, "transfer", found.pk, at=request.now, actor_id=request.actor.officer_id,
        unit_id=found.unit_id, rows=rows,
    )  # fmt: skip
