"""The door: signing in and out."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from hoiso.access import public
from hoiso.access.forms import SignInForm
from hoiso.access.guard import open_to_all, signed_in
from hoiso.access.http import Request
from hoiso.access.views import cookies
from hoiso.core.errors import DomainError
from hoiso.core.pages import page

HOME = "/"


@open_to_all
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: Request) -> HttpResponse:
    """The sign-in page; `tiep`: where she was going, `het-phien`: a session ended under her hands."""
    onward = safe_onward(request)
    device = cookies.device_of(request)
    if request.method != "POST":
        if request.actor is not None:
            return redirect(onward)
        return _page(request, SignInForm(), device.shared, onward)
    form = SignInForm(request.POST)
    if form.is_valid():
        try:
            session = public.sign_in(
                **form.cleaned_data, device=device, at=request.now, leaving=request.actor
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return cookies.enter(request, redirect(onward), session, device)
    return _page(request, form, device.shared, onward)


@signed_in
@require_POST
def sign_out(request: Request) -> HttpResponse:
    """End this session and leave nothing of it in the browser."""
    public.sign_out(by=request.actor, at=request.now)
    return cookies.leave(redirect(f"{reverse('sign_in')}?da-ra=1"))


@open_to_all
@require_safe
@never_cache
def forgotten(request: Request) -> HttpResponse:
    """How to get in again without a password; it says the same to everybody."""
    return page(request, "access/forgotten.html")


def safe_onward(request: Request) -> str:
    """Where to go after signing in: an address of this site, or home."""
    wanted = request.POST.get("tiep") or request.GET.get("tiep", "")
    here = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if here and wanted.startswith("/") else HOME


def _page(request: Request, form: SignInForm, shared: bool, onward: str) -> HttpResponse:
    return page(
        request,
        "access/sign_in.html",
        status=422 if form.errors else 200,
        form=form,
        shared=shared,
        onward="" if onward == HOME else onward,
        session_ended="het-phien" in request.GET,
        wipe="da-ra" in request.GET,
    )
