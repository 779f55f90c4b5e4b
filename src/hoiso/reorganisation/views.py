"""Renaming, merging, splitting and closing a unit: asked, shown what will happen, then done."""

from datetime import date

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.public import Request, Right, needs
from hoiso.administration.units.choosing import chosen_unit
from hoiso.core.errors import DomainError
from hoiso.core.forms import set_today
from hoiso.core.pages import go_to, page
from hoiso.reorganisation import public
from hoiso.reorganisation.forms import ChangeForm
from hoiso.reorganisation.public import Change, ChangeKind
from hoiso.units import public as units


@needs(Right.ADMINISTER_PROVINCE)
def change(request: Request, unit_id: int) -> HttpResponse:
    """First the question, then the page that says what will happen, then the act."""
    sheet = units.unit_sheet(unit_id, on=request.actor.on)
    form = ChangeForm(request.POST or None)
    set_today(form, request.actor.on)
    plan: list[str] = []
    if form.is_valid():
        try:
            asked = _change(request, unit_id, form)
            if form.cleaned_data["sure"]:
                public.change_unit(asked, by=request.actor, at=request.now)
                return go_to(
                    request, reverse("unit", args=[unit_id]), done=f"Đã ghi việc sắp xếp {sheet.name}."
                )
            plan = public.told(asked)
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
    return page(
        request,
        "reorganisation/change.html",
        status=422 if form.errors else 200,
        form=form,
        sheet=sheet,
        plan=plan,
        hidden=[
            (name, request.POST.get(name, "")) for name in (*form.fields, "main_heir_ma") if name != "sure"
        ],
    )


def _change(request: Request, unit_id: int, form: ChangeForm) -> Change:
    given = form.cleaned_data
    on: date = given["on"]
    heirs: list[int] = []
    if given["kind"] in (ChangeKind.MERGE, ChangeKind.SPLIT):
        main = chosen_unit(given["main_heir"], request.POST.get("main_heir_ma", ""), field="main_heir", on=on)
        heirs = [main] if main is not None else []
    if given["kind"] == ChangeKind.SPLIT:
        for text in given["other_heirs"].split(","):
            other = chosen_unit(text, "", field="other_heirs", on=on)
            heirs += [other] if other is not None else []
    return Change(ChangeKind(given["kind"]), unit_id, on, tuple(heirs), given["name"])
