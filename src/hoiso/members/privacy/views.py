"""Pages on which the province sets the fields of members."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.forms import refused
from hoiso.core.pages import go_to, page
from hoiso.members.fields import FIELDS, fields_on
from hoiso.members.pages import posted
from hoiso.members.privacy import public
from hoiso.members.privacy.forms import NO, YES, FieldForm


@needs(Right.ADMINISTER_PROVINCE)
@require_safe
def member_fields(request: Request) -> HttpResponse:
    """Every field with what it is for; name, birth year and branch are not among them."""
    today = request.actor.on
    return page(
        request, "members/privacy/fields.html", title="Thông tin hỏi hội viên",
        lines=public.field_lines(today), today=today,
    )  # fmt: skip


@needs(Right.ADMINISTER_PROVINCE)
def member_field(request: Request, name: str) -> HttpResponse:
    """Decide one field, from a day on."""
    if name not in FIELDS:
        raise NotThere("Không có thông tin này trong hồ sơ hội viên.")
    today = request.actor.on
    now = fields_on(today)[name]
    form = FieldForm(
        posted(request), today=today,
        initial={
            "asked": YES if now.asked else NO, "purpose": now.purpose, "basis": now.basis,
            "valid_from": today,
        },
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            public.decide_field(
                by=request.actor, name=name, asked=given["asked"] == YES, purpose=given["purpose"],
                basis=given["basis"], valid_from=given["valid_from"], at=request.now,
            )  # fmt: skip
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, reverse("member_fields"), done=f"Đã lưu: {now.label}.")
    return page(
        request, "members/privacy/field.html", title=now.label, form=form, field=now,
        decisions=public.field_decisions(name), status=422 if form.is_bound else 200,
    )  # fmt: skip
