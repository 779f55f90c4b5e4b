"""The way back in with a printed slip."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from hoiso.access import public
from hoiso.access.forms import SlipForm
from hoiso.access.guard import open_to_all
from hoiso.access.http import Request
from hoiso.access.views import cookies
from hoiso.access.views.sign_in import HOME
from hoiso.core.errors import DomainError
from hoiso.core.pages import page


@open_to_all
@never_cache
@sensitive_post_parameters("code", "password", "again")
def reset_slip(request: Request) -> HttpResponse:
    """Code of the slip and a new password: then she is signed in."""
    form = SlipForm(
        request.POST if request.method == "POST" else None, initial={"code": request.GET.get("ma", "")}
    )
    if form.is_valid():
        device = cookies.device_of(request)
        try:
            session = public.use_slip(
                code=form.cleaned_data["code"],
                password=form.cleaned_data["password"],
                device=device,
                at=request.now,
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return cookies.enter(request, redirect(HOME), session, device)
    return page(request, "access/reset_slip.html", status=422 if form.errors else 200, form=form)
