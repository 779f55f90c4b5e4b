"""Proposal and instruction: laid before a leader, confirmed, changed, sent back, passed up, taken back."""

from collections.abc import Sequence

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs, signed_in
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.core.forms import id_from, ids_from
from hoiso.core.pages import go_to, page
from hoiso.documents.handling import public
from hoiso.documents.handling.forms import HandlingForm, ReasonForm, kept, leaders_among, ticked
from hoiso.documents.handling.phrases import UNDONE
from hoiso.documents.handling.public import About, Colleague
from hoiso.documents.handling.queries.waiting import MINE, OTHERS, VIEWS
from hoiso.documents.handling.settings import Steps, proposal_steps
from hoiso.documents.pages import act_with_reason

_FIELDS = {"lead", "due_on", "text", "to_officer"}


@needs(Right.PROPOSE_HANDLING)
def handling_propose(request: Request, document_id: int) -> HttpResponse:
    """The clerk or office head proposes who handles a document, and lays it before a leader."""
    about = public.about(document_id, units=True)
    people = public.colleagues(about.unit_id, on=request.actor.on)
    steps = proposal_steps(about.unit_id, on=request.actor.on)
    is_head = any(
        post.role == "office_head" and post.unit_id == about.unit_id for post in request.actor.posts
    )
    leaders = leaders_among(
        people, but=request.actor.officer_id, heads_first=steps is Steps.TWO and not is_head
    )
    form = _form(request, about, people, leaders=leaders, initial={"due_on": about.due_on})
    if form.is_bound and form.is_valid():
        try:
            proposal = public.propose(
                by=request.actor, document_id=about.id, to_officer_id=form.to_officer_id,
                receivers=form.receivers, wording=form.words, due_on=form.cleaned_data["due_on"],
                at=request.now,
            )  # fmt: skip
        except DomainError as error:
            _add(form, error)
        else:
            told = next(one.full_name for one in leaders if one.id == form.to_officer_id)
            undo = reverse("proposal_withdraw", args=[proposal.pk])
            return go_to(request, _document(about.id), done=f"Đã trình {told}.", undo=undo)
    return _page(
        request, form, about, title="Trình bút phê", label="Trình lãnh đạo",
        text_label="Nội dung đề xuất", back=_document(about.id),
    )  # fmt: skip


@needs(Right.INSTRUCT)
def handling_instruct(request: Request, document_id: int) -> HttpResponse:
    """A leader writes a bút phê without a proposal, or one more."""
    about = public.about(document_id, units=True)
    people = public.colleagues(about.unit_id, on=request.actor.on)
    form = _form(request, about, people, initial={"due_on": about.due_on})
    if form.is_bound and form.is_valid():
        try:
            return _instructed(request, form, about.id)
        except DomainError as error:
            _add(form, error)
    return _page(
        request, form, about, title="Bút phê", label="Giao việc",
        text_label="Nội dung bút phê", back=_document(about.id),
    )  # fmt: skip


@needs(Right.INSTRUCT)
def handling_decide(request: Request, proposal_id: int) -> HttpResponse:
    """A proposal, ready to be agreed to with one press, or changed first."""
    proposal = public.proposed(proposal_id, units=True)
    about = proposal.about
    people = public.colleagues(about.unit_id, on=request.actor.on)
    form = _form(request, about, people, initial=_proposed(proposal))
    if form.is_bound and form.is_valid():
        try:
            return _instructed(request, form, about.id)
        except DomainError as error:
            _add(form, error)
    return _page(
        request, form, about, title="Bút phê theo đề xuất", label="Đồng ý và giao việc",
        text_label="Nội dung bút phê", back=reverse("handling_waiting"), proposal=proposal,
    )  # fmt: skip


@needs(Right.INSTRUCT)
def handling_pass_up(request: Request, proposal_id: int) -> HttpResponse:
    """The next step: the office head lays a proposal before a leader, as it is or changed."""
    proposal = public.proposed(proposal_id, units=True)
    about = proposal.about
    people = public.colleagues(about.unit_id, on=request.actor.on)
    leaders = leaders_among(people, but=request.actor.officer_id, heads_first=False)
    form = _form(request, about, people, leaders=leaders, initial=_proposed(proposal))
    if form.is_bound and form.is_valid():
        try:
            public.pass_up(
                by=request.actor, proposal_id=proposal.id, to_officer_id=form.to_officer_id,
                receivers=form.receivers, wording=form.words, due_on=form.cleaned_data["due_on"],
                at=request.now,
            )  # fmt: skip
        except DomainError as error:
            _add(form, error)
        else:
            return go_to(request, reverse("handling_waiting"), done="Đã trình tiếp lên lãnh đạo.")
    return _page(
        request, form, about, title="Trình tiếp lên lãnh đạo", label="Trình lãnh đạo",
        text_label="Nội dung đề xuất", back=reverse("handling_decide", args=[proposal.id]),
    )  # fmt: skip


@needs(Right.INSTRUCT)
def proposal_send_back(request: Request, proposal_id: int) -> HttpResponse:
    """A proposal goes back to who made it, with the reason."""
    proposal = public.proposed(proposal_id)
    return act_with_reason(
        request, ReasonForm(request.POST or None, label="Lý do trả lại"), "documents/handling/reason.html",
        act=lambda reason: public.send_back(
            by=request.actor, proposal_id=proposal.id, reason=reason, at=request.now
        ),
        to=reverse("handling_waiting"), done=f"Đã trả lại {proposal.by_name}.",
        title="Trả lại đề xuất", about=proposal.about, label="Trả lại người trình",
        hint=f"{proposal.by_name} sẽ thấy lý do này",
        back=reverse("handling_decide", args=[proposal.id]), back_label="Bút phê theo đề xuất",
    )  # fmt: skip


