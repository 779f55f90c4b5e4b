"""Handing over a job: who to whom, what would move and what not, one confirmation."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.core.forms import CleanTextField, id_from
from hoiso.core.pages import go_to, page
from hoiso.documents.handling import public


class HandOverForm(forms.Form):
    """Whose work, and who takes it over."""

    whose = forms.ChoiceField(label="Người bàn giao", error_messages={"required": "Chọn người bàn giao"})
    to_officer = forms.ChoiceField(label="Người nhận", error_messages={"required": "Chọn người nhận"})
    reason = CleanTextField(label="Lý do", longest=300, widget=forms.Textarea(attrs={"rows": 2}))


@needs(Right.WORK_ON_TASKS)
def hand_over(request: Request) -> HttpResponse:
    """First the two names; then, with them in the address, the preview with its one button."""
    actor, unit_id = request.actor, request.actor.unit_id
    people = public.colleagues(unit_id, on=actor.on)
    known = {one.id: one.full_name for one in people}
    given = request.POST if request.method == "POST" else request.GET
    whose, to = (id_from(given.get(name, "")) for name in ("whose", "to_officer"))
    instructs = actor.holds(Right.INSTRUCT, at=unit_id)
    form = HandOverForm(
        request.POST or None,
        initial={
            "whose": str(whose or ("" if instructs else actor.officer_id)),
            "to_officer": str(to or ""),
        },
    )
    choices = [("", "Chọn"), *((str(one.id), f"{one.full_name}, {one.title}") for one in people)]
    for name in ("whose", "to_officer"):
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
    if whose is not None and not instructs and whose != actor.officer_id:
        raise NotAllowed("Chỉ lãnh đạo đơn vị bàn giao việc của người khác.")
    chosen = whose in known and to in known and whose != to
    if request.method == "POST" and form.is_valid():
        try:
            done = public.hand_over(
                by=actor, unit_id=unit_id, whose=whose or 0, to=to or 0, reason=form.cleaned_data["reason"],
                at=request.now,
            )  # fmt: skip
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            left = f" Còn {len(done.staying)} việc không chuyển được." if done.staying else ""
            words = f"Đã bàn giao {len(done.moving)} việc cho {known[to or 0]}.{left}"
            return go_to(request, f"{reverse('hand_over')}?whose={whose}&to_officer={to}", done=words)
    plan = None
    if chosen and whose is not None and to is not None:
        plan = public.plan_hand_over(by=actor, unit_id=unit_id, whose=whose, to=to, to_name=known[to])
    wrong = request.method == "POST"
    return page(
        request, "documents/handling/hand_over.html", title="Bàn giao công việc", plan=plan, wrong=wrong,
        form=form, whose=known.get(whose or 0, ""), to=known.get(to or 0, ""), status=422 if wrong else 200,
    )  # fmt: skip
