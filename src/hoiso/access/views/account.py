"""One's own account: how she is addressed, how and where she is signed in, what was done to her data."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from hoiso.access import public
from hoiso.access.forms import (
    CodeSetupForm,
    NewPasskeyForm,
    NewPinForm,
    PasswordForm,
    ProfileForm,
)
from hoiso.access.guard import signed_in
from hoiso.access.http import Request
from hoiso.access.views import cookies
from hoiso.access.views.second_step import site_of
from hoiso.access.views.sign_in import safe_onward
from hoiso.core.errors import DomainError
from hoiso.core.forms import id_from, page_from
from hoiso.core.pages import go_to, page


@signed_in
def account(request: Request) -> HttpResponse:
    """Her own page: a form for address, phone, e-mail and text size, and the ways on to the rest."""
    mine = public.own_account(request.actor, at=request.now)
    kept = {
        "form_of_address": mine.officer.form_of_address,
        "phone": mine.officer.phone,
        "email": mine.officer.email,
        "text_size": mine.officer.text_size,
    }
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid():
        try:
            public.change_profile(by=request.actor, at=request.now, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("profile"), done="Đã lưu trang cá nhân.")
    posts = [(post.title, post.unit_title) for post in request.actor.posts]
    return page(
        request,
        "access/account.html",
        status=422 if form.errors else 200,
        form=form,
        mine=mine,
        posts=posts,
        this_device=request.actor.sign_in_id,
    )


@signed_in
@sensitive_post_parameters("current", "password", "again")
def password(request: Request) -> HttpResponse:
    """A new password; asks for the present one."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            ended = public.change_password(
                by=request.actor, current=given["current"], password=given["password"], at=request.now
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            rest = f" Đã đăng xuất {ended} máy khác." if ended else ""
            return go_to(request, reverse("profile"), done=f"Đã đổi mật khẩu.{rest}")
    return page(request, "access/password.html", status=422 if form.errors else 200, form=form)


@signed_in
@sensitive_post_parameters("pin", "again")
def pin(request: Request) -> HttpResponse:
    """Set the PIN for shared computers, or do without."""
    form = NewPinForm(request.POST if request.method == "POST" and "bo" not in request.POST else None)
    if request.method == "POST" and "bo" in request.POST:
        public.drop_pin(by=request.actor, at=request.now)
        return go_to(request, reverse("profile"), done="Đã bỏ mã PIN.")
    if form.is_valid():
        try:
            public.set_pin(by=request.actor, pin=form.cleaned_data["pin"], at=request.now)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("profile"), done="Đã đặt mã PIN.")
    mine = public.own_account(request.actor, at=request.now)
    return page(
        request, "access/pin.html", status=422 if form.errors else 200, form=form, has_pin=mine.has_pin
    )


@signed_in
def code(request: Request) -> HttpResponse:
    """Codes from a phone: set up, or drop."""
    if request.method == "POST" and "bo" in request.POST:
        return _drop(
            request, lambda: public.drop_code(by=request.actor, at=request.now), "Đã bỏ mã trên điện thoại."
        )
    form = CodeSetupForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            public.confirm_code(by=request.actor, at=request.now, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("profile"), done="Đã đặt mã trên điện thoại cho bước hai.")
    box = request.POST.get("box", "")
    setup = public.same_code(by=request.actor, box=box) if box else public.begin_code(by=request.actor)
    return page(request, "access/code.html", status=422 if form.errors else 200, form=form, setup=setup)


@signed_in
def passkey(request: Request) -> HttpResponse:
    """A passkey of this device; only where the browser allows it."""
    site = site_of(request)
    form = NewPasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            public.add_passkey(by=request.actor, site=site, at=request.now, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("profile"), done="Đã thêm khóa trên máy này.")
    allowed = site.allows_passkeys
    options = public.ask_new_passkey(by=request.actor, site=site) if allowed else ""
    return page(
        request,
        "access/passkey.html",
        status=422 if form.errors else 200,
        form=form,
        allowed=allowed,
        options=options,
    )


@signed_in
@require_POST
def drop_passkey(request: Request, passkey_id: int) -> HttpResponse:
    """Forget a passkey."""
    return _drop(
        request,
        lambda: public.drop_passkey(by=request.actor, passkey_id=passkey_id, at=request.now),
        "Đã bỏ khóa.",
    )


@signed_in
@require_POST
def sign_out_device(request: Request, sign_in_id: int) -> HttpResponse:
    """End the session of one device."""
    if sign_in_id == request.actor.sign_in_id:
        public.sign_out(by=request.actor, at=request.now)
        return cookies.leave(redirect(f"{reverse('sign_in')}?da-ra=1"))
    name = public.sign_out_device(by=request.actor, sign_in_id=sign_in_id, at=request.now)
    return go_to(request, reverse("profile"), done=f"Đã đăng xuất {name}.")


@signed_in
@require_POST
def sign_out_everywhere(request: Request) -> HttpResponse:
    """End all other sessions."""
    count = public.sign_out_everywhere(by=request.actor, at=request.now)
    return go_to(request, reverse("profile"), done=f"Đã đăng xuất {count} máy khác.")


@signed_in
def posts(request: Request) -> HttpResponse:
    """Her posts of today; choosing one changes the post she works in."""
    if request.method == "POST":
        chosen = id_from(request.POST.get("vi_tri", ""))
        public.change_post(by=request.actor, post_id=chosen or 0, at=request.now)
        return go_to(request, safe_onward(request), done="Đã đổi chức vụ đang làm.")
    current = request.actor.current
    rows = [
        {
            "value": post.id,
            "title": post.title,
            "unit": post.unit_title,
            "note": "Làm theo uỷ quyền" if post.delegated else "",
            "current": current is not None and post.id == current.id,
        }
        for post in request.actor.posts
    ]
    return page(request, "access/posts.html", posts=rows)


@signed_in
@require_safe
def own_trail(request: Request) -> HttpResponse:
    """Who looked at or changed what of hers, newest first."""
    number = request.GET.get("trang", "1")
    trail = public.own_trail(request.actor, number=page_from(number))
    return page(request, "access/own_trail.html", trail=trail)


def _drop(request: Request, act: Callable[[], None], done: str) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        messages.error(request, error.sentence)
        return redirect("profile")
    return go_to(request, reverse("profile"), done=done)
