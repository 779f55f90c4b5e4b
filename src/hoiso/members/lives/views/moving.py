"""Transfers: asked for one or for many, those that wait, answered by the receiving branch."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.forms import id_from, ids_from
from hoiso.core.pages import go_to, page
from hoiso.members.lives import public
from hoiso.members.lives.errors import ActRefused
from hoiso.members.lives.forms import AnswerForm, TransferForm
from hoiso.members.register import public as register

_VIEWS = {"den": "Chờ ta nhận", "di": "Chờ nơi khác nhận", "xong": "Đã trả lời"}


@needs(Right.KEEP_MEMBERS)
def transfer_new(request: Request) -> HttpResponse:
    """Where the ticked members go. A branch of another unit: its unit is chosen first."""
    place = register.place_of(request.actor, Right.KEEP_MEMBERS)
    today = request.actor.on
    given = request.POST if request.method == "POST" else request.GET
    chosen = ids_from(given.getlist("chon"))
    rows = public.to_tick(place, "dang", branch_id=None, chosen=chosen)
    own = register.above_of(place.unit_id, on=today) if place.is_branch else place.unit_id
    units = public.communes(on=today)
    unit_id = id_from(given.get("xa", "")) or own or 0
    branches = public.branches_under(unit_id, on=today)
    sent = request.method == "POST" and "on" in request.POST and "doi_xa" not in request.POST
    form = TransferForm(request.POST if sent else None, today=today, branches=branches, initial={"on": today})
    if sent and form.is_valid():
        try:
            moved = public.ask_transfer(by=request.actor, member_ids=chosen, move=form.move(), at=request.now)
        except (NotAllowed, NotThere):
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            if moved.at_once:
                return go_to(request, reverse("member_list"), done=f"Đã chuyển {moved.at_once} hội viên.")
            done = f"Đã gửi lời xin chuyển {moved.asked} hội viên; chờ nơi đến nhận."
            return go_to(request, f"{reverse('transfer_list')}?xem=di", done=done)
    return page(
        request, "members/lives/transfer_new.html", title="Chuyển sinh hoạt", rows=rows, form=form,
        units=units, unit_id=unit_id, status=422 if sent else 200,
    )  # fmt: skip


@needs(Right.READ_MEMBERS)
@require_safe
def transfer_list(request: Request) -> HttpResponse:
    """Transfers that wait for this place, for others, and answered ones."""
    view = request.GET.get("xem", "")
    return _listed(request, view if view in _VIEWS else "den", None)


def _listed(request: Request, view: str, form: AnswerForm | None) -> HttpResponse:
    place = register.place_of(request.actor)
    return page(
        request, "members/lives/transfers.html", title="Chuyển sinh hoạt", place=place,
        rows=public.transfers(place, view=view), view=view, keeps=register.keeps_at(request.actor, place),
        form=form or AnswerForm(today=request.actor.on, initial={"on": request.actor.on}),
        views=[
            {"url": f"?xem={name}", "label": label, "current": name == view} for name, label in _VIEWS.items()
        ],
        status=422 if form is not None else 200,
    )  # fmt: skip


def _named(request: Request) -> int:
    return id_from(request.POST.get("chuyen", "")) or 0


@needs(Right.KEEP_MEMBERS)
@require_POST
def transfer_receive(request: Request) -> HttpResponse:
    """The ticked ones are taken in."""
    form = AnswerForm(request.POST, today=request.actor.on)
    if form.is_valid():
        try:
            count = public.receive_transfers(
                by=request.actor, transfer_ids=ids_from(request.POST.getlist("chon")),
                on=form.cleaned_data["on"] or request.actor.on, words=form.cleaned_data["words"],
                at=request.now,
            )  # fmt: skip
        except (NotAllowed, NotThere):
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return go_to(
                request, reverse("member_transfer_list"), done=f"Đã nhận {count} hội viên vào chi hội."
            )
    return _listed(request, "den", form)


@needs(Right.KEEP_MEMBERS)
@require_POST
def transfer_refuse(request: Request) -> HttpResponse:
    """Not taken; why is told to the other branch."""
    form = AnswerForm(request.POST, today=request.actor.on)
    if form.is_valid():
        try:
            one = public.refuse_transfer(
                by=request.actor,
                transfer_id=_named(request),
                words=form.cleaned_data["words"],
                at=request.now,
            )
        except (NotAllowed, NotThere):
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return go_to(
                request, reverse("member_transfer_list"), done=f"Đã trả lời không nhận {one.full_name}."
            )
    return _listed(request, "den", form)


@needs(Right.KEEP_MEMBERS)
@require_POST
def transfer_withdraw(request: Request) -> HttpResponse:
    """The asking branch takes it back."""
    try:
        one = public.withdraw_transfer(by=request.actor, transfer_id=_named(request), at=request.now)
    except ActRefused as error:
        form = AnswerForm(request.POST, today=request.actor.on)
        form.is_valid()
        form.add_error(None, error.sentence)
        return _listed(request, "di", form)
    return go_to(
        request, f"{reverse('transfer_list')}?xem=di", done=f"Đã rút lại lời xin chuyển {one.full_name}."
    )
