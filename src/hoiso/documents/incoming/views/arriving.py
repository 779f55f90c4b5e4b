"""The table of rules on arrival: written, tried on what has come, switched on, taken back."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.core.errors import DomainError
from hoiso.core.pages import go_to, page
from hoiso.documents.incoming import phrases, public
from hoiso.documents.incoming.arriving_forms import RuleForm, initial_of
from hoiso.documents.incoming.views.desk import tell, tray_unit
from hoiso.documents.keeping import public as keeping
from hoiso.documents.tables.arriving import ArrivalRule


@needs(Right.READ_TRAY)
def arrival_rules(request: Request) -> HttpResponse:
    """The table."""
    return page(
        request,
        "documents/incoming/rules.html",
        rules=public.arrival_rules(tray_unit(request)),
        heads=phrases.RULE_HEADS,
    )


@needs(Right.PROPOSE_HANDLING)
def arrival_rule_new(request: Request) -> HttpResponse:
    """A new line; it is tried next."""
    return _write(request, tray_unit(request), None)


@needs(Right.PROPOSE_HANDLING)
def arrival_rule_change(request: Request, rule_id: int) -> HttpResponse:
    """Another content for a line, which is off from then on."""
    rule = public.arrival_rule(rule_id)
    return _write(request, rule.unit_id, rule)


@needs(Right.READ_TRAY)
def arrival_rule(request: Request, rule_id: int) -> HttpResponse:
    """One line with what it would have done; a leader or office head switches it on here."""
    rule = public.arrival_rule(rule_id)
    if request.method == "POST":
        public.switch_rule_on(
            by=request.actor, rule_id=rule_id, seen=request.POST.get("dau", ""), at=request.now
        )
        return go_to(
            request, reverse("arrival_rules"), done="Đã bật quy tắc.",
            undo=reverse("arrival_rule_off", args=[rule_id]),
        )  # fmt: skip
    return page(
        request,
        "documents/incoming/rule.html",
        rule=rule,
        row=public.rule_shown(rule),
        trial=public.tried(rule, today=request.actor.on),
        stamp=public.stamp(rule),
        heads=phrases.TRIED_HEADS,
        decides=request.actor.holds(Right.APPROVE, at=rule.unit_id),
        writes=request.actor.holds(Right.PROPOSE_HANDLING, at=rule.unit_id),
    )


@needs(Right.PROPOSE_HANDLING)
@require_POST
def arrival_rule_off(request: Request, rule_id: int) -> HttpResponse:
    """Let it act no longer."""
    public.switch_rule_off(by=request.actor, rule_id=rule_id, at=request.now)
    return go_to(request, reverse("arrival_rules"), done="Đã tắt quy tắc.")


@needs(Right.PROPOSE_HANDLING)
@require_POST
def arrival_rule_drop(request: Request, rule_id: int) -> HttpResponse:
    """Take it out of the table."""
    public.drop_rule(by=request.actor, rule_id=rule_id, at=request.now)
    return go_to(request, reverse("arrival_rules"), done="Đã bỏ quy tắc khỏi bảng.")


@needs(Right.REGISTER_INCOMING)
@require_POST
def arrival_rule_undo(request: Request, document_id: int) -> HttpResponse:
    """One press: what the rule did to this document is taken back."""
    public.undo_rule(by=request.actor, document_id=document_id, at=request.now)
    return go_to(request, reverse("document", args=[document_id]), done="Đã bỏ áp dụng quy tắc.")


def _write(request: Request, unit_id: int, rule: ArrivalRule | None) -> HttpResponse:
    form = RuleForm(
        request.POST or None,
        people=public.rule_people(unit_id, on=request.actor.on),
        dossiers=keeping.open_dossiers(unit_id=unit_id),
        initial=initial_of(rule) if rule else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            if rule is None:
                kept = public.propose_rule(
                    by=request.actor, unit_id=unit_id, facts=form.facts(), at=request.now
                )
            else:
                kept = public.change_rule(
                    by=request.actor, rule_id=rule.pk, facts=form.facts(), at=request.now
                )
        except DomainError as error:
            tell(form, error)
        else:
            said = "Đã ghi quy tắc, chưa bật. Dưới đây là các văn bản đã qua mà quy tắc khớp."
            return go_to(request, reverse("arrival_rule", args=[kept.pk]), done=said)
    return page(
        request,
        "documents/incoming/rule_form.html",
        status=422 if form.is_bound else 200,
        form=form,
        title="Sửa quy tắc khi đến" if rule else "Thêm quy tắc khi đến",
        was_on=rule is not None and rule.is_on,
    )
