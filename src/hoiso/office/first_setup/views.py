"""The guided set-up of a province: units, days off, accounts with slips, books."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError
from hoiso.core.pages import go_to, page
from hoiso.office.first_setup.accounts import communes, make_commune_accounts
from hoiso.office.first_setup.forms import AccountsForm, ContactForm
from hoiso.units.models import Unit
from hoiso.units.public import Contact, change_contact, start_year, year_table

STEPS = ("Đơn vị", "Ngày nghỉ", "Tài khoản", "Sổ văn bản")


@dataclass(frozen=True, slots=True)
class RoleCount:
    """How many communes have a role filled."""

    label: str
    done: int
    whole: int


@needs(Right.ADMINISTER_PROVINCE)
def units(request: Request) -> HttpResponse:
    """Step 1: the province and its communes stand; how the office is reached."""
    unit = Unit.objects.get(pk=request.actor.unit_id)
    initial = {"address": unit.address, "phone": unit.phone, "email": unit.email}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_contact(
            unit=unit,
            contact=Contact(**form.cleaned_data),
            at=request.now,
            actor_id=request.actor.officer_id,
        )
        return go_to(request, reverse("setup_days"))
    return page(
        request,
        "office/setup/units.html",
        status=422 if form.is_bound else 200,
        title="Thiết lập: đơn vị",
        steps=STEPS,
        form=form,
        unit=unit,
        communes=communes(request.actor),
    )


@needs(Right.ADMINISTER_PROVINCE)
def days(request: Request) -> HttpResponse:
    """Step 2: this year's and next year's days off."""
    years = (request.actor.on.year, request.actor.on.year + 1)
    if request.method == "POST":
        for year in years:
            start_year(year=year, at=request.now, actor_id=request.actor.officer_id)
        return go_to(request, reverse("setup_accounts"))
    return page(
        request,
        "office/setup/days.html",
        title="Thiết lập: ngày nghỉ",
        steps=STEPS,
        tables=[year_table(year) for year in years],
    )


@needs(Right.ADMINISTER_PROVINCE)
def accounts(request: Request) -> HttpResponse:
    """Step 3: accounts for the communes. The answer to the POST is the sheet of slips to print."""
    form = AccountsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            slips = make_commune_accounts(by=request.actor, roles=form.cleaned_data["roles"], at=request.now)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return page(
                request,
                "office/setup/slips.html",
                title="Phiếu đặt mật khẩu",
                slips=slips,
                site=request.build_absolute_uri(reverse("reset_slip")),
                back_url=reverse("setup_books"),
                back_label="Bước tiếp theo: sổ văn bản",
                printed_at=request.now,
            )
    states = communes(request.actor)
    counts = [
        RoleCount(label, sum(role in state.held for state in states), len(states))
        for role, label in form.fields["roles"].choices  # type: ignore[attr-defined]
    ]
    return page(
        request,
        "office/setup/accounts.html",
        status=422 if form.is_bound else 200,
        title="Thiết lập: tài khoản",
        steps=STEPS,
        form=form,
        counts=counts,
    )


@needs(Right.ADMINISTER_PROVINCE)
def books(request: Request) -> HttpResponse:
    """Step 4: how the books open, and what is left to do."""
    return page(request, "office/setup/books.html", title="Thiết lập: sổ văn bản", steps=STEPS)