@signed_in
@require_POST
def proposal_withdraw(request: Request, proposal_id: int) -> HttpResponse:
    """Who proposed takes it back: the undo of laying it before a leader."""
    proposal = public.proposed(proposal_id)
    public.withdraw_proposal(by=request.actor, proposal_id=proposal_id, at=request.now)
    return go_to(request, _document(proposal.about.id), done="Đã rút lại đề xuất xử lý.")


@needs(Right.INSTRUCT)
def handling_waiting(request: Request) -> HttpResponse:
    """Chờ bút phê: proposals with ticks, to be agreed to one by one or many at once."""
    if request.method == "POST":
        return _confirm_many(request)
    view = request.GET.get("xem", MINE)
    view = view if view in VIEWS else MINE
    found = public.waiting_list(request.actor, view=view, cursor=request.GET.get("trang", ""))
    views = [
        {"url": f"?xem={name}", "label": label, "count": found.counts[name], "current": name == view}
        for name, label in VIEWS.items()
    ]
    return page(
        request, "documents/handling/waiting.html", title="Chờ bút phê", found=found.page, views=views,
        view=view, many=view in (MINE, OTHERS), today=request.actor.on, printed_at=request.now,
        filter_words=VIEWS[view],
        previous=f"?xem={view}&trang={found.page.previous}" if found.page.previous else "",
        following=f"?xem={view}&trang={found.page.next}" if found.page.next else "",
    )  # fmt: skip


@signed_in
def distribution_withdraw(request: Request, instruction_id: int) -> HttpResponse:
    """An instruction is taken back while nobody has begun; receivers see the reason."""
    given = public.given(instruction_id)
    here = _document(given.document_id)
    return act_with_reason(
        request, ReasonForm(request.POST or None, label="Lý do thu lại"), "documents/handling/reason.html",
        act=lambda reason: public.withdraw_distribution(
            by=request.actor, instruction_id=given.id, reason=reason, at=request.now
        ),
        to=here, done="Đã thu lại phân công.", title="Thu lại phân công", given=given,
        label="Thu lại phân công", hint="Người nhận sẽ thấy lý do này", back=here, back_label="Văn bản",
    )  # fmt: skip


@signed_in
@require_POST
def instruction_undo(request: Request, instruction_id: int) -> HttpResponse:
    """The undo of an instruction just given."""
    document = public.withdraw_distribution(
        by=request.actor, instruction_id=instruction_id, reason=UNDONE, at=request.now
    )
    return go_to(request, _document(document.pk), done="Đã thu lại phân công vừa giao.")


def _confirm_many(request: Request) -> HttpResponse:
    chosen = ids_from(request.POST.getlist("chon"))
    outcome = public.confirm_proposals(by=request.actor, proposal_ids=chosen, at=request.now)
    words = f"Đã đồng ý {outcome.done} đề xuất." if outcome.done else "Chưa chọn đề xuất nào."
    if outcome.missed:
        words += f" {outcome.missed} đề xuất đã được người khác quyết định trước."
    return go_to(request, reverse("handling_waiting"), done=words)


def _instructed(request: Request, form: HandlingForm, document_id: int) -> HttpResponse:
    instruction = public.instruct(
        by=request.actor, document_id=document_id, text=form.words, receivers=form.receivers,
        due_on=form.cleaned_data["due_on"], at=request.now,
        version=id_from(request.POST.get("version", "")),
    )  # fmt: skip
    undo = reverse("instruction_undo", args=[instruction.pk])
    return go_to(request, _document(document_id), done="Đã giao việc.", undo=undo)


def _form(
    request: Request,
    about: About,
    people: Sequence[Colleague],
    *,
    leaders: Sequence[Colleague] = (),
    initial: dict[str, object] | None = None,
) -> HandlingForm:
    """The form as first shown, as sent, or (button "Tìm") as typed so far with the table narrowed."""
    data: QueryDict | None = request.POST if request.method == "POST" else None
    looking = data is not None and data.get("viec") == "tim"
    return HandlingForm(
        None if looking else data,
        people=people,
        typical=about.typical,
        today=request.actor.on,
        leaders=leaders,
        units=about.units,
        needle=request.POST.get("tim", ""),
        unit_needle=request.POST.get("tim-don-vi", ""),
        initial=kept(request.POST) if looking else initial,
    )


def _page(request: Request, form: HandlingForm, about: About, **context: object) -> HttpResponse:
    return page(
        request, "documents/handling/handle.html", status=422 if form.errors else 200, form=form,
        about=about, today=request.actor.on, version=request.POST.get("version", about.version), **context,
    )  # fmt: skip


def _proposed(proposal: public.Proposed) -> dict[str, object]:
    return {**ticked(proposal.receivers), "due_on": proposal.due_on, "text": proposal.wording}


def _add(form: HandlingForm, error: DomainError) -> None:
    if isinstance(error, NotAllowed):
        raise error
    form.add_error(error.field if error.field in _FIELDS else None, error.sentence)


def _document(document_id: int) -> str:
    return reverse("document", args=[document_id])
