"""One officer: her page, adding, correcting, retiring, opening a lock, printing a slip."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access import public as access
from hoiso.access.public import NewOfficer, Request, Right, needs, suggested_username
from hoiso.administration.officers.choosing import chosen_unit
from hoiso.administration.officers.forms import (
    NewOfficerForm,
    PersonForm,
    RetireForm,
    SlipOrderForm,
    roles_for,
)
from hoiso.administration.officers.views.slips import slips_page
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.pages import go_to, page


@needs(Right.ADMINISTER_OFFICERS)
@require_safe
def officer(request: Request, officer_id: int) -> HttpResponse:
    """What the administrator keeps of her: posts through time, delegations, lock, slip."""
    shown = access.officer_page(officer_id, at=request.now)
    if not shown.administered:
        raise NotThere("Không có cán bộ này trong phần quản trị của đồng chí.")
    return page(request, "administration/officers/officer.html", shown=shown, today=office_date(request.now))


@needs(Right.ADMINISTER_OFFICERS)
def officer_add(request: Request) -> HttpResponse:
    """A new officer with her first post; then the slip is printed."""
    today = office_date(request.now)
    form = NewOfficerForm(
        request.POST if request.method == "POST" else None,
        today=today,
        roles=roles_for(request.actor),
        initial={"since": today},
    )
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            unit_id = chosen_unit(request.POST, on=today)
            username = given.pop("username").strip().lower() or _free_username(
                given["full_name"], given["unit"]
            )
            del given["unit"]
            added = access.add_officer(
                by=request.actor,
                new=NewOfficer(unit_id=unit_id, username=username, **given),
                at=request.now,
            )
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return go_to(
                request,
                reverse("officer_slip", args=[added.pk]),
                done=f"Đã thêm {added.full_name}, tên đăng nhập {added.username}.",
            )
    return page(
        request,
        "administration/officers/add.html",
        status=422 if form.errors else 200,
        form=form,
        unit_id=request.POST.get("unit_ma", ""),
    )


@needs(Right.ADMINISTER_OFFICERS)
def officer_change(request: Request, officer_id: int) -> HttpResponse:
    """Correct name, form of address, phone, e-mail."""
    shown = access.officer_facts(officer_id, at=request.now)
    kept = {name: getattr(shown.officer, name) for name in PersonForm.base_fields}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid():
        try:
            access.change_officer(
                by=request.actor, officer_id=officer_id, at=request.now, **form.cleaned_data
            )
        except NotThere:
            raise
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("officer", args=[officer_id]), done="Đã sửa thông tin cán bộ.")
    return page(
        request,
        "administration/officers/change.html",
        status=422 if form.errors else 200,
        form=form,
        person=shown.officer,
    )


@needs(Right.ADMINISTER_OFFICERS)
def officer_slip(request: Request, officer_id: int) -> HttpResponse:
    """Print a slip: the POST answers with the slip itself, for its code is told once."""
    shown = access.officer_facts(officer_id, at=request.now)
    form = SlipOrderForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        slip = access.make_slip(
            by=request.actor,
            officer_id=officer_id,
            at=request.now,
            also_second_step=form.cleaned_data["also_second_step"],
        )
        return slips_page(request, [slip], back=reverse("officer", args=[officer_id]))
    return page(request, "administration/officers/slip.html", form=form, shown=shown)


@needs(Right.ADMINISTER_OFFICERS)
def officer_retire(request: Request, officer_id: int) -> HttpResponse:
    """Retire from a day on; what happens is said first."""
    today = office_date(request.now)
    shown = access.officer_facts(officer_id, at=request.now)
    form = RetireForm(request.POST if request.method == "POST" else None, today=today, initial={"on": today})
    if form.is_valid():
        try:
            access.retire_officer(
                by=request.actor, officer_id=officer_id, on=form.cleaned_data["on"], at=request.now
            )
        except NotThere:
            raise
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(
                request,
                reverse("officer", args=[officer_id]),
                done=f"Đã cho {shown.officer.full_name} thôi làm việc.",
            )
    return page(
        request,
        "administration/officers/retire.html",
        status=422 if form.errors else 200,
        form=form,
        person=shown.officer,
    )


@needs(Right.ADMINISTER_OFFICERS)
@require_POST
def officer_return(request: Request, officer_id: int) -> HttpResponse:
    """Open a retired account again."""
    access.bring_back_officer(by=request.actor, officer_id=officer_id, at=request.now)
    return go_to(
        request,
        reverse("officer", args=[officer_id]),
        done="Đã mở lại tài khoản. Chức vụ đã kết thúc thì giao lại ở dưới.",
    )


@needs(Right.ADMINISTER_OFFICERS)
@require_POST
def officer_unlock(request: Request, officer_id: int) -> HttpResponse:
    """Lift the lock of wrong passwords."""
    access.lift_lock(by=request.actor, officer_id=officer_id, at=request.now)
    return go_to(request, reverse("officer", args=[officer_id]), done="Đã mở khóa đăng nhập.")


def _free_username(full_name: str, unit_name: str) -> str:
    stem = suggested_username(full_name, unit_name)
    numbered = [stem, *(f"{stem}{number}" for number in range(2, 60))]
    taken = access.logins_taken(numbered, [])
    return suggested_username(full_name, unit_name, taken=taken)
