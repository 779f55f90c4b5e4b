"""Deliveries before they are in the book, corrections, and the ways back."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.http import Request
from hoiso.access.public import Right, needs, require
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.pages import go_to, page
from hoiso.documents.incoming import public
from hoiso.documents.incoming.forms import CorrectionForm, ReasonForm
from hoiso.documents.incoming.views.desk import tell
from hoiso.documents.pages import act_with_reason

_REASON = "documents/incoming/reason.html"


@needs(Right.READ_TRAY)
def incoming_delivery(request: Request, delivery_id: int) -> HttpResponse:
    """What another unit has sent; a POST takes it to the desk."""
    if request.method == "POST":
        draft = public.begin_with_delivery(by=request.actor, delivery_id=delivery_id, at=request.now)
        return go_to(request, reverse("incoming_confirm", args=[draft.pk]))
    shown = public.delivery_page(delivery_id)
    if request.actor.holds(Right.READ_TRAY, at=shown.to_unit_id):
        public.open_delivery(by=request.actor, delivery_id=delivery_id, at=request.now)
    return page(
        request,
        "documents/incoming/delivery.html",
        delivery=shown,
        registers=request.actor.holds(Right.REGISTER_INCOMING, at=shown.to_unit_id),
    )


@needs(Right.REGISTER_INCOMING)
def incoming_delivery_return(request: Request, delivery_id: int) -> HttpResponse:
    """Send a delivery back with a reason."""
    require(request.actor, Right.REGISTER_INCOMING, at=public.delivery_page(delivery_id).to_unit_id)
    return act_with_reason(
        request,
        ReasonForm(request.POST or None),
        _REASON,
        act=lambda reason: public.refuse_delivery(
            by=request.actor, delivery_id=delivery_id, reason=reason, at=request.now
        ),
        to=reverse("incoming_tray"),
        done="Đã trả lại văn bản cho nơi gửi.",
        title="Trả lại văn bản",
        label="Trả lại nơi gửi",
        hint="Nơi gửi sẽ đọc được lý do, ví dụ: gửi nhầm, nơi nhận đúng là Hội LHPN xã bên",
        back=reverse("incoming_delivery", args=[delivery_id]),
    )


@needs(Right.REGISTER_INCOMING)
def incoming_correct(request: Request, document_id: int) -> HttpResponse:
    """Correct a registered line; history and reason stay."""
    document = public.registered(document_id)
    today = office_date(request.now)
    form = CorrectionForm(
        request.POST or None,
        today=today,
        arrived_on=document.arrived_on,
        initial=public.line_values(document),
    )
    if request.method == "POST" and form.is_valid():
        try:
            public.correct(
                by=request.actor,
                document_id=document_id,
                version=form.cleaned_data["version"],
                values=form.values(),
                reason=form.cleaned_data["reason"],
                at=request.now,
            )
        except DomainError as error:
            tell(form, error)
        else:
            return go_to(request, reverse("document", args=[document_id]), done="Đã sửa thông tin đăng ký.")
    status = 422 if form.is_bound else 200
    return page(
        request,
        "documents/incoming/correct.html",
        status=status,
        form=form,
        document=document,
        corrections=public.corrections_of(document_id),
    )


@needs(Right.REGISTER_INCOMING)
def incoming_void(request: Request, document_id: int) -> HttpResponse:
    """Undo a registration with a reason; its number stays in the book, struck through."""
    document = public.registered(document_id)
    number = f"{document.number}{document.suffix}"
    return act_with_reason(
        request,
        ReasonForm(request.POST or None),
        _REASON,
        act=lambda reason: public.undo_registration(
            by=request.actor, document_id=document_id, reason=reason, at=request.now
        ),
        to=reverse("incoming_tray"),
        done=f"Đã huỷ đăng ký, số đến {number} không dùng lại.",
        title=f"Huỷ đăng ký số đến {number}",
        label="Huỷ đăng ký",
        hint="Lý do được ghi trong sổ cạnh số đã huỷ, ví dụ: vào sổ hai lần",
        back=reverse("document", args=[document_id]),
    )


@needs(Right.REGISTER_INCOMING)
@require_POST
def incoming_undo(request: Request, document_id: int) -> HttpResponse:
    """The undo bar right after registering."""
    document = public.undo_registration(by=request.actor, document_id=document_id, at=request.now)
    return go_to(
        request,
        reverse("incoming_tray"),
        done=f"Đã hoàn tác. Số đến {document.number}{document.suffix} ghi là đã huỷ trong sổ.",
    )


@needs(Right.REGISTER_INCOMING)
def incoming_return(request: Request, document_id: int) -> HttpResponse:
    """Return a registered document to its sender with a reason."""
    document = public.registered(document_id)
    return act_with_reason(
        request,
        ReasonForm(request.POST or None),
        _REASON,
        act=lambda reason: public.return_document(
            by=request.actor, document_id=document_id, version=document.version, reason=reason, at=request.now
        ),
        to=reverse("incoming_tray"),
        done="Đã trả lại văn bản cho nơi gửi.",
        title="Trả lại văn bản",
        label="Trả lại nơi gửi",
        hint="Ví dụ: gửi nhầm, thiếu phụ lục, chữ ký số không hợp lệ",
        back=reverse("document", args=[document_id]),
    )
