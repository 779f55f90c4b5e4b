"""Changing the person at a shared computer."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from hoiso.access import public
from hoiso.access.forms import PinForm
from hoiso.access.guard import open_to_all, signed_in
from hoiso.access.http import Request
from hoiso.access.views import cookies
from hoiso.access.views.sign_in import HOME
from hoiso.core.errors import DomainError
from hoiso.core.pages import page


@signed_in
@require_POST
def park(request: Request) -> HttpResponse:
    """Leave the computer to the next person; nothing of this one stays in the browser."""
    public.park(by=request.actor, device=cookies.device_of(request), at=request.now)
    response = cookies.leave(redirect("change_person"))
    cookies.mark_shared(request, response)
    return response


@open_to_all
@require_safe
@never_cache
def change_person(request: Request) -> HttpResponse:
    """Who left this browser today, each one PIN away; and the way in for everybody else."""
    people = public.people_parked(device=cookies.device_of(request), at=request.now)
    return page(request, "access/change_person.html", people=people, wipe=request.actor is None)


@open_to_all
@never_cache
@sensitive_post_parameters("pin")
def come_back(request: Request, sign_in_id: int) -> HttpResponse:
    """The PIN of one of them."""
    device = cookies.device_of(request)
    people = public.people_parked(device=device, at=request.now)
    person = next((one for one in people if one.sign_in_id == sign_in_id), None)
    if person is None or request.actor is not None:
        return redirect("change_person")
    form = PinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            session = public.come_back(
                sign_in_id=sign_in_id, pin=form.cleaned_data["pin"], device=device, at=request.now
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return cookies.enter(request, redirect(HOME), session, device)
    status = 422 if form.errors else 200
    return page(request, "access/come_back.html", status=status, form=form, person=person, wipe=True)
