"""The second step at the door: ask for it, or have it set up by those whose role asks for one."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from hoiso.access import public
from hoiso.access.forms import CodeForm, CodeSetupForm, PasskeyForm
from hoiso.access.guard import signed_in
from hoiso.access.http import Request
from hoiso.access.passkeys import Site
from hoiso.access.views.sign_in import HOME, safe_onward
from hoiso.core.errors import DomainError
from hoiso.core.pages import page


def site_of(request: Request) -> Site:
    """The host and origin that the browser sees."""
    host = request.get_host()
    return Site(host.rsplit(":", 1)[0], f"{request.scheme}://{host}")


@signed_in
@sensitive_post_parameters("code")
def second_step(request: Request) -> HttpResponse:
    """Ask for the code or the passkey; without either, show how to set the code up."""
    due = public.second_step_of(request.actor)
    if not due.waiting:
        return redirect(safe_onward(request))
    if not due.has_code and not due.has_passkey:
        return _set_up(request)
    form = CodeForm(request.POST if request.method == "POST" and "code" in request.POST else None)
    answer = PasskeyForm(request.POST if request.method == "POST" and "answer" in request.POST else None)
    try:
        if form.is_bound and form.is_valid():
            public.pass_by_code(by=request.actor, code=form.cleaned_data["code"], at=request.now)
            return redirect(safe_onward(request))
        if answer.is_bound and answer.is_valid():
            public.pass_by_passkey(
                by=request.actor, site=site_of(request), answer=answer.cleaned_data["answer"], at=request.now
            )
            return redirect(safe_onward(request))
    except DomainError as error:
        if not public.second_step_of(request.actor).waiting:
            return redirect(f"{reverse('sign_in')}?{'het-luot=1'}")
        form = _with_error(form, error)
    site = site_of(request)
    return page(
        request,
        "access/second_step.html",
        status=422 if form.is_bound and form.errors else 200,
        form=form,
        has_code=due.has_code,
        has_passkey=due.has_passkey,
        passkeys_allowed=site.allows_passkeys,
        options=public.ask_passkey(by=request.actor, site=site)
        if due.has_passkey and site.allows_passkeys
        else "",
        onward=_carried(request),
    )


def _set_up(request: Request) -> HttpResponse:
    form = CodeSetupForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            public.confirm_code(by=request.actor, at=request.now, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return redirect(safe_onward(request))
    box = request.POST.get("box", "")
    setup = public.same_code(by=request.actor, box=box) if box else public.begin_code(by=request.actor)
    return page(
        request,
        "access/second_step_setup.html",
        status=422 if form.errors else 200,
        form=form,
        setup=setup,
        onward=_carried(request),
    )


def _with_error(form: CodeForm, error: DomainError) -> CodeForm:
    if not form.is_bound:
        form = CodeForm({"code": "-"})
        form.is_valid()
    form.add_error(error.field, error.sentence)
    return form


def _carried(request: Request) -> str:
    onward = safe_onward(request)
    return "" if onward == HOME else onward
