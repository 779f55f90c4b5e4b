"""Acts on letters, each on a page of its own."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs, signed_in
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.core.forms import refused
from hoiso.core.pages import go_to, page
from hoiso.documents.handling import public as handling
from hoiso.documents.petitions import forms, public
from hoiso.documents.petitions.errors import LikeOnes
from hoiso.documents.petitions.public import Upload
from hoiso.documents.tables.petition import Petition

_MOST_FILES = 10
_KEEPERS = Right.READ_TRAY


@needs(Right.REGISTER_INCOMING)
def petition_new(request: Request) -> HttpResponse:
    """Enter a letter; like ones in the register are shown before it gets a number."""
    today, unit_id = request.actor.on, _unit(request)
    form = forms.RegisterForm(request.POST or None, today=today, initial={"received_on": today})
    like: tuple[public.LikeOne, ...] = ()
    if form.is_bound and form.is_valid():
        files = [Upload(one.file, one.name or "") for one in request.FILES.getlist("files")[:_MOST_FILES]]  # type: ignore[arg-type]
        try:
            made = public.register(
                by=request.actor, unit_id=unit_id, letter=form.letter(), files=files,
                same=form.cleaned_data["same"], at=request.now,
            )  # fmt: skip
        except LikeOnes as error:
            like = public.like_ones(unit_id, form.letter())
            form.offer(like)
            form.add_error("same", error.sentence)
        except DomainError as error:
            refused(form, error)
        else:
            done = f"Đã vào sổ đơn thư số {made.number_written}."
            return go_to(request, reverse("petition", args=[made.pk]), done=done)
    return page(
        request, "documents/petitions/register.html", title="Vào sổ đơn thư", form=form, like=like,
        again=bool(request.FILES), label="Vào sổ", back_url=reverse("petition_list"), back_label="Đơn thư",
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@signed_in
def petition_change(request: Request, petition_id: int) -> HttpResponse:
    """Correct what was entered."""
    found = _opened(request, petition_id)
    one, content = found.petition, found.content
    assert content is not None
    initial = {
        name: getattr(one, name) for name in ("received_on", "way", "kind", "matter", "anonymous", "many")
    }
    initial |= {
        name: getattr(content, name)
        for name in ("sender_name", "sender_address", "sender_phone", "about", "summary")
    }
    form = forms.LetterForm(request.POST or None, today=request.actor.on, initial=initial)
    return _act(
        request, one, form, "Sửa nội dung trong sổ", "Lưu nội dung",
        lambda given: public.correct(
            by=request.actor, petition_id=petition_id, letter=form.letter(), at=request.now
        ),
        "Đã sửa nội dung trong sổ.", template="documents/petitions/register.html",
    )  # fmt: skip


@signed_in
def petition_give(request: Request, petition_id: int) -> HttpResponse:
    """Give it to somebody of the unit."""
    one = _opened(request, petition_id).petition
    form = forms.PersonForm(request.POST or None, people=_people(request, one))
    return _act(
        request, one, form, "Giao xử lý đơn", "Giao đơn",
        lambda given: public.give(
            by=request.actor, petition_id=petition_id, to_id=given["to"], words=given["words"], at=request.now
        ),
        "Đã giao đơn.", intro="Người được giao mở được đơn này, kể cả tên và địa chỉ người gửi.",
    )  # fmt: skip


@signed_in
@require_POST
def petition_take(request: Request, petition_id: int, officer_id: int) -> HttpResponse:
    """Somebody opens it no more."""
    public.take_from(by=request.actor, petition_id=petition_id, officer_id=officer_id, at=request.now)
    return go_to(request, reverse("petition", args=[petition_id]), done="Đã cho thôi xem đơn.")


@signed_in
def petition_keeper(request: Request, petition_id: int) -> HttpResponse:
    """Another keeper; by the present one or the unit's leaders, who need not open the letter for it."""
    one = public.petition(request.actor, petition_id).petition
    if not public.chooses_keeper(request.actor, one):
        raise NotAllowed("Người giữ đơn hoặc lãnh đạo đơn vị chọn người giữ khác.")
    form = forms.KeeperForm(request.POST or None, people=_people(request, one, holding=_KEEPERS))
    return _act(
        request, one, form, "Chọn người giữ đơn", "Giao giữ đơn",
        lambda given: public.keep_by(
            by=request.actor, petition_id=petition_id, to_id=given["to"], at=request.now
        ),
        "Đã giao người khác giữ đơn.", intro="Người giữ cũ không mở được đơn nữa, trừ khi được giao xử lý.",
    )  # fmt: skip


