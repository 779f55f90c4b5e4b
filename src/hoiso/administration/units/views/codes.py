"""Identity codes: look up, the list, giving and closing."""

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.public import Request, Right, needs, signed_in
from hoiso.administration.units import actions, queries
from hoiso.administration.units.forms import CloseCodeForm, CodeForm
from hoiso.administration.units.phrases import STYLES
from hoiso.administration.units.rules import may_keep
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.forms import set_today
from hoiso.core.pages import go_to, page
from hoiso.units import codes as code_rules
from hoiso.units import public as units


@signed_in
def codes(request: Request) -> HttpResponse:
    """Whose code is this (`?q=`), what it is made of, and the codes that begin with it."""
    text = request.GET.get("q", "").strip()
    parsed = code_rules.parse(text) if text else None
    return page(
        request,
        "administration/units/codes.html",
        q=text,
        answer=units.look_up_code(text, on=request.actor.on) if text else None,
        parsed=parsed,
        style=STYLES[parsed.style.value] if parsed else "",
        fault=code_rules.fault(text) if text else None,
        rows=queries.code_rows(parsed.code if parsed else ""),
        may_keep=may_keep(request.actor),
    )


@needs(Right.ADMINISTER_PROVINCE)
def give(request: Request, unit_id: int) -> HttpResponse:
    """Give a unit a code. `?ma=` proposes one, as when an alias was suggested."""
    sheet = units.unit_sheet(unit_id, on=request.actor.on)
    proposed = request.GET.get("ma", "")
    start = {"code": proposed, "alias": bool(proposed), "valid_from": request.actor.on}
    form = CodeForm(request.POST or None, initial=start)
    set_today(form, request.actor.on)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.give_code(
                by=request.actor,
                unit_id=unit_id,
                text=given["code"],
                valid_from=given["valid_from"],
                alias=given["alias"],
                at=request.now,
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("unit", args=[unit_id]), done=f"Đã cấp mã {made.code}.")
    return page(
        request,
        "administration/units/give_code.html",
        status=422 if form.errors else 200,
        form=form,
        sheet=sheet,
    )


@needs(Right.ADMINISTER_PROVINCE)
def close(request: Request, code_id: int) -> HttpResponse:
    """Close a code, with the code that is offered instead."""
    code = queries.code_by_id(code_id)
    if code is None:
        raise NotThere("Không có mã này.")
    start = {
        "last_day": code.valid_to or request.actor.on,
        "successor": code.successor.code if code.successor else "",
    }
    form = CloseCodeForm(request.POST or None, initial=start)
    set_today(form, request.actor.on)
    if form.is_valid():
        try:
            actions.close_code(by=request.actor, code_id=code_id, at=request.now, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("codes"), done=f"Đã đóng mã {code.code}. Mã này không cấp lại.")
    return page(
        request,
        "administration/units/close_code.html",
        status=422 if form.errors else 200,
        form=form,
        code=code,
    )