@signed_in
def petition_accept(request: Request, petition_id: int) -> HttpResponse:
    """Take the matter on."""
    one = _opened(request, petition_id).petition
    form = forms.AcceptForm(request.POST or None, today=request.actor.on, kind=one.kind)
    return _act(
        request, one, form, "Thụ lý đơn", "Ghi thụ lý",
        lambda given: public.accept(
            by=request.actor, petition_id=petition_id, symbol=given["symbol"],
            complex_matter=given.get("complex_matter", False), remote=given.get("remote", False),
            due_on=given.get("due_on"), at=request.now,
        ),
        "Đã thụ lý đơn. In thông báo gửi người gửi đơn ở cuối trang.",
        intro="Thời hạn giải quyết tính từ hôm nay.",
    )  # fmt: skip


@signed_in
def petition_extend(request: Request, petition_id: int) -> HttpResponse:
    """Give it longer."""
    one = _opened(request, petition_id).petition
    form = forms.ExtendForm(request.POST or None, today=request.actor.on, kind=one.kind)
    return _act(
        request, one, form, "Gia hạn giải quyết", "Gia hạn",
        lambda given: public.extend(
            by=request.actor, petition_id=petition_id, reason=given["reason"], due_on=given.get("due_on"),
            at=request.now,
        ),
        "Đã gia hạn.",
    )  # fmt: skip


@signed_in
def petition_refuse(request: Request, petition_id: int) -> HttpResponse:
    """Not taken on."""
    return _act(
        request, _opened(request, petition_id).petition, forms.RefuseForm(request.POST or None),
        "Không thụ lý đơn", "Ghi không thụ lý",
        lambda given: public.refuse(by=request.actor, petition_id=petition_id, at=request.now, **given),
        "Đã ghi không thụ lý. In thông báo ở cuối trang.",
    )  # fmt: skip


@signed_in
def petition_forward(request: Request, petition_id: int) -> HttpResponse:
    """Pass it on to the body in charge."""
    return _act(
        request, _opened(request, petition_id).petition, forms.ForwardForm(request.POST or None),
        "Chuyển đơn", "Ghi chuyển đơn",
        lambda given: public.forward(by=request.actor, petition_id=petition_id, at=request.now, **given),
        "Đã ghi chuyển đơn. In phiếu chuyển ở cuối trang.",
    )  # fmt: skip


@signed_in
def petition_put_away(request: Request, petition_id: int) -> HttpResponse:
    """Keep it without handling."""
    return _act(
        request, _opened(request, petition_id).petition, forms.PutAwayForm(request.POST or None),
        "Lưu đơn, không xử lý", "Lưu đơn",
        lambda given: public.put_away(by=request.actor, petition_id=petition_id, at=request.now, **given),
        "Đã lưu đơn.",
    )  # fmt: skip


@signed_in
def petition_finish(request: Request, petition_id: int) -> HttpResponse:
    """The result."""
    return _act(
        request, _opened(request, petition_id).petition, forms.ResultForm(request.POST or None),
        "Kết quả giải quyết", "Ghi kết quả",
        lambda given: public.finish(by=request.actor, petition_id=petition_id, at=request.now, **given),
        "Đã ghi kết quả. In thông báo ở cuối trang.",
    )  # fmt: skip


def _act(
    request: Request, one: Petition, form: django_forms.Form, title: str, label: str,
    do: Callable[[dict[str, Any]], object], done: str, *, intro: str = "",
    template: str = "documents/petitions/act.html",
) -> HttpResponse:  # fmt: skip
    address = reverse("petition", args=[one.pk])
    if form.is_bound and form.is_valid():
        try:
            do(form.cleaned_data)
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, address, done=done)
    return page(
        request, template, title=title, label=label, intro=intro, form=form, petition=one, back_url=address,
        back_label=f"Đơn số {one.number_written}", status=422 if form.is_bound else 200,
    )  # fmt: skip


def _opened(request: Request, petition_id: int) -> public.OpenedPetition:
    found = public.petition(request.actor, petition_id)
    public.require_open(request.actor, found.petition)
    return found


def _people(request: Request, one: Petition, *, holding: Right | None = None) -> dict[int, str]:
    found = handling.colleagues(one.unit_id, on=request.actor.on)
    return {
        person.id: f"{person.full_name}, {person.title}" if person.title else person.full_name
        for person in found
        if holding is None or person.holds(holding)
    }


def _unit(request: Request) -> int:
    units = request.actor.units_with(Right.REGISTER_INCOMING)
    return request.actor.unit_id if request.actor.unit_id in units else units[0]
